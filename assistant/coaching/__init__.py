"""Coach a mentor's draft before it is sent, for its writer alone; and send it."""

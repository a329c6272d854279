"""The coach beside a mentor's message box."""

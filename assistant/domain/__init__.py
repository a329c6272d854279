"""Values the whole product speaks in. Pure: no vendor, no clock, no file."""

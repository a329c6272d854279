"""People, knowledge, imports, and who changed what."""

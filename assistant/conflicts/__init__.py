"""Whether two pieces of advice pull apart."""

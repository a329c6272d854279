"""Tiny real implementations of the ports, for tests."""

"""Asking, at the right time, what became of a commitment."""

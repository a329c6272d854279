"""Evaluations: how good and how fast, measured. Not tests."""

"""Micro-mentoring assistant: sharp questions, fairly chosen mentors, short advice."""

__version__ = "0.1.0"

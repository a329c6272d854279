"""Suggest mentors for a question: fit first, load beside it, with reasons in the mentor's own words."""

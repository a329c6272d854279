"""Cohort rounds: encode people into arrays, solve, decode; nothing here stores or shows anything."""

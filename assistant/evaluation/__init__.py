"""The arithmetic of evaluation: values with intervals, and comparing two runs case by case."""

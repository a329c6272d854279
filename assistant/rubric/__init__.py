"""The rubric: how ready a question is, shown in the mentee's own words."""

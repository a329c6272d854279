"""What a program brings along: mentors, knowledge cards, and the demo."""

"""What can be said about a draft of advice."""

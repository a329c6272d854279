"""The one-screen brief before a session."""

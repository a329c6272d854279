"""Train the heads that read session notes."""

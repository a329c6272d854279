"""Training of the encoder that brings questions and fitting profiles together."""

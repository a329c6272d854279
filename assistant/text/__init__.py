"""Plain text work: segments, normal forms. No models, no vendors."""

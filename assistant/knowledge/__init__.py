"""Knowledge cards: their sections, and finding those that may already answer."""

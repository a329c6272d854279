"""Read messy session notes: which words are advice, and who promised what by when."""

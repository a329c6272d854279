"""Commands that train the shipped weights; need torch, never imported by the product."""

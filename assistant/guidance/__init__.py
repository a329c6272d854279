"""What mentees were advised: notes, links between pieces of advice, decisions."""

"""How the program goes: two sentences, five indicators, counts."""

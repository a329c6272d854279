"""Load and fairness: who carries how much, what if, stuck requests, rounds."""

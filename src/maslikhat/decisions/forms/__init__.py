"""The forms of decisions: each of one act."""

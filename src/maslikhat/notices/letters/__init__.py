"""Letters: planned, written and sent."""

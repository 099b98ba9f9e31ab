"""The suite: it mirrors the rooms and needs nothing outside the clone."""

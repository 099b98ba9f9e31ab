"""Rooms, topics and posts; it refuses to know what is voted or decided."""

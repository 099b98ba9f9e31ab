"""Territories, their names and numbers over time, and maps; it refuses to know who governs them."""

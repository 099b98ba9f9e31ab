"""A believable country with invented persons, built only by calling acts; it has no tables."""

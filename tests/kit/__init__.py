"""The kit: tools with no word of the domain in them."""

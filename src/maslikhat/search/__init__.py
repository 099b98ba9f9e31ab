"""Search over everything the reader may see; it knows kind, number and audience, and no room above."""

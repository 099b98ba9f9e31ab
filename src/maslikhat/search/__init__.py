"""Search over everything the reader may see; it knows (kind, number, audience) and no room."""

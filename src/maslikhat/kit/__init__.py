"""Tools with no word of the domain in them: the kit knows nothing of councils or people."""

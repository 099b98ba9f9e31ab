"""Tools of the house, with no word of the domain in them: it knows nothing of councils or people."""

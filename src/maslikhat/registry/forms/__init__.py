"""The forms of the registry's guided acts."""

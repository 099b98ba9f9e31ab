"""Plans for the environment: their measures, what changed in them, and what is still to be told."""

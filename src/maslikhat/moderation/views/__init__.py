"""Pages of the moderation. What is not for the reader does not exist."""

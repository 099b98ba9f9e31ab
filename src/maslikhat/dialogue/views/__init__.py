"""Pages of the dialogue. A topic, post or room not open to the reader does not exist."""

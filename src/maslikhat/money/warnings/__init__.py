"""What is worth a warning: rules that are data, the watch that asks them, and whom it tells."""

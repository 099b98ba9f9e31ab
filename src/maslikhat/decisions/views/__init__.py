"""What is seen of decisions."""

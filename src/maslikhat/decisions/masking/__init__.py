"""What others may not read in a decision: personal data, covered words, papers that hold them."""

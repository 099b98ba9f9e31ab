"""The command line: what an operator types and is told."""

"""The single web portal of Kazakhstan's representative bodies."""

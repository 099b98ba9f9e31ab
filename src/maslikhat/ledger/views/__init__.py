"""The record as it is shown: to machines, and to people."""

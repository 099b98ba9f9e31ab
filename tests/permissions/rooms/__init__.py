"""The rows of each room; a new room adds one module with `ROOM` and `ROWS`, and nothing else."""

"""Pages of whole subjects."""

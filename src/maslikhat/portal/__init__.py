"""Pages of whole subjects: home, councils, deputies, desk, health; it has no tables."""

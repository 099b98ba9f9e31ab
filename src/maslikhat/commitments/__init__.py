"""What a body owes, by which day, and what came of it; it refuses to know of money and appeals."""

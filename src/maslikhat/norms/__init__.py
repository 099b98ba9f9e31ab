"""Legal numbers with their days and articles, and the working-day calendar."""

"""Dates and numbers as Kazakh, Russian and English write them."""

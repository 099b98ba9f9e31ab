"""Formats of one language, read by Django."""

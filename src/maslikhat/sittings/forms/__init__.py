"""The forms of sittings, grouped by what they are about."""

"""Tests of the moderation, on the dialogue's cast."""

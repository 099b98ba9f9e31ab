"""The dialogue: who talks where, and who must not hear of it."""

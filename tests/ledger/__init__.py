"""The record: its tree, its sealer, and what tampering leaves behind."""

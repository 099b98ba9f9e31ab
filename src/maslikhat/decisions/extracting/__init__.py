"""Readers of strangers' files, run in a process that may take little; nothing here knows Django."""

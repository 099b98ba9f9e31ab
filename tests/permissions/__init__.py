"""The permission table: person × act × phase, one module of rows a room (DESIGN, law 3)."""

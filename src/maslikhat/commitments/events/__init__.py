"""Events that recommend: conferences, hearings, round tables, each with what came of it."""

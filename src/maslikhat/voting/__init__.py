"""Ballots, electors and the tally: a question and who answers it; it refuses to know a sitting."""

"""Referrals: a matter given to another level, with the way back of what became of it."""

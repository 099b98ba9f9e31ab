"""The environment's money: the legal duty, what was paid for pollution, what it was spent on."""

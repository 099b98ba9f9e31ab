"""A sitting that is played, for training and for visitors: values alone, and nothing is kept."""

"""Sittings of councils and commissions, from notice to minutes; of money they know nothing."""

"""Councils, persons, mandates, commissions, bodies, roles, invitations, honours."""

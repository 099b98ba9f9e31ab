"""Users, how they sign in and their sessions; it refuses to know who they are in the country."""

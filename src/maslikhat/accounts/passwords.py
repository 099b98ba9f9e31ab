"""How passwords are kept."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Hasher(Argon2PasswordHasher):
    """Argon2id with the OWASP Password Storage Cheat Sheet's 19 MiB, two passes, one lane.

    Django's own 100 MiB and eight lanes take 0.2–0.5 s on two cores, and sixteen people signing in
    at once would need 1.6 GiB.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

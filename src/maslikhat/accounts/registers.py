"""What upper rooms tell this one: each adds its functions in its `apps.py`."""

from collections.abc import Callable

from django.utils.safestring import SafeString

from maslikhat.accounts.models import User
from maslikhat.kit.doors import Request

# The longest this person may stay signed in, in hours; None: as long as anyone. The least counts.
session_hours: list[Callable[[User], int | None]] = []

# Whether this person must have a second factor (outside the demo).
needs_second_factor: list[Callable[[User], bool]] = []

# Panels of the sign-in page, as HTML; the demo adds its one-click entry.
sign_in_panels: list[Callable[[Request], SafeString]] = []

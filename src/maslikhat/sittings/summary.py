"""What the pages of other rooms show of the sittings; each function is one query."""

from django.db.models import Count

from maslikhat.kit.prepared import Prepared
from maslikhat.sittings.models import Sitting

_running = Prepared(
    lambda: Sitting.objects.public().running().values("council").annotate(n=Count("pk")).order_by()
)


def running_count() -> int:
    """How many sittings go on now that everyone may follow."""
    return sum(row["n"] for row in _running())

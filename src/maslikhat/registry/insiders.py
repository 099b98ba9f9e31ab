"""Who of many readers belongs to each council: what `standing` says of one, for a digest of all."""

from collections.abc import Collection

from maslikhat.accounts.models import User
from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import Council, Headship, Mandate, Role


def insiders(councils: Collection[int], readers: Collection[User]) -> dict[int, set[int]]:
    """Numbers of the readers who are deputy, head or clerk of each council; three queries."""
    found: dict[int, set[int]] = {}
    if not councils:
        return found
    users, day = [reader.pk for reader in readers if reader.is_active], today()
    seats = Mandate.objects.on(day).filter(
        person__user__in=users, convocation__council__in=councils
    )
    heads = Headship.objects.on(day).filter(person__user__in=users, council__in=councils)
    clerks = Role.objects.filter(holds_on(day), user__in=users, council__in=councils)
    for rows in (
        seats.values_list("convocation__council", "person__user"),
        heads.values_list("council", "person__user"),
        clerks.values_list("council", "user"),
    ):
        for council, user in rows:
            found.setdefault(council, set()).add(user)
    return found


def heads_and_clerks(council: Council) -> list[int]:
    """Numbers of the users who head a council or are of its apparatus today; two queries."""
    heads = Headship.objects.on(today()).filter(council=council, person__user__isnull=False)
    return sorted({*heads.values_list("person__user", flat=True), *clerks_of(council)})


def clerks_of(council: Council) -> list[int]:
    """Numbers of the users who are of its apparatus today; one query."""
    rows = Role.objects.filter(holds_on(today()), council=council)
    return sorted(set(rows.values_list("user", flat=True)))

"""What one decision does to another: the days of amendment and repeal follow from the relations.

These are parts of acts, in their transactions; the rows they change are held.
"""

from maslikhat.decisions.models import Decision, Relation


def settle_targets(source: Decision) -> None:
    """Settle all that a decision amends or repeals, after it was adopted."""
    changing = source.does.filter(kind__in=(Relation.Kind.AMENDS, Relation.Kind.REPEALS))
    for target in Decision.objects.filter(pk__in=changing.values("target")).order_by("pk"):
        settle(target)


def settle(target: Decision) -> None:
    """Say on a decision since when it is amended and when it was repealed.

    Amended is also what has lost some of its points; repealed, what has lost them all.
    """
    relations = target.undergoes.filter(source__adopted_on__isnull=False, day__isnull=False)
    whole = [
        day
        for kind, points, day in relations.values_list("kind", "points", "day")
        if kind == Relation.Kind.REPEALS and not points and day
    ]
    parts = [
        day
        for kind, points, day in relations.values_list("kind", "points", "day")
        if day and (kind == Relation.Kind.AMENDS or (kind == Relation.Kind.REPEALS and points))
    ]
    target.amended_on = min(parts, default=None)
    if not (target.repeal_basis_kk or target.repeal_basis_ru):
        target.repealed_on = min(whole, default=None)
    target.save(update_fields=["amended_on", "repealed_on"])

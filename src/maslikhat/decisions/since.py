"""What came of decisions since they were adopted, in a sentence each."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from maslikhat.decisions.models import Decision, Relation
from maslikhat.kit.formats.words import day


def told_since(decisions: Iterable[Decision]) -> dict[int, str]:
    """How each of these that was ended or changed was so, by its number; one query."""
    rows = {row.pk: row for row in decisions}
    changes: dict[int, list[Relation]] = {}
    changing = (Relation.Kind.AMENDS, Relation.Kind.REPEALS)
    relations = Relation.objects.filter(
        target__in=rows, kind__in=changing, source__adopted_on__isnull=False
    )
    for one in relations.select_related("source").order_by("day", "pk"):
        changes.setdefault(one.target_id, []).append(one)
    told = {number: _told(row, changes.get(number, [])) for number, row in rows.items()}
    return {number: sentence for number, sentence in told.items() if sentence}


def _told(decision: Decision, changes: list[Relation]) -> str:
    """The gravest of what came: a court, the first repeal, its own end, the last change."""
    if decision.repeal_basis_kk or decision.repeal_basis_ru:
        words = _("A court ended it from %(day)s. The judgment is named on its page.")
        return words % {"day": day(decision.repealed_on)}
    repeal = next((one for one in changes if one.is_whole_repeal), None)
    if repeal is not None:
        return _by(
            _("From %(day)s it is repealed by decision № %(number)s of %(adopted)s."), repeal
        )
    if decision.last_day_in_force is not None:
        words = _("It was made for a time: its last day in force is %(day)s.")
        return words % {"day": day(decision.last_day_in_force)}
    if changes:
        return _by(
            _("From %(day)s it is changed by decision № %(number)s of %(adopted)s."), changes[-1]
        )
    return ""


def _by(words: str, one: Relation) -> str:
    return words % {
        "day": day(one.day),
        "number": one.source.number,
        "adopted": day(one.source.adopted_on),
    }

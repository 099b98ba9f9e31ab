"""Words of a decision that are covered, in what sittings have of it: items, motions, minutes.

Items and motions are covered in their rows, within the act on the decision or their own. Versions
of minutes never change: they are covered as they are read, and their files are withheld until they
are made anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import partial
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from maslikhat.decisions.masking.masks import Wanted, covered_words, spans_wanted
from maslikhat.decisions.masking.withheld import hold
from maslikhat.decisions.models import Decision, Mask
from maslikhat.kit.covering import Cover, cover_columns
from maslikhat.sittings import heard
from maslikhat.sittings.models import Item, Minutes, MinutesVersion, PlanItem, Sitting
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.withheld import withhold_all
from maslikhat.voting.covering import cover_motions
from maslikhat.voting.models import Ballot

MOTION = "sittings.motion"
OFFICIAL = ("kk", "ru")


def cover_items(decision: Decision, cover: Cover) -> None:
    """Cover the titles of all items on this decision, what was moved on them, and its votes."""
    withhold_all(decision)
    items = Item.objects.filter(decision=decision).select_related("sitting", "planned")
    for item in items:
        _cover_planned(item)
        if _cover(item, cover):
            heard.agenda_changed(item.sitting, item)
            heard.stage_changed(item.sitting, item)


def cover_new(item: Item) -> None:
    """Cover what has just been written on an item, as its decision is covered."""
    wanted = item.decision.masks.wanted() if item.decision is not None else []
    if wanted:
        _cover_planned(item)
        _cover(item, partial(covered_words, wanted=wanted))


def _cover_planned(item: Item) -> None:
    """Cover the question of the year's plan that came to this item, by all decisions on it."""
    if item.planned is None:
        return
    # Another decision may be on it, whose words are covered at this moment.
    item.planned = PlanItem.objects.select_for_update(no_key=True).get(pk=item.planned.pk)
    decided = Item.objects.filter(planned=item.planned).exclude(decision=None).values("decision")
    masks = Mask.objects.standing().filter(decision__in=decided).order_by("pk")
    cover = partial(covered_words, wanted=[one.wanted for one in masks])
    changed = cover_columns(item.planned, "title", lambda text: cover(text)[:TITLE_MOST])
    if changed:
        item.planned.save(update_fields=changed)


def _cover(item: Item, cover: Cover) -> bool:
    changed = cover_columns(item, "title", lambda text: cover(text)[:TITLE_MOST])
    if changed:
        item.save(update_fields=changed)
    motions = list(item.motions.all())
    for motion in motions:
        columns = cover_columns(motion, "text", cover)
        if columns:
            motion.save(update_fields=columns)
            changed += columns
    cover_motions(
        Ballot.objects.filter(about_kind=MOTION, about__in=[m.pk for m in motions]), cover
    )
    return bool(changed)


def wanted_in(sitting: Sitting) -> list[Wanted]:
    """What is covered and left open by hand in the decisions on this agenda; one query."""
    return [one.wanted for one in _masks_in(sitting)]


def masks_in(sitting: Sitting) -> tuple[int, ...]:
    """Which masks there are in the decisions on this agenda, with those taken back: with another
    the files would be others; one query."""
    rows = Mask.objects.filter(decision__in=_decisions_of(sitting)).order_by("pk")
    return tuple(
        -number if taken_back else number
        for number, taken_back in rows.values_list("pk", "taken_back_at")
    )


def hold_decisions(sitting: Sitting) -> None:
    """Hold the decisions on this agenda till the act ends: nothing in them is covered meanwhile."""
    hold(Decision.objects.filter(pk__in=_decisions_of(sitting)))


def is_stale(minutes: Minutes, version: MinutesVersion) -> bool:
    """Whether words of the approved minutes were covered since their files were made."""
    return _is_covered_since(minutes, version, _masks_in(minutes.sitting))


def stale_among(rows: Collection[Minutes]) -> set[int]:
    """The numbers of those of these minutes whose files are withheld; three queries."""
    on_agenda: dict[int, set[int]] = defaultdict(set)
    items = Item.objects.filter(sitting__in=[row.sitting_id for row in rows])
    for sitting, decision in items.exclude(decision=None).values_list("sitting", "decision"):
        on_agenda[sitting].add(decision)
    decisions = {decision for some in on_agenda.values() for decision in some}
    masks = list(Mask.objects.standing().filter(decision__in=decisions))
    masked = {one.decision_id for one in masks}
    covered = [row for row in rows if on_agenda[row.sitting_id] & masked]
    versions = MinutesVersion.objects.filter(minutes__in=[row.pk for row in covered])
    newest = versions.filter(minutes=OuterRef("minutes")).order_by("-number").values("pk")[:1]
    latest = {one.minutes_id: one for one in versions.filter(pk=Subquery(newest))}
    return {
        row.pk
        for row in covered
        if _is_covered_since(
            row, latest[row.pk], [m for m in masks if m.decision_id in on_agenda[row.sitting_id]]
        )
    }


def _is_covered_since(minutes: Minutes, version: MinutesVersion, masks: Iterable[Mask]) -> bool:
    since = minutes.renewed_at or minutes.approved_at
    if since is None:
        return False
    texts = [getattr(version, f"text_{lang}") for lang in OFFICIAL]
    later = [one.wanted for one in masks if one.made_at > since]
    return any(spans_wanted(text, one) for one in later if one.kind for text in texts)


def _masks_in(sitting: Sitting) -> list[Mask]:
    here = Mask.objects.standing().filter(decision__in=_decisions_of(sitting))
    return list(here.order_by("pk"))


def _decisions_of(sitting: Sitting) -> QuerySet[Item, Any]:
    return Item.objects.of(sitting).exclude(decision=None).values("decision")

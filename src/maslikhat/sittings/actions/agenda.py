"""The agenda: items put, changed, moved and dropped; rapporteurs."""

from collections.abc import Mapping
from math import ceil

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.masking.withheld import hold
from maslikhat.decisions.models import Decision
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.norms.lookup import share
from maslikhat.registry.models import Body, Mandate
from maslikhat.sittings import heard, refusals
from maslikhat.sittings.added import is_added_now, under_columns
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.covering import cover_new
from maslikhat.sittings.guards import allow, in_time, locked, locked_item, titled
from maslikhat.sittings.kinds import rules
from maslikhat.sittings.models import Item, PlanItem, Rapporteur, Session, Sitting
from maslikhat.sittings.models.sessions import TITLE_MOST
from maslikhat.sittings.permissions import (
    may_drop_item,
    may_drop_rapporteur,
    may_edit_item,
    may_move_item,
    may_name_rapporteur,
    may_put_item,
)
from maslikhat.sittings.withheld import withhold_whole

ITEMS_MOST, RAPPORTEURS_MOST = 150, 10
NAME_MOST, OFFICE_MOST, MINUTES_MOST = 150, 255, 600


@atomic
def put_item(
    sitting: Sitting,
    *,
    by: User,
    titles: Mapping[str, str],
    kind: str = Item.Kind.QUESTION,
    under: Item | None = None,
    minutes: int | None = None,
    is_closed_to_public: bool = False,
    decision: Decision | None = None,
    planned: PlanItem | None = None,
    about_mandate: Mandate | None = None,
    about_body: Body | None = None,
    office: str = "",
    signatures: int | None = None,
    added_under: Mapping[str, str] | None = None,
) -> Item:
    """A question comes onto the agenda, at its end or at the end of those below another.

    After the notice was sent it is marked as added: `added_under` is the vote of the council, or
    the article of its regulations, by which it comes on, by language: in Kazakh and in Russian.

    A draft decision brings its own title where none is written. A censure names the deputy, an
    election the office. Of an extraordinary session only what it was called for is considered (Law
    148, art. 10).
    """
    sitting = locked(sitting.pk)
    allow(may_put_item(by, sitting), by, sitting)
    in_time("put_item", sitting)
    refuse_unless(sitting.items.count() < ITEMS_MOST, _("An agenda has at most 150 items."))
    refuse_unless(
        not _is_settled(sitting),
        _("An extraordinary session considers only what it was called for (Law 148, art. 10)."),
    )
    under = _parent(sitting, under)
    _refuse_stranger(sitting, decision, planned, about_mandate)
    if decision is not None:
        hold(Decision.objects.filter(pk=decision.pk))
        titles = {**_titles_of(decision), **{k: v for k, v in titles.items() if v.strip()}}
        kind = Item.Kind.DECISION if kind == Item.Kind.QUESTION else kind
    _refuse_kind(kind, is_about_deputy=about_mandate is not None, office=office)
    signed = _signed(sitting, kind, signatures)
    place, below = _next_place(sitting, under)
    is_added = is_added_now(sitting)
    made = Item.objects.create(
        sitting=sitting,
        parent=under,
        place=place,
        under_place=below,
        kind=kind,
        minutes=_minutes(minutes),
        is_closed_to_public=is_closed_to_public or bool(under and under.is_closed_to_public),
        decision=decision,
        planned=planned,
        about_mandate=about_mandate,
        about_body=about_body,
        office=office,
        signatures=signed,
        added_at=timezone.now() if is_added else None,
        **(under_columns(added_under or {}) if is_added else {}),
        by=by.pk,
        **titled(titles, TITLE_MOST, _("Write the question in Kazakh or in Russian.")),
    )
    cover_new(made)
    withhold_whole(made)
    _changed(sitting)
    heard.item_put(made, by=by)
    record(by, "sittings.put_item", made)
    return made


@atomic
def edit_item(
    item: Item,
    *,
    by: User,
    titles: Mapping[str, str],
    kind: str,
    minutes: int | None = None,
    is_closed_to_public: bool = False,
    office: str = "",
) -> Item:
    """Title, kind, time or doors of an item that is still ahead are changed."""
    item = locked_item(item)
    allow(may_edit_item(by, item), by, item)
    in_time("edit_item", item.sitting)
    refuse_unless(item.called_at is None, refusals.CALLED_OR_DONE)
    _refuse_kind(kind, is_about_deputy=item.about_mandate_id is not None, office=office)
    _signed(item.sitting, kind, item.signatures)
    refuse_unless(
        (kind, office) == (item.kind, item.office) or not item.candidates.exists(),
        _("Take the candidates back first."),
    )
    was_closed = item.is_closed_to_public
    needed = _("Write the question in Kazakh or in Russian.")
    for column, text in titled(titles, TITLE_MOST, needed).items():
        # What is written as it stands on the page is what was written before.
        if text != getattr(item, column):
            setattr(item, column, text)
            setattr(item, f"own_{column}", "")
    item.kind, item.office, item.minutes = kind, office, _minutes(minutes)
    # What is below an item behind closed doors is behind them too.
    is_below_closed = item.parent is not None and item.parent.is_closed_to_public
    item.is_closed_to_public = is_closed_to_public or is_below_closed
    item.save()
    if is_closed_to_public:
        item.children.update(is_closed_to_public=True)
    cover_new(item)
    _changed(item.sitting)
    heard.agenda_changed(item.sitting, item if was_closed else None)
    record(by, "sittings.edit_item", item)
    return item


@atomic
def move_item(item: Item, *, by: User, before: Item | None) -> Item:
    """An item goes before another of its rank, or to the end; those below it go with it."""
    item = locked_item(item)
    allow(may_move_item(by, item), by, item)
    in_time("move_item", item.sitting)
    refuse_unless(item.called_at is None, refusals.CALLED_OR_DONE)
    refuse_unless(
        before is None
        or (before.sitting_id == item.sitting_id and before.parent_id == item.parent_id),
        _("Choose an item of the same agenda and rank."),
        status=422,
    )
    rank = list(
        Item.objects.of(item.sitting).filter(parent=item.parent_id).in_order().exclude(pk=item.pk)
    )
    at = next((n for n, one in enumerate(rank) if before and one.pk == before.pk), len(rank))
    rank.insert(at, item)
    _number(item, rank)
    _changed(item.sitting)
    heard.agenda_changed(item.sitting)
    record(by, "sittings.move_item", item)
    item.refresh_from_db(fields=["place", "under_place"])
    return item


@atomic
def drop_item(item: Item, *, by: User) -> Sitting:
    """An item, with those below it, is taken off the agenda before the sitting."""
    item = locked_item(item)
    sitting = item.sitting
    allow(may_drop_item(by, item), by, item)
    in_time("drop_item", sitting)
    record(by, "sittings.drop_item", item)
    parent = item.parent_id
    Item.objects.filter(pk=item.pk).delete()
    rank = list(Item.objects.of(sitting).filter(parent=parent).in_order())
    if rank:
        _number(rank[0], rank)
    _changed(sitting)
    heard.agenda_changed(sitting)
    return sitting


@atomic
def name_rapporteur(
    item: Item,
    *,
    by: User,
    role: str = Rapporteur.Role.REPORT,
    mandate: Mandate | None = None,
    name: str = "",
    office: Mapping[str, str] | None = None,
) -> Rapporteur:
    """Who reports on an item: a deputy of the council, or somebody named with the office."""
    item = locked_item(item)
    allow(may_name_rapporteur(by, item), by, item)
    in_time("name_rapporteur", item.sitting)
    refuse_unless(role in Rapporteur.Role.values, refusals.CHOOSE, status=422)
    name = "" if mandate is not None else line(name, NAME_MOST, needed=_("Name who reports."))
    refuse_unless(
        mandate is None or mandate.convocation.council_id == item.sitting.council_id,
        _("Choose a deputy of this maslikhat."),
        status=422,
    )
    refuse_unless(item.rapporteurs.count() < RAPPORTEURS_MOST, _("At most ten report on one item."))
    refuse_unless(
        mandate is None or not item.rapporteurs.filter(mandate=mandate, role=role).exists(),
        _("The deputy reports on this item already."),
    )
    told = office or {}
    made = Rapporteur.objects.create(
        item=item,
        role=role,
        mandate=mandate,
        name=name,
        **{f"office_{lang}": line(told.get(lang, ""), OFFICE_MOST) for lang in LANGUAGES},
    )
    heard.agenda_changed(item.sitting, item)
    record(by, "sittings.name_rapporteur", made)
    return made


@atomic
def drop_rapporteur(rapporteur: Rapporteur, *, by: User) -> Item:
    """Somebody does not report on an item after all."""
    item = locked_item(rapporteur.item)
    allow(may_drop_rapporteur(by, item), by, item)
    in_time("drop_rapporteur", item.sitting)
    record(by, "sittings.drop_rapporteur", rapporteur)
    Rapporteur.objects.filter(pk=rapporteur.pk).delete()
    heard.agenda_changed(item.sitting, item)
    return item


def _is_settled(sitting: Sitting) -> bool:
    """Whether nothing more comes onto the agenda: an extraordinary session has been convened."""
    session = sitting.session
    is_extraordinary = session is not None and session.kind == Session.Kind.EXTRAORDINARY
    return is_extraordinary and sitting.convened_at is not None and not sitting.is_brought_over


def _parent(sitting: Sitting, under: Item | None) -> Item | None:
    if under is None:
        return None
    found = Item.objects.of(sitting).filter(pk=under.pk, parent=None).first()
    refuse_unless(
        found is not None, _("Choose an item of this agenda that is not below another."), status=422
    )
    return found


def _refuse_stranger(
    sitting: Sitting, decision: Decision | None, planned: PlanItem | None, about: Mandate | None
) -> None:
    council = sitting.council_id
    refuse_unless(
        decision is None or decision.council_id == council,
        _("Choose a draft of this maslikhat."),
        status=422,
    )
    refuse_unless(
        planned is None or planned.plan.council_id == council,
        _("Choose a question of this maslikhat's plan."),
        status=422,
    )
    refuse_unless(
        about is None or about.convocation.council_id == council,
        _("Choose a deputy of this maslikhat."),
        status=422,
    )


def _refuse_kind(kind: str, *, is_about_deputy: bool, office: str) -> None:
    """Refuse a kind that there is not, a censure of nobody, an election to nothing."""
    refuse_unless(
        kind in Item.Kind.values and office in {"", *Item.Office.values},
        refusals.CHOOSE,
        status=422,
    )
    refuse_unless(
        kind != Item.Kind.CENSURE or is_about_deputy,
        _("Say which deputy the censure is about."),
        status=422,
    )
    refuse_unless(
        (kind == Item.Kind.ELECTION) == bool(office),
        _("Say of an election, and of nothing else, to what office it is."),
        status=422,
    )


def _signed(sitting: Sitting, kind: str, signatures: int | None) -> int | None:
    """How many deputies raise it; refused where the law asks for more (Law 148, art. 24)."""
    rule = rules().get(kind)
    if rule is None or not rule.signatures:
        return None
    seats = body_of(sitting).seats or 0
    needed = ceil(share(rule.signatures, sitting.day) * seats)
    refuse_unless(
        signatures is not None and needed <= signatures <= seats,
        _("At least %(needed)s of %(seats)s deputies raise this. Write how many have signed.")
        % {"needed": needed, "seats": seats},
        status=422,
    )
    return signatures


def _titles_of(decision: Decision) -> dict[str, str]:
    most = TITLE_MOST
    return {lang: getattr(decision, f"title_{lang}")[:most] for lang in LANGUAGES}


def _next_place(sitting: Sitting, under: Item | None) -> tuple[int, int]:
    items = Item.objects.of(sitting)
    if under is None:
        last = items.aggregate(last=Max("place"))["last"] or 0
        return last + 1, 0
    last = items.filter(parent=under).aggregate(last=Max("under_place"))["last"] or 0
    return under.place, last + 1


def _number(item: Item, rank: list[Item]) -> None:
    """Give those of one rank their places in this order; those below a main item follow it."""
    for place, one in enumerate(rank, 1):
        if item.parent_id is not None:
            Item.objects.filter(pk=one.pk).update(under_place=place)
        elif one.place != place:
            Item.objects.filter(pk=one.pk).update(place=place)
            Item.objects.filter(parent=one.pk).update(place=place)


def _minutes(minutes: int | None) -> int | None:
    refuse_unless(
        minutes is None or 1 <= minutes <= MINUTES_MOST,
        _("An item takes from 1 to 600 minutes."),
        status=422,
    )
    return minutes


def _changed(sitting: Sitting) -> None:
    Sitting.objects.filter(pk=sitting.pk).update(
        changed_at=timezone.now(), sequence=F("sequence") + 1
    )

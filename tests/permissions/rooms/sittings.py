"""Sittings before they begin: the year's plan, sessions, notice, agenda and papers."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

from maslikhat.sittings import actions
from maslikhat.sittings.models import Document, PlanItem, Sitting, WorkPlan
from tests.permissions.rooms.voting import IN_COMMISSION, LEADERS, OUTSIDE, left, users
from tests.permissions.rooms.voting import PERSONS as PERSONS
from tests.permissions.table import NOBODY, Room, Row, persons
from tests.sittings import cast as sittings
from tests.sittings.cast import TITLES, in_days
from tests.voting.cast import Cast, make_cast

ROOM = Room("sittings", PERSONS, make_cast, users)
Given = Callable[[Cast], Any]
Attempted = Callable[[Cast, Any, Any], object]
YEAR = 2026
BECAUSE = "Decided by the deputies."
HOUR = 1 / 24
BROUGHT = (
    "sittings.plan_session", "sittings.plan_sitting", "sittings.convene", "sittings.bring_over",
)  # fmt: skip
PAST: dict[str, Any] = {
    "starts_at": in_days(-8),
    "ends_at": in_days(-7.9),
    "convened_on": in_days(-25).date(),
    "session": {"kind": "ordinary", "number": "9"},
    "agenda": [TITLES],
}


def planned(cast: Cast) -> Sitting:
    """A sitting with an agenda that only its own people know of."""
    return sittings.put(cast, sittings.plan(cast)).sitting


def convened(cast: Cast) -> Sitting:
    """Its notice has gone out."""
    return sittings.convened(cast)


def near(cast: Cast) -> Sitting:
    """The same, an hour before its time."""
    sitting = sittings.put(cast, sittings.plan(cast, days=HOUR)).sitting
    return actions.convene(sitting, by=cast.clerk, although=BECAUSE)


def shut(cast: Cast) -> Sitting:
    """A convened sitting that is held behind closed doors."""
    return sittings.convened(cast, closed_because=BECAUSE)


def opened(cast: Cast) -> Sitting:
    """It goes on, with seventeen deputies, those of the rows among them."""
    return sittings.opened(cast)


def past(cast: Cast) -> Sitting:
    """One of last week that is being entered from its papers, all there."""
    sitting = actions.bring_over(cast.council, by=cast.clerk, **PAST)
    actions.call_roll(sitting, by=cast.clerk, at=sitting.starts_at)
    return actions.open_sitting(sitting, by=cast.clerk, at=sitting.starts_at)


def recess(cast: Cast) -> Sitting:
    """There is a break."""
    sitting = opened(cast)
    actions.pause(sitting, by=cast.chair)
    return sitting


def closed(cast: Cast) -> Sitting:
    """It has ended."""
    return actions.close_sitting(opened(cast), by=cast.chair, postponing=True)


@cache
def cancelled(given: Given) -> Given:
    return lambda cast: actions.cancel_sitting(given(cast), by=cast.clerk, because=BECAUSE)


def of_commission(cast: Cast) -> Sitting:
    """A planned sitting of the commission."""
    made = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(1))
    return sittings.put(cast, made).sitting


def commission_convened(cast: Cast) -> Sitting:
    """The same, convened."""
    return actions.convene(of_commission(cast), by=cast.clerk)


def commission_seated(cast: Cast) -> Sitting:
    """The same, the three of the rows being there."""
    sitting = commission_convened(cast)
    for place in (1, 2, 3):
        mandate = sittings.mandate_of(cast, place)
        actions.mark_attendance(sitting, by=cast.clerk, mandate=mandate, part="present")
    return sitting


def commission_opened(cast: Cast) -> Sitting:
    """It goes on."""
    return actions.open_sitting(sittings.near(commission_seated(cast)), by=cast.clerk)


@cache
def with_paper(given: Given) -> Given:
    """A paper that everyone may have has been put to the sitting."""

    def bring(cast: Cast) -> Sitting:
        sitting = given(cast)
        attach(cast, cast.clerk, sitting)
        return sitting

    return bring


@cache
def paper(given: Given) -> Given:
    return lambda cast: Document.objects.get(sitting=with_paper(given)(cast))


def withheld(given: Given) -> Given:
    """The same, read, with something found in it."""

    def bring(cast: Cast) -> Document:
        found: Document = paper(given)(cast)
        Document.objects.filter(pk=found.pk).update(text="[•••]")
        return found

    return bring


def paper_of_item(given: Given) -> Given:
    """A paper to an item."""

    def bring(cast: Cast) -> Document:
        one = given(cast)
        return actions.attach_document(
            one.sitting, by=cast.clerk, file=BytesIO(b"words"), name="Note", item=one
        )

    return bring


@cache
def item(given: Given) -> Given:
    """The first item of this sitting."""
    return lambda cast: given(cast).items.in_order()[0]


@cache
def secret(given: Given) -> Given:
    """An item of it behind closed doors."""
    return lambda cast: sittings.put(cast, given(cast), is_closed_to_public=True)


@cache
def called(given: Given) -> Given:
    """An item that is being considered."""
    return lambda cast: actions.call_item(given(cast), by=cast.clerk)


@cache
def done(given: Given) -> Given:
    """An item that has come to something."""
    return lambda cast: actions.end_item(called(given)(cast), by=cast.clerk, outcome="noted")


@cache
def election(given: Given) -> Given:
    """An election of the chair on this sitting's agenda."""
    return lambda cast: sittings.put(cast, given(cast), kind="election", office="chair")


def candidate(given: Given) -> Given:
    """A deputy stands in this election."""
    return lambda cast: actions.name_candidate(
        given(cast), by=cast.clerk, mandate=sittings.mandate_of(cast, 6)
    )


def rapporteur(given: Given) -> Given:
    """Somebody reports on this item."""
    return lambda cast: actions.name_rapporteur(given(cast), by=cast.clerk, name="A guest")


def plan(cast: Cast) -> WorkPlan:
    """The year's plan, begun."""
    return actions.draft_plan(cast.council, by=cast.clerk, year=YEAR)


def question(cast: Cast) -> PlanItem:
    """A question of it."""
    return actions.put_plan_item(plan(cast), by=cast.clerk, quarter=1, titles=TITLES)


def adopted(cast: Cast) -> PlanItem:
    """A question of a plan that is adopted."""
    made = question(cast)
    actions.adopt_plan(made.plan, by=cast.chair)
    return made


def act(name: str, /, **told: Any) -> Attempted:
    """An act that takes the thing and these words."""
    return lambda _cast, by, thing: getattr(actions, name)(thing, by=by, **told)


def attach(cast: Cast, by: Any, sitting: Sitting) -> object:
    return actions.attach_document(sitting, by=by, file=BytesIO(b"words"), name="Note")


def edit(cast: Cast, by: Any, sitting: Sitting) -> object:
    return actions.edit_sitting(sitting, by=by, starts_at=in_days(30))


def plan_session(council: str) -> Attempted:
    return lambda cast, by, _thing: actions.plan_session(
        getattr(cast, council), by=by, kind="ordinary", number="77"
    )


def draft_plan(council: str) -> Attempted:
    return lambda cast, by, _thing: actions.draft_plan(getattr(cast, council), by=by, year=YEAR)


def plan_in_commission(cast: Cast, by: Any, _thing: Any) -> object:
    return actions.plan_sitting(cast.commission, by=by, starts_at=in_days(2))


def bring_over(council: str, commission: str = "") -> Attempted:
    return lambda cast, by, _thing: actions.bring_over(
        getattr(cast, council),
        by=by,
        commission=getattr(cast, commission) if commission else None,
        **PAST,
    )


def bring_item(_cast: Cast, by: Any, one: Any) -> object:
    at = one.sitting.starts_at
    return actions.bring_item(one, by=by, called_at=at, done_at=at, outcome="noted")


put_question: Attempted = act("put_plan_item", quarter=2, titles=TITLES)


def plan_in_session(cast: Cast, by: Any, session: Any) -> object:
    return actions.plan_sitting(session, by=by, starts_at=in_days(20))


def name_candidate(cast: Cast, by: Any, one: Any) -> object:
    return actions.name_candidate(one, by=by, mandate=sittings.mandate_of(cast, 7))


edit_item = act("edit_item", titles=TITLES, kind="question")
move_item = act("move_item", before=None)
name_rapporteur = act("name_rapporteur", name="A guest")
put_item = act("put_item", titles=TITLES, added_under=sittings.UNDER)
cancel = act("cancel_sitting", because=BECAUSE)

PLANNING = [
    Row("sittings.draft_plan", "the own council", LEADERS, draft_plan("council")),
    Row("sittings.draft_plan", "another council", persons("clerk_elsewhere"), draft_plan("other")),
    Row("sittings.draft_plan", "there is one for the year", NOBODY, draft_plan("council"), plan),
    Row("sittings.put_plan_item", "begun", LEADERS, put_question, plan),
    Row("sittings.put_plan_item", "adopted", LEADERS, put_question, lambda c: adopted(c).plan),
    Row("sittings.drop_plan_item", "begun", LEADERS, act("drop_plan_item"), question),
    Row("sittings.drop_plan_item", "adopted", NOBODY, act("drop_plan_item"), adopted),
    Row("sittings.adopt_plan", "empty", NOBODY, act("adopt_plan"), plan),
    Row("sittings.adopt_plan", "with questions", LEADERS, act("adopt_plan"),
        lambda c: question(c).plan),
    Row("sittings.adopt_plan", "adopted", NOBODY, act("adopt_plan"), lambda c: adopted(c).plan),
    Row("sittings.plan_session", "the own council", LEADERS, plan_session("council")),
    Row("sittings.plan_session", "another council", persons("clerk_elsewhere"),
        plan_session("other")),
    Row("sittings.bring_over", "the own council", LEADERS, bring_over("council"),
        records=BROUGHT),
    Row("sittings.bring_over", "another council", persons("clerk_elsewhere"), bring_over("other"),
        records=BROUGHT),
    Row("sittings.bring_over", "of a commission", IN_COMMISSION,
        bring_over("council", "commission"), records=BROUGHT[1:]),
    Row("sittings.bring_item", "being entered", LEADERS, bring_item, item(past),
        records=("sittings.call_item", "sittings.end_item", "sittings.bring_item")),
    Row("sittings.bring_item", "goes on now", NOBODY, bring_item, item(opened)),
    Row("sittings.plan_sitting", "of a session", LEADERS, plan_in_session, sittings.plan_session),
    Row("sittings.plan_sitting", "of a commission", IN_COMMISSION, plan_in_commission),
    Row("sittings.plan_sitting", "of a commission that its chair has left",
        persons("clerk chair secretary"), plan_in_commission, left(lambda cast: None)),
]  # fmt: skip
CONVENING = [
    Row("sittings.edit_sitting", "planned", LEADERS, edit, planned, hidden=OUTSIDE),
    Row("sittings.edit_sitting", "planned, of a commission", IN_COMMISSION, edit, of_commission,
        hidden=OUTSIDE),
    Row("sittings.edit_sitting", "convened", LEADERS, edit, convened),
    Row("sittings.edit_sitting", "convened, closed to the public", LEADERS, edit, shut,
        hidden=OUTSIDE),
    Row("sittings.edit_sitting", "open", NOBODY, edit, opened),
    Row("sittings.edit_sitting", "cancelled", NOBODY, edit, cancelled(convened)),
    Row("sittings.convene", "planned", LEADERS, act("convene"), planned, hidden=OUTSIDE),
    Row("sittings.convene", "planned, of a commission", IN_COMMISSION, act("convene"),
        of_commission, hidden=OUTSIDE),
    Row("sittings.convene", "planned, without an agenda", NOBODY, act("convene"), sittings.plan,
        hidden=OUTSIDE),
    Row("sittings.convene", "convened", NOBODY, act("convene"), convened),
    Row("sittings.convene", "cancelled before it was convened", NOBODY, act("convene"),
        cancelled(planned), hidden=OUTSIDE),
    Row("sittings.send_materials", "planned", NOBODY, act("send_materials"), with_paper(planned),
        hidden=OUTSIDE),
    Row("sittings.send_materials", "convened, without a paper", NOBODY, act("send_materials"),
        convened),
    Row("sittings.send_materials", "convened, with a paper", LEADERS, act("send_materials"),
        with_paper(convened)),
    Row("sittings.send_materials", "convened, of a commission", IN_COMMISSION,
        act("send_materials"), with_paper(commission_convened)),
    Row("sittings.cancel_sitting", "planned", LEADERS, cancel, planned, hidden=OUTSIDE),
    Row("sittings.cancel_sitting", "convened", LEADERS, cancel, convened),
    Row("sittings.cancel_sitting", "convened, of a commission", IN_COMMISSION, cancel,
        commission_convened),
    Row("sittings.cancel_sitting", "open", NOBODY, cancel, opened),
    Row("sittings.cancel_sitting", "closed", NOBODY, cancel, closed),
    Row("sittings.cancel_sitting", "cancelled", NOBODY, cancel, cancelled(convened)),
]  # fmt: skip
AGENDA = [
    Row("sittings.put_item", "planned", LEADERS, put_item, planned, hidden=OUTSIDE),
    Row("sittings.put_item", "planned, of a commission", IN_COMMISSION, put_item, of_commission,
        hidden=OUTSIDE),
    Row("sittings.put_item", "convened", LEADERS, put_item, convened),
    Row("sittings.put_item", "convened, closed to the public", LEADERS, put_item, shut,
        hidden=OUTSIDE),
    Row("sittings.put_item", "open", LEADERS, put_item, opened),
    Row("sittings.put_item", "in a recess", LEADERS, put_item, recess),
    Row("sittings.put_item", "closed", NOBODY, put_item, closed),
    Row("sittings.put_item", "cancelled", NOBODY, put_item, cancelled(convened)),
    Row("sittings.edit_item", "planned", LEADERS, edit_item, item(planned), hidden=OUTSIDE),
    Row("sittings.edit_item", "convened", LEADERS, edit_item, item(convened)),
    Row("sittings.edit_item", "behind closed doors", LEADERS, edit_item, secret(convened),
        hidden=OUTSIDE),
    Row("sittings.edit_item", "being considered", NOBODY, edit_item, called(item(opened))),
    Row("sittings.edit_item", "done", NOBODY, edit_item, done(item(opened))),
    Row("sittings.move_item", "planned", LEADERS, move_item, item(planned), hidden=OUTSIDE),
    Row("sittings.move_item", "convened, of a commission", IN_COMMISSION, move_item,
        item(commission_convened)),
    Row("sittings.move_item", "behind closed doors", LEADERS, move_item, secret(convened),
        hidden=OUTSIDE),
    Row("sittings.move_item", "being considered", NOBODY, move_item, called(item(opened))),
    Row("sittings.drop_item", "planned", LEADERS, act("drop_item"), item(planned), hidden=OUTSIDE),
    Row("sittings.drop_item", "convened", LEADERS, act("drop_item"), item(convened)),
    Row("sittings.drop_item", "behind closed doors", LEADERS, act("drop_item"), secret(convened),
        hidden=OUTSIDE),
    Row("sittings.drop_item", "open", NOBODY, act("drop_item"), item(opened)),
    Row("sittings.name_rapporteur", "planned", LEADERS, name_rapporteur, item(planned),
        hidden=OUTSIDE),
    Row("sittings.name_rapporteur", "behind closed doors", LEADERS, name_rapporteur,
        secret(convened), hidden=OUTSIDE),
    Row("sittings.name_rapporteur", "open, of a commission", IN_COMMISSION, name_rapporteur,
        item(commission_opened)),
    Row("sittings.name_rapporteur", "closed", NOBODY, name_rapporteur, item(closed)),
    Row("sittings.drop_rapporteur", "convened", LEADERS, act("drop_rapporteur"),
        rapporteur(item(convened))),
    Row("sittings.drop_rapporteur", "behind closed doors", LEADERS, act("drop_rapporteur"),
        rapporteur(secret(convened)), hidden=OUTSIDE),
    Row("sittings.name_candidate", "planned", LEADERS, name_candidate, election(planned),
        hidden=OUTSIDE),
    Row("sittings.name_candidate", "open, being considered", LEADERS, name_candidate,
        called(election(opened))),
    Row("sittings.name_candidate", "of what is no election", NOBODY, name_candidate,
        item(convened)),
    Row("sittings.name_candidate", "closed", NOBODY, name_candidate,
        lambda c: actions.close_sitting(
            election(opened)(c).sitting, by=c.chair, postponing=True).items.get(kind="election")),
    Row("sittings.drop_candidate", "planned", LEADERS, act("drop_candidate"),
        candidate(election(planned)), hidden=OUTSIDE),
    Row("sittings.drop_candidate", "open, being considered", LEADERS, act("drop_candidate"),
        candidate(called(election(opened)))),
    Row("sittings.attach_document", "planned", LEADERS, attach, planned, hidden=OUTSIDE),
    Row("sittings.attach_document", "convened", LEADERS, attach, convened),
    Row("sittings.attach_document", "open, of a commission", IN_COMMISSION, attach,
        commission_opened),
    Row("sittings.attach_document", "closed", NOBODY, attach, closed),
    Row("sittings.clear_document", "something was found in it", persons("clerk"),
        act("clear_document", because="A pump"), withheld(convened), hidden=OUTSIDE),
    Row("sittings.clear_document", "it is being read", NOBODY,
        act("clear_document", because="A pump"), paper(convened), hidden=OUTSIDE),
    Row("sittings.close_document", "planned", LEADERS, act("close_document"), paper(planned),
        hidden=OUTSIDE),
    Row("sittings.close_document", "convened", LEADERS, act("close_document"), paper(convened),
        hidden=OUTSIDE),
    Row("sittings.close_document", "to an item behind closed doors", LEADERS,
        act("close_document"), paper_of_item(secret(convened)), hidden=OUTSIDE),
    Row("sittings.close_document", "closed already", NOBODY, act("close_document"),
        lambda c: actions.close_document(paper(convened)(c), by=c.clerk), hidden=OUTSIDE),
]  # fmt: skip
ROWS = [*PLANNING, *CONVENING, *AGENDA]

"""Decisions: the apparatus keeps the papers, the chair tables and signs, movers write their own."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from maslikhat.accounts.models import User
from maslikhat.decisions import actions, copies
from maslikhat.decisions.imports import read
from maslikhat.decisions.models import Attachment, Decision, Referral, Version
from maslikhat.decisions.parity.agreement import differences_of
from maslikhat.decisions.versions import Texts
from maslikhat.kit.days import today
from maslikhat.registry.models import CommissionMember, Mandate
from tests.decisions import cast as decisions
from tests.decisions.cast import FOUR, OTHER, TEXTS, TITLES
from tests.permissions import everyone
from tests.permissions.table import NOBODY, VISITOR, Room, Row, persons
from tests.registry import cast as register

PERSONS = {
    "operator": "the operator of the portal",
    "clerk": "the clerk of the maslikhat",
    "other_clerk": "the clerk of another maslikhat",
    "chair": "who heads the maslikhat",
    "deputy": "the deputy who brought the draft in, where one did",
    "commission_chair": "who chairs the commission of the maslikhat",
    "secretary": "the secretary of the commission",
    "member": "a member of the commission",
    "official": "who answers for the akimat of the place",
    "citizen": "a resident with an account",
    VISITOR: "who has not signed in",
}
CLERK, CHAIR, BOTH = persons("clerk"), persons("chair"), persons("clerk chair")
MOVER = persons("clerk deputy")
# A draft is its council's own, and its mover's, until it is consulted on or tabled.
OUTSIDE = persons(f"operator other_clerk official citizen {VISITOR}")
OF_BODY = OUTSIDE - {"official"}
DAY = dt.timedelta(days=1)
LIST = Path(copies.__file__).parent / "data" / "decisions_2026.csv"


@dataclass
class Cast(decisions.Cast):
    """The cast of decisions; here the place that its `member` has is called the chair's."""

    secretary: User = None  # type: ignore[assignment]
    sitting: User = None  # type: ignore[assignment]


def make_cast() -> Cast:
    """The cast of decisions, with all of the commission on the portal."""
    made = Cast(
        **vars(decisions.make_cast()),
        secretary=register.user("secretary"),
        sitting=register.user("sitting"),
    )
    everyone.actions.give_user(made.person(4), made.secretary, by=made.operator)
    everyone.actions.give_user(made.person(5), made.sitting, by=made.operator)
    return made


def users(cast: Cast) -> dict[str, Any]:
    """The account of each."""
    named = {**cast.people, "secretary": cast.secretary, "commission_chair": cast.member}
    return {**named, "member": cast.sitting}


ROOM = Room("decisions", PERSONS, make_cast, users)
Given = Callable[[Cast], Any]


@cache
def draft(**told: Any) -> Given:
    return lambda cast: cast.draft(**told)


def of_deputy(cast: Cast) -> Decision:
    """A draft that the deputy has brought in."""
    return cast.draft(mover="deputy", moved_by=cast.mandate(2))


def of_former(cast: Cast) -> Decision:
    """The same, and the mandate has ended since."""
    made = of_deputy(cast)
    everyone.actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=today())
    return made


def of_body(cast: Cast) -> Decision:
    """A draft of the akimat's."""
    return cast.draft(mover="body", moved_by=cast.body)


def referred(cast: Cast) -> Referral:
    """A draft that was sent to the commission."""
    return actions.refer(cast.draft(), cast.commission, by=cast.clerk, due_on=today() + DAY)


def left(cast: Cast) -> Referral:
    """The same, and who chaired the commission has left it."""
    made = referred(cast)
    CommissionMember.objects.filter(position="chair").update(to_day=today())
    return made


def concluded(cast: Cast) -> Referral:
    return actions.conclude(referred(cast), by=cast.clerk, outcome="for")


def consulted(cast: Cast) -> Decision:
    """A draft that is laid open today."""
    made = cast.draft()
    actions.consult(made, by=cast.clerk, last_day=today() + DAY, basis="Article 18")
    return Decision.objects.get(pk=made.pk)


@cache
def tabled(given: Given) -> Given:
    return lambda cast: actions.table(given(cast), by=cast.chair)


def withdrawn(cast: Cast) -> Decision:
    return actions.withdraw(cast.draft(), by=cast.clerk)


@cache
def adopted(**told: Any) -> Given:
    return lambda cast: cast.adopted(**told)


def registered(cast: Cast) -> Decision:
    return actions.register(cast.adopted(), by=cast.clerk, number="201", day=today())


def in_print(cast: Cast) -> Decision:
    """A normative decision that is registered and published."""
    decision, copy = copied(registered)(cast)
    actions.publish(decision, by=cast.clerk, copy=copy)
    return Decision.objects.get(pk=decision.pk)


@cache
def copied(given: Given) -> Given:
    """The decision with the copy that the apparatus has confirmed."""

    def bring(cast: Cast) -> tuple[Decision, copies.Copy]:
        decision = given(cast)
        version = Version.objects.latest_of(decision)
        assert version is not None
        found = copies.covered_in(version, decision.council)
        order = copies.Order(decision, version, copies.fingerprint(version, found))
        return decision, copies.made(order)

    return bring


def published(cast: Cast) -> tuple[Decision, copies.Copy]:
    """A decision that is published already."""
    decision, copy = copied(adopted(kind="individual"))(cast)
    actions.publish(decision, by=cast.clerk, copy=copy)
    return decision, copy


def differing(cast: Cast) -> tuple[Decision, str]:
    """A draft whose two texts differ in one thing."""
    made = cast.draft(texts=Texts(TEXTS.kk, TEXTS.ru.replace("2026", "2027")))
    version = Version.objects.latest_of(made)
    assert version is not None
    return made, differences_of(version)[0].fingerprint


def open_paper(cast: Cast) -> Attachment:
    """A file of a tabled draft that everyone may open."""
    return actions.attach(
        tabled(draft())(cast), by=cast.clerk, file=ContentFile(b"words"), name="Annex", is_open=True
    )


def withheld_paper(cast: Cast) -> Attachment:
    """The same, read, with something found in it."""
    paper = open_paper(cast)
    Attachment.objects.filter(pk=paper.pk).update(text="[•••]")
    return paper


def bring_in(council: str = "council", **told: Any) -> Callable[..., Decision]:
    """A draft is brought in by the apparatus, unless another mover is told."""

    def attempt(cast: Cast, by: Any, _: Any) -> Decision:
        own = Mandate.objects.filter(person__user=cast.deputy)
        moved_by = own.get() if told.get("mover") == "deputy" else None
        return actions.draft(
            getattr(cast, council), by=by, kind="individual", titles=TITLES, texts=TEXTS,
            moved_by=moved_by, **told,
        )  # fmt: skip

    return attempt


def attach(cast: Cast, by: Any, decision: Decision) -> Attachment:
    return actions.attach(decision, by=by, file=ContentFile(b"words"), name="Annex")


def attach_scan(cast: Cast, by: Any, decision: Decision) -> Attachment:
    scan = ContentFile(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF")
    return actions.attach_scan(decision, by=by, file=scan, name="Signed", is_open=True)


def write_letter(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.write_letter(
        decision, by=by, direction="out", party="The akimat", own_number="1-2"
    )


def revise(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.revise(decision, by=by, texts=OTHER, base=1)


def conclude(cast: Cast, by: Any, referral: Referral) -> object:
    return actions.conclude(referral, by=by, outcome="for")


def refer(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.refer(decision, cast.commission, by=by, due_on=today() + DAY)


def consult(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.consult(decision, by=by, last_day=today() + DAY, basis="Article 18")


def ask_akim(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.enter_akim_conclusion(decision, by=by, is_positive=True, day=today())


def mark_money(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.mark_money(decision, by=by, touches_money=True)


def withdraw(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.withdraw(decision, by=by)


def table(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.table(decision, by=by)


def adopt(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.adopt(decision, by=by, number="8С-54-9", votes=FOUR)


def reject(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.reject(decision, by=by)


def enter_registration(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.register(decision, by=by, number="201", day=today())


def bring_into_force(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.bring_into_force(decision, by=by, from_day=today())


def repeal(cast: Cast, by: Any, decision: Decision) -> object:
    return actions.repeal(decision, by=by, day=today(), basis_kk="Сот", basis_ru="Суд")


def publish(cast: Cast, by: Any, both: tuple[Decision, copies.Copy]) -> object:
    return actions.publish(both[0], by=by, copy=both[1])


def explain(cast: Cast, by: Any, both: tuple[Decision, str]) -> object:
    return actions.explain_difference(
        both[0], by=by, fingerprint=both[1], explanation="A slip of the source"
    )


def import_list(cast: Cast, by: Any, _: Any) -> object:
    first = read(LIST.read_bytes()).rows[:1]
    return actions.import_decisions(rows=first, by=by, digest=register.DIGEST)


DRAFTING = [
    Row("decisions.draft", "of the apparatus", CLERK, bring_in()),
    Row("decisions.draft", "of the deputy", MOVER, bring_in(mover="deputy")),
    Row("decisions.draft", "of the deputy, whose mandate has ended", NOBODY,
        bring_in(mover="deputy"), of_former,
        apart=persons("clerk chair commission_chair secretary member")),
    Row("decisions.draft", "in another council", persons("other_clerk"), bring_in("other")),
    Row("decisions.revise", "draft of the apparatus", CLERK, revise, draft(), hidden=OUTSIDE),
    Row("decisions.revise", "draft of the deputy", MOVER, revise, of_deputy, hidden=OUTSIDE),
    Row("decisions.revise", "draft of the deputy, whose mandate ended since", CLERK, revise,
        of_former, hidden=OUTSIDE | {"deputy"}),
    Row("decisions.revise", "draft of the akimat", CLERK, revise, of_body, hidden=OF_BODY),
    Row("decisions.revise", "on consultation", CLERK, revise, consulted),
    Row("decisions.revise", "tabled, of the deputy", MOVER, revise, tabled(of_deputy)),
    Row("decisions.revise", "adopted", NOBODY, revise, adopted()),
    Row("decisions.revise", "withdrawn as a draft", NOBODY, revise, withdrawn, hidden=OUTSIDE),
    Row("decisions.withdraw", "draft of the apparatus", BOTH, withdraw, draft(), hidden=OUTSIDE),
    Row("decisions.withdraw", "draft of the deputy", MOVER | CHAIR, withdraw, of_deputy,
        hidden=OUTSIDE),
    Row("decisions.withdraw", "draft of the deputy, whose mandate ended since", BOTH, withdraw,
        of_former, hidden=OUTSIDE | {"deputy"}),
    Row("decisions.withdraw", "tabled", BOTH, withdraw, tabled(draft())),
    Row("decisions.withdraw", "adopted", NOBODY, withdraw, adopted()),
    Row("decisions.explain_difference", "draft", CLERK, explain, differing, hidden=OUTSIDE),
]  # fmt: skip
HEARING = [
    Row("decisions.refer", "draft", CLERK, refer, draft(), hidden=OUTSIDE),
    Row("decisions.refer", "tabled", NOBODY, refer, tabled(draft())),
    Row("decisions.conclude", "referred", persons("clerk commission_chair secretary"), conclude,
        referred, hidden=OUTSIDE),
    Row("decisions.conclude", "referred, the commission's chair has left it",
        persons("clerk secretary"), conclude, left, hidden=OUTSIDE),
    Row("decisions.conclude", "concluded", NOBODY, conclude, concluded, hidden=OUTSIDE),
    Row("decisions.mark_money", "draft", BOTH, mark_money, draft(), hidden=OUTSIDE),
    Row("decisions.mark_money", "draft of the deputy", BOTH, mark_money, of_deputy, hidden=OUTSIDE),
    Row("decisions.mark_money", "tabled", BOTH, mark_money, tabled(draft())),
    Row("decisions.mark_money", "adopted", NOBODY, mark_money, adopted()),
    Row("decisions.enter_akim_conclusion", "draft that touches money", CLERK, ask_akim,
        draft(touches_money=True), hidden=OUTSIDE),
    Row("decisions.enter_akim_conclusion", "draft that touches no money", NOBODY, ask_akim,
        draft(), hidden=OUTSIDE),
    Row("decisions.consult", "draft", CLERK, consult, draft(), hidden=OUTSIDE),
    Row("decisions.consult", "on consultation", NOBODY, consult, consulted),
    Row("decisions.consult", "tabled", NOBODY, consult, tabled(draft())),
    Row("decisions.table", "draft", CHAIR, table, draft(), hidden=OUTSIDE),
    Row("decisions.table", "on consultation", NOBODY, table, consulted),
    Row("decisions.table", "tabled", NOBODY, table, tabled(draft())),
]  # fmt: skip
DECIDING = [
    Row("decisions.adopt", "draft", NOBODY, adopt, draft(), hidden=OUTSIDE),
    Row("decisions.adopt", "tabled", BOTH, adopt, tabled(draft())),
    Row("decisions.adopt", "tabled, touches money, without the akim's conclusion", NOBODY, adopt,
        tabled(draft(touches_money=True))),
    Row("decisions.adopt", "adopted", NOBODY, adopt, adopted()),
    Row("decisions.reject", "draft", NOBODY, reject, draft(), hidden=OUTSIDE),
    Row("decisions.reject", "tabled", BOTH, reject, tabled(draft())),
    Row("decisions.register", "tabled", NOBODY, enter_registration, tabled(draft())),
    Row("decisions.register", "adopted, normative", CLERK, enter_registration, adopted()),
    Row("decisions.register", "adopted, not normative", NOBODY, enter_registration,
        adopted(kind="individual")),
    Row("decisions.register", "registered", NOBODY, enter_registration, registered),
    Row("decisions.bring_into_force", "tabled", NOBODY, bring_into_force, tabled(draft())),
    Row("decisions.bring_into_force", "adopted, not normative", CLERK, bring_into_force,
        adopted(kind="individual")),
    Row("decisions.bring_into_force", "registered, normative, not published", NOBODY,
        bring_into_force, registered),
    Row("decisions.bring_into_force", "registered and published, normative", CLERK,
        bring_into_force, in_print),
    Row("decisions.publish", "adopted, normative, not registered", NOBODY, publish,
        copied(adopted())),
    Row("decisions.publish", "registered, normative", CLERK, publish, copied(registered),
        records=("decisions.publish",) * 2),
    Row("decisions.publish", "adopted, not normative", CLERK, publish,
        copied(adopted(kind="individual")), records=("decisions.publish",) * 2),
    Row("decisions.publish", "published", NOBODY, publish, published),
    Row("decisions.repeal", "tabled", NOBODY, repeal, tabled(draft())),
    Row("decisions.repeal", "adopted", CLERK, repeal, adopted()),
    Row("decisions.import_decisions", "any council", persons("operator"), import_list),
]  # fmt: skip
PAPERS = [
    Row("decisions.attach", "draft of the apparatus", CLERK, attach, draft(), hidden=OUTSIDE),
    Row("decisions.attach", "draft of the deputy", MOVER, attach, of_deputy, hidden=OUTSIDE),
    Row("decisions.attach", "adopted, of the deputy", CLERK, attach,
        lambda c: actions.adopt(tabled(of_deputy)(c), by=c.clerk, number="8С-54-1", votes=FOUR)),
    Row("decisions.attach_scan", "draft", NOBODY, attach_scan, draft(), hidden=OUTSIDE),
    Row("decisions.attach_scan", "adopted", CLERK, attach_scan, adopted()),
    Row("decisions.close_paper", "a paper open to everyone", CLERK,
        lambda c, by, paper: actions.close_paper(paper, by=by), open_paper),
    Row("decisions.clear_paper", "an open paper in which something was found", CLERK,
        lambda c, by, paper: actions.clear_paper(paper, by=by, because="A pump"), withheld_paper),
    Row("decisions.write_letter", "draft", CLERK, write_letter, draft(), hidden=OUTSIDE),
    Row("decisions.write_letter", "adopted", CLERK, write_letter, adopted()),
]  # fmt: skip
ROWS = [*DRAFTING, *HEARING, *DECIDING, *PAPERS]

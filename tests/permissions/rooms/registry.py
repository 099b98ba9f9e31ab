"""The register: a council's papers are kept by its clerk, offices and seats by the operator."""

import datetime as dt
from typing import Any

from allauth.account.models import EmailAddress

from maslikhat.accounts.models import User
from maslikhat.places.models import Unit
from maslikhat.registry import actions
from maslikhat.registry.models import Award, Body, Council, Invitation, Mandate, Party, Person, Role
from tests.permissions.everyone import SIGNED_IN, WITH_PORTAL, Cast, make_cast, users
from tests.permissions.table import ALL_OTHERS, NOBODY, PORTAL, VISITOR, Room, Row, persons
from tests.registry.cast import DIGEST, OPENED, SINCE, row
from tests.registry.test_mandates import LATER, commission_of, faction_of, newcomer

ROOM = Room("registry", WITH_PORTAL, make_cast, users)
OPERATOR, CLERKS = persons("operator"), persons("operator clerk")
ELSEWHERE = persons("operator other_clerk")
ITSELF = persons(f"operator {PORTAL}")
NAMES = {"surname_kk": "Ахметов", "given_kk": "Ержан"}
ENDED = dt.date(2025, 1, 1)
WORDS = {"kk": "Белгі", "ru": "Знак"}


def auyl() -> Party:
    return Party.objects.get(code="auyl")


def award() -> Award:
    return Award.objects.get(code="pm_thanks_letter")


def renamed(cast: Cast) -> None:
    """A maslikhat is not called after its unit any more."""
    Council.objects.filter(code="553200000").update(name_kk="Ескі мәслихат")


def deputies(cast: Cast) -> list[Mandate]:
    return [cast.mandate(place) for place in range(1, 6)]


def found_group(cast: Cast, by: Any, members: list[Mandate]) -> Any:
    return actions.found_group(
        cast.convocation, members, by=by, kind="deputy_group", from_day=LATER, name_kk="Топ",
        name_ru="Группа",
    )  # fmt: skip


def group_and_mandate(cast: Cast) -> tuple[Any, Mandate]:
    """A deputy group, and a deputy who is not in it."""
    group = found_group(cast, cast.clerk, deputies(cast))
    return group, actions.elect(
        cast.convocation, newcomer(cast), by=cast.clerk, from_day=LATER, party=auyl()
    )


def place_in_commission(cast: Cast) -> Any:
    """A deputy sits in a commission."""
    return actions.join_commission(
        commission_of(cast), cast.mandate(3), by=cast.clerk, from_day=LATER
    )


def ended(cast: Cast) -> Person:
    """The mandate of the deputy has ended."""
    person = cast.person(2)
    actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=ENDED)
    return person


def former(cast: Cast) -> Person:
    return Person.objects.get(user=cast.former)


def newborn(cast: Cast) -> Person:
    """Somebody of the register without a mandate."""
    return newcomer(cast)


def central(cast: Cast) -> Body:
    """A central body, of no unit."""
    return actions.found_body(
        None, by=cast.operator, kind="ministry", name_kk="Министрлік", name_ru="Министерство",
        from_day=SINCE,
    )  # fmt: skip


def end_role_of(who: str) -> Any:
    return lambda cast, by, _: actions.end_role(Role.objects.get(user=getattr(cast, who)), by=by)


def reset(who: str) -> Any:
    return lambda cast, by, _: actions.reset_factors(
        Role.objects.get(user=getattr(cast, who)), by=by
    )


def with_mail(cast: Cast) -> None:
    """Operator and clerk can sign in by a letter."""
    for one in (cast.clerk, cast.operator):
        EmailAddress.objects.create(user=one, email=f"{one.username}@example.kz", verified=True)


def invited(cast: Cast) -> actions.Slip:
    """A deputy who has not entered holds a slip."""
    return actions.invite(cast.council, cast.person(4), by=cast.clerk)


def invite_official(cast: Cast, by: Any) -> actions.OfficialSlip:
    return actions.invite_official(cast.body, by=by, rank="executor", name="Ахметова А.")


def executor(cast: Cast) -> Role:
    """Somebody whom the head of the body has let in."""
    user = actions.redeem(invite_official(cast, cast.official).code, by=None)
    return Role.objects.get(user=user)


def taken_back(cast: Cast) -> actions.Slip:
    slip = invited(cast)
    actions.revoke_invitation(slip.invitation, by=cast.clerk)
    return slip


def restoring(cast: Cast) -> actions.Slip:
    """The deputy holds a slip for a new way in."""
    return actions.restore_access(cast.council, cast.person(2), by=cast.clerk)


def restoring_a_chair(cast: Cast) -> actions.Slip:
    """The same, but the deputy has come to head the maslikhat since."""
    slip = restoring(cast)
    actions.head_council(cast.council, cast.person(2), by=cast.clerk, from_day=LATER)
    return slip


def sat_elsewhere(cast: Cast) -> None:
    """The deputy held a mandate of the other council before."""
    Mandate.objects.create(
        person=cast.person(2), convocation=cast.other.convocations.get(), kind="list",
        party=auyl(), from_day=OPENED, to_day=LATER, end_reason="resigned",
    )  # fmt: skip


def invited_elsewhere(cast: Cast) -> None:
    """The account of the deputy came by a slip of the other council."""
    slip = restoring(cast)
    Invitation.objects.filter(pk=slip.invitation.pk).update(council=cast.other)


def redeem(cast: Cast, by: Any, slip: actions.Slip) -> User:
    """Who has not signed in is nobody to this act."""
    return actions.redeem(slip.code, by=by if isinstance(by, User) else None)


def settle(who: str) -> Any:
    """Somebody says where somebody lives."""
    return lambda cast, by, _: actions.set_residence(
        getattr(cast, who) if who else by, Unit.objects.get(kato="551000000"), by=by
    )


def body_of(unit: Any, by: Any) -> Any:
    return actions.found_body(unit, by=by, kind="section", name_kk="Бөлім", name_ru="Отдел")


COUNCILS = [
    Row("registry.found_councils", "a unit has been renamed",
        ITSELF, lambda c, by, _: actions.found_councils(by=by), renamed),
    Row("registry.set_seats", "any council",
        OPERATOR, lambda c, by, _: actions.set_seats(
            c.council, by=by, number=9, from_day=LATER, basis="x")),
    Row("registry.open_convocation", "the own council",
        CLERKS, lambda c, by, _: actions.open_convocation(
            c.council, by=by, number="IX", first_session=dt.date(2026, 3, 1))),
    Row("registry.open_convocation", "another council",
        ELSEWHERE, lambda c, by, _: actions.open_convocation(
            c.other, by=by, number="IX", first_session=dt.date(2026, 3, 1))),
    Row("registry.draw_constituency", "the own council",
        CLERKS, lambda c, by, _: actions.draw_constituency(
            c.council, actions.Drawn(8, "8", "8"), by=by)),
    Row("registry.draw_constituencies", "the own council",
        CLERKS, lambda c, by, _: actions.draw_constituencies(
            c.council, [actions.Drawn(1, "1", "1")], by=by, from_day=dt.date(2026, 3, 2)),
        lambda c: actions.open_convocation(
            c.council, by=c.clerk, number="IX", first_session=dt.date(2026, 3, 1))),
    Row("registry.draw_constituencies", "a council without a clerk",
        OPERATOR, lambda c, by, _: actions.draw_constituencies(
            Council.objects.get(code="553200000"), [actions.Drawn(1, "1", "1")], by=by,
            from_day=LATER)),
    Row("registry.head_council", "a deputy of the council",
        CLERKS, lambda c, by, _: actions.head_council(
            c.council, c.person(4), by=by, from_day=LATER)),
    Row("registry.end_headship", "the head of the council",
        CLERKS, lambda c, by, _: actions.end_headship(
            c.council.headships.get(), by=by, to_day=LATER)),
]  # fmt: skip
DEPUTIES = [
    Row("registry.register_person", "the own council",
        CLERKS, lambda c, by, _: actions.register_person(c.council, by=by, names=NAMES)),
    Row("registry.register_person", "another council",
        ELSEWHERE, lambda c, by, _: actions.register_person(c.other, by=by, names=NAMES)),
    Row("registry.import_deputies", "the own council",
        CLERKS, lambda c, by, _: actions.import_deputies(
            c.convocation, [row(7, party="auyl")], by=by, digest=DIGEST)),
    Row("registry.elect", "somebody of the register",
        CLERKS, lambda c, by, person: actions.elect(
            c.convocation, person, by=by, from_day=LATER, party=auyl()), newborn),
    Row("registry.elect_person", "somebody who is not yet in the register",
        CLERKS, lambda c, by, _: actions.elect_person(
            c.convocation, by=by, person=None, names=NAMES, birth_year=1970, from_day=LATER,
            party=auyl()),
        records=("registry.register_person", "registry.elect")),
    Row("registry.end_mandate", "a mandate that holds",
        CLERKS, lambda c, by, _: actions.end_mandate(
            c.mandate(4), by=by, reason="moved", to_day=LATER)),
    Row("registry.edit_person", "the page of the deputy",
        persons("operator clerk deputy"), lambda c, by, _: actions.edit_person(
            c.person(2), by=by, changes={"about_kk": "Мен"})),
    Row("registry.edit_person", "the name of the deputy",
        CLERKS, lambda c, by, _: actions.edit_person(
            c.person(2), by=by, changes={"surname_ru": "Иванов"})),
    Row("registry.edit_person", "the page, after the mandate ended",
        persons("operator deputy"), lambda c, by, person: actions.edit_person(
            person, by=by, changes={"about_kk": "Мен"}), ended),
    Row("registry.edit_person", "the name, after the mandate ended",
        OPERATOR, lambda c, by, person: actions.edit_person(
            person, by=by, changes={"surname_ru": "Иванов"}), ended),
    Row("registry.give_user", "a person without an account",
        OPERATOR, lambda c, by, _: actions.give_user(c.person(4), c.citizen, by=by)),
    Row("registry.make_award", "any day",
        OPERATOR, lambda c, by, _: actions.make_award(
            by=by, code="sign", kind="badge", level="regional", names=WORDS,
            awarding_body=WORDS, from_day=LATER)),
    Row("registry.bestow", "a deputy of the council",
        CLERKS, lambda c, by, _: actions.bestow(
            award(), c.person(2), by=by, day=LATER, said={"basis_kk": "Өкім"})),
    Row("registry.bestow", "a former deputy of another council",
        ELSEWHERE, lambda c, by, person: actions.bestow(
            award(), person, by=by, day=LATER, said={"basis_kk": "Өкім"}), former),
]  # fmt: skip
COMMISSIONS = [
    Row("registry.found_commission", "the own council",
        CLERKS, lambda c, by, _: actions.found_commission(
            c.convocation, by=by, kind="standing", name_kk="К", name_ru="К", from_day=LATER)),
    Row("registry.join_commission", "a commission of the council",
        CLERKS, lambda c, by, commission: actions.join_commission(
            commission, c.mandate(3), by=by, from_day=LATER), commission_of),
    Row("registry.leave_commission", "a commission of the council",
        CLERKS, lambda c, by, place: actions.leave_commission(place, by=by, to_day=ENDED),
        place_in_commission),
    Row("registry.end_commission", "a commission of the council",
        CLERKS, lambda c, by, commission: actions.end_commission(
            commission, by=by, to_day=LATER), commission_of),
    Row("registry.set_subjects", "a commission of the council",
        CLERKS, lambda c, by, commission: actions.set_subjects(commission, [], by=by),
        commission_of),
    Row("registry.found_group", "the own council",
        CLERKS, lambda c, by, members: found_group(c, by, members), deputies),
    Row("registry.join_group", "a deputy group of the council",
        CLERKS, lambda c, by, two: actions.join_group(two[0], two[1], by=by, from_day=LATER),
        group_and_mandate),
    Row("registry.leave_group", "a faction of the council",
        CLERKS, lambda c, by, group: actions.leave_group(
            group.members.get(mandate=c.mandate(2)), by=by, to_day=ENDED), faction_of),
    Row("registry.end_group", "a faction of the council",
        CLERKS, lambda c, by, group: actions.end_group(group, by=by, to_day=ENDED), faction_of),
]  # fmt: skip
OFFICES = [
    Row("registry.found_body", "a body of the council's unit",
        CLERKS, lambda c, by, _: body_of(c.council.unit, by)),
    Row("registry.found_body", "a body of another unit",
        ELSEWHERE, lambda c, by, _: body_of(c.other.unit, by)),
    Row("registry.found_body", "a central body",
        OPERATOR, lambda c, by, _: body_of(None, by)),
    Row("registry.end_body", "a body of the council's unit",
        CLERKS, lambda c, by, _: actions.end_body(c.body, by=by, to_day=LATER)),
    Row("registry.end_body", "a central body",
        OPERATOR, lambda c, by, body: actions.end_body(body, by=by, to_day=LATER), central),
    Row("registry.appoint", "any office",
        ITSELF, lambda c, by, _: actions.appoint(c.citizen, by=by, kind="official", body=c.body)),
    Row("registry.end_role", "the office of the official",
        persons(f"operator official {PORTAL}"), end_role_of("official")),
    Row("registry.end_role", "the office of the official, whose account is closed",
        ITSELF, end_role_of("official"),
        lambda c: User.objects.filter(pk=c.official.pk).update(is_active=False)),
    Row("registry.end_role", "the office of the clerk",
        persons(f"operator clerk {PORTAL}"), end_role_of("clerk")),
    Row("registry.end_role", "the office of the last operator",
        persons(PORTAL), end_role_of("operator")),
    Row("registry.reset_factors", "the account of a clerk", OPERATOR, reset("clerk"), with_mail),
    Row("registry.reset_factors", "one's own account", NOBODY, reset("operator"), with_mail),
    Row("registry.set_residence", "one's own", SIGNED_IN, settle("")),
    Row("registry.set_residence", "the resident's", persons("citizen"), settle("citizen")),
    Row("registry.set_residence", "one's own, the account closed", NOBODY, settle(""),
        lambda c: User.objects.update(is_active=False)),
]  # fmt: skip
INVITATIONS = [
    Row("registry.invite", "a deputy who has not entered",
        CLERKS, lambda c, by, _: actions.invite(c.council, c.person(4), by=by)),
    Row("registry.invite_all", "deputies who have not entered",
        CLERKS, lambda c, by, _: actions.invite_all(c.council, by=by)),
    Row("registry.restore_access", "a deputy without another office",
        CLERKS, lambda c, by, _: actions.restore_access(c.council, c.person(2), by=by)),
    Row("registry.restore_access", "who heads the council",
        OPERATOR, lambda c, by, _: actions.restore_access(c.council, c.person(1), by=by)),
    Row("registry.restore_access", "a deputy who holds another office too",
        OPERATOR, lambda c, by, _: actions.restore_access(c.council, c.person(2), by=by),
        lambda c: actions.appoint(
            c.deputy, by=c.operator, kind="clerk", council=c.other, from_day=LATER)),
    Row("registry.restore_access", "a deputy who sat in another council",
        OPERATOR, lambda c, by, _: actions.restore_access(c.council, c.person(2), by=by),
        sat_elsewhere),
    Row("registry.restore_access", "a deputy whom another council had invited",
        OPERATOR, lambda c, by, _: actions.restore_access(c.council, c.person(2), by=by),
        invited_elsewhere),
    Row("registry.revoke_invitation", "a slip that is not used",
        CLERKS, lambda c, by, slip: actions.revoke_invitation(slip.invitation, by=by), invited,
        hidden=ALL_OTHERS),
    Row("registry.invite_official", "an executor of the body",
        persons("operator official"), lambda c, by, _: invite_official(c, by)),
    Row("registry.revoke_invitation", "one to an office in the body", persons("operator official"),
        lambda c, by, slip: actions.revoke_invitation(slip.invitation, by=by),
        lambda c: invite_official(c, c.official),
        hidden=ALL_OTHERS),
    Row("registry.end_role", "an executor of the body", persons(f"operator official {PORTAL}"),
        lambda c, by, role: actions.end_role(role, by=by), executor),
    Row("registry.redeem", "a code to enter", persons(VISITOR), redeem, invited,
        apart=persons(PORTAL), records=("accounts.make_user", "registry.redeem")),
    Row("registry.redeem", "a code that was taken back", NOBODY, redeem, taken_back,
        apart=persons(PORTAL)),
    Row("registry.redeem", "a code for a new way in", persons(VISITOR), redeem, restoring,
        apart=persons(PORTAL)),
    Row("registry.redeem", "a code for a new way in, the deputy now heads the council",
        NOBODY, redeem, restoring_a_chair, apart=persons(PORTAL)),
]  # fmt: skip
ROWS = [*COUNCILS, *DEPUTIES, *COMMISSIONS, *OFFICES, *INVITATIONS]

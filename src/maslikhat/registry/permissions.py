"""Who may do what in the register; each rule is one sentence."""

import datetime as dt

from django.db.models import Q

from maslikhat.accounts.models import User
from maslikhat.kit.days import goes_on, today
from maslikhat.registry.models import (
    Body,
    Commission,
    Council,
    Group,
    Invitation,
    Mandate,
    Person,
    Role,
)
from maslikhat.registry.standing import Visitor, standing


def is_operator(user: Visitor | None, on: dt.date | None = None) -> bool:
    """Whether the user runs the portal for the country."""
    return standing(user, on).operator


def is_clerk(user: Visitor | None, council: Council, on: dt.date | None = None) -> bool:
    """Whether the user is of the council's apparatus."""
    return council.pk in standing(user, on).clerk_of


def is_chair(user: Visitor | None, council: Council, on: dt.date | None = None) -> bool:
    """Whether the user heads the council (secretary, chair, acting chair)."""
    return council.pk in standing(user, on).chair_of


def is_deputy(
    user: Visitor | None, council: Council | None = None, on: dt.date | None = None
) -> bool:
    """Whether the user holds a mandate: in this council, or anywhere when none is named."""
    held = standing(user, on).deputy_of
    return bool(held) if council is None else council.pk in held


def is_official(user: Visitor | None, body: Body, on: dt.date | None = None) -> bool:
    """Whether the user answers for the executive body."""
    return body.pk in standing(user, on).body_of


def heads_body(user: Visitor | None, body: Body) -> bool:
    """Whether the user heads the executive body on the portal."""
    return body.pk in standing(user).head_of


def hands_out(user: Visitor | None, body: Body) -> bool:
    """Whether the user hands the body's letters out: its head, and its registrar."""
    stands = standing(user)
    return body.pk in stands.head_of | stands.registrar_of


def needs_second_factor(user: User) -> bool:
    """Clerks, chairs, moderators and the operator hold what others trust: they have two factors."""
    who = standing(user)
    return bool(who.operator or who.moderator or who.clerk_of or who.chair_of)


def session_hours(user: User) -> int | None:
    """Clerks, chairs, moderators and the operator sign in anew every twelve hours."""
    return 12 if needs_second_factor(user) else None


def may_found_councils(user: Visitor | None) -> bool:
    """The operator founds the councils of new units."""
    return is_operator(user)


def may_set_seats(user: Visitor | None, council: Council) -> bool:
    """The operator enters what the Central Election Commission has set."""
    return is_operator(user)


def may_manage(user: Visitor | None, council: Council) -> bool:
    """A council's own papers are kept by its own clerk, and by the operator."""
    return is_clerk(user, council) or is_operator(user)


# One word for one act (STYLE.md): each is the same sentence.
may_open_convocation = may_manage
may_draw_constituency = may_manage
may_register_person = may_manage
may_import_deputies = may_manage
may_elect = may_manage
may_head_council = may_manage
may_found_commission = may_manage
may_found_group = may_manage
may_invite = may_manage


def may_end_mandate(user: Visitor | None, mandate: Mandate) -> bool:
    """The clerk of the deputy's council enters the early end, on its decision."""
    return may_manage(user, mandate.convocation.council)


def may_change_commission(user: Visitor | None, commission: Commission) -> bool:
    """The clerk of its council enters who joins and leaves, and its end."""
    return may_manage(user, commission.council)


def may_set_subjects(user: Visitor | None, commission: Commission) -> bool:
    """The clerk of its council, or the operator, enters what it deals with."""
    return may_manage(user, commission.council)


def may_change_group(user: Visitor | None, group: Group) -> bool:
    """The clerk of its council enters who joins and leaves, and its end."""
    return may_manage(user, group.council)


def may_found_body(user: Visitor | None, unit_id: int | None) -> bool:
    """The operator, and the clerk of the council of the same unit, enter bodies."""
    return is_operator(user) or (
        unit_id is not None
        and Council.objects.filter(pk__in=standing(user).clerk_of, unit=unit_id).exists()
    )


def may_end_body(user: Visitor | None, body: Body) -> bool:
    """Whoever may enter a body of this unit may end one."""
    return may_found_body(user, body.unit_id)


def may_appoint(user: Visitor | None) -> bool:
    """Offices on the portal are given by the operator."""
    return is_operator(user)


def may_end_role(user: Visitor | None, role: Role) -> bool:
    """The operator takes an office back, a body's head one in it; its holder may lay it down."""
    return (
        is_operator(user)
        or (isinstance(user, User) and role.user_id == user.pk and user.is_active)
        or (role.body is not None and heads_body(user, role.body))
    )


def may_invite_official(user: Visitor | None, body: Body) -> bool:
    """A body's head gives the offices within it; the operator lets the first head in."""
    return heads_body(user, body) or is_operator(user)


def may_make_award(user: Visitor | None) -> bool:
    """The operator keeps the list of awards."""
    return is_operator(user)


def may_bestow(user: Visitor | None, person: Person) -> bool:
    """The operator, and the clerk of a council where the person is or was a deputy."""
    return is_operator(user) or _is_clerk_of_a_council_of(user, person, Q())


def may_edit_person(user: Visitor | None, person: Person) -> bool:
    """A deputy edits the own page; the clerk of the present council and the operator may too."""
    return (
        standing(user).person_id == person.pk
        or is_operator(user)
        or _is_clerk_of_a_council_of(user, person, goes_on(today()))
    )


def may_rename_person(user: Visitor | None, person: Person) -> bool:
    """Names and the year of birth are corrected by the clerk and the operator alone."""
    return is_operator(user) or _is_clerk_of_a_council_of(user, person, goes_on(today()))


def may_give_user(user: Visitor | None) -> bool:
    """Only the operator ties a person to an account without an invitation."""
    return is_operator(user)


def may_reset_factors(user: Visitor | None, role: Role) -> bool:
    """The operator takes a lost second factor off the account of another who holds an office."""
    return is_operator(user) and isinstance(user, User) and role.user_id != user.pk


def may_set_residence(user: Visitor | None) -> bool:
    """Anyone who has signed in says where they live, for themselves alone."""
    return isinstance(user, User) and user.is_active


def may_restore_access(user: Visitor | None, council: Council, person: Person) -> bool:
    """The clerk restores a deputy's access, unless the account opens more than the deputy's door.

    A clerk who could re-open the account of another clerk, an official, the operator or the chair
    who signs would hold that office too; and an account from another council was never this
    clerk's to give. Those come to the operator.
    """
    if is_operator(user):
        return True
    return is_clerk(user, council) and not _opens_more(person, council)


def _opens_more(person: Person, council: Council) -> bool:
    lasting = goes_on(today())
    return (
        Role.objects.filter(lasting, user=person.user_id).exists()
        or person.headships.filter(lasting).exists()
        or person.mandates.exclude(convocation__council=council).exists()
        or person.invitations.exclude(council=council).exists()
    )


def may_revoke_invitation(user: Visitor | None, invitation: Invitation) -> bool:
    """Whoever may invite to the council, or to the body, may take an invitation back."""
    if invitation.body is not None:
        return may_invite_official(user, invitation.body)
    return invitation.council is not None and may_manage(user, invitation.council)


def _is_clerk_of_a_council_of(user: Visitor | None, person: Person, when: Q) -> bool:
    clerk_of = standing(user).clerk_of
    return bool(clerk_of) and (
        person.mandates.filter(when, convocation__council__in=clerk_of).exists()
    )

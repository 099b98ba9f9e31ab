"""Acts on offices of the portal, and where a citizen lives."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke_users
from maslikhat.places.models import Unit
from maslikhat.registry.guards import allow, end_or_undo, locked_row, refuse_if, saved
from maslikhat.registry.models import Body, Council, Residence, Role
from maslikhat.registry.permissions import (
    may_appoint,
    may_end_role,
    may_reset_factors,
    may_set_residence,
)
from maslikhat.registry.standing import offices_changed
from maslikhat.registry.ways import close_factors, close_for_office, has_way_without_factor


@atomic
def appoint(
    user: User,
    *,
    by: User | None,
    kind: str,
    council: Council | None = None,
    body: Body | None = None,
    from_day: dt.date | None = None,
) -> Role:
    """Give an office: operator, moderator, clerk of a council, official of a body.

    `by` None is the portal itself, at the command line: so the first operator comes in. Whoever is
    appointed by another signs in anew: the office asks for a second factor and shorter sessions.
    """
    allow(by is None or may_appoint(by))
    role = Role(user=user, kind=kind, council=council, body=body, from_day=from_day or today())
    if kind == Role.Kind.OFFICIAL:
        # Who is appointed from outside heads the body here, and lets its other officials in.
        role.rank = Role.Rank.HEAD
    refuse_if(kind not in Role.Kind.values, _("There is no such office."))
    refuse_if(
        (kind == Role.Kind.CLERK) != (council is not None)
        or (kind == Role.Kind.OFFICIAL) != (body is not None),
        _("A clerk needs a maslikhat, an official a body, other offices neither."),
    )
    saved(role, _("This person holds the office already."))
    close_for_office(user.pk, by=by)
    offices_changed()
    record(by, "registry.appoint", role)
    return role


@atomic
def end_role(role: Role, *, by: User | None, to_day: dt.date | None = None) -> Role:
    """Take an office back; one given today ends without a trace but the record's.

    The last operator stays. `by` None is the portal itself.
    """
    allow(by is None or may_end_role(by, role))
    to_day = to_day or today()
    # All operators are held, so that two cannot dismiss each other at once.
    running = Role.objects.filter(kind=Role.Kind.OPERATOR, to_day=None)
    operators = list(running.select_for_update().order_by("pk"))
    role = locked_row(Role.objects.all(), role)
    refuse_if(
        by is not None and role.kind == Role.Kind.OPERATOR and len(operators) < 2,
        _("The last operator stays. Appoint another first."),
    )
    record(by, "registry.end_role", role)
    end_or_undo(role, to_day, _("The office could not be ended."))
    offices_changed()
    revoke_users([role.user_id])
    return role


@atomic
def reset_factors(role: Role, *, by: User) -> Role:
    """Take off the second factor of who holds an office and has lost it, recovery codes too.

    Its holder is signed out, signs in by the password or a code from a letter, and is asked for
    a new second factor at once.
    """
    allow(may_reset_factors(by, role))
    user = User.objects.select_for_update().get(pk=role.user_id)
    role = locked_row(Role.objects.all(), role)
    refuse_if(not role.holds_on(today()), _("This office has ended."))
    refuse_if(
        not has_way_without_factor(user),
        _(
            "This account has neither a password nor a confirmed e-mail address to sign in by."
            " Let the person register anew, and give the office to that account."
        ),
    )
    close_factors(user)
    record(by, "registry.reset_factors", role)
    return role


@atomic
def set_residence(user: User, unit: Unit, *, by: User) -> Residence:
    """Say where one lives; the place before ends today."""
    allow(may_set_residence(by) and by.pk == user.pk)
    User.objects.select_for_update().get(pk=user.pk)
    present = Residence.objects.filter(user=user, to_day=None).first()
    if present is not None and present.unit_id == unit.pk:
        return present
    if present is not None and present.from_day == today():
        present.unit = unit
    else:
        if present is not None:
            present.to_day = today()
            present.save(update_fields=["to_day"])
        present = Residence(user=user, unit=unit, from_day=today())
    saved(present, _("Your residence could not be kept."))
    record(by, "registry.set_residence", present)
    return present

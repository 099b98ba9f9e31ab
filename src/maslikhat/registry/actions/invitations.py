"""Acts on invitations: printed ways in, good once, for a first entry or to restore access."""

import datetime as dt
from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.actions import make_user
from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.codes import hashed, new_code, plain
from maslikhat.registry.guards import allow, locked, locked_body, refuse_if, saved
from maslikhat.registry.models import Council, Invitation, Mandate, Person, Role
from maslikhat.registry.permissions import (
    may_invite,
    may_restore_access,
    may_revoke_invitation,
)
from maslikhat.registry.standing import offices_changed
from maslikhat.registry.ways import close_all, close_for_office

GOOD_FOR = dt.timedelta(days=30)


class Slip(NamedTuple):
    """What is printed: the invitation and its code, which nobody can read again afterwards."""

    invitation: Invitation
    person: Person
    code: str


@atomic
def invite(council: Council, person: Person, *, by: User) -> Slip:
    """Invite a deputy of the council; an unused invitation made before is taken back."""
    allow(may_invite(by, council))
    locked(council)
    person = _deputy(council, person)
    refuse_if(
        person.user_id is not None,
        _("This deputy has entered already. Restore access instead."),
    )
    slip = _make(council, person, Invitation.Purpose.JOIN, by=by)
    record(by, "registry.invite", slip.invitation)
    return slip


@atomic
def invite_all(council: Council, *, by: User) -> list[Slip]:
    """Invite every deputy of the council who has not entered yet: a slip for each, to print."""
    allow(may_invite(by, council))
    locked(council)
    waiting = Person.objects.filter(
        mandates__in=Mandate.objects.on().of(council), user=None
    ).order_by("sort_kk", "pk")
    slips = [_make(council, person, Invitation.Purpose.JOIN, by=by) for person in waiting]
    refuse_if(not slips, _("Every deputy of the maslikhat has entered already."))
    record(by, "registry.invite_all", council, count=len(slips))
    return slips


@atomic
def restore_access(council: Council, person: Person, *, by: User) -> Slip:
    """Make a new way in for a deputy who lost the old one, which closes when it is used."""
    allow(may_invite(by, council))
    locked(council)
    person = _deputy(council, person)
    refuse_if(person.user_id is None, _("This deputy has not entered yet. Invite instead."))
    refuse_if(
        not may_restore_access(by, council, person),
        _(
            "This person also holds an office, or sat elsewhere:"
            " only the operator can restore the access."
        ),
    )
    slip = _make(council, person, Invitation.Purpose.RESTORE, by=by)
    record(by, "registry.restore_access", slip.invitation)
    return slip


@atomic
def revoke_invitation(invitation: Invitation, *, by: User) -> Invitation:
    """Take an invitation back; its code opens nothing any more."""
    if not may_revoke_invitation(by, invitation):
        raise Hidden()
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    refuse_if(invitation.used_at is not None, _("This invitation has been used already."))
    refuse_if(invitation.revoked_at is not None, _("This invitation has been taken back already."))
    invitation.revoked_at, invitation.email = timezone.now(), ""
    invitation.save(update_fields=["revoked_at", "email"])
    record(by, "registry.revoke_invitation", invitation)
    return invitation


_invitations = PreparedThings(
    lambda code: Invitation.objects.filter(code_hash=code).select_related("council", "body")
)
_persons = PreparedThings(
    lambda number: Person.objects.select_for_update(of=("self",)).filter(pk=number)
)


@atomic
def redeem(
    code: str, *, by: User | None, language: str = "kk", at: dt.datetime | None = None
) -> User:
    """Use a code, typed or out of a link; the account it opens. Good once.

    `by` is whoever has signed in on this browser: an office in a body is taken by that account,
    any other code is refused, lest two people's accounts be mixed up. The view signs the person in.
    `at` is when the account was made, now when absent: for accounts brought over.
    """
    found = next(iter(_invitations(hashed(plain(code)))), None)
    refuse_if(
        by is not None and (found is None or found.body is None),
        _("You are signed in. Sign out first, then use the code."),
    )
    if found is None:
        raise Refused(_("There is no such code. Compare it with the paper."), status=404)
    # What it opens first, as in every act on it: else printing and using would wait for each other.
    council = locked(found.council) if found.council is not None else None
    body = locked_body(found.body) if found.body is not None else None
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=found.pk)
    invitation.council, invitation.body = council, body
    _refuse_unless_usable(invitation)
    if invitation.purpose == Invitation.Purpose.OFFICE:
        user = _take_office(invitation, by, language)
    elif invitation.purpose == Invitation.Purpose.JOIN:
        user = _join(invitation, language, at)
    else:
        user = _restore(invitation)
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at", "user", "email"])
    offices_changed()
    record(user, "registry.redeem", invitation)
    return user


def _refuse_unless_usable(invitation: Invitation) -> None:
    refuse_if(
        invitation.used_at is not None,
        _("This code has been used. Sign in, or ask the clerk of your maslikhat for a new one."),
    )
    refuse_if(
        invitation.revoked_at is not None,
        _("This code has been taken back. Ask the clerk of your maslikhat for a new one."),
    )
    refuse_if(
        invitation.expires_at <= timezone.now(),
        _("This code is no longer valid. Ask the clerk of your maslikhat for a new one."),
    )


def _join(invitation: Invitation, language: str, at: dt.datetime | None) -> User:
    assert invitation.person_id is not None, "the database says so"
    (person,) = _persons(invitation.person_id)
    refuse_if(
        person.user_id is not None,
        _("This code has been used. Sign in, or ask the clerk of your maslikhat for a new one."),
    )
    person.user = make_user(by=None, language=language, at=at)
    person.save(update_fields=["user"])
    invitation.user = person.user
    return person.user


def _take_office(invitation: Invitation, by: User | None, language: str) -> User:
    """The office of the invitation, for who has signed in, or for an account that is made now.

    Whoever reads the letter has the address: a code from it opens it no wider than that.
    """
    body = invitation.body
    assert body is not None, "the database says so"
    refuse_if(not body.holds_on(today()), _("The body has ended: the code opens nothing any more."))
    email, invitation.email = invitation.email, ""
    if by is None and email:
        refuse_if(
            EmailAddress.objects.filter(email=email).exists(),
            _("This e-mail address has an account. Sign in first, then open the link again."),
        )
    user = by or make_user(by=None, language=language, email=email or None)
    if by is None and email:
        EmailAddress.objects.filter(user=user, email=email).update(verified=True)
    role = Role(
        user=user,
        kind=Role.Kind.OFFICIAL,
        body=body,
        rank=invitation.rank,
        name=invitation.name,
        position=invitation.position,
        from_day=today(),
    )
    saved(role, _("You hold an office in this body already. Ask its head to end that one first."))
    close_for_office(user.pk, by=user)
    invitation.user = user
    return user


def _restore(invitation: Invitation) -> User:
    """Close every old way into the account, if all that was asked at printing holds still."""
    council, person = invitation.council, _restored(invitation)
    refuse_if(
        person is None
        or council is None
        or not may_restore_access(invitation.made_by, council, person),
        _("This code no longer holds: the office has changed. Ask the operator for a new one."),
    )
    assert invitation.user_id is not None, "the database says so"
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    refuse_if(not user.is_active, _("This account is closed. Ask the operator of the portal."))
    close_all(user)
    return user


def _restored(invitation: Invitation) -> Person | None:
    """The person of a slip, held, while the account is theirs and they sit in its council."""
    return (
        Person.objects.select_for_update(of=("self",))
        .filter(invitations=invitation, user=invitation.user_id)
        .filter(
            mandates__in=Mandate.objects.on().filter(convocation__council=invitation.council_id)
        )
        .first()
    )


def _deputy(council: Council, person: Person) -> Person:
    """The person, held, when a deputy of this council today; else as if there were none."""
    found = (
        Person.objects.select_for_update(of=("self",))
        .filter(pk=person.pk, mandates__in=Mandate.objects.on().of(council))
        .first()
    )
    if found is None:
        raise Hidden()
    return found


def _make(council: Council, person: Person, purpose: str, *, by: User) -> Slip:
    now, code = timezone.now(), new_code()
    earlier = Invitation.objects.filter(person=person, used_at=None, revoked_at=None)
    earlier.update(revoked_at=now)
    invitation = Invitation.objects.create(
        person=person,
        user_id=person.user_id if purpose == Invitation.Purpose.RESTORE else None,
        council=council,
        purpose=purpose,
        code_hash=hashed(code),
        made_by=by,
        made_at=now,
        expires_at=now + GOOD_FOR,
    )
    return Slip(invitation, person, code)

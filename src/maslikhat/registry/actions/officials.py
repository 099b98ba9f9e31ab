"""Offices within an executive body: its head lets the other officials in."""

from typing import NamedTuple

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.actions.invitations import GOOD_FOR
from maslikhat.registry.codes import hashed, new_code
from maslikhat.registry.guards import allow, cleaned, locked_body, proper_name, refuse_if
from maslikhat.registry.models import Body, Invitation, Role
from maslikhat.registry.permissions import may_invite_official

MOST_INVITED = 50


class OfficialSlip(NamedTuple):
    """What is printed or sent: the invitation and its code, which nobody can read again."""

    invitation: Invitation
    code: str


@atomic
def invite_official(
    body: Body, *, by: User, rank: str, name: str, position: str = "", email: str = ""
) -> OfficialSlip:
    """The head gives an office in the body: to whom reads the letter, or has the printed code.

    The name stays within the body. With an address the code goes there by a letter alone.
    """
    allow(may_invite_official(by, body))
    body = locked_body(body)
    refuse_if(not body.holds_on(today()), _("The body has ended: nobody holds an office in it."))
    if rank not in Role.Rank.values:
        raise Refused(_("Choose one of the answers offered."), status=422)
    called = proper_name(name)
    if not called:
        raise Refused(_("Write the name by which the body knows the person."), status=422)
    waiting = Invitation.objects.usable().filter(body=body)
    refuse_if(
        waiting.count() >= MOST_INVITED,
        _("Fifty invitations of this body are waiting. Take back those that are not needed."),
    )
    now, code = timezone.now(), new_code()
    invitation = Invitation(
        body=body,
        rank=rank,
        name=called,
        position=proper_name(position),
        email=_address(email),
        purpose=Invitation.Purpose.OFFICE,
        code_hash=hashed(code),
        made_by=by,
        made_at=now,
        expires_at=now + GOOD_FOR,
    )
    cleaned(invitation)
    invitation.save()
    record(by, "registry.invite_official", invitation)
    return OfficialSlip(invitation, code)


def _address(email: str) -> str:
    """The address as accounts keep it; refused (422) when it is none."""
    email = email.strip().lower()
    if not email:
        return ""
    try:
        validate_email(email)
    except ValidationError:
        raise Refused(_("This is not an e-mail address."), status=422) from None
    taken = EmailAddress.objects.filter(email=email, verified=False).exists()
    refuse_if(
        taken, _("An account has this address and has not confirmed it. Print a code instead.")
    )
    return email

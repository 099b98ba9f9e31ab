"""The act that brings back what the portal is delivered with."""

from django.apps import apps
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.places import reference
from maslikhat.places.models import COUNTRY, Unit
from maslikhat.places.permissions import may_load_reference


@atomic
def load_reference(*, by: User | None = None) -> int:
    """Write what is missing of the country as it is delivered; how many units came new."""
    if not may_load_reference(by):
        raise Refused(_("Only the operator changes the list of places."), status=403)
    came = reference.load(apps.get_model)
    record(by, "places.load_reference", Unit.objects.get(kato=COUNTRY), count=came)
    return came

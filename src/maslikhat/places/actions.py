"""Acts on places: loading the country."""

from django.apps import apps

from maslikhat.accounts.models import User
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.places import reference
from maslikhat.places.models import COUNTRY, Unit


@atomic
def load_reference(*, by: User | None = None) -> int:
    """Write what is missing of the country as it is delivered; how many units came new."""
    came = reference.load(apps.get_model)
    record(by, "places.load_reference", Unit.objects.get(kato=COUNTRY), count=came)
    return came

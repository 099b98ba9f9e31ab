"""What the record tells of itself: the keys that took over are open to everyone."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.kit.languages import Said
from maslikhat.ledger.models import Key
from maslikhat.ledger.registers import Kind, Thing, kinds
from maslikhat.ledger.signing import KIND, ROTATION


def show_keys(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """The keys of these numbers."""
    address = f"{reverse('ledger:verify')}#keys"
    return {
        key.pk: Thing(Said(_("Key %(id)s") % {"id": key.key_id}, lang), address)
        for key in Key.objects.filter(pk__in=numbers)
    }


kinds[KIND] = Kind(
    gettext_lazy("Key of the record"),
    show_keys,
    {ROTATION: gettext_lazy("Another key signs from now on")},
    of_no_file={ROTATION},
)

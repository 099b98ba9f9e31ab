"""What places tell the rooms below: the regions, to choose one; the files that were taken in."""

from maslikhat.kit.languages import reader_language, said
from maslikhat.ledger import registers as ledger
from maslikhat.places.models import Unit
from maslikhat.places.recorded import KINDS
from maslikhat.search.registers import choices


def regions() -> list[tuple[str, str]]:
    """Code and name of each region, in alphabetical order."""
    units = Unit.objects.shown().regional().in_order(reader_language())
    return [(unit.kato, said(unit, "name").text) for unit in units]


choices["place"] = regions
ledger.kinds.update(KINDS)

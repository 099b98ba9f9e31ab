"""Taking in a classifier, and all that an import may change."""

import io
from typing import Any

from django.utils import translation

from maslikhat.ledger.models import Entry
from maslikhat.places import actions
from maslikhat.places.models import KatoImport, StagedChange, Unit, UnitName, UnitParent

MODELS = (UnitName, UnitParent, KatoImport, StagedChange, Entry)


def take(content: bytes) -> actions.ImportResult:
    with translation.override("en"):
        return actions.import_kato(io.BytesIO(content), by=None)


def everything() -> list[list[dict[str, Any]]]:
    """All that an import may touch, what is hidden too."""
    querysets = [Unit.objects.all(), *(model.objects.all() for model in MODELS)]
    return [list(queryset.order_by("pk").values()) for queryset in querysets]

"""Acts on places: loading the country, taking in the State classifier and indicators."""

from maslikhat.places.actions.classifier import ImportResult, import_kato, switch
from maslikhat.places.actions.country import load_reference
from maslikhat.places.actions.indicators import (
    IndicatorsResult,
    enter_indicators,
    import_indicators,
)

__all__ = [
    "ImportResult",
    "IndicatorsResult",
    "enter_indicators",
    "import_indicators",
    "import_kato",
    "load_reference",
    "switch",
]

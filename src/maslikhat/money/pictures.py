"""What the pictures of a budget show: the parts of a table with their words and amounts."""

from maslikhat.kit.formats.words import number
from maslikhat.kit.treemaps import Part
from maslikhat.money.amounts import thousands
from maslikhat.money.sheet import Sheet


def parts_of(sheet: Sheet) -> list[Part]:
    """The figures of a table that are above zero, by what the picture weighs."""
    return [
        Part(one.name.text, number(thousands(one.weight)), one.weight)
        for one in sheet.rows
        if one.weight
    ]

"""What a page of a budget is asked for: a part, a code in it, a day; anything else is a 400."""

import re
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from maslikhat.money.codes import SIDES, Part
from maslikhat.money.models import CODE_MOST

PARAMS = ("part", "code", "by")
ADMINISTRATOR = "administrator"
_CODE = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,4}", re.ASCII)


class Asked(NamedTuple):
    """A part of the budget, a code in it ("" the whole part), and how it is told."""

    part: Part
    code: str
    by: str

    @property
    def query(self) -> str:
        """The same as the query of an address, without what goes without saying."""
        told = {
            "part": "" if self.part is Part.SPENDING else self.part.value,
            "code": self.code,
            "by": self.by,
        }
        return urlencode({name: value for name, value in told.items() if value})

    def at(self, code: str) -> "Asked":
        """Another code of the same part."""
        return Asked(self.part, code, "")


def read(given: Mapping[str, str]) -> Asked:
    """What `?part=…&code=…&by=…` asks for."""
    part, code, by = (given.get(name, "") for name in PARAMS)
    parts = {one.value: one for one in SIDES}
    if (part and part not in parts) or by not in ("", ADMINISTRATOR):
        raise BadRequest("part")
    if code and (len(code) > CODE_MOST or not _CODE.fullmatch(code)):
        raise BadRequest("code")
    return Asked(parts.get(part, Part.SPENDING), code, "" if code else by)

"""Names and texts typed by hand are what they seem: the acts refuse the rest with a sentence."""

from typing import Any

import pytest

from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions
from maslikhat.registry.models import Person
from tests.registry.cast import OPENED, Cast

BAD = [
    "\u202eКим",
    "Ки\u2066м",
    "К\x07им",
    "\u3164",
    "\u200b\u200b",
    "Ки\u200bм",
    "=1+1",
    "+7",
    "-Ким",
    " @Ким",
]


@pytest.mark.parametrize("name", BAD)
def test_a_name_that_is_not_what_it_seems_is_refused(cast: Cast, name: str) -> None:
    before = Person.objects.count()
    names: dict[str, Any] = {"surname_kk": name, "given_kk": "Анна"}
    acts = (
        lambda: actions.register_person(cast.council, by=cast.clerk, names=names),
        lambda: actions.edit_person(cast.person(3), by=cast.clerk, changes=names),
        lambda: actions.found_commission(
            cast.convocation, by=cast.clerk, kind="standing", name_kk=name, name_ru="Х",
            from_day=OPENED,
        ),
        lambda: actions.found_body(
            cast.council.unit, by=cast.clerk, kind="other", name_kk="Х", name_ru=name
        ),
        lambda: actions.draw_constituency(
            cast.council, actions.Drawn(7, name, "Х"), by=cast.clerk
        ),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(Refused, match=r"name|control") as refusal:
            act()
        assert refusal.value.status == 400
    assert Person.objects.count() == before


def test_a_text_that_reads_otherwise_than_stored_is_refused(cast: Cast) -> None:
    for text in ("a\u202eb", "a\x07"):
        with pytest.raises(Refused, match="control characters"):
            actions.edit_person(cast.person(3), by=cast.clerk, changes={"about_kk": text})
    kept = actions.edit_person(
        cast.person(3), by=cast.clerk, changes={"about_kk": "- a\n- b", "work_phone": "+7 701"}
    )
    assert (kept.about_kk, kept.work_phone) == ("- a\n- b", "+7 701")

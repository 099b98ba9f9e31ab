"""An award is shown with all that is known of it, where awards are and on the deputy's page."""

import datetime as dt

import pytest

from maslikhat.registry.actions.honours import SAID, bestow
from maslikhat.registry.models import Award, Bestowal
from tests.portal.reading import LANGUAGES, page, words
from tests.registry.cast import Cast

DAY, EVENT_DAY = dt.date(2020, 9, 22), dt.date(2020, 9, 21)
# 22 September 2020 and the day before, as each language writes them.
DAYS = {
    "kk": ("2020 жылғы 22 қыркүйек", "2020 жылғы 21 қыркүйек"),
    "ru": ("22 сентября 2020 года", "21 сентября 2020 года"),
    "en": ("22 September 2020", "21 September 2020"),
}


def given(
    cast: Cast, *, number: str = "", event_day: dt.date | None = None, said: bool
) -> Bestowal:
    """An award of the deputy of the first constituency, with every field or none."""
    award = Award.objects.get(code="senate_diploma")
    texts = {column: f"The text of {column}" for column in SAID} if said else {}
    return bestow(
        award, cast.person(1), by=cast.operator, day=DAY, number=number, event_day=event_day,
        said=texts,
    )  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("where", ["honours/", "deputies/{}/"])
def test_everything_that_was_entered_is_shown(cast: Cast, lang: str, where: str) -> None:
    bestowal = given(cast, number="17/Б", event_day=EVENT_DAY, said=True)
    text = words(page(f"/{lang}/{where.format(bestowal.person_id)}"))
    for field in ("event", "basis", "presented_by", "citation"):
        assert f"The text of {field}_{lang}" in text
    assert getattr(bestowal.award, f"awarding_body_{lang}") in text
    assert "17/Б" in text
    for day in DAYS[lang]:
        assert day in text.replace("\xa0", " ")


@pytest.mark.parametrize("where", ["honours/", "deputies/{}/"])
def test_what_was_not_entered_leaves_no_empty_word(cast: Cast, where: str) -> None:
    bestowal = given(cast, said=False)
    text = words(page(f"/en/{where.format(bestowal.person_id)}"))
    assert bestowal.award.awarding_body_en in text
    assert not [one for one in ("Event:", "Basis:", "Presented by:", "No.") if one in text]


def test_a_citation_in_another_language_says_so(cast: Cast) -> None:
    bestowal = given(cast, said=False)
    Bestowal.objects.update(citation_kk="Еңбегі үшін\n<b>", citation_ru="", citation_en="")
    html = page(f"/en/deputies/{bestowal.person_id}/")
    assert '<p lang="kk">Еңбегі үшін<br><b></p>' in html

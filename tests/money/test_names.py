"""Names of codes: which have a source in a language, and how a name of our own is told."""

import csv
import io

import pytest
from django.utils import translation

from maslikhat.kit.delivered import rows_of
from maslikhat.money import reference
from maslikhat.money.codes import Part
from maslikhat.money.models import Code, Wording
from maslikhat.money.names import Name, named, names_of
from tests.money.samples import DECISION, as_csv
from tests.money.test_import import take
from tests.money.test_pages import HOME, page
from tests.permissions.everyone import Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
OWN_WORDING = {"kk": "* Порталдың өз атауы", "ru": "* Название дал портал"}


def test_every_code_says_in_which_languages_its_name_has_a_source() -> None:
    told = {(row["kind"], row["code"], row["from_day"]): row["official"]
            for row in rows_of(reference.FOLDER / "codes.csv")}  # fmt: skip
    there = {(one.kind, one.code, one.from_day.isoformat()): one.official
             for one in Code.objects.all()}  # fmt: skip
    assert there == told
    assert {*"".join(told.values()).replace("kk", "").replace("ru", "")} <= {" "}
    # What its own row calls unsourced or the portal's wording is official in no language it says.
    for row in rows_of(reference.FOLDER / "codes.csv"):
        if "wording of the portal" in row["source"]:
            assert row["official"] == "", row
        if "Kazakh: translated" in row["source"]:
            assert "kk" not in row["official"], row


def test_a_files_own_name_goes_before_one_of_ours_in_its_language() -> None:
    with translation.override("kk"):
        known = names_of(Part.SPENDING, {"01", "10.5"}, 2026)
    assert known["01"].is_ours
    assert not known["10.5"].is_ours
    kazakh, russian = Wording(text="Файлдағы атау", language="kk"), Wording(text="Х", language="ru")
    assert named("01", known, kazakh) == Name("Файлдағы атау", "kk")
    assert named("01", known, russian) == known["01"]
    assert named("10.5", known, kazakh) == known["10.5"]


def test_a_name_of_our_own_is_starred_and_the_page_says_why(cast: Cast) -> None:
    version = take(cast, as_csv(DECISION))
    address = f"{HOME}versions/{version.pk}/?part=spending"
    kazakh = page(None, address, lang="kk")
    assert "Жалпы сипаттағы мемлекеттік көрсетілетін қызметтер*" in kazakh
    assert OWN_WORDING["kk"] in kazakh
    assert OWN_WORDING["ru"] not in page(None, address, lang="ru")
    english = page(None, address)
    assert "General public services*" not in english
    assert "English names of codes are the portal's own" in english
    years = page(None, f"{HOME}councils/{cast.council.code}/?part=spending", lang="kk")
    assert OWN_WORDING["kk"] in years
    told = browser(None).get(f"/kk/money/versions/{version.pk}/table.csv?part=spending").content
    rows = {row["code"]: row for row in csv.DictReader(io.StringIO(told.decode("utf-8-sig")))}
    assert (rows["01"]["name_is_official"], rows[""]["name_is_official"]) == ("false", "true")

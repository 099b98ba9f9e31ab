"""What the page of a deputy says of votes, and the page of all of them."""

import datetime as dt
import html
import re

import pytest
from django.test import Client
from django.utils import translation

from maslikhat.registry.models import Mandate, Person
from maslikhat.voting import actions
from maslikhat.voting.deputies import Part, of_year, rows_of, votes_of, years_of
from maslikhat.voting.models import Ballot
from tests.serving import queries
from tests.voting.cast import AGAINST, FOR, MOTION, Cast, browser, cast_by
from tests.voting.test_lists import closed

OTHER = 8
SAID = {
    Part.CHOSE: "Voted: For",
    Part.TOOK_PART: "Took part; the vote was secret",
    Part.SILENT: "Did not vote though present",
    Part.COUNTED_TOGETHER: "Was present; tellers counted the votes together",
    Part.RECUSED: "Recused: took no part because of an own interest",
    Part.NOT_PRESENT: "Was not present when the vote was opened",
    Part.NOT_ENTITLED: "Was not entitled to vote",
}


def shown(person: Person, query: str = "", client: Client | None = None, lang: str = "en") -> str:
    """The words of the page of all votes of a deputy."""
    answer = (client or Client()).get(f"/{lang}/votes/deputies/{person.pk}/{query}")
    assert answer.status_code == 200
    main = answer.content.decode().split("<main")[1].split("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def parts(person: Person) -> list[Part]:
    return [row.part for row in rows_of(list(votes_of(person)))]


def by_tellers(cast: Cast) -> Ballot:
    ballot = cast.open(mode="hand", present=18)
    for place in (3, 4):
        actions.count(ballot, by=cast.deputies[place], numbers=[13, 4, 1])
    return cast.close(ballot)


def with_recused(cast: Cast) -> Ballot:
    ballot = cast.prepare()
    actions.recuse(cast.elector(ballot, OTHER), by=cast.clerk, because="Own land in question")
    actions.open_ballot(ballot, by=cast.clerk)
    return cast.close(ballot)


def among_named(cast: Cast) -> Ballot:
    named = list(Mandate.objects.filter(person__in=cast.people[:20]))
    return cast.close(actions.open_ballot(cast.prepare(electors=named), by=cast.clerk))


def test_each_part_a_deputy_can_have_is_said_and_nobody_is_absent(cast: Cast) -> None:
    for choices, told in (([FOR] * 15, {}), ([FOR] * 15, {"mode": "secret"}), ([FOR] * 5, {})):
        closed(cast, choices, **told)
    by_tellers(cast)
    with_recused(cast)
    among_named(cast)
    here, late = cast.deputies[OTHER].person, cast.deputies[21].person
    assert parts(here) == [
        Part.SILENT,
        Part.RECUSED,
        Part.COUNTED_TOGETHER,
        Part.SILENT,
        Part.TOOK_PART,
        Part.CHOSE,
    ]
    assert parts(late) == [Part.NOT_ENTITLED, Part.SILENT, Part.NOT_PRESENT] + [Part.SILENT] * 3
    words = shown(here) + shown(late)
    assert [part for part, sentence in SAID.items() if sentence not in words] == []
    assert not re.search(r"\babsent\b", words, re.IGNORECASE)


def test_of_a_secret_vote_the_choice_is_nowhere(cast: Cast) -> None:
    closed(cast, [AGAINST] * 15, mode="secret")
    words = shown(cast.deputies[OTHER].person)
    assert SAID[Part.TOOK_PART] in words
    assert "Voted:" not in words and "Against" not in words


def test_what_is_closed_to_others_open_still_or_cancelled_is_not_listed(cast: Cast) -> None:
    person = cast.deputies[OTHER].person
    closed(cast, [FOR] * 15, is_public=False)
    opened = cast.open()
    cast_by(cast.deputies[OTHER], opened, FOR)
    actions.cancel_ballot(cast.open(), by=cast.clerk, because="The link was lost")
    cast.prepare()
    for reader in (None, cast.deputies[OTHER], cast.clerk):
        assert "Here will be the public votes" in shown(person, client=browser(reader))
        page = browser(reader).get(f"/en/deputies/{person.pk}/").content.decode()
        assert "Here will be the public votes of the deputy" in page


def test_votes_before_and_after_the_mandate_are_not_the_deputys(cast: Cast) -> None:
    gone = cast.deputies[22]
    among_named(cast)
    assert parts(gone.person) == [Part.NOT_ENTITLED]
    day = Ballot.objects.get().opened_at.date()
    Mandate.objects.filter(person=gone.person).update(from_day=day + dt.timedelta(days=2))
    assert parts(gone.person) == []
    before = day - dt.timedelta(days=9)
    Mandate.objects.filter(person=gone.person).update(
        from_day=before, to_day=day - dt.timedelta(days=2), end_reason="resigned"
    )
    assert parts(gone.person) == []
    assert parts(Person.objects.get(user=cast.deputy_elsewhere)) == []


def test_the_last_vote_in_time_is_the_one_that_is_told(cast: Cast) -> None:
    deputy, ballot = cast.deputies[OTHER], cast.open()
    for choice in (AGAINST, FOR):
        cast_by(deputy, ballot, choice)
    cast.close(ballot)
    cast_by(deputy, ballot, AGAINST)
    assert [row.choice for row in rows_of(list(votes_of(deputy.person)))] == ["For"]


def test_divided_votes_are_marked_and_each_row_tells_the_result(cast: Cast) -> None:
    closed(cast, [FOR] * 15)
    closed(cast, [FOR, AGAINST] * 10)
    rows = rows_of(list(votes_of(cast.deputies[OTHER].person)))
    assert [row.is_divided for row in rows] == [True, False]
    words = shown(cast.deputies[OTHER].person)
    assert words.count("Divided vote") == 1
    assert "Not adopted" in words and words.count(MOTION["en"]) == 2


def test_votes_are_filtered_by_the_year_in_kazakhstan(cast: Cast) -> None:
    person = cast.deputies[OTHER].person
    first, second = closed(cast, [FOR] * 15), closed(cast, [FOR] * 15)
    # Half past midnight there, still the old year in UTC.
    moment = dt.datetime(2024, 12, 31, 19, 30, tzinfo=dt.UTC)
    Ballot.objects.filter(pk=first.pk).update(opened_at=moment)
    assert second.opened_at is not None
    assert years_of(votes_of(person)) == [second.opened_at.year, 2025]
    assert [one.pk for one in of_year(votes_of(person), 2025)] == [first.pk]
    assert "Votes found: 1" in shown(person, "?year=2025")
    assert "No vote open to all was held in this year" in shown(person, "?year=2024")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("?year=x", 400),
        ("?year=20255", 400),
        ("?year=٢٠٢٥", 400),
        ("?page=x", 400),
        ("?page=9", 404),
    ],
)
def test_a_bad_question_is_refused(cast: Cast, query: str, status: int) -> None:
    person = cast.deputies[OTHER].person
    assert Client().get(f"/en/votes/deputies/{person.pk}/{query}").status_code == status


def test_who_never_had_a_mandate_has_no_such_page(cast: Cast) -> None:
    assert Client().get("/en/votes/deputies/999999/").status_code == 404
    names = {f"{part}_{lang}": "Х" for part in ("surname", "given") for lang in ("kk", "ru")}
    nobody = Person.objects.create(**names)
    assert Client().get(f"/en/votes/deputies/{nobody.pk}/").status_code == 404


@pytest.mark.once
def test_panel_and_page_ask_as_much_for_one_vote_as_for_many(cast: Cast) -> None:
    person = cast.deputies[OTHER].person
    addresses = [f"/en/deputies/{person.pk}/", f"/en/votes/deputies/{person.pk}/?year="]

    def asked() -> list[int]:
        return [queries(Client(), address) for address in addresses]

    closed(cast, [FOR, AGAINST] * 10)
    few = asked()
    for _ in range(6):
        closed(cast, [FOR, AGAINST] * 10)
    assert asked() == few
    page = Client().get(addresses[0]).content.decode()
    assert len(re.findall(r"/en/votes/\d+/", page)) == 5
    assert f"/en/votes/deputies/{person.pk}/" in page


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_empty_panel_says_what_will_be_there(cast: Cast, lang: str) -> None:
    with translation.override(lang):
        sentence = translation.gettext(
            "Here will be the public votes of the deputy: the question, what the deputy chose,"
            " the result."
        )
    assert (lang == "en") == sentence.startswith("Here")
    page = Client().get(f"/{lang}/deputies/{cast.deputy.person.pk}/").content.decode()
    assert sentence in html.unescape(page)
    assert sentence in shown(cast.deputy.person, lang=lang)

"""The rehearsal: no sequence of steps breaks it, it refuses as sittings do, and keeps nothing."""

import ast
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

import maslikhat
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.sittings.models import Item, SpeechKind
from maslikhat.sittings.rehearsal import cast, training
from maslikhat.sittings.rehearsal.book import CHOICES, Book, book_now
from maslikhat.sittings.rehearsal.hall import Hall, Step, begun
from maslikhat.sittings.rehearsal.play import ACTS, take
from maslikhat.sittings.rehearsal.playing import Played, played
from maslikhat.sittings.rehearsal.scenes import scene_of
from maslikhat.sittings.rehearsal.script import BEATS, PERIOD, STARTS, beat_at
from maslikhat.sittings.rehearsal.summary import summary_of
from maslikhat.sittings.screen import Stage, tongues_of
from tests.serving import queries
from tests.sittings.test_pages import page
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db
HOME = "/en/sittings/rehearsal/"
NOW = dt.datetime(2026, 11, 28, 5, tzinfo=dt.UTC)
ROOM = Path(maslikhat.__file__).parent / "sittings"


@pytest.fixture
def book(db: None) -> Book:
    """The rules in force."""
    return book_now()


def whole(book: Book) -> list[Played]:
    """The script from beginning to end."""
    return played(book, [NOW + dt.timedelta(seconds=start) for start in STARTS[:-1]])


def after(found: list[Played], act: str, what: str = "") -> Played:
    """What stands after the first beat of this act."""
    return next(
        one
        for one, beat in zip(found, BEATS, strict=True)
        if beat.act == act and not beat.is_refused and beat.steps[0].what == what
    )


def test_the_script_plays_to_its_end_with_every_kind_of_thing(book: Book) -> None:
    found = whole(book)
    stages = {scene_of(one.hall, book, ("en",)).stage for one in found}
    assert stages == set(Stage) - {Stage.CALLED_OFF, Stage.DONE}
    kinds = {step.what for beat in BEATS for step in beat.steps if step.act == "ask_floor"}
    assert kinds == set(SpeechKind.values)
    assert found[-1].hall.outcomes == {1: "adopted", 2: "not_adopted", 3: "adopted", 4: "noted"}
    refused = [one.refusal for one in found if one.refusal]
    assert [sentence.split(":")[0].split(".")[0] for sentence in refused] == [
        "There is no quorum",
        "Amendments come first",
    ]
    assert 180 <= PERIOD <= 480


def test_a_quorum_and_most_of_those_present_are_not_the_majority_of_all(book: Book) -> None:
    found = whole(book)
    closed = [one for one, beat in zip(found, BEATS, strict=True) if beat.act == "close_ballot"]
    land = closed[2]
    poll = land.hall.moved["land"]
    assert poll is not None
    assert poll.result is not None
    assert (poll.number("for"), poll.result.needed, len(poll.voting)) == (12, 13, 19)
    assert poll.number("for") > len(poll.voting) / 2
    assert land.caption.startswith("12 for of 25: there is a quorum")
    assert "13 (Law 148, art. 11)" in land.caption
    result = scene_of(land.hall, book, ("en",)).result
    assert result is not None
    sentence = result.sentence[0].text
    assert sentence.startswith("Not adopted. For: 12. Against: 4. Abstained: 3.")
    assert "recused: 1" in sentence
    assert "Needed: 13 of the total number of 25" in sentence


def test_nothing_of_the_closed_item_stands_on_the_screen(book: Book) -> None:
    for one in whole(book):
        if 4 in one.hall.closed and one.hall.item == 4:
            scene = scene_of(one.hall, book, ("kk", "ru", "en"))
            assert scene.question is None
            assert scene.stage in {Stage.CLOSED_ITEM, Stage.BETWEEN, Stage.OVER}
            assert "мәселе" not in str(scene)


def test_the_secret_vote_shows_no_chamber_and_no_choice(book: Book) -> None:
    found = whole(book)
    for one in found:
        scene = scene_of(one.hall, book, ("en",))
        poll = one.hall.open_poll
        if poll is not None:
            assert scene.vote is not None
            assert scene.vote.voted == len(poll.votes)
            assert scene.result is None
        if one.hall.shown == "title" and scene.result is not None:
            assert scene.result.chamber == ""


SEATS = st.integers(0, cast.FILLED + 1)
WHATS = st.sampled_from(
    [*CHOICES, *SpeechKind.values, *Item.Outcome.values, *cast.MOVES, "1", "2", "3", "4", "5",
     "hall", "remote", "", "x", "\x00"]
)  # fmt: skip
STEPS = st.builds(Step, st.sampled_from([*ACTS, "x"]), SEATS, WHATS)
# What is likely to fit, so that long plays come about.
LIKELY = st.sampled_from([step for beat in BEATS for step in beat.steps])


@settings(max_examples=60)
@given(st.lists(st.one_of(STEPS, LIKELY), max_size=40), st.integers(0, len(BEATS)))
def test_no_sequence_of_steps_breaks_the_machine(
    book: Book, steps: list[Step], already: int
) -> None:
    moments = [NOW] * already
    hall = played(book, moments)[-1].hall if already else begun(NOW)
    for step in steps:
        try:
            hall = take(hall, step, book, now=hall.now + dt.timedelta(seconds=1))
        except Refused as refused:
            assert 400 <= refused.status < 500
            assert str(refused).endswith(".")
        _is_sound(hall, book)


def _is_sound(hall: Hall, book: Book) -> None:
    """What must hold in every state, and that it can be drawn."""
    assert len([one for one in hall.moved.values() if one and one.result is None]) <= 1
    assert hall.called is None or hall.called not in hall.outcomes
    assert hall.remote <= hall.there
    for lang in ("kk", "en"):
        with translation.override(lang):
            scene = scene_of(hall, book, tongues_of(lang))
    assert scene.stage in Stage
    if hall.item in hall.closed and hall.facts.closed_at is None:
        assert scene.question is None


def _translated(path: Path) -> list[str]:
    """What a file gives to the translators."""
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"
    ]
    return [one.args[0].value for one in calls if isinstance(one.args[0], ast.Constant)]


def test_the_rehearsal_has_no_refusal_of_a_real_act_of_its_own() -> None:
    own = [
        text for name in ("play.py", "book.py") for text in _translated(ROOM / "rehearsal" / name)
    ]
    assert sorted(own) == ["Nobody has asked to speak.", "Recused because of an own interest"]


def tables() -> dict[str, int]:
    """How many rows every table has."""
    return {
        model._meta.label: model._base_manager.count()
        for model in apps.get_models(include_auto_created=True)
    }


STATE = re.compile(r'name="state" value="([^"]+)"')


def hint(html: str) -> str:
    """What the page says comes next."""
    found = re.search(r"What comes now:\s*<b>([^<]*)</b>", html)
    return found[1] if found else ""


def value_of(html: str, words: str) -> str:
    """The button with these words."""
    found = re.search(rf'value="([^"]+)" class="btn">{re.escape(words)}</button>', html)
    assert found, words
    return found[1]


def walked(client: Client, role: str) -> Iterator[str]:
    """Every page of a training, each step as the hint has it."""
    html = page(client, f"{HOME}{role}/")
    yield html
    while words := hint(html):
        told = {"state": STATE.search(html)[1], "step": value_of(html, words)}  # type: ignore[index]
        answer = client.post(f"{HOME}{role}/", told)
        assert answer.status_code == 200, (words, answer.status_code)
        html = answer.content.decode()
        yield html


@pytest.mark.parametrize("role", list(training.ROLES))
def test_a_training_is_walked_to_its_end_and_leaves_no_row(cast: Cast, role: str) -> None:
    for client in (Client(), cast.client(role)):
        before = tables()
        pages = list(walked(client, role))
        page(client, HOME)
        page(client, f"{HOME}?step=20")
        assert tables() == before
        assert len(pages) >= 7
        assert "What the rehearsal came to" in pages[-1]
        assert "0 steps were refused on the way." in pages[-1]
        assert "Not adopted. For: 12." in pages[-1]
        assert all("nothing of it is kept" in html for html in pages)
        assert all('name="robots" content="noindex"' in html for html in pages)
    assert not Entry.objects.filter(act__contains="rehears").exists()
    assert not Event.objects.filter(channel__contains="rehears").exists()


def test_a_wrong_step_is_refused_as_at_a_sitting_and_the_hint_helps(book: Book) -> None:
    client = Client()
    html = page(client, f"{HOME}chair/")
    for step, sentence in (
        ("call_item:1", "This cannot be done now. The sitting: Convened."),
        ("close_ballot:", "The vote is not open yet. Open it first."),
        ("end_speech:", "Nobody has the floor by this entry."),
    ):
        state = STATE.search(html)
        assert state
        answer = client.post(f"{HOME}chair/", {"state": state[1], "step": step})
        html = answer.content.decode()
        assert answer.status_code == 409
        assert sentence in html, step
        assert hint(html) == "Open the sitting"
    right = value_of(html, "Open the sitting")
    answer = client.post(f"{HOME}chair/", {"state": STATE.search(html)[1], "step": right})  # type: ignore[index]
    assert answer.status_code == 200
    assert hint(answer.content.decode()) == "Call item 1"


def test_a_deputy_may_vote_as_the_deputy_likes(book: Book) -> None:
    trained = training.begin("deputy", NOW)
    while (beat := trained.beat) is not None:
        what = "against" if beat.act == "cast" else beat.steps[0].what
        hall = played(book, trained.moments, trained.answers)[-1].hall
        trained, refusal = training.stepped(trained, f"{beat.act}:{what}", hall, book, NOW)
        assert refusal == "", beat
    found = played(book, trained.moments, trained.answers)
    for key in ("amendment", "budget", "title"):
        poll = found[-1].hall.moved[key]
        assert poll is not None
        assert poll.votes[cast.TRAINEE] == "against"
    assert found[-1].hall.outcomes == {1: "adopted", 2: "not_adopted", 3: "adopted", 4: "noted"}


def test_a_forged_damaged_foreign_or_old_state_is_a_400_with_a_sentence(book: Book) -> None:
    client, address = Client(), f"{HOME}clerk/"
    good = training.sign(training.begin("clerk", NOW))
    foreign = training.sign(training.begin("chair", NOW))
    forged = signing.dumps(["clerk", 0, [], 0], salt="another")
    for state in ("", "x", good[:-2], good[1:], forged, foreign, "A" * 5_000, "\x00"):
        answer = client.post(address, {"state": state, "step": "mark_attendance:present"})
        assert answer.status_code == 400, state[:40]
        assert "<p" in answer.content.decode()
    for step in ("", "x", "open_sitting:", "mark_attendance:hall", "ask_floor:" + "9" * 500):
        answer = client.post(address, {"state": good, "step": step})
        assert answer.status_code == 400, step
        assert "Choose one of the answers offered." in answer.content.decode()
    assert client.get(f"{HOME}mayor/").status_code == 404


def test_an_old_state_is_refused(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    state = training.sign(training.begin("clerk", NOW))
    assert training.unsign(state, "clerk").role == "clerk"
    monkeypatch.setattr(training, "LASTS", -1)
    with pytest.raises(Refused, match="damaged or too old"):
        training.unsign(state, "clerk")


def test_a_state_stays_small_whatever_happens(book: Book) -> None:
    trained = training.begin("deputy", NOW)
    late = NOW + dt.timedelta(hours=3)
    while (beat := trained.beat) is not None:
        hall = played(book, trained.moments, trained.answers)[-1].hall
        step = f"{beat.act}:{beat.steps[0].what}"
        trained, _refusal = training.stepped(trained, step, hall, book, late)
    assert len(training.sign(trained)) < training.TOKEN_MOST / 2


def test_the_loop_is_told_by_the_clock_alone() -> None:
    assert beat_at(0) == (0, BEATS[0].seconds)
    assert beat_at(PERIOD) == beat_at(0)
    for second in range(3_600):
        place, left = beat_at(second)
        assert 0 < left <= BEATS[place].seconds
        assert STARTS[place + 1] - left == second % PERIOD


def test_the_loop_stands_still_at_a_step_and_leads_on_without_a_script(book: Book) -> None:
    client = Client()
    html = page(client, f"{HOME}?step=3")
    assert 'href="?step=2"' in html
    assert 'href="?step=4"' in html
    assert "data-hx-trigger" not in html.split('id="rehearsal"')[1].split(">")[0]
    assert "There is no quorum: 14 are there, and at least 17 of 25 are needed." in html
    playing = page(client, HOME)
    assert "load delay:" in playing
    assert "csrfmiddlewaretoken" not in playing
    for step in ("x", "-1", str(len(BEATS)), "9" * 30, "", "1.5", "٣"):
        assert client.get(f"{HOME}?step={step}").status_code == 400, step


def test_the_rehearsal_asks_only_for_the_rules(book: Book) -> None:
    assert queries(Client(), HOME) <= 5
    assert queries(Client(), f"{HOME}?step={len(BEATS) - 1}") <= 5
    assert queries(Client(), f"{HOME}chair/") <= 5


def test_the_page_of_sittings_leads_to_the_rehearsal(book: Book) -> None:
    assert f'href="{HOME}"' in page(Client(), "/en/sittings/")


def test_a_training_wants_the_token_of_the_form(book: Book) -> None:
    strict = Client(enforce_csrf_checks=True)
    state = training.sign(training.begin("clerk", NOW))
    told = {"state": state, "step": "mark_attendance:present"}
    assert strict.post(f"{HOME}clerk/", told).status_code == 403


def test_the_doors_are_closed_by_a_vote_as_at_a_sitting(book: Book) -> None:
    found = whole(book)
    acts = [beat.act for beat in BEATS]
    moved, closed = acts.index("move_doors"), acts.index("close_doors")
    before = found[moved].hall
    with pytest.raises(Refused, match="vote on closing the doors first"):
        take(before, Step("close_doors", 0, "4"), book)
    with pytest.raises(Refused, match="moved already"):
        take(before, Step("move_doors", 0, "doors"), book)
    voted = take(before, Step("put_to_vote", 1, "doors"), book)
    assert voted.open_poll is not None
    assert voted.open_poll.rule == "closed_sitting"
    with pytest.raises(Refused, match="Another vote is not finished"):
        take(voted, Step("close_doors", 0, "4"), book)
    refused = take(voted, Step("close_ballot", 1), book)
    with pytest.raises(Refused, match="vote on closing the doors first"):
        take(refused, Step("close_doors", 0, "4"), book)
    assert 4 in found[closed].hall.closed
    entry = summary_of(found[-1].hall, book)[-1]
    assert (entry.title, entry.outcome, len(entry.votes)) == (None, "", 1)

"""The newcomer's path: derived from what is done, gone when done or put aside."""

import datetime as dt
from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions
from maslikhat.dialogue.models import Newcomer, RoomRef
from maslikhat.dialogue.newcomers import NEW_FOR, path_of
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden
from maslikhat.ledger.models import Entry
from maslikhat.notices.actions import follow
from maslikhat.registry.models import Mandate
from tests.dialogue.cast import Cast

pytestmark = pytest.mark.usefixtures("english")


def open_steps(user: User) -> list[int]:
    """The places of the steps that are to be done."""
    path = path_of(user)
    return [place for place, step in enumerate(path.steps) if not step.is_done] if path else []


def introduce(cast: Cast) -> None:
    actions.start_topic(
        RoomRef.of(cast.abai), by=cast.aigerim, title="Good day", body="I am new", language="en"
    )


def ask(cast: Cast) -> None:
    actions.start_topic(
        cast.rooms()["public"], by=cast.aigerim, title="Why?", body="b", language="en",
        kind="question",
    )  # fmt: skip


STEPS: list[tuple[int, Callable[[Cast], object]]] = [
    (0, lambda cast: EmailAddress.objects.create(user=cast.aigerim, email="a@b.kz", verified=True)),
    (0, lambda cast: Authenticator.objects.create(user=cast.aigerim, type="webauthn", data={})),
    (1, lambda cast: actions.read_guide(by=cast.aigerim)),
    (2, lambda cast: follow("registry.council", cast.abai.pk, by=cast.aigerim)),
    (3, lambda cast: follow("rubrics.rubric", cast.rubric.pk, by=cast.aigerim)),
    (4, introduce),
    (5, ask),
]


@pytest.mark.parametrize(("place", "do"), STEPS)
def test_each_step_is_done_by_doing_it(
    cast: Cast, place: int, do: Callable[[Cast], object]
) -> None:
    assert open_steps(cast.aigerim) == [0, 1, 2, 3, 4, 5]
    Mandate.objects.filter(person__user=cast.aigerim).update(from_day=today())
    do(cast)
    assert open_steps(cast.aigerim) == [n for n in range(6) if n != place]


def test_an_unconfirmed_address_and_others_doings_count_for_nothing(cast: Cast) -> None:
    EmailAddress.objects.create(user=cast.aigerim, email="a@b.kz", verified=False)
    follow("registry.council", cast.abay_district.pk, by=cast.aigerim)
    follow("registry.council", cast.abai.pk, by=cast.serik)
    actions.read_guide(by=cast.serik)
    assert open_steps(cast.aigerim) == [0, 1, 2, 3, 4, 5]


def test_all_done_the_path_is_gone(cast: Cast) -> None:
    Mandate.objects.filter(person__user=cast.aigerim).update(from_day=today())
    for _place, do in STEPS:
        assert path_of(cast.aigerim) is not None
        do(cast)
    assert path_of(cast.aigerim) is None


@pytest.mark.parametrize(
    ("days", "has_posted", "is_shown"),
    [(0, False, True), (400, False, True), (89, True, True), (90, True, False), (400, True, False)],
)
def test_it_is_for_the_newly_elected_and_for_who_never_posted(
    cast: Cast, days: int, has_posted: bool, is_shown: bool
) -> None:
    since = today() - dt.timedelta(days=days)
    Mandate.objects.filter(person__user=cast.aigerim).update(from_day=since)
    if has_posted:
        cast.start("public", "Said")
    assert (path_of(cast.aigerim) is not None) == is_shown
    assert NEW_FOR.days == 90


def test_put_aside_it_stays_aside_for_that_deputy_alone(cast: Cast) -> None:
    client, before = cast.client("aigerim"), Entry.objects.count()
    assert "First steps" in client.get("/en/desk/").content.decode()
    assert client.post("/en/dialogue/newcomers/dismiss/").status_code == 302
    assert client.post("/en/dialogue/newcomers/dismiss/").status_code == 302
    assert Newcomer.objects.count() == 1
    assert "First steps" not in client.get("/en/desk/").content.decode()
    assert "First steps" in cast.client("serik").get("/en/desk/").content.decode()
    assert Entry.objects.count() == before


@pytest.mark.parametrize("part", ["operator", "clerk", "official", "citizen", "former"])
def test_others_have_no_path_and_no_query_for_one(cast: Cast, part: str) -> None:
    user = User.objects.get(pk=cast.users[part].pk)  # type: ignore[union-attr]
    path_of(user)
    with CaptureQueriesContext(connection) as captured:
        assert path_of(user) is None
    assert len(captured) == 0
    with pytest.raises(Hidden):
        actions.dismiss_path(by=user)
    with pytest.raises(Hidden):
        actions.read_guide(by=user)
    for word in ("read", "dismiss"):
        answer = cast.client(part).post(f"/en/dialogue/newcomers/{word}/")
        assert answer.status_code == 404
    assert not Newcomer.objects.exists()


def test_the_path_costs_two_queries(cast: Cast) -> None:
    path_of(cast.aigerim)
    with CaptureQueriesContext(connection) as captured:
        assert path_of(cast.aigerim) is not None
    assert len(captured) == 2


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_everyone_reads_the_guide_and_a_visitor_gets_no_token(cast: Cast, language: str) -> None:
    address = f"/{language}/dialogue/newcomers/"
    for part in ("anonymous", "citizen", "aigerim", "operator"):
        page = cast.client(part).get(address)
        assert page.status_code == 200, part
        text = page.content.decode()
        assert ("/newcomers/read/" in text) == (part == "aigerim"), part
        assert ("/follow/" in text) == (part != "anonymous"), part
        assert ("csrfmiddlewaretoken" in text) == (part != "anonymous"), part
    assert not Newcomer.objects.exists()
    client = cast.client("aigerim")
    answer = client.post(f"{address}read/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert "/newcomers/read/" not in client.get(address).content.decode()


def test_read_again_the_first_time_stands(cast: Cast) -> None:
    first = actions.read_guide(by=cast.aigerim).guide_read_at
    assert actions.read_guide(by=cast.aigerim).guide_read_at == first
    assert first is not None
    assert first <= timezone.now()

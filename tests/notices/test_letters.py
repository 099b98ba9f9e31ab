"""What letters say, to whom, when; read as their readers would."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit import installation, timetable
from maslikhat.notices import actions, tasks
from maslikhat.notices.letters import digests, writing
from maslikhat.notices.models import Arrangement, Delivery, Follow, Notice
from tests.notices.conftest import person
from tests.notices.things import POST, SUBJECT, TOPIC, closed, make, reply
from tests.worker import drain

pytestmark = pytest.mark.django_db
# 8:00 of Monday the 23rd of November 2026 in Kazakhstan.
MONDAY = dt.datetime(2026, 11, 23, 3, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _demo(db: None) -> Iterator[None]:
    installation.mark(is_demo=True)
    assert installation.is_demo()
    yield
    installation.forget()


def digest(due: dt.datetime = MONDAY, since: dt.datetime | None = None) -> list[Any]:
    """Everything is ready; the digests of a day go out. The letters, as they are on the wire."""
    drain("default")
    before = len(mail.outbox)
    # What was just told was told an hour before.
    Notice.objects.filter(delivery=None).update(at=due - dt.timedelta(hours=1))
    tasks.plan_digests.call((since or due - DAY).isoformat(), due.isoformat())
    drain("mail")
    return list(mail.outbox[before:])


def text(letter: Any) -> str:
    return str(letter.body).replace("\xa0", " ")


def html(letter: Any) -> str:
    [(content, kind)] = letter.alternatives
    assert kind == "text/html"
    return str(content).replace("\xa0", " ")


def test_each_reads_the_digest_in_the_own_language(
    told: int, aigul: User, serik: User, dana: User
) -> None:
    letters: dict[str | None, Any] = {letter.to[0]: letter for letter in digest()}
    assert len(letters) == 3
    days = {"kk": "2026 жылғы 23 қараша, 07:00", "ru": "23 ноября 2026 года, 07:00",
            "en": "23 November 2026, 07:00"}  # fmt: skip
    for user in (aigul, serik, dana):
        letter = letters[user.email]
        for body in (text(letter), html(letter)):
            assert days[user.language] in body
            assert f"http://localhost:8000/{user.language}/sample/{told}/" in body
            assert f"http://localhost:8000/{user.language}/notices/settings/" in body
        assert f'<html lang="{user.language}">' in html(letter)
        assert letter.message()["Content-Language"] == user.language
    assert letters[dana.email].subject == "2 new messages for you"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("kk", "Портал қатысушысы"),
        ("ru", "Участник портала"),
        ("en", "A participant of the portal replied"),
    ],
)
def test_letters_come_in_the_language_that_was_chosen_on_their_page(
    berik: User, topic: int, lang: str, sentence: str
) -> None:
    EmailAddress.objects.create(user=berik, email="b@example.kz", primary=True, verified=True)
    actions.follow(TOPIC, topic, by=berik)
    reply(topic, None, "An answer")
    client = Client()
    client.force_login(berik)
    shown = client.get("/en/notices/settings/").content.decode()
    assert '<option value="kk" selected>' in shown
    sent = {"rhythm": "daily", "weekday": "0", "language": lang}
    assert client.post("/en/notices/settings/", sent).status_code == 302
    [letter] = digest()
    assert letter.message()["Content-Language"] == lang
    assert f'<html lang="{lang}">' in html(letter)
    for body in (text(letter), html(letter)):
        assert f"http://localhost:8000/{lang}/notices/" in body
        assert sentence in body


def test_the_digest_is_grouped_newest_first_and_escaped(told: int, dana: User) -> None:
    other = make(TOPIC, "Streets & lamps")
    reply(other, None, "About lamps", directly=[])
    actions.follow(TOPIC, other, by=dana)
    reply(other, None, "More about lamps")
    drain("default")
    Notice.objects.filter(number=told).update(at=MONDAY - 2 * DAY)
    Notice.objects.filter(number=other).update(at=MONDAY - DAY / 2)
    tasks.plan_digests.call((MONDAY - DAY).isoformat(), MONDAY.isoformat())
    drain("mail")
    [letter] = [letter for letter in mail.outbox if letter.to == [dana.email]]
    for body, order in (
        (text(letter), ["* Streets & lamps", "More about lamps", "* Water meters", "A newer",
                        "An <i>older</i> answer"]),
        (html(letter), ["Streets &amp; lamps", "More about lamps", "Water meters", "A newer",
                        "An &lt;i&gt;older&lt;/i&gt; answer"]),
    ):  # fmt: skip
        places = [body.index(words) for words in order]
        assert places == sorted(places)
        assert "A participant of the portal replied" in body
    assert 'lang="ru"' in html(letter), "the title is in another language than the reader's"


def test_a_demo_says_so_at_the_head_of_every_letter(told: int, dana: User) -> None:
    [letter] = [letter for letter in digest() if letter.to == [dana.email]]
    sentence = "Demonstration: persons and amounts are invented"
    assert text(letter).startswith(sentence)
    assert f"<body>\n<p><strong>{sentence}</strong></p>" in html(letter)


def test_a_digest_is_never_empty_and_holds_nothing_that_was_read(
    told: int, aigul: User, serik: User, dana: User
) -> None:
    actions.mark_all_read(by=aigul)
    drain("default")
    actions.mark_all_read(by=aigul)
    first = Notice.objects.filter(user=serik).order_by("pk")[0]
    Notice.objects.filter(pk=first.pk).update(read_at=timezone.now())
    letters: dict[str | None, Any] = {letter.to[0]: letter for letter in digest()}
    assert set(letters) == {serik.email, dana.email}
    assert "A newer answer" in text(letters[serik.email])
    assert "older" not in text(letters[serik.email])
    assert digest(MONDAY + DAY) == []


def test_what_was_read_between_planning_and_sending_is_not_sent(told: int, aigul: User) -> None:
    drain("default")
    Notice.objects.update(at=MONDAY - DAY / 2)
    assert digests.plan(MONDAY - DAY, MONDAY) == 3
    actions.mark_all_read(by=aigul)
    tasks.post.call("now")
    assert aigul.email not in {letter.to[0] for letter in mail.outbox}
    assert Delivery.objects.get(user=aigul.pk).state == "nothing"


def test_what_became_invisible_is_not_mailed(told: int, aigul: User, serik: User) -> None:
    secret = make(TOPIC, "Secret matter")
    actions.follow(TOPIC, secret, by=aigul)
    reply(secret, serik, "Secret words")
    drain("default")
    closed[secret] = {serik.pk}
    closed[Notice.objects.filter(user=aigul, number=told).latest("pk").part_number] = set()
    [letter] = [letter for letter in digest() if letter.to == [aigul.email]]
    for body in (text(letter), html(letter), letter.subject):
        assert "Secret" not in body
        assert "A newer" not in body
    assert "older" in text(letter)


def test_a_digest_is_planned_and_sent_once_however_often_it_is_asked(
    told: int, aigul: User
) -> None:
    assert len(digest()) == 3
    reply(told, None, "Meanwhile")
    drain("default")
    Notice.objects.filter(delivery=None).update(at=MONDAY - dt.timedelta(minutes=1))
    tasks.plan_digests.call((MONDAY - DAY).isoformat(), MONDAY.isoformat())
    drain("mail")
    assert len(mail.outbox) == 3
    [letter] = [letter for letter in digest(MONDAY + DAY) if letter.to == [aigul.email]]
    assert "Meanwhile" in text(letter)
    assert "A newer" not in text(letter), "each notice is in one digest"


def test_a_long_digest_is_bounded_and_leads_to_the_rest(aigul: User, serik: User) -> None:
    for number in range(20):
        topic = make(TOPIC, f"Topic {number:02}")
        actions.follow(TOPIC, topic, by=aigul)
        for _ in range(6):
            reply(topic, serik)
    [letter] = digest()
    assert html(letter).count("<h2>") <= writing.MOST_GROUPS
    assert html(letter).count("<li>") <= writing.MOST_NOTICES
    assert "http://localhost:8000/kk/notices/" in text(letter)
    assert len(text(letter)) < 20_000
    [row] = Delivery.objects.all()
    assert Notice.objects.filter(delivery=row).count() == 120


@pytest.mark.parametrize(
    ("rhythm", "weekday", "due", "since", "comes"),
    [
        ("daily", 0, MONDAY, MONDAY - DAY, True),
        ("never", 0, MONDAY, MONDAY - DAY, False),
        ("weekly", 0, MONDAY, MONDAY - DAY, True),
        ("weekly", 0, MONDAY + DAY, MONDAY, False),
        ("weekly", 6, MONDAY, MONDAY - DAY, False),
        # The host slept over Monday and does Tuesday's round alone.
        ("weekly", 0, MONDAY + DAY, MONDAY - DAY, True),
        ("weekly", 3, MONDAY + 30 * DAY, MONDAY, True),
    ],
)
def test_a_digest_comes_on_its_day(
    aigul: User,
    serik: User,
    topic: int,
    rhythm: str,
    weekday: int,
    due: dt.datetime,
    since: dt.datetime,
    comes: bool,
) -> None:
    actions.arrange(by=aigul, rhythm=rhythm, weekday=weekday)
    actions.follow(TOPIC, topic, by=aigul)
    reply(topic, serik)
    assert len(digest(due, since)) == comes


def test_the_timetable_has_the_digest_at_eight_in_kazakhstan() -> None:
    entry = timetable.entries["notices.digests"]
    assert entry.job is tasks.plan_digests
    assert entry.when.last(MONDAY) == MONDAY
    assert entry.when.last(MONDAY - dt.timedelta(seconds=1)) == MONDAY - DAY
    assert {"notices.post", "notices.sweep", "accounts.clear_sessions"} <= set(timetable.entries)


def test_who_has_no_address_waits_for_the_digest_until_there_is_one(
    berik: User, serik: User, topic: int
) -> None:
    actions.follow(TOPIC, topic, by=berik)
    reply(topic, serik)
    assert digest() == []
    EmailAddress.objects.create(user=berik, email="berik@example.kz", verified=False, primary=True)
    assert digest(MONDAY + DAY) == []
    EmailAddress.objects.filter(user=berik).update(verified=True)
    assert [letter.to for letter in digest(MONDAY + 2 * DAY)] == [["berik@example.kz"]]


def test_only_who_chose_so_and_who_was_asked_get_a_letter_at_once(
    aigul: User, serik: User, dana: User, topic: int
) -> None:
    subject = make(SUBJECT, "Water")
    actions.follow(SUBJECT, subject, by=aigul, mode="immediate")
    actions.follow(TOPIC, topic, by=dana)
    reply(topic, dana, "A question", sources=[(SUBJECT, subject)], act="sample.ask",
          directly=[serik.pk])  # fmt: skip
    drain()
    letters: dict[str | None, Any] = {letter.to[0]: letter for letter in mail.outbox}
    assert set(letters) == {aigul.email, serik.email}
    assert letters[serik.email].subject == "Dana asks you: Water meters"
    assert "A question" in text(letters[serik.email])
    assert "оно касается лично вас" in text(letters[serik.email])
    assert "Water\n" in text(letters[aigul.email]), "why it came"
    assert digest() == [], "what went at once is in no digest"


def test_a_title_with_line_breaks_cannot_make_headers(aigul: User, serik: User) -> None:
    topic = make(TOPIC, "One\r\nBcc: evil@example.kz")
    reply(topic, serik, directly=[aigul.pk])
    drain()
    [letter] = mail.outbox
    assert "\n" not in letter.subject
    assert letter.recipients() == [aigul.email]


def test_a_digest_run_asks_the_same_for_thirty_people_as_for_one(serik: User, topic: int) -> None:
    def queries() -> int:
        reply(topic, serik, f"Text for {Follow.objects.count()}")
        drain("default")
        Notice.objects.filter(delivery=None).update(at=MONDAY - DAY / 2)
        with CaptureQueriesContext(connection) as captured:
            digests.plan(MONDAY - DAY, MONDAY)
            batch = list(Delivery.objects.filter(state="waiting"))
            letters = writing.write(batch)
        assert all(letters.values())
        Delivery.objects.all().delete()
        Notice.objects.all().delete()
        return len(captured)

    def join(name: str) -> None:
        for lang in ("kk", "ru", "en"):
            actions.follow(TOPIC, topic, by=person(f"{name}{lang}", lang))

    join("first")
    few = queries()
    for number in range(9):
        join(f"n{number}")
    assert queries() == few


def stop_address(letter: Any) -> str:
    """Where the letter's header lets a mail service post."""
    headers = letter.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    found = re.fullmatch(r"<http://localhost:8000(/.+)>", headers["List-Unsubscribe"])
    assert found
    return found[1]


def test_one_click_stops_the_digest_by_post_and_nothing_by_get(told: int, aigul: User) -> None:
    [letter] = [letter for letter in digest() if letter.to == [aigul.email]]
    address = stop_address(letter)
    assert address in text(letter)
    for ask in (Client().get, Client().head):
        assert ask(address).status_code == 200
    assert not Arrangement.objects.filter(user=aigul).exists()
    one_click = Client(enforce_csrf_checks=True)
    for _ in range(2):
        answer = one_click.post(address, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert Arrangement.objects.get(user=aigul).rhythm == "never"
    reply(told, None)
    assert aigul.email not in {letter.to[0] for letter in digest(MONDAY + DAY)}


def test_one_click_stops_only_the_sort_of_letter_it_stands_in(
    aigul: User, serik: User, topic: int
) -> None:
    actions.follow(TOPIC, topic, by=aigul, mode="immediate")
    reply(topic, serik)
    drain()
    reply(topic, serik, directly=[aigul.pk])
    drain()
    immediate, direct = (stop_address(letter) for letter in mail.outbox)
    Client().post(immediate)
    assert Follow.objects.get().mode == "inbox"
    assert not Arrangement.objects.exists()
    Client().post(direct)
    kept = Arrangement.objects.get(user=aigul)
    assert (kept.direct, kept.rhythm) == (False, "daily")


def test_the_links_of_a_person_stay_the_same_and_forged_ones_are_none(
    told: int, aigul: User, serik: User
) -> None:
    first = {letter.to[0]: stop_address(letter) for letter in digest()}
    reply(told, None)
    second = {letter.to[0]: stop_address(letter) for letter in digest(MONDAY + DAY)}
    assert first == second
    mine = first[aigul.email]
    token = mine.split("/")[-2]
    forged = [
        token.replace(str(aigul.pk), str(serik.pk), 1), token[:-1], token + "A", "x", "1.digest.",
        f"{serik.pk}.digest", f"{aigul.pk}.direct." + token.split(".")[-1],
    ]  # fmt: skip
    for one in forged:
        assert Client().get(f"/en/notices/unsubscribe/{one}/").status_code == 404, one
        assert Client().post(f"/en/notices/unsubscribe/{one}/").status_code == 404, one
    assert not Arrangement.objects.exists()


def test_the_letters_of_parts_link_to_the_part(aigul: User, serik: User, topic: int) -> None:
    reply(topic, serik, "A post", directly=[aigul.pk])
    drain()
    part = Notice.objects.get().part_number
    assert Notice.objects.get().part_kind == POST
    assert re.search(rf'<a href="[^"]+/kk/sample/{part}/">.*<br><span', html(mail.outbox[0]))

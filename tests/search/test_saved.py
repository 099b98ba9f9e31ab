"""A kept search is a digest: followed by its owner alone, told of by the hour, read in a letter."""

import datetime as dt
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit import timetable
from maslikhat.kit.refusals import Hidden
from maslikhat.notices import actions as notices
from maslikhat.notices import tasks as post
from maslikhat.notices.badge import unread
from maslikhat.notices.models import Follow, Mode, Notice
from maslikhat.search import actions, registers, saved, tasks
from maslikhat.search.followed import SAVED
from maslikhat.search.follower import catch_up
from maslikhat.search.models import SavedSearch
from tests.notices.conftest import person
from tests.search.test_finding import tell
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]
DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WATER = "q=%D1%81%D1%83"


def keep(user: User, query: str = WATER, words: str = "су") -> SavedSearch:
    """A search kept a day ago."""
    kept = actions.save(by=user, query=query, words=words)
    Follow.objects.filter(kind=SAVED, number=kept.pk).update(made_at=timezone.now() - DAY)
    return kept


@pytest.fixture
def readers(db: None) -> dict[str, User]:
    return {lang: person(f"reader-{lang}", lang) for lang in ("kk", "ru", "en")}


def morning() -> list[Any]:
    """The rounds of a morning, each as the timetable calls it; the letters that go out."""
    now = timezone.now()
    tasks.tell_saved.call((now - DAY).isoformat(), now.isoformat())
    drain("default")
    return digests()


def digests() -> list[Any]:
    before, due = len(mail.outbox), timezone.now() + HOUR
    post.plan_digests.call((due - DAY).isoformat(), due.isoformat())
    drain("mail")
    return list(mail.outbox[before:])


def test_what_is_new_by_a_search_is_in_the_digest_in_the_readers_language(
    readers: dict[str, User],
) -> None:
    kept = {lang: keep(user) for lang, user in readers.items()}
    tell(1, "Ауыз су", "Құбыр", moment=timezone.now())
    tell(2, "Жол", moment=timezone.now())
    catch_up()
    letters = {letter.to[0]: letter for letter in morning()}
    words = {
        "kk": "Сақтаған іздеуіңіз бойынша табылды",
        "ru": "Найдено по сохранённому поиску",
        "en": "Found by your search",
    }
    for lang, user in readers.items():
        letter = letters[str(user.email)]
        for body in (str(letter.body), str(letter.alternatives[0][0])):
            body = body.replace("\xa0", " ")
            for word in (words[lang], "Ауыз су", f"/{lang}/search/?{WATER}"):
                assert word in body
            assert f"/{lang}/dialogue/topics/1/" in body
            assert "Жол" not in body
    assert Notice.objects.filter(kind=SAVED, number=kept["kk"].pk).count() == 1
    # Rounds overlap, and a job may be done twice: nothing is told again.
    assert morning() == []
    assert Notice.objects.count() == 3


def test_texts_with_only_some_of_the_words_are_not_told(readers: dict[str, User]) -> None:
    keep(readers["en"], "q=%D1%81%D1%83+%D0%B6%D0%BE%D0%BB", "су жол")
    tell(1, "Ауыз су", moment=timezone.now())
    catch_up()
    assert morning() == []
    tell(2, "Су жол", moment=timezone.now())
    catch_up()
    [letter] = morning()
    assert "topics/2/" in letter.body
    assert "topics/1/" not in letter.body


def test_a_closed_room_is_told_to_who_is_inside_and_no_more_once_it_is_shut(
    readers: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = {readers["ru"].pk}
    monkeypatch.setattr(
        registers, "readers", [lambda user: {"room:17"} if user.pk in inside else set()]
    )
    monkeypatch.setattr(
        registers, "entrants", [lambda tokens, users: dict.fromkeys(tokens, inside)]
    )
    for user in readers.values():
        keep(user)
    tell(1, "Құпия су", audience="room:17")
    catch_up()
    now = timezone.now()
    tasks.tell_saved.call((now - DAY).isoformat(), now.isoformat())
    drain("default")
    assert list(Notice.objects.values_list("user", flat=True)) == [readers["ru"].pk]
    inside.clear()
    assert digests() == [], "what may be seen is asked when the letter is written"


def test_at_once_is_only_where_it_was_chosen(readers: dict[str, User]) -> None:
    now = timezone.now()
    chosen, other = keep(readers["en"]), keep(readers["ru"])
    notices.choose(SAVED, chosen.pk, by=readers["en"], mode=Mode.IMMEDIATE)
    tell(1, "Ауыз су", moment=now)
    catch_up()
    tasks.tell_saved_at_once.call((now - dt.timedelta(minutes=5)).isoformat(), now.isoformat())
    drain()
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (
        [readers["en"].email],
        "Found by your search: су",
    )
    assert not Notice.objects.filter(number=other.pk).exists()
    [letter] = morning()
    assert letter.to == [readers["ru"].email], "what went at once is in no digest"


def test_what_was_there_before_somebody_followed_is_not_new(readers: dict[str, User]) -> None:
    tell(1, "Ауыз су", moment=timezone.now())
    catch_up()
    kept = keep(readers["en"])
    Follow.objects.filter(number=kept.pk).update(made_at=timezone.now() + HOUR)
    assert saved.tell_new(timezone.now() - DAY, Mode.values) == 0


def test_a_search_is_followed_by_its_owner_alone_and_arranged_on_its_page(
    readers: dict[str, User],
) -> None:
    owner, other = Client(), Client()
    owner.force_login(readers["en"])
    other.force_login(readers["ru"])
    owner.post("/en/search/save/", {"q": "су"})
    kept = SavedSearch.objects.get()
    things, page = f"/en/notices/things/{SAVED}/{kept.pk}", "/en/search/saved/"
    for act in ("follow", "choose"):
        assert other.post(f"{things}/{act}/", {"mode": "immediate"}).status_code == 404
    with pytest.raises(Hidden):
        notices.follow(SAVED, kept.pk, by=readers["ru"])
    assert '<option value="digest" selected>' in owner.get(page).content.decode()
    answer = owner.post(f"{things}/choose/", {"mode": "immediate", "next": page})
    assert answer["Location"] == page
    assert '<option value="immediate" selected>' in owner.get(page).content.decode()
    follows = owner.get("/en/notices/follows/").content.decode()
    assert f"/en/search/?{WATER}" in follows
    assert owner.post(f"{things}/unfollow/", {"next": page})["Location"] == page
    assert "Tell me what is new" in owner.get(page).content.decode()
    owner.post(f"{things}/follow/", {"next": page})
    assert Follow.objects.get().user == readers["en"]
    owner.post(f"/en/search/saved/{kept.pk}/drop/")
    assert not Follow.objects.exists()


def test_the_timetable_asks_before_the_digests_and_every_five_minutes() -> None:
    before = timetable.entries["search.tell_saved"]
    digest = timetable.entries["notices.digests"]
    now = timezone.now().replace(hour=12)
    gap = digest.when.last(now) - before.when.last(now)
    assert (before.job, gap) == (tasks.tell_saved, HOUR)
    at_once = timetable.entries["search.tell_saved_at_once"]
    assert (at_once.job, at_once.when) == (tasks.tell_saved_at_once, timetable.Every(5))


def test_the_page_of_kept_searches_takes_no_more_queries_for_three(
    readers: dict[str, User],
) -> None:
    client, counts = Client(), []
    client.force_login(readers["en"])
    for words in ("су", "жол", "мектеп"):
        keep(readers["en"], f"q={words}", words)
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/en/search/saved/").status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[-1]


def test_the_number_of_unread_leaves_out_what_may_no_longer_be_found(
    readers: dict[str, User],
) -> None:
    keep(readers["en"])
    tell(1, "Ауыз су", moment=timezone.now())
    catch_up()
    morning()
    assert unread(readers["en"]) == 1
    tell(1, "Ауыз су", moment=timezone.now(), audience="room:17")
    assert unread(readers["en"]) == 0

"""The pages of search, in three languages, for whoever asks, with whatever is typed."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.transactions import writing
from maslikhat.search import actions, registers
from maslikhat.search.follower import catch_up
from maslikhat.search.models import Entry, SavedSearch
from maslikhat.search.saved import new_since
from tests.search.test_finding import tell

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("empty")]

# A part of the page is asked for by htmx alone.
HTMX: dict[str, dict[str, str]] = {"": {}, "feed/": {}, "proposals/": {"HX-Request": "true"}}


@pytest.fixture
def told(empty: None) -> None:
    tell(1, "Қала бюджеті", "Қаланың <b>бюджетін</b> талқылау & бекіту", moment=timezone.now())
    tell(2, "secretword бюджет", "secretword", audience="room:17")
    catch_up()


@pytest.fixture
def member(db: None) -> User:
    return User.objects.create(username="member")


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_page_shows_the_original_words_marked_and_escaped(lang: str) -> None:
    page = Client().get(f"/{lang}/search/", {"q": "бюджетке"}).content.decode()
    assert "<mark>бюджеті</mark>" in page
    assert "&lt;b&gt;<mark>бюджетін</mark>&lt;/b&gt;" in page
    assert f'href="/{lang}/dialogue/topics/1/"' in page
    assert "secretword" not in page


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("path", ["", "feed/", "proposals/"])
@pytest.mark.parametrize("q", ["secretword", "secr", "бюджет", '"secretword бюджет"'])
def test_a_closed_rooms_words_are_on_no_page_of_others(path: str, q: str, member: User) -> None:
    stranger = Client()
    stranger.force_login(member)
    for client in (Client(), stranger):
        answer = client.get(f"/en/search/{path}", {"q": q}, headers=HTMX[path])
        assert answer.status_code == 200
        text = re.sub(r'value="[^"]*"|<title>.*?</title>|\?q=[^"<&]*', "", answer.content.decode())
        assert "topics/2/" not in text
        assert "secretword" not in text
        assert "2 found" not in text


@pytest.mark.usefixtures("told")
def test_who_has_the_token_finds_it_and_the_feed_still_does_not(
    member: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        registers, "readers", [lambda user: {"room:17"} if user == member else set()]
    )
    client = Client()
    client.force_login(member)
    assert "topics/2/" in client.get("/en/search/", {"q": "secretword"}).content.decode()
    assert (
        "topics/2/"
        in client.get(
            "/en/search/proposals/", {"q": "secr"}, headers=HTMX["proposals/"]
        ).content.decode()
    )
    assert "topics/2/" not in client.get("/en/search/feed/", {"q": "secretword"}).content.decode()


HOSTILE = [
    "а" * 10_000, "-a " * 4_000, '"' * 5_000, "!?.,()[]{}*^~:/\\", "AND OR NOT", "(a OR", "[a TO",
    "/.*/", "*", "?", "a:b", "+a", "--a", "-", "'; DROP TABLE", "<script>", "%00", "\u202e", "😀",
    "\x01\x02 x", "ә" * 300, "a\u0301" * 200, "_ _ _", "1" * 400, "ﷺ",
]  # fmt: skip


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("q", HOSTILE)
@pytest.mark.parametrize("path", ["", "feed/", "proposals/"])
def test_whatever_is_typed_there_is_an_answer(path: str, q: str) -> None:
    answer = Client().get(f"/en/search/{path}", {"q": q}, headers=HTMX[path])
    assert answer.status_code in {200, 400}
    if path == "feed/" and answer.status_code == 200:
        ElementTree.fromstring(answer.content)


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe", "q=a%00b", "kind=nothing", "place=1", "place=١٢٣٤٥٦٧٨٩", "rubric=%27",
        "order=x", "language=de", "from=2023-13-01", "to=yesterday", "from=0001-01-01",
        "from=9999-12-31",
    ],
)  # fmt: skip
def test_a_bad_address_is_refused_with_a_sentence(query: str) -> None:
    answer = Client().get(f"/en/search/?{query}")
    assert answer.status_code == 400
    assert "refus" in answer.content.decode()


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize(
    ("number", "status"),
    [("0", 404), ("2", 404), ("501", 404), ("-1", 400), ("99999999", 400), ("x", 400), ("²", 400)],
)
def test_a_page_that_is_not_there_is_404_and_one_that_is_no_number_400(
    number: str, status: int
) -> None:
    assert Client().get("/en/search/", {"q": "бюджет", "page": number}).status_code == status


@pytest.mark.usefixtures("told")
def test_nothing_found_helps() -> None:
    page = Client().get("/en/search/", {"q": "жоқсөз"}).content.decode()
    assert "Nothing was found" in page
    assert "/en/find/" in page


def test_without_an_index_the_page_says_so() -> None:
    answer = Client().get("/en/search/", {"q": "бюджет"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert "index of the search is being made" in answer.content.decode()
    assert Client().get("/en/search/").status_code == 200
    parts = Client().get("/en/search/proposals/", {"q": "бюджет"}, headers=HTMX["proposals/"])
    assert parts.status_code == 200
    assert Client().get("/en/search/feed/", {"q": "бюджет"}).status_code == 503


def test_pages_follow_one_another() -> None:
    with writing():
        actions.index_many(
            registers.Draft("topic", number, f"сөз {number}", language="kk") for number in range(45)
        )
    catch_up()
    client, seen = Client(), set()
    for number in (1, 2, 3):
        page = client.get("/en/search/", {"q": "сөз", "page": str(number)}).content.decode()
        seen |= set(re.findall(r"/en/dialogue/topics/(\d+)/", page))
        assert "45 found" in page
    assert len(seen) == 45


@pytest.mark.usefixtures("told")
def test_htmx_gets_the_part_alone() -> None:
    answer = Client().get("/en/search/", {"q": "бюджет"}, headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


@pytest.mark.usefixtures("told")
def test_a_feed_names_its_search_and_its_things() -> None:
    answer = Client().get(f"/kk/search/feed/?q={quote('бюджет')}")
    assert answer["Content-Type"].startswith("application/atom+xml")
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(answer.content)
    entries = root.findall(f"{atom}entry")
    assert [e.findtext(f"{atom}title") for e in entries] == ["Қала бюджеті"]
    assert "бюджет" in str(root.findtext(f"{atom}title"))
    # Its day is to come; the feed was changed when it was entered.
    entry = Entry.objects.get(title_kk="Қала бюджеті")
    Entry.objects.update(moment=timezone.now() + timedelta(days=15))
    feed = ElementTree.fromstring(Client().get(f"/kk/search/feed/?q={quote('бюджет')}").content)
    times = [feed.findtext(f"{atom}entry/{atom}{name}") for name in ("updated", "published")]
    came = entry.came_at.replace(microsecond=0)
    assert [datetime.fromisoformat(str(t)).replace(microsecond=0) for t in times] == [came, came]
    assert datetime.fromisoformat(str(feed.findtext(f"{atom}updated"))) <= timezone.now()
    assert Client().get("/kk/search/feed/").status_code == 400


def test_what_is_to_come_is_not_changed_in_the_future_by_its_feed() -> None:
    tell(1, "Бюджет отырысы", "", moment=timezone.now() + timedelta(days=20))
    catch_up()
    answer = Client().get(f"/kk/search/feed/?q={quote('отырыс')}")
    atom = "{http://www.w3.org/2005/Atom}"
    root = ElementTree.fromstring(answer.content)
    told = [one.text or "" for name in ("updated", "published") for one in root.iter(atom + name)]
    assert len(told) == 3
    assert all(datetime.fromisoformat(text) <= timezone.now() for text in told)


def test_a_search_is_kept_once_and_let_go_by_its_own_alone(member: User) -> None:
    client, other = Client(), Client()
    client.force_login(member)
    other.force_login(User.objects.create(username="other"))
    for _time in (1, 2):
        answer = client.post("/en/search/save/", {"q": " су ", "kind": "topic", "page": "3"})
        assert answer.status_code == 302
    kept = SavedSearch.objects.get()
    assert (kept.user, kept.words) == (member, "су")
    assert "kind=topic" in client.get("/en/search/saved/").content.decode()
    assert "kind=topic" not in other.get("/en/search/saved/").content.decode()
    address = f"/en/search/saved/{kept.pk}/drop/"
    assert other.post(address).status_code == 404
    assert client.get(address).status_code == 405
    assert client.post(address).status_code == 302
    assert not SavedSearch.objects.exists()


def test_keeping_asks_who_and_what(member: User) -> None:
    assert "sign-in" in Client().post("/en/search/save/", {"q": "су"})["Location"]
    client = Client()
    client.force_login(member)
    assert client.post("/en/search/save/", {"q": ""}).status_code == 422
    assert client.post("/en/search/save/", {"q": "а" * 400}).status_code == 422
    assert client.post("/en/search/save/", {"kind": "nothing"}).status_code == 400
    assert not SavedSearch.objects.exists()


def test_a_digest_is_told_what_came_since(member: User, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = actions.save(by=member, query="q=%D1%81%D1%83", words="су")
    tell(1, "ауыз су", moment=timezone.now())
    catch_up()
    before = timezone.now() - timedelta(hours=1)
    after = timezone.now() + timedelta(hours=1)
    assert [entry.number for entry in new_since(kept, before)] == [1]
    assert new_since(kept, after) == []
    tell(1, "ауыз су", moment=timezone.now(), audience="room:17")
    assert new_since(kept, before) == []
    monkeypatch.setattr(registers, "readers", [lambda user: {"room:17"}])
    catch_up()
    assert [entry.number for entry in new_since(kept, before)] == [1]
    kept.query = "kind=gone"
    assert new_since(kept, before) == []


@pytest.mark.parametrize("path", ["", "feed/", "proposals/"])
def test_many_results_take_no_more_queries_than_one(path: str) -> None:
    counts = []
    for many in (1, 20):
        with writing():
            actions.index_many(
                registers.Draft(kind, number, f"сөз {number}", language="kk", slug="abai")
                for number in range(many)
                for kind in ("topic", "person", "council")
            )
        catch_up()
        Client().get(f"/en/search/{path}", {"q": "сөз"}, headers=HTMX[path])
        with CaptureQueriesContext(connection) as captured:
            Client().get(f"/en/search/{path}", {"q": "сөз"}, headers=HTMX[path])
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 6

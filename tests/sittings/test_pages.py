"""The pages: who sees what of a sitting, a closed item hunted by every way in, bad input."""

import io
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.paginator import Page, Paginator
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event, Revocation
from maslikhat.notices import actions as notices
from maslikhat.search import follower
from maslikhat.search.models import Entry as Found
from maslikhat.sittings import actions
from maslikhat.sittings.followed import show
from maslikhat.sittings.heard import channel_of
from maslikhat.sittings.models import Document, Item, Motion, Recusal, Sitting
from maslikhat.voting import actions as voting
from tests.serving import queries
from tests.sittings.cast import (
    convened,
    in_days,
    mandate_of,
    opened,
    plan,
    plan_session,
    put,
    vote_on_doors,
)
from tests.voting.cast import FOR, Cast, browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
HOME = "/en/sittings/"
FRAGMENT = {"HX-Request": "true"}
# What stands on the closed item: its title and one below it, who reports, paper, recusal, motion.
SECRET = "Құпия"
WORDS = ("мәселе", "тармақ", "баяндамашы", "қағаз", "себеп", "ұсыныс")
STRANGERS = ("anonymous", "citizen", "deputy_elsewhere", "clerk_elsewhere", "operator")
MANY = 30


def one(sitting: Sitting, part: str = "") -> str:
    """The address of a sitting, or of a part of it."""
    return f"{HOME}{sitting.pk}/{part}"


def page(client: Client, address: str, status: int = 200, **told: Any) -> str:
    """What stands at an address."""
    answer = client.get(address, **told)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def listed(client: Client, query: str = "") -> list[int]:
    """The sittings that the list names, once each."""
    found = page(client, f"{HOME}?{query}", headers=FRAGMENT)
    return [int(number) for number in re.findall(r'<a href="/en/sittings/(\d+)/"', found)]


def test_a_planned_sitting_stands_in_no_strangers_list_or_page(cast: Cast) -> None:
    planned, public = plan(cast), convened(cast, session=plan_session(cast, number="32"))
    for part in STRANGERS:
        client = cast.client(part)
        assert listed(client) == [public.pk]
        page(client, one(planned), 404)
        page(client, one(planned), 404, headers=FRAGMENT)
        page(client, one(public))
    for part in ("clerk", "chair", "deputy"):
        assert sorted(listed(cast.client(part))) == sorted([planned.pk, public.pk])
        page(cast.client(part), one(planned))


def test_the_list_leaves_what_its_filters_say(cast: Cast) -> None:
    coming = convened(cast)
    held = opened(cast, session=plan_session(cast, number="32"))
    actions.close_sitting(held, by=cast.chair, postponing=True)
    small = actions.plan_sitting(cast.commission, by=cast.clerk, starts_at=in_days(3))
    put(cast, small)
    actions.convene(small, by=cast.clerk)
    visitor, code = Client(), cast.council.code
    for query, found in (
        ("", [small.pk, coming.pk]),
        ("when=past", [held.pk]),
        ("of=commission", [small.pk]),
        ("of=council", [coming.pk]),
        (f"council={code}", [small.pk, coming.pk]),
        (f"council={code}&when=past&of=commission", []),
        (f"council={cast.other.code}", []),
    ):
        assert listed(visitor, query) == found, query
    latest = page(visitor, f"{HOME}latest/?council={code}", headers=FRAGMENT)
    assert all(one(sitting) in latest for sitting in (small, coming, held))
    assert one(coming) not in page(visitor, f"{HOME}latest/?council={cast.other.code}")
    # Among those of many maslikhats each says whose it is; among those of one none repeats it.
    assert page(visitor, HOME).count('<span class="eyebrow"') == 2
    assert '<span class="eyebrow"' not in latest


def test_the_page_says_to_each_what_the_part_needs(cast: Cast) -> None:
    sitting = opened(cast)
    item = sitting.items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    shown = {
        part: page(cast.client(part), one(sitting)) for part in (*STRANGERS, "deputy", "clerk")
    }
    for part, html in shown.items():
        assert "Бірінші" in html, part
        assert "17 there, 17 needed of 25" in html, part
        is_of_body = part == "deputy"
        assert (one(sitting, "leave/") in html) == is_of_body, part
        assert (one(sitting, "pause/") in html) == (part == "clerk"), part
        assert (f"{HOME}items/{item.pk}/motions/" in html) == (part in {"deputy", "clerk"}), part


def test_attendance_is_noted_by_who_leads_and_opened_by_nobody_else(cast: Cast) -> None:
    sitting, clerk = convened(cast), cast.client("clerk")
    html = page(clerk, one(sitting, "attendance/"))
    assert len(re.findall(r'name="mandate"', html)) == 23
    told = {"mandate": mandate_of(cast, 8).pk, "part": "excused:illness"}
    assert clerk.post(one(sitting, "attendance/"), told).status_code == 302
    noted = sitting.attendances.get()
    assert (noted.part, noted.reason) == ("excused", "illness")
    # Of a good reason not even its kind is for everyone.
    public = page(Client(), one(sitting))
    assert "Excused for a good reason" in public
    assert "Health" not in public
    for part in ("deputy", *STRANGERS[1:]):
        page(cast.client(part), one(sitting, "attendance/"), 404)
        assert cast.client(part).post(one(sitting, "attendance/"), told).status_code in {403, 404}
    assert Client().post(one(sitting, "attendance/"), told).status_code == 302
    assert sitting.attendances.get().at == noted.at


def test_a_deputy_comes_and_goes_by_the_own_buttons(cast: Cast) -> None:
    sitting, deputy = opened(cast, there=20), cast.client("deputy")
    assert deputy.post(one(sitting, "leave/")).status_code == 302
    assert deputy.post(one(sitting, "here/"), {"where": "remote"}).status_code == 302
    assert sitting.attendances.get(person=cast.deputy.person).part == "remote"
    assert cast.client("clerk").post(one(sitting, "here/")).status_code == 403


@pytest.fixture
def secret(cast: Cast, settings: Any, tmp_path: Path) -> Item:
    """An item behind closed doors with all that one may have, its first motion voted on."""
    settings.VAR = tmp_path
    sitting = opened(cast)
    item = put(cast, sitting, f"{SECRET} мәселе", is_closed_to_public=True)
    put(cast, sitting, f"{SECRET} тармақ", under=item)
    actions.name_rapporteur(item, by=cast.clerk, name=f"{SECRET} баяндамашы")
    actions.attach_document(
        sitting, by=cast.clerk, file=io.BytesIO(b"secret"), name=f"{SECRET} қағаз", item=item
    )
    drain()
    actions.recuse(item, by=cast.deputy, mandate=mandate_of(cast, 8), because=f"{SECRET} себеп")
    actions.call_item(item, by=cast.chair)
    vote_on_doors(cast, item)
    words = dict.fromkeys(("kk", "ru", "en"), f"{SECRET} ұсыныс")
    first = actions.move(item, by=cast.deputies[4], kind="amendment", texts=words)
    ballot = actions.put_to_vote(first, by=cast.chair)
    cast.vote(ballot, [FOR] * 8)
    voting.close_ballot(ballot, by=cast.chair)
    actions.move(item, by=cast.clerk, kind="main", texts=words)
    return item


@pytest.mark.parametrize("part", STRANGERS)
def test_a_closed_item_is_found_by_no_way_in(cast: Cast, secret: Item, part: str) -> None:
    client, sitting = cast.client(part), secret.sitting
    user = cast.users[part]
    if user is not None:
        notices.follow("registry.council", cast.council.pk, by=user)
    ballot = Motion.objects.get(item=secret, kind="amendment").ballot
    assert ballot is not None
    with translation.override("en"):
        council = reverse("portal:council", args=[cast.council.code])
        searched = reverse("search:find"), reverse("search:proposals"), reverse("search:feed")
        record = [reverse("ledger:entry", args=[entry.pk]) for entry in Entry.objects.all()]
    follower.catch_up()
    ways = [
        one(sitting), HOME, f"{HOME}?when=past", f"{HOME}latest/?council={cast.council.code}",
        council, "/en/votes/", "/en/votes/feed/", "/en/votes/divided/", "/en/votes/latest/",
        *(f"{address}?q={SECRET}" for address in searched),
        f"/en/cards/?to={one(sitting)}", f"/en/cards/?to=/en/votes/{ballot.pk}/",
        "/en/notices/", *record,
    ]  # fmt: skip
    answers = [client.get(way, headers=head) for way in ways for head in ({}, FRAGMENT)]
    assert {answer.status_code for answer in answers} <= {200, 204, 302, 404}
    assert one(sitting) in page(client, f"{searched[0]}?q=Бірінші")
    for answer in answers:
        told = answer.content.decode()
        assert not [word for word in WORDS if f"{SECRET} {word}" in told], answer.wsgi_request.path
    # The number alone, on the page and nowhere else.
    assert page(client, one(sitting)).count("An item behind closed doors") >= 2
    motions = Motion.objects.filter(item=secret).values_list("pk", flat=True)
    recusal, paper = Recusal.objects.get(item=secret), Document.objects.get(item=secret)
    rapporteur = secret.rapporteurs.get()
    shut = [f"/en/votes/{ballot.pk}/", f"/en/votes/{ballot.pk}/progress/"]
    for address in (*shut, f"{HOME}papers/{paper.pk}/"):
        assert client.get(address).status_code == 404, address
    of_item = ("edit", "move", "drop", "close-doors", "rapporteurs", "recuse", "call", "end")
    for address in (
        *(f"{HOME}items/{secret.pk}/{word}/" for word in (*of_item, "motions")),
        *(f"{HOME}motions/{motion}/{word}/" for motion in motions for word in ("withdraw", "vote")),
        f"{HOME}recusals/{recusal.pk}/undo/",
        f"{HOME}rapporteurs/{rapporteur.pk}/drop/",
        f"{HOME}papers/{paper.pk}/close/",
        f"{HOME}papers/{paper.pk}/clear/",
    ):
        answer = client.post(address)
        assert answer.status_code == (302 if part == "anonymous" else 404), address


def test_a_closed_item_is_whole_for_its_own_people(cast: Cast, secret: Item) -> None:
    for part in ("deputy", "chair", "clerk"):
        html = page(cast.client(part), one(secret.sitting))
        for word in WORDS[:-1]:
            assert f"{SECRET} {word}" in html, (part, word)
        ballot = Motion.objects.get(item=secret, kind="amendment").ballot_id
        assert f"{SECRET} {WORDS[-1]}" in page(cast.client(part), f"/en/votes/{ballot}/")
    paper = Document.objects.get(item=secret)
    answer = cast.client("deputy").get(f"{HOME}papers/{paper.pk}/")
    assert b"".join(answer.streaming_content) == b"secret"  # type: ignore[arg-type]
    assert answer["Cache-Control"] == "private, no-store"


def test_neither_search_nor_stream_nor_record_holds_its_words(cast: Cast, secret: Item) -> None:
    for found in Found.objects.all():
        assert SECRET not in str(vars(found)), found.kind
    refs = set(
        Event.objects.filter(channel=channel_of(secret.sitting_id)).values_list("ref", flat=True)
    )
    assert refs <= {"stage", "agenda", "attendance", "floor"}
    assert not any(SECRET in str(vars(entry)) for entry in Entry.objects.all())


def test_what_is_below_a_closed_item_cannot_be_opened_alone(cast: Cast) -> None:
    sitting = convened(cast)
    item = put(cast, sitting, f"{SECRET} мәселе", is_closed_to_public=True)
    below = put(cast, sitting, f"{SECRET} тармақ", under=item)
    words = {"kk": f"{SECRET} тармақ"}
    actions.edit_item(below, by=cast.clerk, titles=words, kind="question")
    assert SECRET not in page(Client(), one(sitting))


def test_doors_are_not_closed_over_a_vote_that_goes_on(cast: Cast) -> None:
    item = opened(cast).items.in_order()[0]
    actions.call_item(item, by=cast.chair)
    words = {"kk": "Ұсыныс", "ru": "Предложение"}
    main = actions.move(item, by=cast.clerk, kind="main", texts=words)
    actions.put_to_vote(main, by=cast.chair)
    with pytest.raises(Refused, match="Close it first"):
        actions.close_doors(item, by=cast.chair)


def test_a_sitting_that_is_shut_leaves_every_page_and_its_streams_end(cast: Cast) -> None:
    sitting, visitor = convened(cast), Client()
    page(visitor, one(sitting))
    held = {"starts_at": sitting.starts_at, "closed_because": "State secrets"}
    actions.edit_sitting(sitting, by=cast.clerk, **held)
    assert Revocation.objects.filter(channel=channel_of(sitting.pk)).exists()
    page(visitor, one(sitting), 404)
    assert listed(visitor) == []
    readers = [cast.citizen, cast.deputy]
    assert show([sitting.pk], readers, "en")[sitting.pk].readers == {cast.deputy.pk}
    assert Found.objects.get(kind="sitting", number=sitting.pk).audience != "public"
    assert "State secrets" in page(cast.client("deputy"), one(sitting))


def test_the_page_asks_the_same_for_one_item_and_for_thirty(cast: Cast) -> None:
    sitting = opened(cast, items=("Бірінші",))
    readers = [Client(), cast.client("deputy"), cast.client("clerk")]
    dress(cast, sitting.items.get())
    few = [queries(reader, one(sitting)) for reader in readers]
    for number in range(MANY):
        dress(cast, put(cast, sitting, f"Мәселе {number}"))
    assert sitting.items.count() == MANY + 1
    assert [queries(reader, one(sitting)) for reader in readers] == few


def dress(cast: Cast, item: Item) -> None:
    """The item has a paper, a rapporteur, a recusal and a motion."""
    actions.name_rapporteur(item, by=cast.clerk, mandate=mandate_of(cast, 9))
    file = io.BytesIO(b"words")
    actions.attach_document(item.sitting, by=cast.clerk, file=file, name="Note", item=item)
    actions.recuse(item, by=cast.clerk, mandate=mandate_of(cast, 10), because="Own land")
    words = {"kk": "Түзету", "ru": "Поправка"}
    actions.move(item, by=cast.deputies[4], kind="amendment", texts=words)


def test_the_list_asks_the_same_for_one_sitting_and_for_thirty(cast: Cast) -> None:
    session = plan_session(cast)
    convened(cast, session=session)
    readers = [Client(), cast.client("deputy")]
    addresses = [HOME, f"{HOME}latest/?council={cast.council.code}"]
    one_of, some = ([queries(reader, address) for reader in readers] for address in addresses)
    for number in range(MANY - 1):
        sitting = plan(cast, session=session, days=21 + number)
        put(cast, sitting)
        actions.convene(sitting, by=cast.clerk, although="tested")
    assert len(listed(readers[0])) == MANY
    assert [queries(reader, HOME) for reader in readers] == one_of
    # Where enough are to come nobody asks for those held.
    assert [queries(reader, addresses[1]) + 1 for reader in readers] == some


def test_pages_that_are_held_carry_no_token(cast: Cast) -> None:
    sitting = convened(cast)
    for address in (HOME, f"{HOME}?when=past", f"{HOME}latest/?council={cast.council.code}"):
        answer = Client().get(address)
        html = answer.content.decode()
        assert "csrfmiddlewaretoken" not in html, address
        assert "data-live-token" not in html and "/live/?t=" not in html, address
        assert not answer.cookies, address
    assert one(sitting) in page(Client(), HOME)


def test_how_many_there_are_is_written_as_the_language_writes_it() -> None:
    rows: Page[int] = Page([], 1, Paginator(range(2_044), 30))
    told = {"page": rows, "query": "", "asked": SimpleNamespace(council=None), "states": {}}
    for lang, said in (("en", "2,044 sittings found"), ("ru", "2\xa0044")):
        with translation.override(lang):
            assert said in render_to_string("sittings/_found.html", told)


HUGE = "9" * 30


@pytest.mark.parametrize("part", ["anonymous", "deputy", "clerk"])
def test_bad_input_is_refused_and_never_a_fault(cast: Cast, part: str) -> None:
    sitting, client = opened(cast), cast.client(part)
    item = sitting.items.in_order()[0]
    for query in (
        "when=tomorrow", "of=x", "place=x", f"council={HUGE}", "council=%00", "page=x",
        f"page={HUGE}", "council=no-such",
    ):  # fmt: skip
        assert 400 <= client.get(f"{HOME}?{query}").status_code < 500, query
    for number in (0, 10**12, HUGE):
        for tail in ("", "edit/", "attendance/", "items/"):
            answer = client.get(f"{HOME}{number}/{tail}")
            assert answer.status_code in {302, 404}, (number, tail)
        for tail in ("items/{}/call/", "motions/{}/vote/", "recusals/{}/undo/", "papers/{}/close/",
                     "rapporteurs/{}/drop/", "items/{}/motions/", "{}/here/"):  # fmt: skip
            answer = client.post(HOME + tail.format(number))
            assert answer.status_code in {302, 404}, (number, tail)
    for body in ("commission", "session", "nonsense"):
        assert client.get(f"{HOME}plan/{body}/{HUGE}/").status_code in {302, 404}
    assert client.get(f"{HOME}plan/nonsense/{cast.commission.pk}/").status_code in {302, 404}
    before = Entry.objects.count()
    for address, told in (
        (one(sitting, "attendance/"), {"mandate": HUGE, "part": "present"}),
        (one(sitting, "attendance/"), {"mandate": "x", "part": "\x00"}),
        (one(sitting, "attendance/"), {"mandate": mandate_of(cast, 3).pk, "part": "excused:x"}),
        (f"{HOME}items/{item.pk}/move/", {"before": HUGE}),
        (f"{HOME}items/{item.pk}/end/", {"outcome": "x"}),
        (f"{HOME}items/{item.pk}/edit/", {"kind": "x", "minutes": HUGE}),
        (f"{HOME}items/{item.pk}/motions/", {"kind": "x", "text_kk": "x" * 5_000}),
        (f"{HOME}items/{item.pk}/recuse/", {"mandate": HUGE, "because": "x"}),
        (one(sitting, "items/"), {"kind": "question", "under": "x", "minutes": "-1"}),
        (one(sitting, "papers/"), {"name": "x", "item": HUGE}),
    ):
        answer = client.post(address, told)
        wanted = {302, 400} if part == "anonymous" else {400, 403, 404, 409, 422}
        assert answer.status_code in wanted, (address, told, answer.status_code)
    assert Entry.objects.count() == before


def test_a_break_is_as_long_as_a_break_may_be(cast: Cast) -> None:
    sitting, clerk = opened(cast), browser(User.objects.get(pk=cast.clerk.pk))
    assert clerk.post(one(sitting, "pause/"), {"minutes": HUGE}).status_code in {302, 422}
    if not sitting.recesses.exists():
        assert clerk.post(one(sitting, "pause/"), {"minutes": "20"}).status_code == 302
    assert sitting.recesses.count() == 1

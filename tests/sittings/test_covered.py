"""Words of a decision covered after it was published: hunted by every way in, hashes kept."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from maslikhat.decisions import actions as decisions
from maslikhat.decisions import copies
from maslikhat.decisions.models import Decision, Mask, Publication, Version
from maslikhat.decisions.versions import Texts
from maslikhat.kit import uploads
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.search import follower
from maslikhat.search.models import Entry as Found
from maslikhat.sittings import actions
from maslikhat.sittings.actions import minuting
from maslikhat.sittings.models import Document, Minutes, Sitting
from maslikhat.sittings.packs.binding import bound
from maslikhat.sittings.packs.contents import pack_of
from maslikhat.sittings.printed import agenda_pdf
from maslikhat.voting import actions as voting
from maslikhat.voting.frozen import changed_results
from maslikhat.voting.models import Ballot
from tests.decisions.cast import TEXTS
from tests.sittings.cast import added, convened, opened, put
from tests.sittings.test_pages import FRAGMENT
from tests.voting.cast import FOR, Cast, browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
NAME = re.compile("асанов|asanov", re.IGNORECASE)
NAMED = Texts(
    f"{TEXTS.kk}\n3. Серік Асановқа үй берілсін.", f"{TEXTS.ru}\n3. Выделить Серику Асанову дом."
)
TITLES = Texts("Серік Асановқа үй беру", "О выделении дома Серику Асанову", "A house for S. Asanov")
ADOPT = {"kk": "Асановқа үй берілсін", "ru": "Выделить Асанову дом", "en": "To house Asanov"}
AMEND = {"kk": "Асановқа екі үй", "ru": "Асанову два дома", "en": "Two for Asanov"}
FILES = ("pdf_kk", "pdf_ru", "docx_kk", "docx_ru")


def order(decision: Decision) -> copies.Order:
    version = Version.objects.latest_of(decision)
    assert version is not None
    found = copies.covered_in(version, decision.council)
    return copies.Order(decision, version, copies.fingerprint(version, found))


@pytest.fixture
def made(cast: Cast, settings: Any, tmp_path: Any) -> Decision:
    """Considered, amended, voted for and published; the minutes are approved, the sitting over."""
    settings.VAR = tmp_path
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    sitting = opened(cast, there=20)
    item = actions.put_item(sitting, by=cast.clerk, titles={}, decision=draft, **added(sitting))
    item = actions.call_item(item, by=cast.chair)
    for kind, texts in (("amendment", AMEND), ("main", ADOPT)):
        motion = actions.move(item, by=cast.clerk, kind=kind, texts=texts)
        ballot = actions.put_to_vote(motion, by=cast.chair)
        cast.vote(ballot, [FOR] * 18)
        ballot = voting.close_ballot(ballot, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="adopted")
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    minutes = Minutes.objects.get(sitting=sitting)
    wanted = minuting.Wanted(minutes.versions.latest("number"), cast.chair)
    actions.approve_minutes(minutes, by=cast.chair, version=wanted)
    draft = decisions.adopt(draft, by=cast.clerk, number="31-17", ballot=ballot)
    decisions.publish(draft, by=cast.clerk, copy=order(draft))
    return draft


def cover(cast: Cast, decision: Decision) -> None:
    for words in ("Асанов", "Asanov"):
        decisions.cover_words(
            decision,
            by=cast.clerk,
            within=decision,
            words=words,
            kind="name",
            because="The name was overlooked",
        )


def ways_in(cast: Cast, made: Decision) -> list[str]:
    """Every address at which words of the decision could be read."""
    sitting = Sitting.objects.get()
    code, here = cast.council.code, f"/en/sittings/{sitting.pk}/"
    one, votes = f"/en/decisions/{made.pk}/", Ballot.objects.values_list("pk", flat=True)
    with translation.override("en"):
        search = [f"{reverse('search:find')}?q={word}" for word in ("31-17", "дом")]
        record = [reverse("ledger:entry", args=[entry.pk]) for entry in Entry.objects.all()]
        feeds = [reverse("search:feed") + "?q=дом", "/en/votes/feed/", "/en/decisions/feed/"]
        council = reverse("portal:council", args=[code])
    pages = [
        one, f"{one}versions/", f"{one}versions/1/", f"{one}parity/", f"{one}akn/kk/",
        f"{one}akn/ru/", f"{one}way/", "/en/decisions/", "/en/decisions/latest/", here,
        f"{here}screen/", f"{here}minutes/", f"{here}minutes/changes/",
        f"/en/sittings/councils/{code}/archive/", "/en/sittings/latest/", "/en/sittings/feed/",
        "/en/votes/", "/en/votes/latest/", f"/en/cards/?to={one}", council, "/en/", "/en/ledger/",
        *(f"/en/votes/{number}/" for number in votes),
        *(f"/en/cards/?to=/en/votes/{number}/" for number in votes),
        f"/en/votes/deputies/{cast.deputy.person.pk}/",
    ]  # fmt: skip
    return [*pages, *feeds, *search, *record]


def hunted(client: Client, ways: list[str]) -> list[str]:
    """Where the name stands, in the three languages, on the page and in the fragment."""
    found = []
    for way in ways:
        for lang in ("en", "ru", "kk"):
            address = way.replace("/en/", f"/{lang}/")
            for head in ({}, FRAGMENT):
                answer = client.get(address, headers=head)
                told = re.sub(r"\?q=[^\"&]*|value=\"[^\"]*\"", "", answer.content.decode())
                if NAME.search(told):
                    found.append(address)
    return found


def status(address: str, client: Client | None = None) -> int:
    """How a request for a file is answered, a stranger's unless a client is given."""
    answer = (client or Client()).get(address)
    if answer.streaming:
        assert b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return answer.status_code


def pdf_words(path: Any) -> str:
    return "".join(page.extract_text() for page in PdfReader(path).pages)


@pytest.mark.once
def test_words_covered_after_publication_are_found_by_no_way_in(cast: Cast, made: Decision) -> None:
    follower.catch_up()
    ways = ways_in(cast, made)
    before = hunted(Client(), [way for way in ways if "/votes/" in way])
    assert len(set(before)) >= 6
    cover(cast, made)
    follower.catch_up()
    assert hunted(Client(), ways) == []
    assert hunted(browser(cast.citizen), ways[:12]) == []
    answer = Client().get("/en/search/?q=Асанов").content.decode()
    assert f"/decisions/{made.pk}/" not in answer and "/votes/" not in answer.split("<main")[1]
    for entry in Found.objects.all():
        assert not NAME.search(str(vars(entry))), entry.kind
    assert not any(NAME.search(str(row)) for row in Event.objects.values_list())
    assert not any(NAME.search(str(row)) for row in Entry.objects.values_list())
    assert Event.objects.filter(channel="held").exists()
    # The council's own people read what was put and adopted.
    inside = browser(cast.deputy)
    for ballot in Ballot.objects.all():
        page = inside.get(f"/ru/votes/{ballot.pk}/").content.decode()
        assert NAME.search(page.split("<h1")[1])
        assert "была изменена" not in page
    # And the record agrees with what was put.
    assert list(changed_results()) == []
    page = Client().get(f"/en/votes/{ballot.pk}/").content.decode()
    assert ballot.digest in page
    assert "Words of the question were covered since" in page
    assert "The hash of what" not in page


@pytest.mark.once
def test_files_are_withheld_and_made_anew_with_the_record(cast: Cast, made: Decision) -> None:
    one, sitting = f"/en/decisions/{made.pk}/", Sitting.objects.get()
    minutes = f"/en/sittings/{sitting.pk}/minutes/"
    files = [
        f"{one}pdf/kk/", f"{one}pdf/ru/", *(f"{minutes}{lang}.{kind}" for lang in ("kk", "ru")
        for kind in ("pdf", "docx")),
    ]  # fmt: skip
    old, as_was = Publication.objects.get(), Minutes.objects.get()
    assert {status(address) for address in files} == {200}
    with pytest.raises(Refused, match="write why"):
        decisions.cover_words(made, by=cast.clerk, within=made, words="Асанов", kind="name")
    cover(cast, made)
    assert {status(address) for address in files} == {404}
    clerk, told = browser(cast.clerk), Client().get(one).content.decode()
    assert "withheld until they are made anew" in told and "pdf/ru/" not in told
    assert clerk.post(f"{one}renew/", {"seen": "0" * 64, "is_confirmed": "on"}).status_code == 409
    seen = order(made).seen
    assert clerk.post(f"{one}renew/", {"seen": seen, "is_confirmed": "on"}).status_code == 302
    assert clerk.post(f"{minutes}renew/").status_code == 302
    assert {status(address) for address in files} == {200}
    new = Publication.objects.get()
    assert new.pdf_ru != old.pdf_ru and new.masked == {"name": 2}
    drain()
    gone = [old.pdf_kk, old.pdf_ru, *(getattr(as_was, name) for name in FILES)]
    assert not any(uploads.path_of(sha256).exists() for sha256 in gone)
    assert not NAME.search(pdf_words(uploads.path_of(new.pdf_ru)))
    found = Minutes.objects.get()
    assert all(uploads.path_of(getattr(found, name)).exists() for name in FILES)
    for name in ("pdf_kk", "pdf_ru"):
        assert not NAME.search(pdf_words(uploads.path_of(getattr(found, name))))
    digests = set(Entry.objects.values_list("digest", flat=True))
    assert {old.pdf_ru, new.pdf_ru, found.pdf_ru, found.docx_kk, made.digest} <= digests
    for act, number in (("decisions.renew_copy", 2), ("sittings.renew_minutes", 4)):
        assert Entry.objects.filter(act=act).count() == number
    assert clerk.post(f"{minutes}renew/").status_code == 409
    with pytest.raises(Refused, match="Nothing was covered since"):
        decisions.renew_copy(made, by=cast.clerk, copy=order(made))


@pytest.mark.once
def test_an_earlier_file_that_is_checked_is_said_to_be_one(cast: Cast, made: Decision) -> None:
    def said_of(sha256: str) -> tuple[bool, bool]:
        page = Client().get(f"/en/verify/?sha256={sha256}").content.decode()
        return "Recognised" in page, "earlier copy" in page and "given out no longer" in page

    copy, minutes = Publication.objects.get(), Minutes.objects.get()
    files = [copy.pdf_kk, copy.pdf_ru, *(getattr(minutes, name) for name in FILES)]
    assert {said_of(sha256) for sha256 in files} == {(True, False)}
    cover(cast, made)
    # They are withheld from now on, before they are made anew.
    assert {said_of(sha256) for sha256 in files} == {(True, True)}
    decisions.renew_copy(made, by=cast.clerk, copy=order(made))
    wanted = minuting.Wanted(minutes.versions.latest("number"), cast.clerk)
    actions.renew_minutes(minutes, by=cast.clerk, version=wanted)
    assert {said_of(sha256) for sha256 in files} == {(True, True)}
    copy, minutes = Publication.objects.get(), Minutes.objects.get()
    files = [copy.pdf_kk, copy.pdf_ru, *(getattr(minutes, name) for name in FILES)]
    assert {said_of(sha256) for sha256 in files} == {(True, False)}


def test_files_made_before_words_were_covered_are_not_taken_for_fresh(
    cast: Cast, made: Decision
) -> None:
    minutes = Minutes.objects.get()
    wanted = minuting.Wanted(minutes.versions.latest("number"), cast.clerk)
    decisions.cover_words(
        made, by=cast.clerk, within=made, words="Асанов", kind="name", because="Overlooked"
    )
    ready = minuting._anew(wanted)
    decisions.cover_words(
        made, by=cast.clerk, within=made, words="дом", kind="address", because="Overlooked"
    )
    with pytest.raises(Refused, match="made anew"):
        actions.renew_minutes(minutes, by=cast.clerk, version=ready)
    assert Minutes.objects.get().renewed_at is None
    actions.renew_minutes(minutes, by=cast.clerk, version=wanted)
    assert Minutes.objects.get().renewed_at is not None


def test_minutes_are_not_approved_with_files_of_before_words_were_covered(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    sitting = opened(cast, there=20)
    item = put(cast, sitting, decision=draft)
    actions.call_item(item, by=cast.chair)
    actions.end_item(item, by=cast.chair, outcome="noted")
    actions.close_sitting(sitting, by=cast.chair, postponing=True)
    minutes = Minutes.objects.get(sitting=sitting)
    wanted = minuting.Wanted(minutes.versions.latest("number"), cast.chair)
    ready = minuting._ready(wanted)
    cover(cast, draft)
    with pytest.raises(Refused, match="made anew"):
        actions.approve_minutes(minutes, by=cast.chair, version=ready)
    approved = actions.approve_minutes(minutes, by=cast.chair, version=wanted)
    assert not NAME.search(pdf_words(uploads.path_of(approved.pdf_ru)))


def test_what_is_moved_or_put_on_an_agenda_later_is_covered_alike(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    cover(cast, draft)
    item = put(cast, opened(cast), decision=draft)
    actions.edit_item(item, by=cast.clerk, kind=item.kind, titles=TITLES._asdict())
    item.refresh_from_db()
    assert (item.title_ru, item.own_title_ru) == ("О выделении дома Серику [•••]", TITLES.ru)
    actions.call_item(item, by=cast.chair)
    motion = actions.move(item, by=cast.clerk, kind="main", texts=ADOPT)
    assert (motion.text_ru, motion.own_text_ru) == ("Выделить [•••] дом", ADOPT["ru"])
    assert actions.put_to_vote(motion, by=cast.chair).motion_ru == "Выделить [•••] дом"
    mask = Mask.objects.earliest("pk")
    decisions.take_back_mask(mask, by=cast.clerk, within=draft)
    item.refresh_from_db()
    assert (item.title_ru, item.own_title_ru) == (TITLES.ru, "")


def test_a_question_put_after_the_covering_is_read_whole_by_the_council_alone(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    cover(cast, draft)
    sitting = opened(cast, there=20)
    item = actions.put_item(sitting, by=cast.clerk, titles={}, decision=draft, **added(sitting))
    item = actions.call_item(item, by=cast.chair)
    votes = []
    for kind, texts in (("amendment", AMEND), ("main", ADOPT)):
        motion = actions.move(item, by=cast.clerk, kind=kind, texts=texts)
        ballot = actions.put_to_vote(motion, by=cast.chair)
        assert (ballot.motion_ru.count("[•••]"), ballot.own_motion_ru) == (1, texts["ru"])
        cast.vote(ballot, [FOR] * 18)
        votes.append(voting.close_ballot(ballot, by=cast.chair))
    sitting = f"/ru/sittings/{item.sitting_id}/"
    inside, stranger = browser(cast.deputy), Client()
    for address in (sitting, *(f"/ru/votes/{one.pk}/" for one in votes)):
        assert "Как написано:" in inside.get(address).content.decode()
        assert not NAME.search(stranger.get(address).content.decode())
    assert list(changed_results()) == []
    page = inside.get(sitting).content.decode()
    assert page.count(ADOPT["ru"]) and page.count(AMEND["ru"]) and page.count(TITLES.ru)
    # Where the clerk leads the sitting the motion reads so too.
    assert ADOPT["ru"] in browser(cast.clerk).get(sitting).content.decode()


def test_a_draft_put_to_the_vote_by_itself_is_asked_about_with_its_own_title(cast: Cast) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    cover(cast, draft)
    rule = cast.rule().pk
    answer = browser(cast.clerk).post(
        f"/en/decisions/{draft.pk}/vote/", {"mode": "open", "rule": rule}
    )
    assert answer.status_code == 302, answer.content.decode()
    ballot = Ballot.objects.get()
    assert not NAME.search(ballot.motion_kk + ballot.motion_ru + ballot.motion_en)
    assert ballot.own_motion_ru == f"Принять решение «{TITLES.ru}»?"


@pytest.mark.once
def test_pack_printed_agenda_and_plan_hold_no_covered_word(cast: Cast, tmp_path: Path) -> None:
    draft = decisions.draft(
        cast.council, by=cast.clerk, kind="individual", titles=TITLES, texts=NAMED
    )
    decisions.table(draft, by=cast.chair)
    year = today().year
    plan = actions.draft_plan(cast.council, by=cast.clerk, year=year)
    planned = actions.put_plan_item(plan, by=cast.clerk, quarter=1, titles=TITLES._asdict())
    actions.adopt_plan(plan, by=cast.clerk)
    sitting = convened(cast)
    item = actions.put_item(
        sitting, by=cast.clerk, titles={}, decision=draft, planned=planned, **added(sitting)
    )
    for name, words in (("Асанов", "Смета"), ("Note", "Серику Асанову дом"), ("Sums", "Смета")):
        file = io.BytesIO(words.encode())
        actions.attach_document(sitting, by=cast.clerk, file=file, name=name, item=item)
    file = io.BytesIO("Серику Асанову дом".encode())
    decisions.attach(draft, by=cast.clerk, file=file, name="Annex", is_open=True)
    drain()
    pages = (
        f"/ru/sittings/plans/{cast.council.code}/{year}/",
        f"/ru/sittings/{sitting.pk}/",
    )

    def told(reader: Any, folder: str) -> str:
        (tmp_path / folder).mkdir()
        with translation.override("ru"):
            pack = bound(pack_of(sitting, reader), tmp_path / folder).file
            agenda = io.BytesIO(agenda_pdf(sitting, reader, ""))
        return pdf_words(pack) + pdf_words(agenda)

    assert NAME.search(told(None, "before"))
    assert all(NAME.search(Client().get(page).content.decode()) for page in pages)
    cover(cast, draft)
    for turn in ("at once", "read"):
        assert not NAME.search(told(None, turn)), turn
        for page in pages:
            assert not NAME.search(Client().get(page).content.decode()), page
            assert TITLES.ru in browser(cast.clerk).get(page).content.decode(), page
        drain()
    assert "Смета" in told(None, "after") and "Серику Асанову" in told(cast.clerk, "inside")
    assert (
        "A paper of this item is withheld"
        in Client().get(f"/en/sittings/{sitting.pk}/").content.decode()
    )
    withheld = list(Document.objects.filter(holds_covered=True).order_by("pk"))
    assert [one.name for one in withheld] == ["Асанов.txt", "Note.txt"]
    # One that is put later is looked through before everyone has it.
    later = io.BytesIO("И ещё Асанову".encode())
    made = actions.attach_document(sitting, by=cast.clerk, file=later, name="More", item=item)
    address = f"/ru/sittings/papers/{made.pk}/"
    assert status(address) == 404
    drain()
    assert status(address) == 404
    for mask in Mask.objects.standing():
        decisions.take_back_mask(mask, by=cast.clerk, within=draft)
    drain()
    assert status(address) == 200
    planned.refresh_from_db()
    assert (planned.title_ru, planned.own_title_ru) == (TITLES.ru, "")

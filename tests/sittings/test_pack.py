"""The whole pack of a sitting in one numbered PDF: its pages, readers, papers that mean harm."""

import io
import re
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from pypdf import PdfReader

from maslikhat.accounts.models import User
from maslikhat.decisions import actions as decisions
from maslikhat.decisions.versions import Texts
from maslikhat.sittings import actions
from maslikhat.sittings.models import Document, Item, Sitting
from maslikhat.sittings.packs import shelf
from maslikhat.sittings.packs.binding import Bound, bound
from maslikhat.sittings.packs.contents import mark_of, pack_of
from tests.sittings import papers
from tests.sittings.cast import convened, plan, put
from tests.voting.cast import Cast

pytestmark = pytest.mark.django_db
SECRET = "Құпия"
OWN = "For the maslikhat's own people only"
TITLES = Texts("Су туралы", "О воде", "On water")
TEXTS = Texts(
    "Мәслихат ШЕШІМ ҚАБЫЛДАДЫ:\n1. Су ережесі бекітілсін.",
    "Маслихат РЕШИЛ:\n1. Утвердить правила о воде.",
)


@pytest.fixture(autouse=True)
def on_a_disk_of_its_own(settings: Any, tmp_path: Path) -> None:
    settings.VAR = tmp_path


def attach(
    cast: Cast, sitting: Sitting, content: bytes, name: str, item: Item | None = None, **told: Any
) -> Document:
    """The clerk puts a paper there, and the portal has looked through it."""
    file = io.BytesIO(content)
    made = actions.attach_document(sitting, by=cast.clerk, file=file, name=name, item=item, **told)
    # As the portal leaves it when it has looked through it.
    Document.objects.filter(pk=made.pk).update(text="", holds_covered=False)
    return made


def made(sitting: Sitting, reader: User | None, folder: Path, lang: str = "en") -> Bound:
    """The pack bound within a folder."""
    folder.mkdir()
    with translation.override(lang):
        return bound(pack_of(sitting, reader), folder)


def told(found: Bound) -> list[str]:
    """The words of each page of a made pack."""
    return papers.words_of(found.file.read_bytes())


def draft(cast: Cast) -> Any:
    """A draft of the apparatus with a text and a note to it."""
    return decisions.draft(
        cast.council, by=cast.clerk, kind="normative", titles=TITLES, texts=TEXTS
    )


@pytest.mark.once
def test_the_agenda_names_the_page_on_which_each_paper_begins(cast: Cast, tmp_path: Path) -> None:
    sitting = convened(cast, items=("Бірінші", "Екінші", "Үшінші"))
    first, second, _third = sitting.items.in_order()
    attach(cast, sitting, papers.pdf(2, "whole"), "For all")
    attach(cast, sitting, papers.pdf(5, "budget"), "Budget", first)
    attach(cast, sitting, papers.pdf(3, "map", wide=True), "Map", second)
    pages = told(made(sitting, None, tmp_path / "pack"))
    agenda = pages[1]
    for name, word in (("For all", "whole1"), ("Budget", "budget1"), ("Map", "map1")):
        (number,) = re.findall(rf"{name}\.pdf\s+page (\d+)", agenda)
        assert word in pages[int(number) - 1], name
    assert [f"{at} / {len(pages)}" in page for at, page in enumerate(pages, 1)] == [True] * len(
        pages
    )
    assert "Item 1 · Budget.pdf" in pages[pages.index(next(p for p in pages if "budget3" in p))]


@pytest.mark.once
def test_every_item_and_paper_has_a_bookmark_that_leads_to_it(cast: Cast, tmp_path: Path) -> None:
    sitting = convened(cast, items=("Бірінші", "Екінші"))
    attach(cast, sitting, papers.pdf(4, "budget"), "Budget", sitting.items.in_order()[1])
    reader = PdfReader(made(sitting, None, tmp_path / "pack").file)
    marks: dict[str, int] = {}
    for row in reader.outline:
        for one in row if isinstance(row, list) else [row]:
            assert not isinstance(one, list)
            marks[str(one.title)] = reader.get_destination_page_number(one) or 0
    assert "budget1" in reader.pages[marks["Budget.pdf"]].extract_text()
    assert "2. Екінші" in reader.pages[marks["2. Екінші"]].extract_text()
    assert reader.trailer["/Root"]["/Lang"] == "en"
    agenda = reader.pages[1]["/Annots"]
    assert len(agenda) >= 2  # type: ignore[arg-type]


@pytest.mark.once
def test_pages_that_lie_on_their_side_stay_so(cast: Cast, tmp_path: Path) -> None:
    sitting = convened(cast)
    attach(cast, sitting, papers.pdf(1, "map", wide=True), "Map")
    attach(cast, sitting, papers.picture(1200, 800), "Photo")
    attach(cast, sitting, papers.picture(600, 900, "JPEG"), "Tall")
    pages = PdfReader(made(sitting, None, tmp_path / "pack").file).pages
    assert [page.mediabox.width > page.mediabox.height for page in pages[-3:]] == [
        True,
        True,
        False,
    ]


def test_the_draft_is_set_as_it_stands_and_its_papers_follow(cast: Cast, tmp_path: Path) -> None:
    decision = draft(cast)
    note = io.BytesIO(papers.pdf(2, "note"))
    decisions.attach(decision, by=cast.clerk, file=note, name="Note", kind="note")
    sitting = plan(cast)
    put(cast, sitting, "Су", decision=decision)
    sitting = actions.convene(sitting, by=cast.clerk)
    inside = told(made(sitting, cast.deputy, tmp_path / "own", "kk"))
    assert any("Су ережесі бекітілсін" in page for page in inside)
    assert any("note2" in page for page in inside)
    # A draft that is nobody's business yet is not in what everyone has.
    outside = " ".join(told(made(sitting, None, tmp_path / "all", "kk")))
    assert "бекітілсін" not in outside and "note1" not in outside
    with translation.override("kk"):
        before = pack_of(sitting, cast.deputy).key
        texts = TEXTS._replace(kk=f"{TEXTS.kk}\n2. Тағы.")
        decisions.revise(decision, by=cast.clerk, texts=texts)
        assert pack_of(sitting, cast.deputy).key != before


@pytest.fixture
def shut(cast: Cast) -> Sitting:
    """A sitting with an item behind closed doors, its paper, and a paper that is the council's."""
    sitting = convened(cast, items=("Ашық",))
    item = put(cast, sitting, f"{SECRET} мәселе", is_closed_to_public=True)
    put(cast, sitting, f"{SECRET} тармақ", under=item)
    actions.name_rapporteur(item, by=cast.clerk, name=f"{SECRET} баяндамашы")
    attach(cast, sitting, papers.pdf(2, "doors"), f"{SECRET} қағаз", item)
    attach(cast, sitting, papers.pdf(1, "apparatus"), f"{SECRET} анықтама", is_open=False)
    attach(cast, sitting, papers.pdf(1, "street"), "Ашық қағаз")
    return sitting


def file_of(client: Client, address: str) -> tuple[bytes, Any]:
    """The made pack at an address."""
    for _time in range(20):
        answer = client.get(address)
        if answer.status_code != 202:
            break
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer.streaming_content), answer  # type: ignore[arg-type]


@pytest.mark.parametrize("part", ["anonymous", "citizen", "deputy_elsewhere", "clerk_elsewhere"])
def test_what_is_behind_closed_doors_is_in_no_public_pack(
    cast: Cast, shut: Sitting, part: str
) -> None:
    for address in ("pack.pdf", "pack.pdf?for=all", "agenda.pdf", "agenda.pdf?size=large"):
        answer = cast.client(part).get(f"/en/sittings/{shut.pk}/{address}")
        assert answer.status_code == 200
        assert "no-store" not in answer["Cache-Control"] or part != "anonymous"
        content = b"".join(answer) if not answer.streaming else b"".join(answer.streaming_content)  # type: ignore[arg-type]
        reader = PdfReader(io.BytesIO(content))
        words = " ".join(page.extract_text() for page in reader.pages)
        assert "Ашық" in words and OWN not in words
        assert "An item behind closed doors" in words.replace("\n", " ")
        for hidden in (SECRET, "doors1", "apparatus1"):
            assert hidden not in words, (address, hidden)
        told = f"{reader.metadata} {reader.outline} {reader.xmp_metadata and content!r}"
        assert SECRET not in told
        streams = b"".join(
            found.get_data()
            for number in range(1, len(reader.xref[0]) + 1 if reader.xref.get(0) else 1)
            if hasattr(found := reader.get_object(number), "get_data")
        )
        assert SECRET.encode("utf-16-be") not in content + streams
        assert SECRET.encode() not in content + streams


def test_its_own_people_have_all_and_every_page_says_so(cast: Cast, shut: Sitting) -> None:
    address = f"/en/sittings/{shut.pk}/pack.pdf"
    for part in ("deputy", "chair", "clerk"):
        content, answer = file_of(cast.client(part), address)
        pages = papers.words_of(content)
        assert all(OWN in page.replace("\n", " ") for page in pages)
        assert any("doors2" in page for page in pages)
        assert any("apparatus1" in page for page in pages)
        assert answer["Cache-Control"] == "private, no-store"
        assert answer["Content-Disposition"].startswith("attachment")
    # For the tables of the public: nothing of it.
    content, _answer = file_of(cast.client("clerk"), f"{address}?for=all")
    assert "doors1" not in " ".join(papers.words_of(content))


def test_a_made_pack_is_reached_by_no_other_address(cast: Cast, shut: Sitting) -> None:
    file_of(cast.client("deputy"), f"/en/sittings/{shut.pk}/pack.pdf")
    (path,) = shelf.folder().glob("*.pdf")
    assert path.parent.stat().st_mode & 0o077 == 0
    for address in (f"/static/{path.name}", f"/packs/{path.name}", f"/en/sittings/{path.name}"):
        assert Client().get(address).status_code == 404
    # And none of the record, of files by their hash, of uploads.
    assert Client().get(f"/en/verify/?hash={path.stem}").content.find(b"Published") == -1


def test_doors_that_close_close_the_pack(cast: Cast) -> None:
    sitting = convened(cast, items=("Ашық",))
    item = sitting.items.get()
    attach(cast, sitting, papers.pdf(1, "street"), "Paper", item)
    address = f"/en/sittings/{sitting.pk}/pack.pdf"
    assert "street1" in " ".join(papers.words_of(file_of(Client(), address)[0]))
    actions.close_document(item.documents.get(), by=cast.clerk)
    assert "street1" not in " ".join(papers.words_of(file_of(Client(), address)[0]))
    held = {"starts_at": sitting.starts_at, "closed_because": "State secrets"}
    actions.edit_sitting(sitting, by=cast.clerk, **held)
    for part in ("pack.pdf", "pack.pdf?for=all", "agenda.pdf"):
        assert Client().get(f"/en/sittings/{sitting.pk}/{part}").status_code == 404
    assert "street1" in " ".join(papers.words_of(file_of(cast.client("deputy"), address)[0]))


WHY = {
    "locked": ("opens with a password only", "encrypted"),
    "looped": ("is damaged", "damaged"),
    "endless": ("too large to be set", "large"),
    "bomb_within_a_bomb": ("too large to be set", "large"),
}


@pytest.mark.once
@pytest.mark.parametrize("name", WHY)
def test_a_paper_that_cannot_be_set_has_a_page_that_says_why(
    cast: Cast, tmp_path: Path, name: str
) -> None:
    sitting = convened(cast)
    document = attach(cast, sitting, getattr(papers, name)(), "Bad")
    attach(cast, sitting, papers.pdf(2, "good"), "Good")
    begun = time.monotonic()
    found = made(sitting, None, tmp_path / "pack")
    assert time.monotonic() - begun < 40
    sentence, why = WHY[name]
    assert found.left_out == {f"paper-{document.pk}": why}
    pages = told(found)
    assert any(sentence in page.replace("\n", " ") for page in pages)
    assert any(f"/sittings/papers/{document.pk}/" in page for page in pages)
    assert any("good2" in page for page in pages)


@pytest.mark.once
def test_a_paper_that_unpacks_without_end_takes_neither_time_nor_memory(
    cast: Cast, tmp_path: Path
) -> None:
    sitting = convened(cast)
    attach(cast, sitting, papers.bomb(400), "Bomb")
    begun = time.monotonic()
    found = made(sitting, None, tmp_path / "pack")
    assert list(found.left_out.values()) == ["large"]
    assert time.monotonic() - begun < 40
    assert found.file.stat().st_size < papers.MEGABYTE


@pytest.mark.once
def test_what_is_not_drawn_does_not_come_along(cast: Cast, tmp_path: Path) -> None:
    sitting = convened(cast)
    content = papers.armed()
    assert b"/JavaScript" in content and b"/Launch" in content
    attach(cast, sitting, content, "Armed")
    attach(cast, sitting, papers.sealed(), "Sealed")
    found = made(sitting, None, tmp_path / "pack")
    assert found.left_out == {}
    made_of = PdfReader(found.file)
    assert "paper1" in made_of.pages[-6].extract_text()
    everything = found.file.read_bytes()
    for number in range(1, int(made_of.trailer["/Size"])):
        everything += repr(made_of.get_object(number)).encode()
    for word in (b"/JavaScript", b"/Launch", b"/OpenAction", b"/EmbeddedFile", b"cmd.exe", b"EVIL"):
        assert word not in everything, word
    assert made_of.attachments == {}


@pytest.mark.once
def test_words_of_people_are_never_markup(cast: Cast, tmp_path: Path) -> None:
    evil = '#panic("a") <b>$x$</b> [#set page(width: 1pt)] \\ ]) "'
    sitting = convened(cast, items=(evil,))
    attach(cast, sitting, b"#panic(1)\n= Heading", "]) #panic(1)", sitting.items.get())
    words = " ".join(told(made(sitting, None, tmp_path / "pack")))
    assert '#panic("a") <b>$x$</b>' in words.replace("\n", " ")
    assert "= Heading" in words


def test_who_holds_the_same_pack_sees_the_same_mark(cast: Cast) -> None:
    sitting = convened(cast)
    attach(cast, sitting, papers.pdf(1), "Paper")
    keys = {pack_of(sitting, reader).key for reader in (cast.deputy, cast.clerk, cast.chair)}
    assert len(keys) == 1
    mark = mark_of(keys.pop())
    content, _answer = file_of(cast.client("deputy"), f"/en/sittings/{sitting.pk}/pack.pdf")
    assert all(f"pack {mark}" in page for page in papers.words_of(content))
    put(cast, sitting, "Тағы")
    assert mark_of(pack_of(sitting, cast.deputy).key) != mark


@pytest.mark.once
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_agenda_to_print_is_tagged_and_large_where_asked(
    cast: Cast, settings: Any, lang: str
) -> None:
    sitting = convened(cast, items=[f"{at}-мәселе {'ұзын сөз ' * 12}" for at in range(12)])
    address = f"/{lang}/sittings/{sitting.pk}/agenda.pdf"
    usual, large = (
        PdfReader(io.BytesIO(Client().get(f"{address}{query}").content))
        for query in ("", "?size=large")
    )
    assert len(usual.pages) < len(large.pages)
    for reader in (usual, large):
        assert reader.trailer["/Root"]["/Lang"] == lang
        assert "pdfuaid:part>1</pdfuaid:part" in (
            reader.trailer["/Root"]["/Metadata"].get_data().decode()
        )
        words = " ".join(page.extract_text() for page in reader.pages).replace("\n", " ")
        assert "11-мәселе" in words
        links = [one.get_object()["/A"]["/URI"] for one in reader.pages[0]["/Annots"]]  # type: ignore[attr-defined]
        assert links == [f"{settings.PUBLIC_URL}/{lang}/sittings/{sitting.pk}/"]
    for query in ("size=huge", "for=me"):
        assert Client().get(f"{address}?{query}").status_code == 400


def test_who_asks_while_it_is_made_is_told_and_asked_back(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    sitting = convened(cast)
    attach(cast, sitting, papers.pdf(1, "street"), "Paper")
    address = f"/en/sittings/{sitting.pk}/pack.pdf"
    monkeypatch.setattr("maslikhat.sittings.views.packs.SECONDS", 0)
    answer = Client().get(address)
    assert answer.status_code == 202
    assert "The pack is being made" in answer.content.decode()
    assert (answer["Refresh"], answer["Cache-Control"]) == ("4", "no-store")
    monkeypatch.undo()
    assert "street1" in " ".join(papers.words_of(file_of(Client(), address)[0]))


def test_what_it_holds_tells_a_phone_what_was_withdrawn(cast: Cast) -> None:
    sitting = convened(cast, items=("Бірінші",))
    first = attach(cast, sitting, papers.pdf(1, "street"), "Paper")
    address = f"/en/sittings/{sitting.pk}/pack.json"

    def holds(part: str = "", query: str = "") -> set[str]:
        client = cast.client(part) if part else Client()
        return set(client.get(address + query).json()["holds"])

    before = holds()
    assert first.sha256 in before and holds("clerk") == before
    own = attach(cast, sitting, papers.pdf(1, "own"), "Own", is_open=False)
    assert holds() == before, "the maslikhat's own is nobody else's"
    assert holds("clerk") == before | {own.sha256} and holds("clerk", "?for=all") == before
    actions.close_document(first, by=cast.clerk)
    after = holds()
    assert first.sha256 not in after
    put(cast, sitting, "Екінші")
    assert holds() > after, "more was put, and nothing is gone"
    assert Client().get(f"{address}?for=me").status_code == 400


@pytest.mark.once
def test_it_asks_the_same_for_one_paper_and_for_thirty(cast: Cast) -> None:
    sitting = convened(cast, items=("Бірінші",))
    item = sitting.items.get()
    readers = [None, cast.deputy]

    def asked() -> list[int]:
        found = []
        for reader in readers:
            with CaptureQueriesContext(connection) as queries:
                pack_of(Sitting.objects.with_names().get(pk=sitting.pk), reader)
            found.append(len(queries))
        return found

    attach(cast, sitting, b"words", "Paper", item)
    asked()  # Whether this is a demo is asked once by each process.
    few = asked()
    for number in range(30):
        attach(cast, sitting, b"words", f"Paper {number}", item)
        put(cast, sitting, f"Мәселе {number}")
    assert asked() == few
    assert max(few) <= 10

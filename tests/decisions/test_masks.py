"""Masking by hand: words covered everywhere that others read, words left open, taken back."""

import io
import re

import pytest
from django.test import Client

from maslikhat.decisions import actions, copies
from maslikhat.decisions.masking.masks import Wanted, covered_words, opened
from maslikhat.decisions.masking.personal_data import Private
from maslikhat.decisions.masking.remasking import spotted
from maslikhat.decisions.models import Attachment, Decision, Mask, Version
from maslikhat.decisions.papers import pdf_of
from maslikhat.decisions.parity.agreement import differences_of
from maslikhat.decisions.versions import Texts
from maslikhat.kit import uploads
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.search.models import Entry as Found
from tests.decisions.cast import FOUR, TEXTS, Cast
from tests.registry.cast import browser
from tests.sittings.papers import picture
from tests.worker import drain

pytestmark = pytest.mark.django_db
HOME = "/en/decisions/"
NAMED = Texts(
    f"{TEXTS.kk}\n3. Серік АСАНОВҚА ауылдық үй берілсін.\nТөраға Б. Асанов",
    f"{TEXTS.ru}\n3. Выделить Серику Асанову дом.\nПредседатель Б. Асанов",
)
TITLES = Texts("Серік Асановқа үй беру", "О выделении дома Серику Асанову", "A house for S. Asanov")
NAME = Wanted("Асанов", kind=Private.NAME)


def cover(cast: Cast, decision: Decision, words: str, **told: str) -> Mask:
    return actions.cover_words(
        decision, by=cast.clerk, within=decision, words=words, **{"kind": "name", **told}
    )


def lift(cast: Cast, decision: Decision, words: str, because: str = "It is who signs") -> Mask:
    return actions.lift_mask(decision, by=cast.clerk, within=decision, words=words, because=because)


def latest(decision: Decision) -> Version:
    version = Version.objects.latest_of(decision)
    assert version is not None
    return version


@pytest.mark.parametrize(
    ("text", "wanted", "shown"),
    [
        ("Серік АСАНОВҚА берілсін", NAME, "Серік [•••] берілсін"),
        ("Насановка Хасанов", NAME, "Насановка Хасанов"),
        ("Аса\u00adновқа Аса\u200bнову", NAME, "[•••] [•••]"),
        ("Серику Аса-\nнову, Аса\u00ad\nновым", NAME, "Серику [•••], [•••]"),
        ("С е р и к  А с а н о в қ а", NAME, "С е р и к  [•••]"),
        ("Асанов-\n3. Бірінші", NAME, "[•••]-\n3. Бірінші"),
        ("Серик   Асанов", Wanted("серик асанов", kind=Private.NAME), "[•••]"),
        (
            "дом 5 семьи Асановых, 4 детей.",
            Wanted("семьи", "детей", Private.HEALTH),
            "дом 5 [•••].",
        ),
        ("семьи\nдетей", Wanted("семьи", "детей", Private.HEALTH), "семьи\nдетей"),
        ("| Асанов | 5 |", Wanted("Асанов", "5", Private.NAME), "| Асанов | 5 |"),
        ("a.b aXb", Wanted("a.b", kind=Private.OTHER), "[•••] aXb"),
    ],
)
def test_words_are_covered_where_they_stand_with_their_ending(
    text: str, wanted: Wanted, shown: str
) -> None:
    assert opened(text, [wanted]) == shown


def test_what_stands_within_words_left_open_is_open() -> None:
    left = Wanted("Төраға Б. Асанов")
    assert opened("Асанов\nТөраға Б. Асанов", [NAME, left]) == "[•••]\nТөраға Б. Асанов"
    assert covered_words("Төраға Б. Асанов", [left]) == "Төраға Б. Асанов"


def test_covered_words_are_in_nothing_that_others_read(cast: Cast) -> None:
    made = cast.draft(titles=TITLES, texts=NAMED, kind="individual")
    actions.revise(made, by=cast.clerk, texts=NAMED._replace(en="Translation"))
    actions.table(made, by=cast.chair)
    cover(cast, made, "Асанов")
    cover(cast, made, "Asanov")
    assert Event.objects.filter(channel="held").exists()
    # What is written later is covered alike.
    actions.revise(made, by=cast.clerk, texts=NAMED._replace(en="By S. Asanov"), titles=TITLES)
    made = actions.adopt(made, by=cast.clerk, number="31-17", votes=FOUR)
    assert made.title_ru == "О выделении дома Серику [•••]"
    name = re.compile("асанов|asanov", re.IGNORECASE)
    one = f"{HOME}{made.pk}/"
    for address in (
        HOME, f"{HOME}feed/", one, f"{one}versions/1/", f"{one}versions/2/", f"{one}versions/3/",
        f"{one}parity/", f"{one}akn/kk/", f"{one}akn/ru/", f"{HOME}?q=31-17",
    ):  # fmt: skip
        answer = Client().get(address)
        assert answer.status_code == 200, address
        assert not name.search(answer.content.decode()), address
    entry = Found.objects.get(kind="decision", number=made.pk)
    for lang in ("kk", "ru", "en"):
        told = getattr(entry, f"title_{lang}", "") + getattr(entry, f"text_{lang}")
        assert told and not name.search(told)
    # The council's own people read it as it is.
    inside = browser(cast.deputy).get(one).content.decode()
    assert "Серику Асанову" in inside and "A house for S. Asanov" in inside
    assert "Асанову" in latest(made).text_ru


def test_the_published_copy_and_its_file_have_the_covered_text(cast: Cast) -> None:
    made = cast.adopted("31-17", texts=NAMED, kind="individual")
    cover(cast, made, "Асанов")
    lift(cast, made, "Төраға Б. Асанов")
    lift(cast, made, "Председатель Б. Асанов")
    version = latest(made)
    seen = copies.fingerprint(version, copies.covered_in(version, made.council))
    order = copies.Order(made, version, seen)
    copy = actions.publish(made, by=cast.clerk, copy=order)
    assert copy.masked == {"name": 2}
    assert "Серику [•••] дом" in copy.copy_ru and copy.copy_ru.endswith("Председатель Б. Асанов")
    # The file is the same, byte for byte, as one that is drawn of the covered text.
    shown = Texts(copy.copy_kk, copy.copy_ru, copy.copy_en)
    made.refresh_from_db()
    assert uploads.path_of(copy.pdf_ru).read_bytes() == pdf_of(made, shown, "ru")
    with pytest.raises(Refused, match="write why words"):
        cover(cast, made, "Серик")
    with pytest.raises(Refused, match="The copy is published"):
        actions.take_back_mask(Mask.objects.earliest("pk"), by=cast.clerk, within=made)


def test_the_words_of_papers_are_covered_at_once_and_read_anew(cast: Cast) -> None:
    made = actions.table(cast.draft(), by=cast.chair)
    content = "Серику Асанову: тел. 8 701 234 56 78".encode()
    paper = actions.attach(
        made, by=cast.clerk, file=io.BytesIO(content), name="letter.txt", is_open=True
    )
    drain()
    assert "Асанову" in Attachment.objects.get(pk=paper.pk).text
    mask = cover(cast, made, "Асанов")
    for _turn in range(2):
        text = Attachment.objects.get(pk=paper.pk).text
        assert text == "Серику [•••]: тел. [•••]"
        assert "Асан" not in Found.objects.get(kind="decision_file", number=paper.pk).text_ru
        drain()
    actions.take_back_mask(mask, by=cast.clerk, within=made)
    drain()
    assert Attachment.objects.get(pk=paper.pk).text == "Серику Асанову: тел. [•••]"


def status(paper: Attachment, client: Client) -> int:
    """How a request for the file of a paper is answered."""
    answer = client.get(f"/en/decisions/files/{paper.pk}/")
    assert not answer.streaming or b"".join(answer.streaming_content)  # type: ignore[arg-type]
    return answer.status_code


def test_a_paper_that_holds_covered_words_is_the_councils_until_a_covered_copy_is_there(
    cast: Cast,
) -> None:
    made = actions.table(cast.draft(), by=cast.chair)
    here = f"/en/decisions/{made.pk}/"

    def put(content: str, name: str) -> Attachment:
        file = io.BytesIO(content.encode())
        return actions.attach(made, by=cast.clerk, file=file, name=name, is_open=True)

    first, other = put("Серику Асанову дом", "note.txt"), put("Смета", "sums.txt")
    named = put("Смета дома", "Асанов.txt")
    drain()

    stranger, clerk = Client(), browser(cast.clerk)
    assert {status(one, stranger) for one in (first, other, named)} == {200}
    mask = cover(cast, made, "Асанов")
    for _turn in range(2):
        assert [status(one, stranger) for one in (first, named)] == [404, 404]
        assert [status(one, clerk) for one in (first, other, named)] == [200] * 3
        page = stranger.get(here).content.decode()
        assert "this paper is withheld" in page
        assert "note.txt" not in page and "Асанов" not in page
        told = Found.objects.get(kind="decision_file", number=named.pk)
        assert told.audience == f"council:{cast.council.pk}"
        drain()
    # One in which they do not stand waits only till it is read.
    assert status(other, stranger) == 200
    assert "Add a copy with these covered" in clerk.get(here).content.decode()
    copy = put("Серику [•••] дом", "note covered.txt")
    assert status(copy, stranger) == 404, "it is not read yet"
    for one in (first, named):
        actions.close_paper(one, by=cast.clerk)
    drain()
    assert status(copy, stranger) == 200
    assert "this paper is withheld" not in stranger.get(here).content.decode()
    actions.take_back_mask(mask, by=cast.clerk, within=made)
    drain()
    assert not Attachment.objects.filter(holds_covered=True).exists()


def test_an_open_letter_and_a_title_are_read_covered_by_all_but_the_council(cast: Cast) -> None:
    titles = Texts("Серікке үй беру", "О выделении дома Асанову", "A house")
    made = actions.draft(cast.council, by=cast.clerk, kind="individual", titles=titles, texts=NAMED)
    actions.table(made, by=cast.chair)
    actions.write_letter(
        made, by=cast.clerk, direction="out", party="Асанов", about="Ответ Асанову",
        own_number="1", is_open=True,
    )  # fmt: skip
    here = f"/{{}}/decisions/{made.pk}/"
    assert "Асанов" in Client().get(here.format("ru")).content.decode()
    cover(cast, made, "Асанов")
    inside, stranger = browser(cast.clerk), Client()
    page = inside.get(here.format("ru")).content.decode()
    assert "Как написано:" in page and "Ответ Асанову" in page
    assert "Асанов" not in stranger.get(here.format("ru")).content.decode()
    # Where no word of the title is covered in the reader's language, nothing is told of another's.
    assert "Жазылған күйінде" not in inside.get(here.format("kk")).content.decode()


def test_a_paper_that_is_not_read_yet_waits_once_words_are_covered(cast: Cast) -> None:
    made = actions.table(cast.draft(texts=NAMED), by=cast.chair)
    file = io.BytesIO("Серику Асанову дом".encode())
    paper = actions.attach(made, by=cast.clerk, file=file, name="note.txt", is_open=True)
    assert Attachment.objects.get(pk=paper.pk).text is None
    cover(cast, made, "Асанов")
    assert status(paper, Client()) == 404
    drain()
    assert status(paper, Client()) == 404


def test_words_beyond_what_is_read_of_a_paper_withhold_it_too(cast: Cast) -> None:
    made = actions.table(cast.draft(texts=NAMED), by=cast.chair)
    file = io.BytesIO(("Смета " * 60_000 + "Асанову").encode())
    paper = actions.attach(made, by=cast.clerk, file=file, name="long.txt", is_open=True)
    drain()
    assert status(paper, Client()) == 200
    cover(cast, made, "Асанов")
    drain()
    assert status(paper, Client()) == 404


def test_what_is_said_of_a_decision_and_of_its_texts_is_covered_too(cast: Cast) -> None:
    texts = Texts(f"{NAMED.kk}\n4. № 5-1.", f"{NAMED.ru}\n4. № 5-2.")
    made = actions.table(cast.draft(texts=texts), by=cast.chair)
    for one in differences_of(latest(made)):
        actions.explain_difference(
            made, by=cast.clerk, fingerprint=one.fingerprint, explanation="Асанов туралы"
        )
    Decision.objects.filter(pk=made.pk).update(
        reference="О доме Асанову", repeal_basis_kk="Асановтың өтініші", repeal_basis_ru="Асанов"
    )
    cover(cast, made, "Асанов")
    pages = [f"/ru/decisions/{made.pk}/", f"/kk/decisions/{made.pk}/parity/"]
    for page in pages:
        assert "Асанов" not in Client().get(page).content.decode()
        assert "Асанов" in browser(cast.clerk).get(page).content.decode()
    assert "Асанов" not in Found.objects.get(kind="decision", number=made.pk).text_ru


def test_what_the_portal_itself_finds_in_a_paper_withholds_it_too(cast: Cast) -> None:
    made = actions.table(cast.draft(), by=cast.chair)
    file = io.BytesIO("ИИН 850101300123".encode())
    paper = actions.attach(made, by=cast.clerk, file=file, name="list.txt", is_open=True)
    drain()
    assert status(paper, Client()) == 404
    lift(cast, made, "ИИН 850101300123")
    drain()
    assert status(paper, Client()) == 200


def test_of_a_picture_nobody_knows_so_it_waits_once_words_are_covered(cast: Cast) -> None:
    made = actions.table(cast.draft(texts=NAMED), by=cast.chair)
    papers = [picture(), picture(700)]

    def put(content: bytes) -> Attachment:
        told = {"file": io.BytesIO(content), "name": "plan", "is_open": True}
        paper = actions.attach(made, by=cast.clerk, **told)
        drain()
        return Attachment.objects.get(pk=paper.pk)

    before = put(papers[0])
    assert not before.holds_covered
    cover(cast, made, "Асанов")
    before.refresh_from_db()
    assert before.holds_covered
    drain()
    before.refresh_from_db()
    assert before.holds_covered
    # Who puts one after that has looked for what is covered; who clears one looks anew.
    assert not put(papers[1]).holds_covered
    actions.clear_paper(before, by=cast.clerk, because="A map without names")
    drain()
    before.refresh_from_db()
    assert not before.holds_covered


def test_each_step_is_on_the_record_and_what_is_taken_back_is_so_no_longer(cast: Cast) -> None:
    made = cast.draft(texts=NAMED)
    before = latest(made).open_ru
    mask = cover(cast, made, "Асанов")
    left = lift(cast, made, "Председатель Б. Асанов")
    assert "Асанову" not in latest(made).open_ru
    for one in (left, mask):
        actions.take_back_mask(one, by=cast.clerk, within=made)
    assert latest(made).open_ru == before
    acts = Entry.objects.filter(kind="decisions.mask").order_by("pk").values_list("act", flat=True)
    assert list(acts) == [
        "decisions.cover_words", "decisions.lift_mask",
        "decisions.take_back_mask", "decisions.take_back_mask",
    ]  # fmt: skip
    assert not any("Асан" in str(row) for row in Entry.objects.values_list())
    with pytest.raises(Refused, match="taken back already"):
        actions.take_back_mask(mask, by=cast.clerk, within=made)
    assert cover(cast, made, "Асанов").pk != mask.pk


@pytest.mark.parametrize(
    ("words", "told", "sentence"),
    [
        ("", {}, "as they stand in the text"),
        ("А", {}, "at least two letters"),
        ("Жаңабай", {}, "stand in no text"),
        ("Асанов", {"kind": "nothing"}, "what kind"),
        ("Асанов", {"kind": ""}, "what kind"),
        ("А" * 301, {}, "too long"),
        ("Асанов\u202e", {}, "control characters"),
    ],
)
def test_words_that_cannot_be_covered_are_refused(
    cast: Cast, words: str, told: dict[str, str], sentence: str
) -> None:
    made = cast.draft(texts=NAMED)
    with pytest.raises(Refused, match=sentence):
        cover(cast, made, words, **told)
    assert not Mask.objects.exists()


def test_other_refusals(cast: Cast) -> None:
    made = cast.draft(texts=NAMED, titles=TITLES)
    with pytest.raises(Refused, match="Nothing is covered"):
        lift(cast, made, "Асанов")
    cover(cast, made, "Асанов")
    with pytest.raises(Refused, match="entered already"):
        cover(cast, made, "Асанов")
    with pytest.raises(Refused, match="why the words stay"):
        lift(cast, made, "Асанов", because=" ")
    with pytest.raises(Refused, match="Nothing would be left of the title"):
        cover(cast, made, "A house for S. Asanov")
    spots = spotted(made)
    actions.revise(made, by=cast.clerk, texts=TEXTS)
    with pytest.raises(Refused, match="newer version meanwhile"):
        actions.cover_words(made, by=cast.clerk, within=spots, words="Серик", kind="name")


@pytest.mark.once
def test_the_page_covers_shows_the_copy_and_is_the_clerks_alone(cast: Cast) -> None:
    made = actions.table(cast.draft(texts=NAMED), by=cast.chair)
    address = f"{HOME}{made.pk}/mask/"
    clerk = browser(cast.clerk)
    for user in (cast.chair, cast.deputy, cast.other_clerk, cast.citizen, cast.operator):
        assert browser(user).get(address).status_code == 404
        sent = {"words": "Асанов", "because": "No reason", "kind": "name"}
        assert browser(user).post(address, sent).status_code == 404
        assert browser(user).post(f"{address}lift/", sent).status_code in {403, 404}
    assert clerk.post(address, {"words": "Асанов", "kind": "name"}).status_code == 302
    text = clerk.get(address).content.decode()
    assert "Серику [•••] дом" in text and text.count("<mark>") == 4
    assert clerk.post(address, {"words": "Жоқ сөз", "kind": "name"}).status_code == 422
    lifted = {"words": "Председатель Б. Асанов", "because": "Who signs"}
    assert clerk.post(f"{address}lift/", lifted).status_code == 302
    text = clerk.get(address).content.decode()
    assert text.count("<mark>") == 3 and "Who signs" in text
    mask = Mask.objects.latest("pk")
    for user in (cast.chair, cast.other_clerk, cast.citizen):
        answer = browser(user).post(f"{HOME}masks/{mask.pk}/take-back/")
        assert answer.status_code == 404
    assert clerk.post(f"{HOME}masks/{mask.pk}/take-back/").status_code == 302
    assert clerk.post(f"{HOME}masks/{2**63}/take-back/").status_code == 404
    assert clerk.get(address).content.decode().count("<mark>") == 4

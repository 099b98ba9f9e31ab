"""A decision as Akoma Ntoso 3.0 XML (OASIS LegalDocML, Standard of 29 August 2018, strict schema).

The work is `/akn/kz-{kato}/act/by-law/{day}/{number}`; each language is an expression of it. A
number is written into the address without spaces, other signs percent-encoded: two different
numbers as printed never meet, but for their spaces.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from urllib.parse import quote

from lxml import etree

from maslikhat.decisions.articles import HEADINGS, Kind, OfficialText, Unit
from maslikhat.decisions.text_rows import cells_of

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
# ISO 639-2, as the naming convention wants.
LANGUAGES = {"kk": "kaz", "ru": "rus", "en": "eng"}
# Our units as elements of the schema's hierarchy, and the shorts of the naming convention.
_ELEMENTS = {
    Kind.SECTION: ("part", "part"),
    Kind.CHAPTER: ("chapter", "chp"),
    Kind.PARAGRAPH: ("subchapter", "subchp"),
    Kind.ARTICLE: ("article", "art"),
    Kind.POINT: ("paragraph", "para"),
    Kind.SUBPOINT: ("subparagraph", "subpara"),
    Kind.LETTER: ("point", "point"),
}
_JUDGMENT = ("TLCEvent", "/akn/ontology/event/kz/judgment")
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Change(StrEnum):
    """What another act did to this one, in the words of the schema."""

    AMENDED = "amendment"
    REPEALED = "repeal"


@dataclass(frozen=True, slots=True)
class Event:
    """A change of the act: when it works, and the address (`work_address`) and name of the act.

    A judgment has no address here: it is "".
    """

    change: Change
    day: dt.date
    by_address: str
    by_title: str


@dataclass(frozen=True, slots=True)
class Publication:
    """Where and when it was published officially, with the number that it has there."""

    day: dt.date
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Act:
    """A decision in one language; `version_day` is the day from which this text holds."""

    kato: str
    day: dt.date
    number: str
    lang: str
    title: str
    council: str
    text: OfficialText
    version_day: dt.date | None = None
    publication: Publication | None = None
    events: Sequence[Event] = field(default=())


def work_address(kato: str, day: dt.date, number: str) -> str:
    """The FRBR address of a decision, whatever its language and version."""
    return f"/akn/kz-{kato}/act/by-law/{day.isoformat()}/{_in_address(number)}"


def expression_address(act: Act) -> str:
    """The address of the text in a language as it holds from a day."""
    return f"{_work(act)}/{LANGUAGES[act.lang]}@{_version(act).isoformat()}"


def akoma(act: Act) -> bytes:
    """The XML, UTF-8, the same bytes for the same act."""
    root = etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})
    has_changed = any(event.change == Change.AMENDED for event in act.events)
    made = _Made()
    main = _under(root, "act", name="by-law")
    main.set("contains", "singleVersion" if has_changed else "originalVersion")
    _meta(main, act, "!main")
    preface = _under(main, "preface")
    _block(_under(_block(preface, None, "longTitle"), "p"), act.title, "docTitle")
    _preamble(main, act.text)
    units = [unit for unit in act.text.units if unit.kind not in _OUTSIDE]
    _hierarchy(_under(main, "body"), units, made, "")
    _conclusions(main, act.text)
    _attachments(main, act, made)
    xml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


_OUTSIDE = {Kind.PREAMBLE, Kind.CLOSING, Kind.SIGNATURE, Kind.ANNEX}


class _Made:
    """The identifiers given so far: each is given once."""

    def __init__(self) -> None:
        self.times: Counter[str] = Counter()

    def name(self, parent: str, short: str, number: str) -> str:
        """`chp_1__art_2`; one that comes a second time ends with `__again_2`."""
        own = f"{short}_{_in_identifier(number)}"
        wanted = f"{parent}__{own}" if parent else own
        self.times[wanted] += 1
        times = self.times[wanted]
        return wanted if times == 1 else f"{wanted}__again_{times}"


def _under(parent: Any, tag: str, **attributes: str) -> Any:
    element = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in attributes.items():
        element.set(name, _clean(value))
    return element


def _block(parent: Any, text: str | None, tag: str = "p") -> Any:
    element = _under(parent, tag)
    if text is not None:
        element.text = _clean(text)
    return element


def _meta(parent: Any, act: Act, component: str) -> None:
    meta = _under(parent, "meta")
    _identification(meta, act, component)
    if component != "!main":
        return
    if act.publication:
        told = act.publication
        publication = _under(meta, "publication", date=told.day.isoformat(), name=told.name)
        publication.set("showAs", _clean(told.name))
        if told.number:
            publication.set("number", _clean(told.number))
    _lifecycle(meta, act)
    _references(meta, act)


def _identification(meta: Any, act: Act, component: str) -> None:
    identification = _under(meta, "identification", source="#portal")
    work, expression = _work(act), expression_address(act)
    adopted, version = act.day.isoformat(), _version(act).isoformat()

    level = _frbr(identification, "FRBRWork", work, f"{work}/{component}", adopted, "adoption")
    _under(level, "FRBRcountry", value="kz")
    _under(level, "FRBRsubtype", value="by-law")
    if act.number:
        _under(level, "FRBRnumber", value=act.number)
    if act.title:
        _under(level, "FRBRname", value=act.title)

    this = f"{expression}/{component}"
    level = _frbr(identification, "FRBRExpression", expression, this, version, "version")
    # Kazakh and Russian are both official (Law on legal acts); English is a translation.
    _under(level, "FRBRauthoritative", value="false" if act.lang == "en" else "true")
    _under(level, "FRBRlanguage", language=LANGUAGES[act.lang])

    level = _frbr(identification, "FRBRManifestation", f"{expression}.xml", f"{this}.xml", version,
                  "markup", author="#portal")  # fmt: skip
    _under(level, "FRBRformat", value="application/akn+xml")


def _frbr(
    parent: Any, tag: str, address: str, this: str, day: str, name: str, author: str = "#council"
) -> Any:
    level = _under(parent, tag)
    _under(level, "FRBRthis", value=this)
    _under(level, "FRBRuri", value=address)
    _under(level, "FRBRdate", date=day, name=name)
    _under(level, "FRBRauthor", href=author)
    return level


def _lifecycle(meta: Any, act: Act) -> None:
    lifecycle = _under(meta, "lifecycle", source="#portal")
    _under(lifecycle, "eventRef", eId="event_1", date=act.day.isoformat(), source="#original",
           type="generation")  # fmt: skip
    for order, event in enumerate(act.events, 2):
        _under(lifecycle, "eventRef", eId=f"event_{order}", date=event.day.isoformat(),
               source=f"#change_{order - 1}", type=event.change.value)  # fmt: skip


def _references(meta: Any, act: Act) -> None:
    references = _under(meta, "references", source="#portal")
    _under(references, "original", eId="original", href=_work(act), showAs=act.title or act.number)
    for order, event in enumerate(act.events, 1):
        name, address = ("passiveRef", event.by_address) if event.by_address else _JUDGMENT
        _under(references, name, eId=f"change_{order}", href=address, showAs=event.by_title)
    _under(references, "TLCOrganization", eId="council", showAs=act.council,
           href=f"/akn/ontology/organization/kz-{act.kato}/maslikhat")  # fmt: skip
    _under(references, "TLCOrganization", eId="portal", showAs="Maslikhat portal",
           href="/akn/ontology/organization/kz/maslikhat-portal")  # fmt: skip


def _preamble(main: Any, text: OfficialText) -> None:
    units = text.of_kind(Kind.PREAMBLE)
    if units:
        preamble = _under(main, "preamble")
        for unit in units:
            _block(preamble, unit.text)


def _conclusions(main: Any, text: OfficialText) -> None:
    closing, signed = text.of_kind(Kind.CLOSING), text.of_kind(Kind.SIGNATURE)
    if not closing and not signed:
        return
    conclusions = _under(main, "conclusions")
    for unit in closing:
        _block(conclusions, unit.text)
    for unit in signed:
        _block(_under(conclusions, "p"), unit.text, "signature")


def _attachments(main: Any, act: Act, made: _Made) -> None:
    annexes = act.text.of_kind(Kind.ANNEX)
    if not annexes:
        return
    attachments = _under(main, "attachments")
    for order, annex in enumerate(annexes, 1):
        name = made.name("", "att", annex.number or str(order))
        attachment = _under(attachments, "attachment", eId=name)
        document = _under(attachment, "doc", name="annex")
        _meta(document, act, f"!annex_{order}")
        _block(_under(document, "preface"), annex.text)
        _hierarchy(_under(document, "mainBody"), annex.units, made, name)


def _hierarchy(parent: Any, units: Iterable[Unit], made: _Made, around: str) -> None:
    """The units of a body or an annex; one without a number is a container of its own."""
    is_empty = True
    for unit in units:
        is_empty = False
        if unit.kind in _ELEMENTS:
            _numbered(parent, unit, made, around)
        else:
            _unnumbered(parent, unit, made, around)
    if is_empty:
        _unnumbered(parent, Unit(Kind.PLAIN, ""), made, around)


def _unnumbered(parent: Any, unit: Unit, made: _Made, around: str) -> None:
    name = made.name(around, "hcontainer", "")
    container = _under(parent, "hcontainer", name="unnumbered", eId=name)
    _words(_under(container, "content"), unit)


def _numbered(parent: Any, unit: Unit, made: _Made, around: str) -> None:
    """Its number, its heading or its words, and what is in it. The depth is that of the kinds."""
    tag, short = _ELEMENTS[unit.kind]
    name = made.name(around, short, unit.number)
    # The anchor on the portal's page is the same in every language and version: the work's own.
    element = _under(parent, tag, eId=name, wId=unit.anchor)
    _block(element, unit.label, "num")
    own = [] if unit.kind in HEADINGS else [Unit(Kind.PLAIN, "", text=unit.text)]
    if unit.kind in HEADINGS and unit.text:
        _block(element, unit.text, "heading")
    own += [part for part in unit.units if part.kind not in _ELEMENTS]
    parts = [part for part in unit.units if part.kind in _ELEMENTS]
    if own or not parts:
        words = _under(element, "intro" if parts else "content")
        for part in own or [Unit(Kind.PLAIN, "")]:
            _words(words, part)
    for part in parts:
        _numbered(element, part, made, name)


def _words(parent: Any, unit: Unit) -> None:
    if unit.kind != Kind.TABLE:
        _block(parent, unit.text)
        return
    table = _under(parent, "table")
    for order, row in enumerate(cells_of(unit)):
        line = _under(table, "tr")
        for cell in row:
            _block(_under(line, "td" if order else "th"), cell)


def _work(act: Act) -> str:
    return work_address(act.kato, act.day, act.number)


def _version(act: Act) -> dt.date:
    return act.version_day or act.day


def _in_address(number: str) -> str:
    bare = "".join(unicodedata.normalize("NFC", number).split())
    return quote(bare, safe="-._~") or "nn"


def _in_identifier(number: str) -> str:
    """As the naming convention writes numbers: letters and digits, others as hyphens."""
    return re.sub(r"[^\w]+", "-", number).strip("-_") or "nn"


def _clean(text: str) -> str:
    """Without the signs that XML cannot have; stars of emphasis go."""
    return re.sub(r"\*\*([^*]{1,2000})\*\*", r"\1", _NOT_XML.sub("", text))

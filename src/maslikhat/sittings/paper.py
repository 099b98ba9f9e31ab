"""The approved minutes as files: a tagged PDF (PDF/UA-1) and a DOCX, in each official language."""

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from docx import Document
from docx.document import Document as Docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from maslikhat.decisions.masking.masks import opened
from maslikhat.kit.installation import is_demo
from maslikhat.kit.typeset import FRAME, Template, frame, shown
from maslikhat.registry.heads import head_on
from maslikhat.registry.models import Person
from maslikhat.sittings.covering import wanted_in
from maslikhat.sittings.minutes import OFFICIAL, Part, as_parts
from maslikhat.sittings.models import MinutesVersion, Sitting
from maslikhat.sittings.titles import title_of

_template = Template(Path(__file__).parent / "typst" / "minutes.typ", "minutes")
WORDS = {
    "kk": {
        "act": "ХАТТАМА",
        "on_paper": "Хаттаманы портал отырыстың деректерінен жасады, төраға порталда бекітті."
        " Құжатта электрондық цифрлық қолтаңба жоқ.",
    },
    "ru": {
        "act": "ПРОТОКОЛ",
        "on_paper": "Протокол составлен порталом по данным заседания и утверждён"
        " председательствующим на портале. Электронной цифровой подписи на документе нет.",
    },
}


# Besides those that hold where no style is named.
STYLES = {"Heading1", "Heading1Char", "Heading2", "Heading2Char"}
# What the blank of python-docx has besides: lists, a picture of it, its styles for Word of 2007.
NEEDLESS = ("/numbering", "/thumbnail", "/customXml", "/stylesWithEffects")


class Paper(NamedTuple):
    """What stands on the paper, in one language (kk or ru)."""

    lang: str
    title: str
    council: str
    day: dt.date
    parts: list[Part]
    signed: str
    verify_address: str
    is_demo: bool


def paper_of(sitting: Sitting, version: MinutesVersion, lang: str, chair: Person) -> Paper:
    """The open part of the minutes, personal data covered, signed by who approves them."""
    head = head_on(sitting.council, sitting.day)
    is_head = head is not None and head.person.pk == chair.pk
    office = head.title(lang).text if head is not None and is_head else ""
    with translation.override(lang):
        verify = settings.PUBLIC_URL + reverse("ledger:verify")
    return Paper(
        lang=lang,
        title=title_of(sitting, lang).text,
        council=getattr(sitting.council, f"name_{lang}"),
        day=sitting.day,
        parts=as_parts(opened(getattr(version, f"text_{lang}"), wanted_in(sitting))),
        signed=f"{office} {chair.short_name(lang)}".strip(),
        verify_address=verify,
        is_demo=is_demo(),
    )


def pdf_of(paper: Paper) -> bytes:
    """The PDF: tagged, its language and title stated, every page marked when it is of a demo."""
    words = WORDS[paper.lang]
    told = {
        **frame(
            paper.lang,
            f"{words['act']}. {paper.title}",
            paper.council,
            paper.day,
            paper.verify_address,
            is_demo=paper.is_demo,
        ),
        "act": words["act"],
        "parts": [
            {"heading": shown(one.heading), "sentences": [shown(text) for text in one.sentences]}
            for one in paper.parts
        ],
        "signed": shown(paper.signed),
        "on_paper": words["on_paper"],
    }
    return _template.pdf(told, paper.day)


def docx_of(paper: Paper) -> bytes:
    """The same for an editor of texts, with headings, language and title in their places."""
    words, made = WORDS[paper.lang], Document(BytesIO(_blank()))
    made.core_properties.title = f"{words['act']}. {paper.title}"
    made.core_properties.author = paper.council
    made.core_properties.language = paper.lang
    moment = dt.datetime.combine(paper.day, dt.time())
    made.core_properties.created = made.core_properties.modified = moment
    _speak(made, paper.lang)
    if paper.is_demo:
        made.add_paragraph(FRAME[paper.lang]["demo"])
    made.add_paragraph(paper.council).alignment = WD_ALIGN_PARAGRAPH.CENTER
    _add_heading(made, words["act"], 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for part in paper.parts:
        if part.heading:
            _add_heading(made, part.heading, 2)
        for sentence in part.sentences:
            made.add_paragraph(sentence)
    made.add_paragraph(paper.signed)
    made.add_paragraph(words["on_paper"])
    file = BytesIO()
    made.save(file)
    return file.getvalue()


@cache
def _blank() -> bytes:
    """An empty document with the styles of the minutes alone: all that stands in it is read and
    written anew with each file, and the usual one has 160 styles, twice."""
    made = Document()
    styles = made.styles.element
    for one in styles.style_lst:
        if not one.default and one.styleId not in STYLES:
            styles.remove(one)
    for rels in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in rels.items() if rel.reltype.endswith(NEEDLESS)]:
            del rels[key]
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _add_heading(made: Docx, text: str, level: int) -> Paragraph:
    """A heading of the level; called by its name, a style is sought among all, twice a heading."""
    heading = made.add_paragraph(text)
    heading._p.style = f"Heading{level}"
    return heading


def _speak(made: object, lang: str) -> None:
    """State the language of the whole text, for whoever has it read aloud."""
    style = made.styles["Normal"].element.get_or_add_rPr()  # type: ignore[attr-defined]
    told = OxmlElement("w:lang")
    told.set(qn("w:val"), {"kk": "kk-KZ", "ru": "ru-RU"}[lang])
    style.append(told)


def files_of(sitting: Sitting, version: MinutesVersion, chair: Person) -> dict[str, bytes]:
    """The four files by the names of their columns: pdf_kk, pdf_ru, docx_kk, docx_ru."""
    files = {}
    for lang in OFFICIAL:
        paper = paper_of(sitting, version, lang, chair)
        files[f"pdf_{lang}"] = pdf_of(paper)
        files[f"docx_{lang}"] = docx_of(paper)
    return files

"""A letter about a figure on paper, as its writer left it (`kit.typeset`)."""

from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from maslikhat.kit import squares
from maslikhat.kit.days import today
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import reader_language
from maslikhat.kit.typeset import Template, frame, shown
from maslikhat.money.figures import Figure

_template = Template(Path(__file__).parent / "typst" / "question.typ", "question")


def letter_pdf(text: str, figure: Figure) -> bytes:
    """The letter as tagged PDF, in the language that is on, with the way to the figure's page."""
    address = settings.PUBLIC_URL + figure.address
    framed = frame(reader_language(), figure.title, "", today(), "", is_demo=is_demo())
    framed["verify_words"] = ""
    blocks = [part.split("\n") for part in text.replace("\r\n", "\n").split("\n\n")]
    lines = [[shown(line) for line in block if line.strip()] for block in blocks]
    told = {
        "blocks": [block for block in lines if block],
        "address": address,
        "squares": squares.drawn(address),
        "page_words": shown(_("The figure and its files:")),
        "sender_words": shown(_("Whoever sends this letter has written it, not the portal.")),
    }
    return _template.pdf({**framed, **told}, today())

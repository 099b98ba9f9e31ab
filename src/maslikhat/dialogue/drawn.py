"""A text as it is kept: cleaned and drawn before the act that keeps it begins."""

from typing import NamedTuple

from maslikhat.dialogue.texts import clean_body
from maslikhat.dialogue.unfolding import marked, set_apart
from maslikhat.kit.markdown import to_html
from maslikhat.kit.refusals import Refused


class Text(NamedTuple):
    """A body, cleaned and drawn; or why it cannot be one, said when the act has seen who asks."""

    body: str = ""
    html: str = ""
    refusal: Refused | None = None


def drawn(body: str | Text) -> Text:
    """The body as it is kept: the slow part of writing, which needs no database."""
    if isinstance(body, Text):
        return body
    try:
        body = clean_body(body)
        return Text(body, marked(to_html(set_apart(body))))
    except Refused as refusal:
        return Text(refusal=refusal)


def fit(body: str | Text) -> Text:
    """The body as it is kept; refused (422) when it is none."""
    text = drawn(body)
    if text.refusal is not None:
        raise text.refusal
    return text

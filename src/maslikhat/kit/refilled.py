"""A page drawn again after its form was refused: the words that were sent stand in it, and why.

Pure: HTML of our own templates in, the same HTML with a few tags written anew out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from urllib.parse import urljoin

Sent = Mapping[str, Sequence[str]]
Attributes = dict[str, str | None]
# What is never written back: buttons, what only a person may choose; hidden fields.
_LEFT = {"hidden", "password", "file", "submit", "button", "image", "reset"}
_TICKED = {"checkbox", "radio"}


@dataclass
class _Tag:
    """A start tag where it stands, and for a text area the end of its words."""

    name: str
    attributes: Attributes
    start: int
    end: int
    text_end: int = 0
    # The select that an option belongs to.
    of: str = ""

    @property
    def field(self) -> str:
        return self.attributes.get("name") or self.of

    @property
    def kind(self) -> str:
        return (self.attributes.get("type") or "text").lower()


@dataclass
class _Form:
    """A form of a page: its tag, its fields, and the folded parts that it lies in."""

    tag: _Tag
    folds: list[_Tag]
    fields: list[_Tag] = field(default_factory=list)

    def goes_to(self, address: str, page: str) -> bool:
        """Whether the form, or a button of it, is sent to this path, whatever is asked there."""
        targets = [self.tag.attributes.get("action") or page]
        targets += [one.attributes.get("formaction") or "" for one in self.fields]
        paths = [urljoin(page, target).partition("?")[0] for target in targets if target]
        return address in paths

    def bears(self, sent: Sent) -> bool:
        """Whether what tells this form from its like (row, kind) is what was sent."""
        hidden = [one for one in self.fields if one.kind == "hidden"]
        told = {one.field: one.attributes.get("value") or "" for one in hidden}
        return all(value in sent.get(name, ()) for name, value in told.items() if value.isdigit())


class _Reader(HTMLParser):
    """Finds the forms of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.line_starts = [0]
        for line in html.split("\n"):
            self.line_starts.append(self.line_starts[-1] + len(line) + 1)
        self.forms: list[_Form] = []
        self.others: list[_Tag] = []
        self.folds: list[_Tag] = []
        self.form: _Form | None = None
        self.select: _Tag | None = None
        self.area: _Tag | None = None
        self.feed(html)
        self.close()

    def place(self) -> int:
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        start = self.place()
        found = _Tag(tag, dict(attrs), start, start + len(self.get_starttag_text() or ""))
        if tag == "form":
            self.form = _Form(found, list(self.folds))
            self.forms.append(self.form)
        elif tag == "details":
            self.folds.append(found)
        elif tag in {"input", "button", "textarea", "select", "option"}:
            self.take(found)

    def take(self, found: _Tag) -> None:
        if found.name == "select":
            self.select = found
        if found.name == "option" and self.select is not None:
            found.of = self.select.attributes.get("name") or ""
        if found.name == "textarea":
            self.area = found
        if "form" in found.attributes:
            self.others.append(found)
        elif self.form is not None:
            self.form.fields.append(found)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "details" and self.folds:
            self.folds.pop()
        elif tag == "select":
            self.select = None
        elif tag == "textarea" and self.area is not None:
            self.area.text_end = self.place()
            self.area = None


def refilled(html: str, page: str, address: str, sent: Sent, said: str) -> str | None:
    """The page with `sent` in the form that goes to `address`, and `said` (HTML) first in it.

    `page` is the page's own path and query, which forms without an address are sent to. None where
    the page has no such form. Files and passwords are chosen anew; hidden fields stay the page's
    own.
    """
    read = _Reader(html)
    forms = [form for form in read.forms if _is_sent(form, page, address)]
    alike = [form for form in forms if form.bears(sent)] or forms
    if not alike or (len(alike) > 1 and not alike[0].bears(sent)):
        return None
    form = alike[0]
    number = form.tag.attributes.get("id")
    own = [one for one in read.others if number and one.attributes["form"] == number]
    changes = [(form.tag.end, form.tag.end, said)]
    changes += [_opened(fold) for fold in form.folds]
    changes += _filled([*form.fields, *own], sent)
    if page != address:
        # The answer stands at another address than the page: forms without one keep their own.
        changes += [_addressed(one.tag, page) for one in read.forms]
    for start, end, words in sorted(changes, reverse=True):
        html = html[:start] + words + html[end:]
    return html


def _is_sent(form: _Form, page: str, address: str) -> bool:
    return (form.tag.attributes.get("method") or "").lower() == "post" and form.goes_to(
        address, page
    )


def _filled(fields: list[_Tag], sent: Sent) -> list[tuple[int, int, str]]:
    """The fields with what was sent; of fields of one name each takes the next of its values."""
    left = {name: list(values) for name, values in sent.items()}
    changes = []
    for one in fields:
        values = sent.get(one.field, ())
        if one.name == "option":
            if one.of in sent and "value" in one.attributes:
                changes.append(_marked(one, "selected", values))
        elif one.name == "input" and one.kind in _TICKED:
            changes.append(_marked(one, "checked", values))
        elif one.name == "textarea" and left.get(one.field):
            # The first line break of a text area is not its own.
            changes.append((one.end, one.text_end, "\n" + escape(left[one.field].pop(0))))
        elif one.name == "input" and one.kind not in _LEFT and left.get(one.field):
            changes.append(_written(one, {**one.attributes, "value": left[one.field].pop(0)}))
    return changes


def _marked(tag: _Tag, mark: str, values: Sequence[str]) -> tuple[int, int, str]:
    rest = {name: value for name, value in tag.attributes.items() if name != mark}
    is_chosen = (rest.get("value") or ("" if mark == "selected" else "on")) in values
    return _written(tag, {**rest, mark: None} if is_chosen else rest)


def _opened(fold: _Tag) -> tuple[int, int, str]:
    return _written(fold, {**fold.attributes, "open": None})


def _addressed(tag: _Tag, page: str) -> tuple[int, int, str]:
    return _written(tag, {**tag.attributes, "action": tag.attributes.get("action") or page})


def _written(tag: _Tag, attributes: Attributes) -> tuple[int, int, str]:
    words = [
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in attributes.items()
    ]
    return tag.start, tag.end, f"<{tag.name}{''.join(words)}>"

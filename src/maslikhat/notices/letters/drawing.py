"""How a letter looks: HTML that needs no picture and no style, and a text that says the same."""

import datetime as dt
import hashlib
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maslikhat.kit.formats.words import moment
from maslikhat.kit.installation import is_demo
from maslikhat.kit.languages import Said
from maslikhat.notices.letters.tokens import DIGEST, DIRECT, Unsubscription
from maslikhat.notices.models import Delivery
from maslikhat.notices.sentences import sentence
from maslikhat.notices.sight import Ref

LONGEST_SUBJECT = 150


class Line(NamedTuple):
    """One thing that was done: the act's word, who, when, and the beginning of what was said."""

    act: str
    who: str
    at: dt.datetime
    excerpt: Said | None
    address: str


class Group(NamedTuple):
    """A thing with the newest lines about it, and how many more there are."""

    title: Said
    address: str
    lines: list[Line]
    more: int


class Letter(NamedTuple):
    """A letter ready to go. `key` is the same whenever the same letter is written."""

    delivery: int
    user: int
    channel: str
    to: str
    key: str
    lang: str
    subject: str
    text: str
    html: str
    stop: str


def absolute(path: str) -> str:
    """The whole address of a path of the portal."""
    return f"{settings.PUBLIC_URL}{path}"


def draw(
    delivery: Delivery,
    groups: list[Group],
    *,
    has_more: bool,
    lang: str,
    to: str,
    channel: str,
    via: Ref | None,
    because: str,
) -> Letter:
    """The letter to one reader. `via` is the followed thing it came by and `because` its title."""
    with translation.override(lang):
        stop = absolute(reverse("notices:unsubscribe", args=[_wish(delivery, via).token()]))
        context = {
            "because": _because(delivery, because),
            "groups": [_shown(group) for group in groups],
            "has_more": has_more,
            "inbox": absolute(reverse("notices:inbox")),
            "lang": lang,
            "mark": _("Demonstration: persons and amounts are invented") if is_demo() else "",
            "settings": absolute(reverse("notices:settings")),
            "stop": stop,
            "subject": _subject(delivery, groups),
        }
        return Letter(
            delivery.pk,
            delivery.user,
            channel,
            to,
            key_of(delivery),
            lang,
            _one_line(str(context["subject"]), LONGEST_SUBJECT),
            _text(context),
            render_to_string("notices/_letter.html", context),
            stop,
        )


def key_of(delivery: Delivery) -> str:
    """The letter's own name, from which nobody can tell another's."""
    words = f"{settings.SECRET_KEY}:delivery:{delivery.pk}"
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def _wish(delivery: Delivery, via: Ref | None) -> Unsubscription:
    """What the link at the end stops: letters of this sort, and no others."""
    if delivery.kind == Delivery.Kind.IMMEDIATE and via:
        return Unsubscription.from_thing(delivery.user, *via)
    scope = DIGEST if delivery.kind == Delivery.Kind.DIGEST else DIRECT
    return Unsubscription(delivery.user, scope)


def _subject(delivery: Delivery, groups: list[Group]) -> str:
    newest = groups[0].lines[0]
    if delivery.kind != Delivery.Kind.DIGEST:
        return f"{sentence(newest.act, newest.who)}: {groups[0].title.text}"
    count = sum(len(group.lines) + group.more for group in groups)
    words = ngettext("%(count)d new message for you", "%(count)d new messages for you", count)
    return words % {"count": count}


def _because(delivery: Delivery, title: str) -> str:
    if delivery.kind == Delivery.Kind.DIGEST:
        return _("You get this digest because you follow what is told of in it.")
    if delivery.kind == Delivery.Kind.DIRECT:
        return _("You get this letter because it concerns you in person.")
    if title:
        return _("You get this letter because you follow: %(title)s") % {"title": title}
    return _("You get this letter because of what you follow.")


def _shown(group: Group) -> dict[str, object]:
    """A group as the template and the text take it."""
    return {
        "title": group.title,
        "address": absolute(group.address),
        "more": group.more,
        "lines": [
            {
                "sentence": sentence(line.act, line.who),
                "moment": moment(line.at),
                "at": line.at,
                "excerpt": line.excerpt,
                "address": absolute(line.address),
            }
            for line in group.lines
        ],
    }


def _one_line(text: str, most: int) -> str:
    """A subject is one line, and no endless one."""
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _text(context: dict[str, object]) -> str:
    """The twin in plain text."""
    lines = [str(context["mark"]), ""] if context["mark"] else []
    lines += [str(context["subject"]), ""]
    for group in context["groups"]:  # type: ignore[attr-defined]
        lines += [f"* {_one_line(group['title'].text, 300)}", f"  {group['address']}"]
        for line in group["lines"]:
            lines.append(f"  - {line['moment']}. {line['sentence']}")
            if line["excerpt"]:
                lines.append(f"    {_one_line(line['excerpt'].text, 300)}")
            if line["address"] != group["address"]:
                lines.append(f"    {line['address']}")
        if group["more"]:
            lines.append("  " + _more(group["more"]))
        lines.append("")
    if context["has_more"]:
        lines += [_("There is more in your inbox:"), str(context["inbox"]), ""]
    lines += [
        "-- ",
        str(context["because"]),
        _("Choose which letters you get:"),
        str(context["settings"]),
        _("Stop these letters:"),
        str(context["stop"]),
    ]
    return "\n".join(lines) + "\n"


def _more(count: int) -> str:
    return ngettext("and %(count)d more", "and %(count)d more", count) % {"count": count}

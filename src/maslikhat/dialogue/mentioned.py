"""Mentions: a link to the page of a deputy, a commission or a council, and who hears of it.

It is called inside the act that keeps the text, in its transaction.
"""

import re
from collections.abc import Collection, Iterator
from html import unescape

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.followed import POST, TOPIC
from maslikhat.dialogue.models import Mention, Post
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.links import OwnPage, own_page
from maslikhat.kit.refusals import Refused
from maslikhat.notices.actions import MOST_ADDRESSEES, tell
from maslikhat.registry.followed import deputies
from maslikhat.registry.models import Commission, CommissionMember, Council, Headship, Role

MOST_MENTIONS = 20
_PIECES = re.compile(r'<(?P<quote>/?blockquote)>|<a href="(?P<to>[^"]*)"')
# The page that names each, and the column it is kept in.
_COLUMNS = {
    "portal:deputy": "person_id",
    "portal:commission": "commission_id",
    "portal:council": "council_id",
}
Named = tuple[str, int]


def mention(post: Post, *, by: User) -> None:
    """Keep whom the post names, and tell those at once who were not told of it before.

    Told are the deputy; the members of a commission; the clerk and the head of a council, and not
    its fifty deputies. Who may not enter the room hears nothing: the inbox asks it of each. What
    stands in a quotation was said before and names nobody. More than 20 are refused (422).
    """
    named = named_in(post.html)
    if not named:
        return
    rows = post.mentions.values_list("person_id", "commission_id", "council_id")
    before = {
        (column, number)
        for row in rows
        for column, number in zip(_COLUMNS.values(), row, strict=True)
        if number is not None
    }
    fresh = named - before
    if not fresh:
        return
    keys = list(_COLUMNS.values())
    places = [tuple(n if column == key else None for key in keys) for column, n in sorted(fresh)]
    insert_rows(Mention, ["post_id", *keys], [(post.pk, *row) for row in places])
    _tell(post, fresh, before, by=by)


def _tell(post: Post, fresh: set[Named], before: set[Named], *, by: User) -> None:
    known = users_named(before)
    persons = _persons(fresh) - known
    bodies = _bodies(fresh) - known - persons
    for act, users in (("dialogue.mention", persons), ("dialogue.mention_body", bodies)):
        if users:
            tell(
                TOPIC,
                post.topic_id,
                act=act,
                by=by,
                key=f"{act}:{post.pk}:{post.version}",
                directly=sorted(users)[:MOST_ADDRESSEES],
                followers=False,
                part=(POST, post.pk),
                at=post.edited_at or post.made_at,
            )


def named_in(html: str) -> set[Named]:
    """Those of the register whom the links name, each as its column and number."""
    asked: dict[str, set[int | str]] = {}
    for page in _links(html):
        if page.name in _COLUMNS:
            asked.setdefault(page.name, set()).add(next(iter(page.given.values())))
    if sum(map(len, asked.values())) > MOST_MENTIONS:
        raise Refused(
            _("A text names at most 20 deputies, commissions and maslikhats. Take some links out."),
            status=422,
        )
    found: set[Named] = set()
    for name, values in asked.items():
        found |= {(_COLUMNS[name], number) for number in _numbers(name, values)}
    return found


def _numbers(name: str, values: Collection[int | str]) -> Iterator[int]:
    if name == "portal:deputy":
        yield from deputies().filter(pk__in=values).values_list("pk", flat=True)
    elif name == "portal:commission":
        yield from Commission.objects.filter(pk__in=values).values_list("pk", flat=True)
    else:
        yield from Council.objects.filter(code__in=values).values_list("pk", flat=True)


def _links(html: str) -> Iterator[OwnPage]:
    """The pages of the portal that a text links to outside its quotations."""
    depth = 0
    for piece in _PIECES.finditer(html):
        if piece["quote"]:
            depth += -1 if piece["quote"].startswith("/") else 1
        elif not depth and (page := own_page(unescape(piece["to"]))):
            yield page


def users_named(named: set[Named]) -> set[int]:
    """The users whom these names tell."""
    return _persons(named) | _bodies(named)


def _persons(named: set[Named]) -> set[int]:
    """The users who are these deputies."""
    numbers = [number for column, number in named if column == "person_id"]
    found = deputies().filter(pk__in=numbers, user__isnull=False) if numbers else ()
    return {person.user_id for person in found if person.user_id}


def _bodies(named: set[Named]) -> set[int]:
    """The users who sit in these commissions, and the clerks and heads of these councils."""
    day, users = today(), set[int | None]()
    commissions = [number for column, number in named if column == "commission_id"]
    councils = [number for column, number in named if column == "council_id"]
    if commissions:
        members = CommissionMember.objects.on(day).filter(
            holds_on(day, "mandate__"), holds_on(day, "commission__"), commission__in=commissions
        )
        users |= set(members.values_list("mandate__person__user", flat=True))
    if councils:
        clerks = Role.objects.on(day).filter(kind=Role.Kind.CLERK, council__in=councils)
        heads = Headship.objects.on(day).filter(council__in=councils)
        users |= set(clerks.values_list("user", flat=True))
        users |= set(heads.values_list("person__user", flat=True))
    return {user for user in users if user is not None}

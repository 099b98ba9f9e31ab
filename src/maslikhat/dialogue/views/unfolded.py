"""A page of posts with the cards of its links in it, for who reads without a script."""

from functools import cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from maslikhat.dialogue.bylines import PostRow
from maslikhat.dialogue.unfolding import asks_for_cards, filled
from maslikhat.kit.cards import card_of
from maslikhat.kit.languages import reader_language

# So many things are looked up for a page; other links stay links.
MOST_LOOKED_UP = 20


def unfolded(request: HttpRequest, posts: list[PostRow]) -> tuple[list[PostRow], bool]:
    """The posts, with their cards where `?cards=1` asks for them; and whether it is to be offered
    to ask."""
    if not any(asks_for_cards(post.html) for post in posts):
        return posts, False
    if request.GET.get("cards") != "1":
        return posts, True
    left = MOST_LOOKED_UP

    @cache
    def drawn(path: str) -> str:
        nonlocal left
        left -= 1
        card = card_of(path, request.user, reader_language()) if left >= 0 else None
        return render_to_string("kit/_card.html", {"card": card}, request) if card else ""

    # The posts are made by kit.markdown when they are written, the cards by a template of ours.
    shown = [
        post._replace(html=mark_safe(filled(post.html, drawn)))  # noqa: S308
        for post in posts
    ]
    return shown, False

"""A text taken away for good: its author hears at once what was taken, why, and what is left.

The text is gone, so that no appeal could bring it back: a sentence says who hears objections.
"""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.models import BlankReason, Post
from maslikhat.kit.languages import Said
from maslikhat.notices.actions import tell
from maslikhat.notices.registers import Kind, Thing

BLANKED = "dialogue.blanked"
WHAT_NEXT = {
    BlankReason.COURT: _("The portal hears no appeal against the decision of a court."),
    BlankReason.BODY: _("Objections are heard by the body that gave the order."),
    BlankReason.PERSONAL: _("You may write again without the personal data."),
}
ACTS = {"dialogue.blank": _("Your text was taken away on a legal ground")}


def why(reason: str) -> str:
    """Under what a text was taken away, in the reader's language; empty while it stands."""
    return str(BlankReason(reason).label) if reason else ""


def what_next(reason: str) -> str:
    """What its author can do now; empty while the text stands."""
    return str(WHAT_NEXT[BlankReason(reason)]) if reason else ""


def tell_author(post: Post) -> None:
    """Told in nobody's name, inside the act: it is an order, not somebody's wish."""
    if post.author.user_id is not None:
        tell(
            BLANKED,
            post.pk,
            act="dialogue.blank",
            by=None,
            key=f"dialogue.blank:{post.pk}",
            directly=[post.author.user_id],
        )


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """Why each of these texts was taken away, seen by its author alone; one query."""
    posts = Post.objects.filter(pk__in=numbers, blanked_at__isnull=False)
    return {
        post.pk: Thing(
            Said(f"{why(post.blank_reason)}. {what_next(post.blank_reason)}", lang),
            reverse("dialogue:history", args=[post.pk]),
            {post.author.user_id} if post.author.user_id else set(),
        )
        for post in posts.select_related("author")
    }


def visible(user: User) -> QuerySet[Any]:
    """The texts of this reader that were taken away."""
    return Post.objects.filter(author__user=user, blanked_at__isnull=False)


KINDS = {BLANKED: Kind(_("Texts of yours that were taken away"), show, visible)}

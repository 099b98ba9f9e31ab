"""What is typed and not posted is kept on the server: it is nobody's business but the writer's."""

import uuid
from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue import permissions
from maslikhat.dialogue.models import Draft, Post
from maslikhat.dialogue.places import Place
from maslikhat.dialogue.texts import BODY_MOST, TITLE_MOST
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.transactions import atomic
from maslikhat.registry.standing import standing

MOST_DRAFTS = 100
# The fields that are kept, and the most characters of each; a text too long to post is kept too.
FIELDS = {
    "body": 2 * BODY_MOST,
    "title": 2 * TITLE_MOST,
    "language": 2,
    "kind": 12,
    "rubric": 64,
    "room": 60,
    "files": 200,
    # Whom a conversation is to begin with.
    "with": 1000,
}


@atomic
def keep_draft(
    place: Place, *, by: User, words: Mapping[str, str], key: uuid.UUID | None = None
) -> Draft | None:
    """Keep what somebody is typing; None when nothing was typed, or the form is posted already.

    `key` is the form's own number: what comes late, after its post, makes no draft of it again.
    """
    if not permissions.may_keep_draft(by, place):
        raise Hidden()
    kept = {name: words[name] for name in FIELDS if words.get(name)}
    if any(len(text) > FIELDS[name] for name, text in kept.items()):
        raise Refused(_("The text is too long to be kept as a draft. Shorten it."), status=422)
    own = Draft.objects.of(by)
    if not _says_something(place, kept) or _is_posted(by, key):
        own.filter(place=str(place)).delete()
        return None
    draft, is_new = own.update_or_create(
        user=by, place=str(place), defaults={"words": kept, "saved_at": timezone.now()}
    )
    if is_new:
        latest = own.order_by("-saved_at", "-pk").values_list("pk", flat=True)
        own.filter(pk__in=list(latest[MOST_DRAFTS:])).delete()
    return draft


@atomic
def discard_draft(place: Place, *, by: User) -> None:
    """Throw away one's own draft."""
    if not permissions.may_discard_draft(by):
        raise Hidden()
    Draft.objects.of(by).filter(place=str(place)).delete()


def _says_something(place: Place, words: Mapping[str, str]) -> bool:
    """Whether anything was typed; a change that changes nothing is none."""
    post, body = place.post(), words.get("body", "").replace("\r\n", "\n").strip()
    if post is not None:
        return bool(body) and body != post.body
    return bool(body or words.get("title", "").strip())


def _is_posted(by: User, key: uuid.UUID | None) -> bool:
    person = standing(by).person_id
    return key is not None and Post.objects.filter(author=person, key=key).exists()

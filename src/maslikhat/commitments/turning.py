"""What a topic or a post of an open room may become: an inquiry, a recommendation."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.commitments.course import Kind
from maslikhat.commitments.models import Commitment
from maslikhat.dialogue.permissions import may_read
from maslikhat.dialogue.registers import Entry, Matter, Told
from maslikhat.registry.standing import Visitor, standing


def _begun(kind: Kind) -> Callable[[Matter], str]:
    """The address on which it is begun with the words of the topic or post."""

    def address(matter: Matter) -> str:
        told = {"kind": kind.value, "topic": matter.topic}
        if matter.post is not None:
            told["post"] = matter.post
        return f"{reverse('commitments:begin')}?{urlencode(told)}"

    return address


def _may_ask_own(user: Visitor, topic: Told) -> bool:
    """Deputies send inquiries; the apparatus sends what a deputy has signed on paper."""
    stands = standing(user)
    return may_read(None, topic.room) and bool(stands.deputy_of or stands.clerk_of)


def _may_recommend(user: Visitor, topic: Told) -> bool:
    """Whoever is of a maslikhat may begin one; in whose name it is sent the form asks."""
    return may_read(None, topic.room) and bool(standing(user).councils)


def _became_a_letter() -> Exists:
    """Whether a body was asked with the words of a post: all such letters everyone reads."""
    return Exists(Commitment.objects.filter(post=OuterRef("pk")))


LED_ON = {"commitment": _became_a_letter}
ENTRIES = {
    "inquiry": Entry(_("Deputy's inquiry"), _begun(Kind.INQUIRY), _may_ask_own),
    "recommendation": Entry(_("Recommendation"), _begun(Kind.RECOMMENDATION), _may_recommend),
}

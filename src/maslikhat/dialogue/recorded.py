"""What of the dialogue the public record may show: topics and posts of rooms that all may read."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from maslikhat.dialogue.followed import POST, TOPIC, show_posts, show_topics
from maslikhat.ledger.registers import Kind, Thing


def show_open_topics(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Those of these topics that everyone may read."""
    shown = show_topics(numbers, (), lang).items()
    return {n: Thing(thing.title, thing.address) for n, thing in shown if thing.readers is None}


def show_open_posts(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """Those of these posts that everyone may read, as far as their text stands."""
    shown = show_posts(numbers, (), lang).items()
    return {n: Thing(thing.title, thing.address) for n, thing in shown if thing.readers is None}


# The acts of which the page itself tells everyone who did them and when.
KINDS = {
    TOPIC: Kind(_("Topic"), show_open_topics, {"dialogue.start_topic": _("The topic was started")}),
    POST: Kind(
        _("The post"),
        show_open_posts,
        {"dialogue.reply": _("The post was written"), "dialogue.edit": _("The post was changed")},
    ),
}

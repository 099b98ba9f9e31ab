"""What is said to those who may not write, or leave out what is needed."""

from django.utils.translation import gettext as _

from maslikhat.dialogue.models import RoomRef, TopicKind
from maslikhat.dialogue.models.rooms import Kind
from maslikhat.kit.refusals import Refused
from maslikhat.moderation.suspensions import suspended
from maslikhat.registry.standing import Visitor
from maslikhat.rubrics.models import Rubric


def only_deputies(by: Visitor | None = None) -> Refused:
    """To whoever holds no mandate; to a deputy who is suspended, until when and why."""
    return suspended(by) or Refused(
        _("Only deputies with a mandate write here; you can read what is open."), status=403
    )


def not_kept() -> Refused:
    """To whoever does not keep the room."""
    return Refused(
        _("Only those who keep this room do that: the chair, the clerk, who leads the group."),
        status=403,
    )


def not_retitled(by: Visitor | None = None) -> Refused:
    """To whoever would call the topic of another otherwise, or an own one that was answered."""
    return suspended(by) or Refused(
        _(
            "Title and subject are changed by who began the topic, until somebody replies, and by"
            " those who keep or moderate the room."
        ),
        status=403,
    )


def closed() -> Refused:
    """To whoever would reply where nobody does any more."""
    return Refused(_("This topic is closed: it is read, and nobody replies. Start a new one."))


def locked() -> Refused:
    """To a keeper who would open again what the moderation has locked."""
    return Refused(_("The moderation has locked this topic, and only the moderation unlocks it."))


def not_yours(by: Visitor | None = None) -> Refused:
    """To whoever would change a text of another, or one that is not shown."""
    return suspended(by) or Refused(
        _("You can change only your own text, and only while it stands."), status=403
    )


def not_led() -> Refused:
    """To whoever does not lead the group."""
    return Refused(_("Only a deputy who leads the group does that, while it stands."), status=403)


def not_a_deputy() -> Refused:
    """To whoever would write to somebody who could not answer."""
    return Refused(
        _("Choose deputies with a mandate who have joined the portal already."), status=422
    )


def refuse_no_subject(kind: str, rubric: Rubric | None, room: RoomRef) -> None:
    """A question names its subject, unless its room does (422)."""
    if kind == TopicKind.QUESTION and rubric is None and room.kind != Kind.RUBRIC:
        raise Refused(
            _("Choose the subject of the question: by it those who know are found."), status=422
        )

"""What the minutes of a sitting are drawn from: asked once, told in each language."""

from typing import NamedTuple

from maslikhat.accounts.models import User
from maslikhat.registry.heads import Head, head_on
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.models import Presence, Recess, Sitting, Speech
from maslikhat.sittings.presences import presences_of
from maslikhat.sittings.shown import ItemRow, There, all_of, there_at
from maslikhat.sittings.voted import Votes, votes_on


class Gathered(NamedTuple):
    """All that the minutes of a sitting tell."""

    sitting: Sitting
    agenda: list[ItemRow]
    # Those that were given, by the number of the item.
    speeches: dict[int, list[Speech]]
    votes: Votes
    there: There
    presences: list[Presence]
    recesses: list[Recess]
    # The head of the council, and who heads the body: in a commission another person.
    head: Head | None
    chair_id: int | None
    # Who has entered a sitting that is brought over.
    entered_by: User | None


def gathered(sitting: Sitting) -> Gathered:
    """What the minutes tell of a sitting; eighteen queries at most, whatever was decided."""
    agenda = all_of(sitting)
    spoken = Speech.objects.filter(sitting=sitting).given().select_related("mandate__person")
    speeches: dict[int, list[Speech]] = {}
    for speech in spoken:
        speeches.setdefault(speech.item_id, []).append(speech)
    head = head_on(sitting.council, sitting.day)
    chair_id = head.person.pk if head is not None else None
    return Gathered(
        sitting=sitting,
        agenda=agenda,
        speeches=speeches,
        votes=votes_on(row.motions for row in agenda),
        there=there_at(sitting),
        presences=presences_of(sitting),
        recesses=list(sitting.recesses.filter(ended_at__isnull=False)),
        head=head,
        chair_id=chair_id if sitting.commission is None else body_of(sitting).chair_id,
        entered_by=User.objects.filter(pk=sitting.by).first() if sitting.is_brought_over else None,
    )

"""The first days of an account: fewer posts, topics, links and invitations, so that a stolen code
does little.

Talk that is brought over with its own time is not counted: nobody types it in.
"""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.dialogue.drawn import Text
from maslikhat.dialogue.models import GroupMember, Participant, Topic
from maslikhat.kit.formats.words import moment
from maslikhat.kit.refusals import Refused
from maslikhat.registry.models import Person

FIRST_DAYS = dt.timedelta(days=3)
POSTS_AN_HOUR = 5
TOPICS_A_DAY = 2
LINKS_A_POST = 2
INVITED_A_DAY = 10


def refuse_many_posts(by: User, written: int) -> None:
    """Refuse (429) the sixth post or change within an hour of who is new."""
    if _is_new(by) and written >= POSTS_AN_HOUR:
        raise Refused(
            _("Your account is new: until %(moment)s you post at most %(most)s times an hour.")
            % {"moment": _end(by), "most": POSTS_AN_HOUR},
            status=429,
        )


def refuse_many_topics(by: User, person_id: int) -> None:
    """Refuse (429) the third topic within a day of who is new."""
    since = timezone.now() - dt.timedelta(days=1)
    if not _is_new(by):
        return
    if Topic.objects.filter(author=person_id, made_at__gte=since).count() >= TOPICS_A_DAY:
        raise Refused(
            _("Your account is new: until %(moment)s you start at most %(most)s topics a day.")
            % {"moment": _end(by), "most": TOPICS_A_DAY},
            status=429,
        )


def refuse_many_links(by: User, text: Text) -> None:
    """Refuse (422) a text with more than two links of who is new."""
    # An address that is only written out leads somewhere as well.
    links = max(text.html.count("<a "), text.body.count("://"))
    if _is_new(by) and links > LINKS_A_POST:
        raise Refused(
            _("Your account is new: until %(moment)s a text has at most %(most)s links.")
            % {"moment": _end(by), "most": LINKS_A_POST},
            status=422,
        )


def refuse_many_invited(by: User, person_id: int, more: int = 1) -> None:
    """Refuse (429) who is new to invite, with these, an eleventh deputy within a day: each is
    written to at once."""
    if not _is_new(by):
        return
    # Who invites to two groups at once is counted in both.
    Person.objects.select_for_update(no_key=True).get(pk=person_id)
    since = timezone.now() - dt.timedelta(days=1)
    written_to = Participant.objects.filter(conversation__made_by=person_id, joined_at__gte=since)
    invited = GroupMember.objects.filter(invited_by=person_id, made_at__gte=since).count()
    invited += written_to.exclude(person=person_id).count()
    if invited + more > INVITED_A_DAY:
        raise Refused(
            _(
                "Your account is new: until %(moment)s you invite at most %(most)s deputies a day"
                " to groups and conversations."
            )
            % {"moment": _end(by), "most": INVITED_A_DAY},
            status=429,
        )


def _is_new(by: User) -> bool:
    return timezone.now() < by.date_joined + FIRST_DAYS


def _end(by: User) -> str:
    return moment(by.date_joined + FIRST_DAYS)

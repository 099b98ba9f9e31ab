"""Sending what is due: nothing is lost, one person's bad address stops no other, none goes twice.

A delivery is taken for ten minutes, sent, and marked; marks are written for twenty at a time. Who
is killed in between leaves at most twenty letters that will be sent a second time, under the same
Message-ID: that is the one window of "at least once".
"""

import datetime as dt
import logging
import smtplib
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import F, Q
from django.utils import timezone

from maslikhat.kit.jobs import back_off
from maslikhat.kit.transactions import writing
from maslikhat.notices import messengers
from maslikhat.notices.letters.drawing import Letter
from maslikhat.notices.letters.writing import write
from maslikhat.notices.models import Channel, Delivery

log = logging.getLogger(__name__)

AT_ONCE, MARKED_AT_ONCE = 100, 20
TAKEN_FOR = dt.timedelta(minutes=10)
# A server that is away is asked again within the hour, for as long as it takes.
AN_HOUR = dt.timedelta(hours=1)
# For one letter: refused for good three times, or for now for some four days (RFC 5321, 4.5.4.1).
MOST_REFUSALS, MOST_FINAL_REFUSALS = 14, 3
AWAY_TWICE = 2
FINAL = 500
State = Delivery.State


class Way(Protocol):
    """A way out for letters."""

    def open(self) -> None: ...
    def send(self, letter: Letter) -> None: ...
    def close(self) -> None: ...


class MailWay:
    """By e-mail, over one connection."""

    def __init__(self) -> None:
        self.connection = get_connection()

    def open(self) -> None:
        """Reach the server; OSError when it cannot be had."""
        self.connection.open()

    def send(self, letter: Letter) -> None:
        """Hand one letter over; it is taken when this returns."""
        self.connection.send_messages([message(letter)])

    def close(self) -> None:
        """Say farewell, be it heard or not."""
        with suppress(OSError):
            self.connection.close()
        # What did not hear it is left: the next connection is a new one.
        if hasattr(self.connection, "connection"):
            self.connection.connection = None


class MessengerWay:
    """To the phone."""

    def open(self) -> None:
        """Nothing to do before the first message."""

    def send(self, letter: Letter) -> None:
        """Hand one message over: the text, as short as a letter can be."""
        messenger = messengers.chosen()
        assert messenger is not None, "letters are written for a messenger only where there is one"
        messenger.send(letter.user, letter.text, letter.key)

    def close(self) -> None:
        """Nothing to do after the last."""


WAYS: dict[str, type[Way]] = {Channel.MAIL: MailWay, Channel.MESSENGER: MessengerWay}


def message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as mail: two bodies, one-click unsubscribing (RFC 8058), no machine answers."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    made = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        to=[letter.to],
        headers={
            "Auto-Submitted": "auto-generated",
            "Content-Language": letter.lang,
            "List-Unsubscribe": f"<{letter.stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Message-ID": f"<{letter.key}@{host}>",
        },
    )
    made.attach_alternative(letter.html, "text/html")
    return made


def send_due(lasts: dt.timedelta) -> bool:
    """Send what is due, for at most about `lasts`; whether there may be more to send now."""
    ends = time.monotonic() + lasts.total_seconds()
    while time.monotonic() < ends:
        batch = take()
        if not batch:
            return False
        if not _send(batch):
            return False
    return True


def take(now: dt.datetime | None = None) -> list[Delivery]:
    """Take a hundred deliveries that are due, what goes at once before digests.

    Nobody else takes them for ten minutes; those of a sender that was killed come back by then.
    """
    now = now or timezone.now()
    with writing():
        due = Delivery.objects.filter(state__in=[State.WAITING, State.SENDING], next_at__lte=now)
        locked = due.select_for_update(skip_locked=True).order_by("next_at", "pk")
        is_digest = Q(kind=Delivery.Kind.DIGEST)
        taken = list(locked.exclude(is_digest)[:AT_ONCE]) or list(
            locked.filter(is_digest)[:AT_ONCE]
        )
        Delivery.objects.filter(pk__in=[delivery.pk for delivery in taken]).update(
            state=State.SENDING, next_at=now + TAKEN_FOR
        )
    return taken


def _send(batch: Sequence[Delivery]) -> bool:
    """Write and send a batch; False when a server could not be had."""
    by_number = {delivery.pk: delivery for delivery in batch}
    written = write(batch)
    _mark([number for number, letter in written.items() if letter is None], State.NOTHING)
    letters: dict[str, list[Letter]] = {}
    for number, letter in written.items():
        if isinstance(letter, Exception):
            _refuse(by_number[number], letter)
        elif letter is not None:
            letters.setdefault(letter.channel, []).append(letter)
    reached = [_send_by(WAYS[channel](), those, by_number) for channel, those in letters.items()]
    return all(reached)


def _send_by(way: Way, letters: Sequence[Letter], deliveries: dict[int, Delivery]) -> bool:
    """Send by one way; False when its server was away twice on end: the rest waits."""
    sent: list[int] = []
    away = 0
    for place, letter in enumerate(letters):
        error = _try(way, letter)
        if error is None:
            sent.append(letter.delivery)
            away = 0
        elif _is_away(error):
            away += 1
            _postpone([deliveries[letter.delivery]], error)
            way.close()
        else:
            _refuse(deliveries[letter.delivery], error)
        if len(sent) == MARKED_AT_ONCE:
            _mark(sent, State.SENT)
            sent = []
        if away == AWAY_TWICE and error is not None:
            _postpone([deliveries[rest.delivery] for rest in letters[place + 1 :]], error)
            break
    _mark(sent, State.SENT)
    way.close()
    return away < AWAY_TWICE


def _try(way: Way, letter: Letter) -> Exception | None:
    try:
        way.open()
        way.send(letter)
    except Exception as error:
        # Whatever it is, it must not keep the others from their letters.
        return error
    return None


def _is_away(error: Exception) -> bool:
    """Whether the server is at fault, and not this one letter."""
    # smtplib's errors are OSErrors too.
    own = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
    return isinstance(error, OSError) and not isinstance(error, own)


def _mark(numbers: Iterable[int], state: str) -> None:
    """These are done."""
    done = list(numbers)
    if not done:
        return
    with writing():
        Delivery.objects.filter(pk__in=done).update(
            state=state, ended_at=timezone.now(), tries=F("tries") + 1, error=""
        )
    if state != State.NOTHING:
        log.info("%d letters: %s", len(done), state)


def _postpone(deliveries: Iterable[Delivery], error: Exception) -> None:
    """The server was away: again later, one update for those tried equally often."""
    by_tries: dict[int, list[int]] = {}
    for delivery in deliveries:
        by_tries.setdefault(delivery.tries, []).append(delivery.pk)
    now = timezone.now()
    for tries, numbers in by_tries.items():
        wait = min(AN_HOUR, back_off(tries + 1))
        with writing():
            Delivery.objects.filter(pk__in=numbers).update(
                state=State.WAITING, tries=tries + 1, next_at=now + wait, error=_told(error)
            )
        log.warning("%d letters wait for their server: %s", len(numbers), _told(error))


def _refuse(delivery: Delivery, error: Exception) -> None:
    """This letter was refused: again later, or given up."""
    refusals = delivery.refusals + 1
    is_over = refusals >= (MOST_FINAL_REFUSALS if _code(error) >= FINAL else MOST_REFUSALS)
    now = timezone.now()
    with writing():
        Delivery.objects.filter(pk=delivery.pk).update(
            state=State.FAILED if is_over else State.WAITING,
            tries=F("tries") + 1,
            refusals=refusals,
            next_at=now + back_off(refusals),
            ended_at=now if is_over else None,
            error=_told(error),
        )
    log.warning("Delivery %d was refused: %s", delivery.pk, _told(error))


def _code(error: Exception) -> int:
    """The server's answer, 0 when it gave none."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max((int(code) for code, _words in error.recipients.values()), default=0)
    return int(error.smtp_code) if isinstance(error, smtplib.SMTPResponseException) else 0


def _told(error: Exception) -> str:
    """The class of the error and the server's code: its words may hold an address."""
    code = _code(error)
    return f"{type(error).__name__} {code}" if code else type(error).__name__

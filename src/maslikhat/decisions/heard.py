"""Who hears of what happens to a decision: searchers, followers, and whoever has the page open.

Each is called inside the act, in its transaction.
"""

from maslikhat.accounts.models import User
from maslikhat.decisions import finding
from maslikhat.decisions.followed import DECISION, sources_of
from maslikhat.decisions.models import Attachment, Decision, Referral, Version
from maslikhat.kit.days import holds_on, today
from maslikhat.live.actions import publish
from maslikhat.notices.actions import follow_from_now, tell


def channel_of(number: int) -> str:
    """The channel of a decision's page."""
    return f"decision:{number}"


def drafted(decision: Decision, *, by: User) -> None:
    """A draft was brought in: who did follows it, and its council's people hear."""
    finding.tell_decision(decision)
    follow_from_now(DECISION, decision.pk, by=by)
    _tell(decision, "decisions.draft", by=by)


def revised(decision: Decision, version: Version, *, by: User) -> None:
    """There is a new version."""
    moved(decision, "decisions.revise", by=by, key=str(version.number))


def referred(referral: Referral, *, by: User) -> None:
    """A draft went to a commission: its members are told directly."""
    decision = referral.decision
    day = today()
    members = referral.commission.members.on(day).filter(
        holds_on(day, "mandate__"), mandate__person__user__isnull=False
    )
    users = list(members.values_list("mandate__person__user", flat=True))
    finding.tell_decision(decision)
    publish(channel_of(decision.pk), "moved")
    _tell(decision, "decisions.refer", by=by, key=str(referral.pk), directly=users)


def moved(decision: Decision, act: str, *, by: User, key: str = "") -> None:
    """Something happened to a decision: its page, its followers and search follow."""
    finding.tell_decision(decision)
    publish(channel_of(decision.pk), "moved")
    _tell(decision, act, by=by, key=key)


def opened(decision: Decision, act: str, *, by: User, key: str = "") -> None:
    """Something happened that everyone may know of; the files of the decision follow it."""
    finding.tell_all_of(decision)
    publish(channel_of(decision.pk), "moved")
    _tell(decision, act, by=by, key=key)


def told_search(decision: Decision) -> None:
    """Only search and open pages follow."""
    finding.tell_decision(decision)
    publish(channel_of(decision.pk), "moved")


def attached(attachment: Attachment) -> None:
    """A file was put to a decision; search hears once its text is read."""
    publish(channel_of(attachment.decision_id), "moved")


def closed(attachment: Attachment) -> None:
    """A file is open to all no longer; search follows in the same transaction."""
    finding.tell_file(attachment)
    publish(channel_of(attachment.decision_id), "moved")


def _tell(
    decision: Decision, act: str, *, by: User, key: str = "", directly: list[int] | None = None
) -> None:
    tell(
        DECISION,
        decision.pk,
        act=act,
        by=by,
        key=f"{act}:{decision.pk}:{key}" if key else f"{act}:{decision.pk}",
        sources=sources_of(decision),
        directly=directly or [],
    )

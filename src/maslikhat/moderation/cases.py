"""A thing under the lock of its case, and what every act on one begins with."""

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.moderation import registers
from maslikhat.moderation.models import Act, Case, Measure, Office, Reason
from maslikhat.moderation.registers import Ref, Thing
from maslikhat.moderation.suspensions import suspensions_changed
from maslikhat.registry.models import Council
from maslikhat.registry.standing import standing


def case_of(ref: Ref) -> Case:
    """The case of a thing under its lock, made when there is none: one moderator at a time."""
    made, _is_new = Case.objects.get_or_create(kind=ref.kind, number=ref.number)
    return Case.objects.select_for_update(no_key=True).get(pk=made.pk)


def allow(is_allowed: bool) -> None:
    """Whoever may not decide on a thing is not told that there is anything to decide."""
    if not is_allowed:
        raise Hidden()


def known(reason: str) -> str:
    """A reason of the list; refused (422) when it is none."""
    if reason not in Reason.values:
        raise Refused(_("Choose a reason."), status=422)
    return reason


def office_of(by: User, thing: Thing, act: Act) -> tuple[Office, Council | None]:
    """In what office a moderator decides on a thing, and of which council; no council suspends."""
    who = standing(by)
    if act != Act.SUSPEND and thing.council in who.chair_of | who.clerk_of:
        office = Office.CHAIR if thing.council in who.chair_of else Office.CLERK
        return office, Council.objects.get(pk=thing.council)
    return (Office.OPERATOR if who.operator else Office.MODERATOR), None


def found(ref: Ref) -> Thing:
    """The thing as it is now; Hidden when there is no such."""
    thing = registers.thing(ref)
    if thing is None:
        raise Hidden()
    return thing


def author_of(case: Case) -> User:
    """The account of who made the thing; refused when there is none any more."""
    author = User.objects.filter(pk=found(case.ref).author or 0, is_active=True).first()
    if author is None:
        raise Refused(_("The author has no account any more."))
    return author


def refuse_report(by: User, thing: Thing) -> None:
    """Refuse (409) to report an own text, or one that nobody sees any more."""
    if thing.author == by.pk:
        raise Refused(_("This is your own text: you can change it yourself."))
    if not thing.stands:
        raise Refused(_("This text is shown to nobody: there is nothing to report any more."))


def close_reports(case: Case, *, by: User, is_groundless: bool) -> int:
    """The open reports of a thing are decided on; how many they were.

    Who was asked to suspend answers that: what the council itself decides leaves it open.
    """
    reports = case.reports.answered_by(by)
    return reports.update(closed_at=timezone.now(), is_groundless=is_groundless)


def undo(measure: Measure) -> None:
    """The measure holds no longer, and what it did to its thing is undone."""
    effect = registers.kinds[measure.case.kind].effects.get(measure.act)
    if effect is not None:
        effect.undo(measure.case.number)
    measure.ended_at = timezone.now()
    measure.save(update_fields=["ended_at"])
    suspensions_changed()

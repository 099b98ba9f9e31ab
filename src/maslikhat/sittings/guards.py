"""What acts on sittings share: the lock, what is asked before, and clean words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.decisions.masking.withheld import hold
from maslikhat.decisions.models import Decision
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.prepared import PreparedThings
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.registry.standing import Visitor
from maslikhat.sittings.course import State, allows
from maslikhat.sittings.models import Item, Minutes, Sitting
from maslikhat.sittings.models.sittings import NAMES
from maslikhat.sittings.permissions import is_insider, may_read
from maslikhat.sittings.words import STATES

_sittings = PreparedThings(
    lambda number: (
        Sitting.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=number)
        .select_related(*NAMES)
    )
)

_items = PreparedThings(lambda number, sitting: Item.objects.of(sitting).filter(pk=number))


def locked(number: int) -> Sitting:
    """The sitting as it stands now, held until the act ends: acts on one happen in turn."""
    for found in _sittings(number):
        return found
    raise Hidden()


def locked_item(item: Item) -> Item:
    """The item as it stands now, under the lock of its sitting and then of its decision: words of
    it are not covered meanwhile."""
    sitting = locked(item.sitting_id)
    if item.decision_id is not None:
        hold(Decision.objects.filter(pk=item.decision_id))
    for found in _items(item.pk, sitting.pk):
        found.sitting = sitting
        return found
    raise Hidden()


def allow(
    allowed: bool, user: Visitor | None, thing: Sitting | Item, *, for_deputies: bool = False
) -> None:
    """Refuse who may not: as if there were none (404) where it is closed, else with a sentence."""
    if allowed:
        return
    sitting = thing.sitting if isinstance(thing, Item) else thing
    is_closed = isinstance(thing, Item) and thing.is_closed_to_public
    if not may_read(user, sitting) or (is_closed and not is_insider(user, sitting)):
        raise Hidden()
    if for_deputies:
        raise Refused(
            _("Only deputies of this maslikhat or commission do this, each for themselves."),
            status=403,
        )
    raise not_led()


def not_led() -> Refused:
    """To whoever does not lead the sittings of the body."""
    return Refused(
        _("Only the chair and the clerk lead this sitting, in a commission also its secretary."),
        status=403,
    )


def refuse_approved(minutes: Minutes) -> None:
    """Refuse to change minutes that are approved; the form says so before it is filled in."""
    refuse_unless(
        minutes.approved_at is None, _("The minutes are approved: they do not change any more.")
    )


def in_time(act: str, sitting: Sitting) -> None:
    """Refuse an act that the state of the sitting does not allow (`course.ALLOWED`)."""
    in_state(act, sitting.state)


def in_state(act: str, state: State) -> None:
    """The same of a state by itself: a rehearsal has no sitting."""
    if not allows(act, state):
        raise Refused(
            _("This cannot be done now. The sitting: %(state)s.") % {"state": STATES[state]}
        )


def titled(titles: Mapping[str, str], most: int, needed: str) -> dict[str, str]:
    """Columns title_kk, title_ru, title_en; refused (422) without Kazakh and Russian."""
    found = {f"title_{lang}": line(titles.get(lang, ""), most) for lang in LANGUAGES}
    refuse_unless(bool(found["title_kk"] or found["title_ru"]), needed, status=422)
    return found

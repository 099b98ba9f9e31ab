"""Acts on honours."""

import datetime as dt
from collections.abc import Mapping

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.guards import allow, proper_name, proper_text, refuse_if, saved
from maslikhat.registry.models import Award, Bestowal, Person
from maslikhat.registry.permissions import may_bestow, may_make_award

SAID = tuple(
    f"{field}_{lang}"
    for field in ("basis", "event", "citation", "presented_by")
    for lang in ("kk", "ru", "en")
)
LONGEST_CITATION = 2000


@atomic
def make_award(
    *,
    by: User,
    code: str,
    kind: str,
    level: str,
    names: Mapping[str, str],
    awarding_body: Mapping[str, str],
    from_day: dt.date,
    to_day: dt.date | None = None,
) -> Award:
    """Add a kind of award; `names` and `awarding_body` are by language: kk, ru, en."""
    allow(may_make_award(by))
    refuse_if(
        to_day is not None and to_day <= from_day, _("The end must come after the beginning.")
    )
    columns = {
        f"{field}_{lang}": proper_name(given.get(lang, ""))
        for field, given in (("name", names), ("awarding_body", awarding_body))
        for lang in ("kk", "ru", "en")
    }
    award = saved(
        Award(code=code, kind=kind, level=level, from_day=from_day, to_day=to_day, **columns),
        _("An award with this code is there already."),
    )
    record(by, "registry.make_award", award)
    return award


@atomic
def bestow(
    award: Award,
    person: Person,
    *,
    by: User,
    day: dt.date,
    number: str = "",
    event_day: dt.date | None = None,
    said: Mapping[str, str] | None = None,
) -> Bestowal:
    """Enter that a person was given an award on a day.

    `said` holds any of basis_, event_, citation_, presented_by_ with kk, ru, en.
    """
    allow(may_bestow(by, person))
    refuse_if(not award.holds_on(day), _("This award is not given on this day."))
    refuse_if(day > today(), _("This day has not come yet."))
    words = {column: _proper(column, (said or {}).get(column, "")) for column in SAID}
    refuse_if(
        any(len(words[f"citation_{lang}"]) > LONGEST_CITATION for lang in ("kk", "ru", "en")),
        _("The occasion of the award is too long: at most %(most)s characters.")
        % {"most": LONGEST_CITATION},
    )
    bestowal = saved(
        Bestowal(
            award=award,
            person=person,
            day=day,
            number=proper_name(number),
            event_day=event_day,
            **words,
        ),
        _("This is entered already."),
    )
    record(by, "registry.bestow", bestowal)
    return bestowal


def _proper(column: str, text: str) -> str:
    """A citation may have lines; all else is a name."""
    return proper_text(text) if column.startswith("citation_") else proper_name(text)

"""The first version of the minutes, written within the act that closes the sitting."""

from maslikhat.accounts.models import User
from maslikhat.kit.days import ALMATY
from maslikhat.norms.calendar import Calendar
from maslikhat.sittings.floor import rules_of
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import OFFICIAL, as_text, drawn
from maslikhat.sittings.models import Minutes, MinutesVersion, Sitting


def write_minutes(sitting: Sitting, *, by: User) -> Minutes:
    """Draft the minutes from the data, within the act that closes the sitting."""
    assert sitting.closed_at is not None
    days = rules_of(sitting.council, sitting.day).minutes_days
    ended_on = sitting.closed_at.astimezone(ALMATY).date()
    made = Minutes.objects.create(
        sitting=sitting, due_on=Calendar().add_working_days(ended_on, days)
    )
    MinutesVersion.objects.create(minutes=made, number=1, by=by.pk, **texts_of(sitting))
    return made


def texts_of(sitting: Sitting) -> dict[str, str]:
    """The texts of a version as the data of the sitting tell them now."""
    found = gathered(sitting)
    told = {lang: drawn(found, lang) for lang in OFFICIAL}
    texts = {f"text_{lang}": as_text(one.parts) for lang, one in told.items()}
    return texts | {f"closed_{lang}": as_text(one.closed) for lang, one in told.items()}

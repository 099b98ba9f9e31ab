"""What is told of sittings: to those invited directly, to followers of the council as news."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from maslikhat.accounts.models import User
from maslikhat.kit.languages import Said
from maslikhat.notices.actions import tell
from maslikhat.notices.registers import Kind, Thing
from maslikhat.registry.followed import COUNCIL
from maslikhat.registry.insiders import clerks_of, heads_and_clerks, insiders
from maslikhat.registry.standing import standing
from maslikhat.sittings.attendance import body_of
from maslikhat.sittings.clocks import Reading
from maslikhat.sittings.models import Item, Minutes, Recess, Session, Sitting
from maslikhat.sittings.titles import announced, session_title

SITTING, SESSION = "sittings.sitting", "sittings.session"
MOST_INVITED = 500


def tell_convened(sitting: Sitting, *, by: User) -> None:
    """The deputies of the body are invited; the population hears by following the council."""
    _tell(sitting, "sittings.convene", by, directly=invited(sitting))


def tell_moved(sitting: Sitting, *, by: User) -> None:
    """The time has changed."""
    key = f"sittings.edit_sitting:{sitting.pk}:{sitting.sequence}"
    _tell(sitting, "sittings.edit_sitting", by, directly=invited(sitting), key=key)


def tell_added(item: Item, *, by: User) -> None:
    """The agenda that was announced has grown; of what, its page says to whoever may read it."""
    key = f"sittings.put_item:{item.pk}"
    _tell(item.sitting, "sittings.put_item", by, directly=invited(item.sitting), key=key)


def tell_materials(sitting: Sitting, *, by: User) -> None:
    """The materials are there."""
    _tell(sitting, "sittings.send_materials", by, directly=invited(sitting))


def tell_cancelled(sitting: Sitting, *, by: User) -> None:
    """It is not held."""
    _tell(sitting, "sittings.cancel_sitting", by, directly=invited(sitting))


def tell_opened(sitting: Sitting, *, by: User) -> None:
    """It has begun."""
    _tell(sitting, "sittings.open_sitting", by)


def tell_closed(sitting: Sitting, *, by: User) -> None:
    """It has ended."""
    _tell(sitting, "sittings.close_sitting", by)


def tell_minutes(sitting: Sitting, *, by: User) -> None:
    """Its minutes are published."""
    _tell(sitting, "sittings.approve_minutes", by)


def tell_minutes_wait(sitting: Sitting) -> None:
    """The minutes are drafted: who approves them and the apparatus hear, nobody else."""
    _tell_minders(sitting, "sittings.minutes_wait", str(sitting.pk))


def tell_minutes_due(minutes: Minutes, act: str) -> None:
    """The day by which the minutes are due is near (`minutes_soon`) or past (`minutes_late`)."""
    _tell_minders(minutes.sitting, f"sittings.{act}", f"{minutes.pk}:{minutes.due_on}")


def _tell_minders(sitting: Sitting, act: str, key: str) -> None:
    if sitting.is_brought_over:
        return
    presiding = sitting.presided_by.user_id if sitting.presided_by else None
    minders = {*heads_and_clerks(sitting.council), *([presiding] if presiding else [])}
    tell(
        SITTING,
        sitting.pk,
        act=act,
        by=None,
        key=f"{act}:{key}",
        directly=minders,
        followers=False,
    )


def tell_clock(sitting: Sitting, reading: Reading) -> None:
    """A clock of the law is about to pass, or has passed: chair and clerks hear, nobody else."""
    act = f"sittings.clock_{reading.standing}"
    tell(
        SITTING,
        sitting.pk,
        act=act,
        by=None,
        key=f"{act}:{sitting.pk}:{reading.clock}:{reading.last_day}",
        directly=heads_and_clerks(sitting.council),
        followers=False,
    )


def tell_clock_of_session(session: Session, reading: Reading) -> None:
    """The same of a session that was decided on and of which no sitting is planned."""
    act = f"sittings.clock_{reading.standing}"
    tell(
        SESSION,
        session.pk,
        act=act,
        by=None,
        key=f"{act}:session:{session.pk}:{reading.clock}:{reading.last_day}",
        directly=heads_and_clerks(session.council),
        followers=False,
    )


def tell_recess(recess: Recess) -> None:
    """A break goes on and nobody has said until when: who presides and the clerks hear, once."""
    sitting = recess.sitting
    presiding = sitting.presided_by.user_id if sitting.presided_by else None
    act = "sittings.recess_open"
    tell(
        SITTING,
        sitting.pk,
        act=act,
        by=None,
        key=f"{act}:{recess.pk}",
        directly={*clerks_of(sitting.council), *([presiding] if presiding else [])},
        followers=False,
    )


def invited(sitting: Sitting) -> list[int]:
    """The accounts of the deputies of the body on the day of the sitting."""
    users = [mandate.person.user_id for mandate in body_of(sitting).mandates]
    return [user for user in users if user is not None][:MOST_INVITED]


def _tell(
    sitting: Sitting, act: str, by: User, *, directly: Collection[int] = (), key: str = ""
) -> None:
    # Of what was held before it was entered there is no news.
    if sitting.is_brought_over:
        return
    tell(
        SITTING,
        sitting.pk,
        act=act,
        by=by,
        key=key or f"{act}:{sitting.pk}",
        sources=[(COUNCIL, sitting.council_id)],
        directly=directly,
    )


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """Titles and addresses of these sittings, and who may know of each."""
    found = list(Sitting.objects.filter(pk__in=numbers).with_names())
    inside = insiders({one.council_id for one in found if not one.is_public}, readers)
    return {
        sitting.pk: Thing(
            announced(sitting, lang),
            reverse("sittings:sitting", args=[sitting.pk]),
            None if sitting.is_public else inside.get(sitting.council_id, set()),
        )
        for sitting in found
    }


def visible(user: User) -> QuerySet[Any]:
    """The sittings this reader may see."""
    return Sitting.objects.visible_to(user)


def show_sessions(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, Thing]:
    """Sessions that nobody outside knows of yet; the way leads to planning a sitting of each."""
    found = list(Session.objects.filter(pk__in=numbers))
    inside = insiders({one.council_id for one in found}, readers)
    with override(lang):
        return {
            session.pk: Thing(
                Said(session_title(session), lang),
                reverse("sittings:plan_sitting", args=["session", session.pk]),
                inside.get(session.council_id, set()),
            )
            for session in found
        }


def visible_sessions(user: User) -> QuerySet[Any]:
    """The sessions of the reader's own councils."""
    return Session.objects.filter(council__in=standing(user).councils)


KINDS = {
    SITTING: Kind(_("Sitting"), show, visible),
    SESSION: Kind(_("Session"), show_sessions, visible_sessions),
}
ACTS = {
    "sittings.convene": _("%(who)s convened a sitting"),
    "sittings.put_item": _("%(who)s added a question to the agenda of a sitting"),
    "sittings.edit_sitting": _("%(who)s moved a sitting to another time"),
    "sittings.send_materials": _("%(who)s sent the materials of a sitting"),
    "sittings.cancel_sitting": _("%(who)s cancelled a sitting"),
    "sittings.open_sitting": _("%(who)s opened a sitting"),
    "sittings.close_sitting": _("%(who)s closed a sitting"),
    "sittings.clock_beyond": _("A sitting is planned for a day after a term of the law"),
    "sittings.clock_soon": _("A term of the law for a sitting passes within three days"),
    "sittings.clock_late": _("A term of the law for a sitting has passed"),
    "sittings.recess_open": _("A break goes on, and nobody has said until when"),
    "sittings.minutes_wait": _("The draft of the minutes of a sitting waits for you"),
    "sittings.minutes_soon": _("The minutes of a sitting are due within two days"),
    "sittings.minutes_late": _("The minutes of a sitting are overdue"),
    "sittings.approve_minutes": _("%(who)s approved the minutes of a sitting"),
}

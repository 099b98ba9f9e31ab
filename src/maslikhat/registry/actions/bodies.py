"""Acts on executive bodies that can be asked."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.kit.days import goes_on, today
from maslikhat.kit.kazakh import sort_key
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.live.actions import revoke_users
from maslikhat.places.models import COUNTRY, Unit
from maslikhat.registry.guards import allow, cut_short, end_on, proper_name, refuse_if, saved
from maslikhat.registry.models import Body, Role
from maslikhat.registry.permissions import may_end_body, may_found_body
from maslikhat.registry.standing import offices_changed


@atomic
def found_body(
    unit: Unit | None,
    *,
    by: User,
    kind: str,
    name_kk: str,
    name_ru: str,
    name_en: str = "",
    from_day: dt.date | None = None,
    parent: Body | None = None,
    work_email: str = "",
    website: str = "",
) -> Body:
    """Enter an executive body of a unit; `unit` None is a central one. A name stands there once."""
    allow(may_found_body(by, unit.pk if unit else None))
    # The lock serialises founding: a form sent twice at once must not enter two bodies.
    Unit.objects.select_for_update(of=("self",)).get(kato=unit.kato if unit else COUNTRY)
    from_day = from_day or today()
    refuse_if(
        parent is not None and not parent.holds_on(from_day),
        _("The body above does not exist on this day."),
    )
    namesakes = Body.objects.filter(goes_on(from_day), unit=unit, name_kk=proper_name(name_kk))
    refuse_if(namesakes.exists(), _("A body with this name is there already."))
    body = Body(
        unit=unit,
        kind=kind,
        name_kk=proper_name(name_kk),
        name_ru=proper_name(name_ru),
        name_en=proper_name(name_en),
        parent=parent,
        work_email=work_email,
        website=website,
        from_day=from_day,
    )
    body.sort_kk = sort_key(body.name_kk)
    body.sort_ru = sort_key(body.name_ru)
    body.sort_en = sort_key(body.name_en or body.name_ru)
    saved(body, _("The body could not be entered."))
    record(by, "registry.found_body", body)
    return body


@atomic
def end_body(body: Body, *, by: User, to_day: dt.date) -> Body:
    """End a body; the offices of its officials end with it."""
    allow(may_end_body(by, body))
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    end_on(body, to_day)
    saved(body, _("The body could not be ended."))
    officials = Role.objects.filter(body=body)
    revoke_users(list(officials.filter(goes_on(to_day)).values_list("user", flat=True)))
    cut_short(officials, to_day)
    offices_changed()
    record(by, "registry.end_body", body)
    return body

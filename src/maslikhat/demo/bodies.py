"""Executive bodies that can be asked: akimats of every unit with a maslikhat, some departments."""

import datetime as dt

from maslikhat.accounts.models import User
from maslikhat.places.models import Unit
from maslikhat.registry.actions.bodies import found_body
from maslikhat.registry.models import Body
from maslikhat.registry.reference import russian_genitive

FIRST = dt.date(2001, 1, 23)  # Law 148.
DEPARTMENTS = (
    (
        "табиғи ресурстар және табиғатты пайдалануды реттеу басқармасы",
        "Управление природных ресурсов и регулирования природопользования",
        "Department of natural resources and regulation of nature use",
    ),
    (
        "жолаушылар көлігі және автомобиль жолдары басқармасы",
        "Управление пассажирского транспорта и автомобильных дорог",
        "Department of passenger transport and roads",
    ),
    ("білім басқармасы", "Управление образования", "Department of education"),
)


def build_bodies(*, by: User) -> None:
    """An akimat for each unit with a maslikhat, three departments for each regional one."""
    for unit in Unit.objects.filter(has_council=True).order_by("kato"):
        begin = max(FIRST, unit.from_day or FIRST)
        akimat = found_body(
            unit,
            by=by,
            kind=Body.Kind.AKIMAT,
            name_kk=f"{unit.name_kk}ның әкімдігі",
            name_ru=f"Акимат {russian_genitive(unit.name_ru)}",
            name_en=f"Akimat of {unit.name_en}",
            from_day=begin,
        )
        if unit.is_regional:
            for kk, ru, en in DEPARTMENTS:
                found_body(
                    unit,
                    by=by,
                    kind=Body.Kind.DEPARTMENT,
                    name_kk=f"{unit.name_kk}ның {kk}",
                    name_ru=f"{ru} {russian_genitive(unit.name_ru)}",
                    name_en=f"{en}, {unit.name_en}",
                    from_day=begin,
                    parent=akimat,
                )

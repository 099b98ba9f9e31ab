"""Which rooms a deputy is offered for a new topic."""

from django.utils.translation import gettext as _

from maslikhat.dialogue.models import Group as WorkGroup
from maslikhat.dialogue.models import RoomRef
from maslikhat.dialogue.models.groups import groups_of
from maslikhat.dialogue.models.rooms import Kind, commissions_of
from maslikhat.dialogue.names import level_name
from maslikhat.kit.languages import reader_language, said
from maslikhat.places.models import Unit
from maslikhat.registry.models import Commission, Council, Level
from maslikhat.registry.standing import Visitor, standing
from maslikhat.rubrics.models import Rubric

Group = tuple[str, list[tuple[str, str]]]


def rooms_offered(user: Visitor, asked: RoomRef | None = None) -> list[Group]:
    """The rooms by group, each as (reference, name): the country, the own level and region, the
    subjects, the own council, commissions and working groups, open and closed; and the room
    `asked` for."""
    who = standing(user)
    councils = list(Council.objects.filter(pk__in=who.deputy_of).select_related("unit__parent"))
    commissions = Commission.objects.filter(pk__in=commissions_of(who.person_id))
    joined = WorkGroup.objects.standing().filter(pk__in=groups_of(who.person_id))
    groups: list[Group] = [
        (_("Open to all"), _wide(councils)),
        (_("By subject"), [_option(rubric) for rubric in Rubric.objects.in_order()]),
        (_("Own council"), _own(councils)),
        (_("Own commissions"), _own(list(commissions.order_by("pk")))),
        (_("Working groups"), _own(list(joined.order_by("pk")))),
    ]
    offered = {ref for _name, options in groups for ref, _words in options}
    if asked is not None and str(asked) not in offered:
        groups.append((_("Another room"), [(str(asked), _called(asked))]))
    return [(name, options) for name, options in groups if options]


def open_rooms() -> list[Group]:
    """The rooms a topic may be taken to: all that everyone may read, councils' own left out."""
    regions = Unit.objects.shown().regional().in_order(reader_language())
    levels = [(str(RoomRef.of(level)), level_name(level)) for level in Level]
    return [
        (_("Open to all"), [(str(RoomRef.of()), _("All deputies of the country")), *levels]),
        (_("Regions"), [_option(region) for region in regions]),
        (_("By subject"), [_option(rubric) for rubric in Rubric.objects.in_order()]),
    ]


def _wide(councils: list[Council]) -> list[tuple[str, str]]:
    found = {str(RoomRef.of()): _("All deputies of the country")}
    for council in councils:
        found[str(RoomRef.of(Level(council.level)))] = level_name(council.level)
        unit = council.unit
        region = unit if unit is None or unit.is_regional else unit.parent
        if region is not None and region.is_regional:
            found[str(RoomRef.of(region))] = said(region, "name").text
    return list(found.items())


def _own(owners: list[Council] | list[Commission] | list[WorkGroup]) -> list[tuple[str, str]]:
    found = []
    for owner in owners:
        ref, name = _option(owner)
        closed = RoomRef.of(owner, is_closed=True)
        if not (isinstance(owner, WorkGroup) and owner.is_closed):
            found.append((ref, name))
        found.append((str(closed), _("%(room)s, closed") % {"room": name}))
    return found


def _option(owner: Unit | Rubric | Council | Commission | WorkGroup) -> tuple[str, str]:
    return str(RoomRef.of(owner)), said(owner, "name").text


def _called(ref: RoomRef) -> str:
    if ref.kind == Kind.NATIONAL:
        return _("All deputies of the country")
    if ref.kind == Kind.LEVEL:
        return level_name(ref.key)
    name = said(ref.owner(), "name").text
    return _("%(room)s, closed") % {"room": name} if ref.is_closed else name

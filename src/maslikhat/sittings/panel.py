"""What the page of a deputy says of attendance at votes and sittings, and the way to the rest."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maslikhat.registry.models import Person
from maslikhat.sittings import deputies
from maslikhat.sittings.deputies import NOT_NOTED, sat_in
from maslikhat.voting import participation
from maslikhat.voting.participation import taken_by


def attendance_panel(person: Person) -> SafeString:
    """The attendance of a deputy in all, alike for every reader; two queries."""
    sat = sat_in(person)
    lines = [
        (is_of_council, deputies.in_all(years))
        for is_of_council, years in ((True, sat.of_councils), (False, sat.of_commissions))
        if years
    ]
    context = {
        "not_noted": NOT_NOTED,
        "person": person,
        "sat": lines,
        "votes": participation.in_all(taken_by(person)),
    }
    return SafeString(render_to_string("sittings/_attendance_panel.html", context))

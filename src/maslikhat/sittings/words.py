"""What states, clocks and parts are called."""

from django.utils.translation import gettext_lazy as _

from maslikhat.sittings.clocks import Clock, Standing
from maslikhat.sittings.course import State
from maslikhat.sittings.models import Part

STATES = {
    State.PLANNED: _("In preparation"),
    State.CONVENED: _("Convened"),
    State.OPEN: _("In progress"),
    State.RECESS: _("Recess"),
    State.CLOSED: _("Finished"),
    State.CANCELLED: _("Called off"),
}
CLOCKS = {
    Clock.NOTICE: _("Notice to deputies, population and akim (Law 148, art. 10)"),
    Clock.MATERIALS: _("Materials to the deputies (Law 148, art. 10)"),
    Clock.EXTRAORDINARY: _(
        "Extraordinary session after the decision to hold it (Law 148, art. 10)"
    ),
    Clock.FIRST_SESSION: _("First session after the registration of deputies (Law 148, art. 10)"),
    Clock.RECESS: _("Longest break within a session (Law 148, art. 11)"),
}
STANDINGS = {
    Standing.KEPT: _("In time"),
    Standing.AHEAD: _("Ahead"),
    Standing.BEYOND: _("Planned too late"),
    Standing.SOON: _("Due soon"),
    Standing.LATE: _("Overdue"),
    Standing.BROKEN: _("Done late"),
}
# Of a deputy's sittings; the empty word stands for those of which nobody has said anything.
PARTS = {**{part.value: part.label for part in Part}, "": _("Not noted")}

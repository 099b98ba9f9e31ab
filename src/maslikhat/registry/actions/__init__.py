"""The verbs of the registry."""

from maslikhat.registry.actions.bodies import end_body, found_body
from maslikhat.registry.actions.commissions import (
    end_commission,
    found_commission,
    join_commission,
    leave_commission,
    set_subjects,
)
from maslikhat.registry.actions.councils import (
    Drawn,
    draw_constituencies,
    draw_constituency,
    found_councils,
    open_convocation,
    set_seats,
)
from maslikhat.registry.actions.groups import end_group, found_group, join_group, leave_group
from maslikhat.registry.actions.heads import end_headship, head_council
from maslikhat.registry.actions.honours import bestow, make_award
from maslikhat.registry.actions.invitations import (
    Slip,
    invite,
    invite_all,
    redeem,
    restore_access,
    revoke_invitation,
)
from maslikhat.registry.actions.listing import Imported, import_deputies
from maslikhat.registry.actions.mandates import elect, elect_person, end_mandate
from maslikhat.registry.actions.officials import OfficialSlip, invite_official
from maslikhat.registry.actions.people import edit_person, give_user, register_person
from maslikhat.registry.actions.roles import appoint, end_role, reset_factors, set_residence

__all__ = [
    "Drawn",
    "Imported",
    "OfficialSlip",
    "Slip",
    "appoint",
    "bestow",
    "draw_constituencies",
    "draw_constituency",
    "edit_person",
    "elect",
    "elect_person",
    "end_body",
    "end_commission",
    "end_group",
    "end_headship",
    "end_mandate",
    "end_role",
    "found_body",
    "found_commission",
    "found_councils",
    "found_group",
    "give_user",
    "head_council",
    "import_deputies",
    "invite",
    "invite_all",
    "invite_official",
    "join_commission",
    "join_group",
    "leave_commission",
    "leave_group",
    "make_award",
    "open_convocation",
    "redeem",
    "register_person",
    "reset_factors",
    "restore_access",
    "revoke_invitation",
    "set_residence",
    "set_seats",
    "set_subjects",
]

"""The verbs of sittings."""

from maslikhat.sittings.actions.agenda import (
    attach_document,
    close_document,
    close_doors,
    drop_item,
    drop_rapporteur,
    edit_item,
    move_item,
    name_rapporteur,
    put_item,
)
from maslikhat.sittings.actions.attending import (
    check_in,
    check_out,
    declare_interest,
    end_interest,
    mark_attendance,
    recuse,
    unrecuse,
)
from maslikhat.sittings.actions.convening import (
    cancel_sitting,
    convene,
    edit_sitting,
    plan_session,
    plan_sitting,
    send_materials,
)
from maslikhat.sittings.actions.moving import move, put_to_vote, withdraw_motion
from maslikhat.sittings.actions.planning import (
    adopt_plan,
    draft_plan,
    drop_plan_item,
    put_plan_item,
)
from maslikhat.sittings.actions.running import (
    call_item,
    close_sitting,
    end_item,
    open_sitting,
    pause,
    resume,
)

__all__ = [
    "adopt_plan",
    "attach_document",
    "call_item",
    "cancel_sitting",
    "check_in",
    "check_out",
    "close_document",
    "close_doors",
    "close_sitting",
    "convene",
    "declare_interest",
    "draft_plan",
    "drop_item",
    "drop_plan_item",
    "drop_rapporteur",
    "edit_item",
    "edit_sitting",
    "end_interest",
    "end_item",
    "mark_attendance",
    "move",
    "move_item",
    "name_rapporteur",
    "open_sitting",
    "pause",
    "plan_session",
    "plan_sitting",
    "put_item",
    "put_plan_item",
    "put_to_vote",
    "recuse",
    "resume",
    "send_materials",
    "unrecuse",
    "withdraw_motion",
]

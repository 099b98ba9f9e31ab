"""The verbs of sittings."""

from maslikhat.sittings.actions.agenda import (
    drop_item,
    drop_rapporteur,
    edit_item,
    move_item,
    name_rapporteur,
    put_item,
)
from maslikhat.sittings.actions.attending import (
    call_roll,
    check_in,
    check_out,
    declare_interest,
    end_interest,
    mark_attendance,
    mark_invited,
    recuse,
    unrecuse,
)
from maslikhat.sittings.actions.bringing import bring_item, bring_over
from maslikhat.sittings.actions.concluding import pass_on_conclusion
from maslikhat.sittings.actions.convening import (
    cancel_sitting,
    convene,
    edit_sitting,
    plan_session,
    plan_sitting,
    send_materials,
)
from maslikhat.sittings.actions.doors import close_doors, move_doors, open_doors
from maslikhat.sittings.actions.electing import drop_candidate, name_candidate
from maslikhat.sittings.actions.minuting import approve_minutes, edit_minutes, renew_minutes
from maslikhat.sittings.actions.moving import complete_motion, move, put_to_vote, withdraw_motion
from maslikhat.sittings.actions.papers import attach_document, clear_document, close_document
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
    plan_resume,
    resume,
)
from maslikhat.sittings.actions.speaking import (
    ask_floor,
    end_speech,
    give_floor,
    order_speech,
    set_floor_rules,
    withdraw_speech,
)
from maslikhat.sittings.actions.suggesting import (
    accept_suggestion,
    decline_suggestion,
    suggest_item,
)

__all__ = [
    "accept_suggestion",
    "adopt_plan",
    "approve_minutes",
    "ask_floor",
    "attach_document",
    "bring_item",
    "bring_over",
    "call_item",
    "call_roll",
    "cancel_sitting",
    "check_in",
    "check_out",
    "clear_document",
    "close_document",
    "close_doors",
    "close_sitting",
    "complete_motion",
    "convene",
    "declare_interest",
    "decline_suggestion",
    "draft_plan",
    "drop_candidate",
    "drop_item",
    "drop_plan_item",
    "drop_rapporteur",
    "edit_item",
    "edit_minutes",
    "edit_sitting",
    "end_interest",
    "end_item",
    "end_speech",
    "give_floor",
    "mark_attendance",
    "mark_invited",
    "move",
    "move_doors",
    "move_item",
    "name_candidate",
    "name_rapporteur",
    "open_doors",
    "open_sitting",
    "order_speech",
    "pass_on_conclusion",
    "pause",
    "plan_resume",
    "plan_session",
    "plan_sitting",
    "put_item",
    "put_plan_item",
    "put_to_vote",
    "recuse",
    "renew_minutes",
    "resume",
    "send_materials",
    "set_floor_rules",
    "suggest_item",
    "unrecuse",
    "withdraw_motion",
    "withdraw_speech",
]

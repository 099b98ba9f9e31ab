"""Acts on commitments: asking, answering, and what came of it."""

from maslikhat.commitments.actions.answering import (
    answer,
    extend,
    redirect,
    register,
    report_done,
)
from maslikhat.commitments.actions.asking import pass_on, send, withdraw
from maslikhat.commitments.actions.blanking import blank
from maslikhat.commitments.actions.desk import drop_sample, hand_over, keep_sample
from maslikhat.commitments.actions.events import amend_event, drop_event, enter_event, recommend
from maslikhat.commitments.actions.forwarding import (
    discuss_forwarded,
    forward,
    recall,
    receive,
    report_back,
    take_on,
    turn_down,
)
from maslikhat.commitments.actions.joint import (
    address_joint,
    amend_joint,
    decline_joint,
    discard_joint,
    draft_joint,
    invite_to_joint,
    send_joint,
    sign_joint,
    unaddress_joint,
    withdraw_joint,
)
from maslikhat.commitments.actions.papers import attach
from maslikhat.commitments.actions.remarking import remark
from maslikhat.commitments.actions.succeeding import succeed
from maslikhat.commitments.actions.verifying import (
    assess,
    close,
    confirm,
    dispute,
    reopen,
    say,
    turn,
)

__all__ = [
    "address_joint",
    "amend_event",
    "amend_joint",
    "answer",
    "assess",
    "attach",
    "blank",
    "close",
    "confirm",
    "decline_joint",
    "discard_joint",
    "discuss_forwarded",
    "dispute",
    "draft_joint",
    "drop_event",
    "drop_sample",
    "enter_event",
    "extend",
    "forward",
    "hand_over",
    "invite_to_joint",
    "keep_sample",
    "pass_on",
    "recall",
    "receive",
    "recommend",
    "redirect",
    "register",
    "remark",
    "reopen",
    "report_back",
    "report_done",
    "say",
    "send",
    "send_joint",
    "sign_joint",
    "succeed",
    "take_on",
    "turn",
    "turn_down",
    "unaddress_joint",
    "withdraw",
    "withdraw_joint",
]

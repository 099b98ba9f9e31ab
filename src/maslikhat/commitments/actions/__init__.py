"""Acts on commitments: asking, answering, and what came of it."""

from maslikhat.commitments.actions.answering import (
    answer,
    extend,
    redirect,
    register,
    report_done,
)
from maslikhat.commitments.actions.asking import pass_on, send, withdraw
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
)
from maslikhat.commitments.actions.papers import attach
from maslikhat.commitments.actions.remarking import remark
from maslikhat.commitments.actions.verifying import assess, close, confirm, dispute, reopen, say

__all__ = [
    "address_joint",
    "amend_joint",
    "answer",
    "assess",
    "attach",
    "close",
    "confirm",
    "decline_joint",
    "discard_joint",
    "dispute",
    "draft_joint",
    "extend",
    "invite_to_joint",
    "pass_on",
    "redirect",
    "register",
    "remark",
    "reopen",
    "report_done",
    "say",
    "send",
    "send_joint",
    "sign_joint",
    "unaddress_joint",
    "withdraw",
]

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
from maslikhat.commitments.actions.papers import attach
from maslikhat.commitments.actions.remarking import remark
from maslikhat.commitments.actions.succeeding import succeed
from maslikhat.commitments.actions.verifying import assess, close, confirm, dispute, reopen, say

__all__ = [
    "answer",
    "assess",
    "attach",
    "blank",
    "close",
    "confirm",
    "dispute",
    "drop_sample",
    "extend",
    "hand_over",
    "keep_sample",
    "pass_on",
    "redirect",
    "register",
    "remark",
    "reopen",
    "report_done",
    "say",
    "send",
    "succeed",
    "withdraw",
]

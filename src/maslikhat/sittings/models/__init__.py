"""The nouns of sittings: sessions, sittings, agenda, attendance, the floor, minutes."""

from maslikhat.sittings.models.agenda import Candidate, Document, Item, Rapporteur
from maslikhat.sittings.models.attendance import (
    Attendance,
    Interest,
    Part,
    Presence,
    Reason,
    Recusal,
)
from maslikhat.sittings.models.floor import FloorRules, Motion, Speech, SpeechKind
from maslikhat.sittings.models.minutes import Minutes, MinutesVersion
from maslikhat.sittings.models.sessions import PlanItem, Session, WorkPlan
from maslikhat.sittings.models.sittings import Recess, Sitting, Withdrawal
from maslikhat.sittings.models.suggested import Suggestion

__all__ = [
    "Attendance",
    "Candidate",
    "Document",
    "FloorRules",
    "Interest",
    "Item",
    "Minutes",
    "MinutesVersion",
    "Motion",
    "Part",
    "PlanItem",
    "Presence",
    "Rapporteur",
    "Reason",
    "Recess",
    "Recusal",
    "Session",
    "Sitting",
    "Speech",
    "SpeechKind",
    "Suggestion",
    "Withdrawal",
    "WorkPlan",
]

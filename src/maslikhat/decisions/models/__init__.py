"""The nouns of decisions."""

from maslikhat.decisions.models.decisions import Decision, Kind, Mover, Origin
from maslikhat.decisions.models.masks import Mask
from maslikhat.decisions.models.papers import (
    AkimConclusion,
    Attachment,
    Consultation,
    Intake,
    Letter,
    Outcome,
    Referral,
    Relation,
)
from maslikhat.decisions.models.results import Result
from maslikhat.decisions.models.texts import ParityNote, Publication, Version

__all__ = [
    "AkimConclusion",
    "Attachment",
    "Consultation",
    "Decision",
    "Intake",
    "Kind",
    "Letter",
    "Mask",
    "Mover",
    "Origin",
    "Outcome",
    "ParityNote",
    "Publication",
    "Referral",
    "Relation",
    "Result",
    "Version",
]

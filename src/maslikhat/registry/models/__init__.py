"""The nouns of the registry."""

from maslikhat.registry.models.bodies import Body
from maslikhat.registry.models.councils import (
    Constituency,
    Convocation,
    Council,
    HeadTitle,
    Level,
    Party,
    Seats,
)
from maslikhat.registry.models.groups import Commission, CommissionMember, Group, GroupMember
from maslikhat.registry.models.honours import Award, Bestowal
from maslikhat.registry.models.people import EndReason, Headship, Mandate, Person
from maslikhat.registry.models.roles import Invitation, Residence, Role

__all__ = [
    "Award",
    "Bestowal",
    "Body",
    "Commission",
    "CommissionMember",
    "Constituency",
    "Convocation",
    "Council",
    "EndReason",
    "Group",
    "GroupMember",
    "HeadTitle",
    "Headship",
    "Invitation",
    "Level",
    "Mandate",
    "Party",
    "Person",
    "Residence",
    "Role",
    "Seats",
]

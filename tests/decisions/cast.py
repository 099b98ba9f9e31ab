"""Who the tests of decisions are about: the cast of the register, a commission, and drafts."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maslikhat.accounts.models import User
from maslikhat.decisions import actions
from maslikhat.decisions.models import Decision
from maslikhat.decisions.results import Votes
from maslikhat.decisions.versions import Texts
from maslikhat.kit.days import today
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Commission
from tests.registry import cast as register

# The majority of the seven seats, as the minutes say.
FOUR = Votes(4, 1, 0)
TITLES = Texts("Тұрмыстық қалдықтар туралы", "О бытовых отходах", "On household waste")
TEXTS = Texts(
    "Аудандық мәслихат ШЕШІМ ҚАБЫЛДАДЫ:\n1. Ереже бекітілсін.\n2. 2026 жылғы 1 қаңтардан бастап"
    " қолданысқа енгізілсін.",
    "Районный маслихат РЕШИЛ:\n1. Утвердить правила.\n2. Ввести в действие с 1 января 2026 года.",
)
OTHER = Texts(
    "Аудандық мәслихат ШЕШІМ ҚАБЫЛДАДЫ:\n1. Ереже бекітілсін.\n2. 2027 жылғы 1 қаңтардан бастап"
    " қолданысқа енгізілсін.",
    "Районный маслихат РЕШИЛ:\n1. Утвердить правила.\n2. Ввести в действие с 1 января 2027 года.",
)


@dataclass
class Cast(register.Cast):
    """The persons and things of the tests; the deputy of place 3 chairs the commission."""

    commission: Commission = None  # type: ignore[assignment]
    member: User = None  # type: ignore[assignment]

    @property
    def people(self) -> dict[str, User | None]:
        return {**super().people, "member": self.member}

    def draft(self, **other: Any) -> Decision:
        """A draft of the apparatus of the first council."""
        words: dict[str, Any] = {"kind": "normative", "titles": TITLES, "texts": TEXTS}
        return actions.draft(self.council, by=self.clerk, **{**words, **other})

    def adopted(self, number: str = "8С-54-1", **other: Any) -> Decision:
        """A decision that was adopted today."""
        made = actions.table(self.draft(**other), by=self.chair)
        return actions.adopt(made, by=self.clerk, number=number, votes=FOUR)


def make_cast() -> Cast:
    """The register's cast, and a commission of three deputies."""
    made = register.make_cast()
    member = register.user("member")
    registry.give_user(made.person(3), member, by=made.operator)
    day = today() - dt.timedelta(days=100)
    commission = registry.found_commission(
        made.convocation,
        by=made.clerk,
        kind="standing",
        name_kk="Экология комиссиясы",
        name_ru="Комиссия по экологии",
        from_day=day,
    )
    for place, position in ((3, "chair"), (4, "secretary"), (5, "member")):
        registry.join_commission(
            commission, made.mandate(place), by=made.clerk, position=position, from_day=day
        )
    return Cast(**vars(made), commission=commission, member=member)

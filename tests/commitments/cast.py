"""Who the tests of commitments are about: the cast of decisions, a second body, and letters."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Author, Commitment, Event, Source
from maslikhat.kit.days import today
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Body
from tests.decisions import cast as decisions
from tests.registry import cast as register

ONE_DAY = dt.timedelta(days=1)
SOURCES = {
    Kind.RECOMMENDATION: Source.CONFERENCE,
    Kind.TASK: Source.DECISION,
    Kind.MANDATE: Source.VOTERS,
    Kind.APPEAL: Source.APPEAL,
}


@dataclass
class Cast(decisions.Cast):
    """The persons and things of the tests; `resident` lives in the district."""

    school: Body = None  # type: ignore[assignment]
    resident: User = None  # type: ignore[assignment]

    @property
    def people(self) -> dict[str, User | None]:
        return {**super().people, "resident": self.resident}

    def send(
        self, kind: str = Kind.INQUIRY, *, entered_late: bool = False, **other: Any
    ) -> Commitment:
        """A letter to the akimat: the deputy's own, or the maslikhat's.

        Of an earlier day it stands as if it had been entered then, but for one `entered_late`.
        """
        told: dict[str, Any] = {
            "addressee": self.body,
            "language": "ru",
            "title": "Ремонт дороги",
            "text": "Когда будет отремонтирована дорога?",
            "source": SOURCES.get(Kind(kind), Source.OWN),
            **other,
        }
        if kind in {Kind.RECOMMENDATION, Kind.TASK}:
            told = {"author": Author.COUNCIL, "by": self.chair, **told}
        else:
            told = {"in_name_of": self.mandate(2), "by": self.deputy, **told}
        if kind == Kind.TASK and "decision" not in told:
            told["decision"] = self.adopted()
        if kind in {Kind.MANDATE, Kind.TASK}:
            told.setdefault("due_on", today() + ONE_DAY)
        if told.get("sent_on") is not None:
            told.setdefault("out_number", "1-5/7")
        made = actions.send(self.council, kind=kind, **told)
        if not entered_late:
            made.grace_on = None
            made.save(update_fields=["grace_on"])
        return made

    def conference(self, **other: Any) -> Event:
        """A conference that the district's maslikhat held ten days ago."""
        told: dict[str, Any] = {
            "by": self.clerk,
            "kind": "conference",
            "title_ru": "Конференция по экологии",
            "held_on": today() - 10 * ONE_DAY,
            "place": self.council.unit,
            "language": "ru",
            **other,
        }
        return actions.enter_event(told.pop("council", self.council), **told)

    def take(
        self, made: Commitment, act: str, *, by: Any = None, day: dt.date | None = None
    ) -> Any:
        """A step by whose it is, with the least that it needs."""
        name = "answer" if act == Act.PROMISE else str(act)
        return getattr(actions, name)(
            made, by=by or self.whose(made, act), day=day, **self.least(made, act)
        )

    def whose(self, made: Commitment, act: str) -> User:
        """The official's, the author's, or the apparatus'."""
        if act in {Act.REGISTER, Act.ANSWER, Act.PROMISE, Act.REPORT_DONE}:
            return self.official
        if act == Act.EXTEND and made.kind == Kind.APPEAL:
            return self.official
        if act in {Act.REDIRECT, Act.PASS_ON}:
            return self.clerk
        if made.author == Author.DEPUTY:
            return User.objects.get(person=made.mandate.person_id)  # type: ignore[union-attr]
        return self.chair

    def least(self, made: Commitment, act: str) -> dict[str, Any]:
        """The least that a step needs besides."""
        due = today() + dt.timedelta(days=30)
        answer = {
            "text": "Будет",
            "signed": "А. Б.",
            "office": "head",
            "language": "ru",
            "number": "3-1/9",
        }
        other = self.school if made.addressee_id == self.body.pk else self.body
        needed: dict[str, dict[str, Any]] = {
            Act.REGISTER: {"number": "17"},
            Act.REDIRECT: {"body": other, "reason": "Не наше"},
            Act.EXTEND: {"due_on": made.due_on + ONE_DAY, "reason": "Идёт конкурс"},
            Act.ANSWER: answer,
            Act.PROMISE: {**answer, "promised_on": due},
            Act.REPORT_DONE: {"text": "Сделано", "language": "ru", "number": "3-1/9"},
            Act.ASSESS: {"assessment": "full"},
            Act.DISPUTE: {"reason": "Не сделано"},
            Act.CLOSE: {"evidence": "Видно на месте"},
            Act.REOPEN: {"reason": "Просим снова", "due_on": due - 9 * ONE_DAY},
            Act.WITHDRAW: {"reason": "Ошибка"},
            Act.TURN: {"to": "chair", "recipient": "-", "text": "Прошу", "language": "ru"},
        }
        if act == Act.PASS_ON:
            return {"mandate": self.mandate(3 if made.mandate_id == self.mandate(2).pk else 2)}
        return needed.get(act, {})


def resident(cast: Cast, name: str) -> User:
    """Somebody who says to live in the district since today."""
    made, unit = register.user(name), cast.council.unit
    assert unit is not None
    registry.set_residence(made, unit, by=made)
    return made


def make_cast() -> Cast:
    """The cast of decisions, another body of the district, and a resident."""
    made = decisions.make_cast()
    school = registry.found_body(
        made.council.unit,
        by=made.operator,
        kind="section",
        name_kk="Білім бөлімі",
        name_ru="Отдел образования",
        from_day=register.SINCE,
    )
    resident = register.user("resident")
    assert made.council.unit is not None
    registry.set_residence(resident, made.council.unit, by=resident)
    return Cast(**vars(made), school=school, resident=resident)

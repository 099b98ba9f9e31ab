"""Commitments: who asks, who answers for the body, who says whether it is done."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.files.base import ContentFile

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Author, Commitment, Sample
from maslikhat.kit.days import today
from maslikhat.registry.models import Role
from tests.commitments import cast as commitments
from tests.commitments.cast import ONE_DAY, Cast
from tests.permissions import everyone
from tests.permissions.table import NOBODY, VISITOR, Room, Row, persons

PERSONS = {
    "operator": "the operator of the portal",
    "clerk": "the clerk of the maslikhat",
    "other_clerk": "the clerk of another maslikhat",
    "chair": "who heads the maslikhat",
    "deputy": "the deputy who asked, where one did",
    "commission_chair": "who chairs the commission, and is a deputy of the same maslikhat",
    "official": "who answers for the body that is asked",
    "resident": "a resident of the place with an account",
    "citizen": "somebody with an account who has not said where they live",
    VISITOR: "who has not signed in",
}


def users(cast: Cast) -> dict[str, Any]:
    """The account of each."""
    return {**cast.people, "commission_chair": cast.member}


ROOM = Room("commitments", PERSONS, commitments.make_cast, users)
Given = Callable[[Cast], Commitment]
KEEPERS, DEPUTY = persons("clerk deputy"), persons("deputy")
BODY = persons("clerk official")
OF_PLACE = persons("chair deputy commission_chair")


@cache
def sent(kind: Kind = Kind.INQUIRY, *acts: Act, **told: Any) -> Given:
    """A letter, and the steps after it by whose they are."""

    def bring(cast: Cast) -> Commitment:
        made = cast.send(kind, **told)
        for act in acts:
            made = cast.take(made, act)
        return made

    return bring


def judged_formal(cast: Cast) -> Commitment:
    """An inquiry whose answer was judged formal."""
    made = sent(Kind.INQUIRY, Act.ANSWER)(cast)
    return actions.assess(made, by=cast.deputy, assessment="formal", reason="Нет срока")


@cache
def of_commission(*acts: Act) -> Given:
    """A recommendation of the commission."""

    def bring(cast: Cast) -> Commitment:
        made = cast.send(
            Kind.RECOMMENDATION,
            author=Author.COMMISSION,
            in_name_of=cast.commission,
            by=cast.member,
        )
        for act in acts:
            made = cast.take(made, act)
        return made

    return bring


def former(cast: Cast) -> Commitment:
    """An inquiry that was answered; the mandate of who asked has ended since."""
    made = sent(Kind.INQUIRY, Act.ANSWER)(cast)
    everyone.actions.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=today())
    return made


def take(act: Act) -> Callable[[Cast, Any, Commitment], object]:
    """The step by whoever is asked about."""

    def attempt(cast: Cast, by: Any, made: Commitment) -> object:
        name = "answer" if act is Act.PROMISE else act.value
        return getattr(actions, name)(made, by=by, **cast.least(made, act))

    return attempt


def ask(kind: Kind, **told: Any) -> Callable[[Cast, Any, Any], object]:
    """Something is asked of the akimat."""

    def attempt(cast: Cast, by: Any, _: Any) -> object:
        return cast.send(kind, by=by, **told)

    return attempt


def ask_for_commission(cast: Cast, by: Any, _: Any) -> object:
    return cast.send(
        Kind.RECOMMENDATION, by=by, author=Author.COMMISSION, in_name_of=cast.commission
    )


def say(cast: Cast, by: Any, made: Commitment) -> object:
    return actions.say(made, by=by, is_done=True)


def attach(cast: Cast, by: Any, made: Commitment) -> object:
    return actions.attach(made, by=by, file=ContentFile(b"%PDF-1.4 words"), name="Letter")


def remark(cast: Cast, by: Any, _: Any) -> object:
    return actions.remark(cast.body, by=by, text="Много писем", language="ru")


def official_of(cast: Cast) -> Role:
    """The office of who answers for the body."""
    return Role.objects.get(user=cast.official)


def keep_sample(cast: Cast, by: Any, _: Any) -> Sample:
    return actions.keep_sample(cast.body, by=by, name="Принято", text_ru="Принято")


def ended(cast: Cast) -> None:
    """The body that was asked has ended."""
    cast.send()
    everyone.actions.end_body(cast.body, by=cast.operator, to_day=today())


def succeed(cast: Cast, by: Any, _: Any) -> object:
    return actions.succeed(cast.body, by=by, successor=cast.school, basis="№ 7")


DONE = (Act.REPORT_DONE,)
ASKING = [
    Row("commitments.send", "inquiry of the deputy", KEEPERS, ask(Kind.INQUIRY)),
    Row("commitments.send", "recommendation of the maslikhat", persons("clerk chair"),
        ask(Kind.RECOMMENDATION)),
    Row("commitments.send", "recommendation of the commission",
        persons("clerk commission_chair"), ask_for_commission),
    Row("commitments.send", "voters' mandate of the deputy", KEEPERS, ask(Kind.MANDATE)),
    Row("commitments.send", "appeal passed on by the deputy", KEEPERS, ask(Kind.APPEAL)),
    Row("commitments.withdraw", "inquiry that was sent", DEPUTY, take(Act.WITHDRAW), sent()),
    Row("commitments.withdraw", "inquiry that was answered", NOBODY, take(Act.WITHDRAW),
        sent(Kind.INQUIRY, Act.ANSWER)),
    Row("commitments.pass_on", "voters' mandate", persons("clerk"), take(Act.PASS_ON),
        sent(Kind.MANDATE)),
    Row("commitments.pass_on", "inquiry", NOBODY, take(Act.PASS_ON), sent()),
]  # fmt: skip
ANSWERING = [
    Row("commitments.register", "inquiry that was sent", BODY, take(Act.REGISTER), sent()),
    Row("commitments.register", "inquiry that was registered", NOBODY, take(Act.REGISTER),
        sent(Kind.INQUIRY, Act.REGISTER)),
    Row("commitments.redirect", "recommendation", BODY, take(Act.REDIRECT),
        sent(Kind.RECOMMENDATION)),
    Row("commitments.redirect", "inquiry", NOBODY, take(Act.REDIRECT), sent()),
    Row("commitments.extend", "recommendation of the maslikhat", persons("clerk chair"),
        take(Act.EXTEND), sent(Kind.RECOMMENDATION)),
    Row("commitments.extend", "voters' mandate", DEPUTY, take(Act.EXTEND), sent(Kind.MANDATE)),
    Row("commitments.extend", "appeal", BODY, take(Act.EXTEND), sent(Kind.APPEAL)),
    Row("commitments.extend", "inquiry", NOBODY, take(Act.EXTEND), sent()),
    Row("commitments.answer", "inquiry that was sent", BODY, take(Act.ANSWER), sent()),
    Row("commitments.answer", "with a promise", BODY, take(Act.PROMISE), sent()),
    Row("commitments.answer", "withdrawn", NOBODY, take(Act.ANSWER),
        sent(Kind.INQUIRY, Act.WITHDRAW)),
    Row("commitments.report_done", "promised", BODY, take(Act.REPORT_DONE),
        sent(Kind.INQUIRY, Act.PROMISE)),
    Row("commitments.report_done", "closed", NOBODY, take(Act.REPORT_DONE),
        sent(Kind.INQUIRY, Act.ANSWER, Act.CLOSE)),
    Row("commitments.turn", "formal answer to an inquiry", DEPUTY, take(Act.TURN), judged_formal),
    Row("commitments.turn", "inquiry that is overdue", DEPUTY, take(Act.TURN),
        sent(sent_on=today() - 60 * ONE_DAY)),
    Row("commitments.turn", "inquiry that was answered", NOBODY, take(Act.TURN),
        sent(Kind.INQUIRY, Act.ANSWER)),
    Row("commitments.remark", "the own body", persons("official"), remark),
    Row("commitments.attach", "inquiry that was sent", BODY | KEEPERS, attach, sent()),
    Row("commitments.attach", "withdrawn", NOBODY, attach, sent(Kind.INQUIRY, Act.WITHDRAW)),
]  # fmt: skip
VERIFYING = [
    Row("commitments.assess", "answer to the deputy", persons("deputy"), take(Act.ASSESS),
        sent(Kind.INQUIRY, Act.ANSWER)),
    Row("commitments.assess", "answer to the maslikhat", persons("clerk chair"), take(Act.ASSESS),
        sent(Kind.RECOMMENDATION, Act.ANSWER)),
    Row("commitments.assess", "answer to the commission", persons("clerk commission_chair"),
        take(Act.ASSESS), of_commission(Act.ANSWER)),
    Row("commitments.assess", "nothing answered yet", NOBODY, take(Act.ASSESS), sent()),
    Row("commitments.confirm", "reported to the deputy", OF_PLACE, take(Act.CONFIRM),
        sent(Kind.INQUIRY, *DONE)),
    Row("commitments.confirm", "reported to the maslikhat", OF_PLACE | persons("clerk"),
        take(Act.CONFIRM), sent(Kind.RECOMMENDATION, *DONE)),
    Row("commitments.confirm", "not reported", NOBODY, take(Act.CONFIRM), sent()),
    Row("commitments.dispute", "reported to the deputy", OF_PLACE, take(Act.DISPUTE),
        sent(Kind.INQUIRY, *DONE)),
    Row("commitments.dispute", "confirmed by who asked", persons("deputy"), take(Act.DISPUTE),
        sent(Kind.INQUIRY, *DONE, Act.CONFIRM)),
    Row("commitments.say", "reported done", persons("resident"), say, sent(Kind.INQUIRY, *DONE)),
    Row("commitments.say", "not reported", NOBODY, say, sent()),
    Row("commitments.close", "answered", DEPUTY, take(Act.CLOSE), sent(Kind.INQUIRY, Act.ANSWER)),
    Row("commitments.close", "answered, the mandate of who asked has ended since", persons("clerk"),
        take(Act.CLOSE), former),
    Row("commitments.close", "only reported done", NOBODY, take(Act.CLOSE),
        sent(Kind.INQUIRY, *DONE)),
    Row("commitments.reopen", "answered", DEPUTY, take(Act.REOPEN),
        sent(Kind.INQUIRY, Act.ANSWER)),
    Row("commitments.reopen", "promised", DEPUTY, take(Act.REOPEN),
        sent(Kind.INQUIRY, Act.PROMISE)),
    Row("commitments.reopen", "withdrawn", NOBODY, take(Act.REOPEN),
        sent(Kind.INQUIRY, Act.WITHDRAW)),
]  # fmt: skip
DESK = [
    Row("commitments.hand_over", "sent", persons("official"),
        lambda c, by, made: actions.hand_over(made, by=by, role=official_of(c)), sent()),
    Row("commitments.hand_over", "withdrawn", NOBODY,
        lambda c, by, made: actions.hand_over(made, by=by, role=official_of(c)),
        sent(Kind.INQUIRY, Act.WITHDRAW)),
    Row("commitments.keep_sample", "of the body that is asked", persons("official"), keep_sample),
    Row("commitments.drop_sample", "of the body that is asked", persons("official"),
        lambda c, by, made: actions.drop_sample(made, by=by),
        lambda c: keep_sample(c, c.official, None)),
    Row("commitments.blank", "a letter", persons("operator"),
        lambda c, by, made: actions.blank("letter", made.pk, by=by, reason="court"), sent(),
        hidden=frozenset(PERSONS) - {"operator"}),
    Row("commitments.succeed", "the body has ended", persons("operator clerk"), succeed, ended),
    Row("commitments.succeed", "the body goes on", NOBODY, succeed),
]  # fmt: skip
ROWS = ASKING + ANSWERING + VERIFYING + DESK

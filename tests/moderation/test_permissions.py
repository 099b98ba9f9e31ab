"""Who sees what waits, on every page and in every queue."""

import datetime as dt

import pytest

from maslikhat.dialogue.models import Post
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden
from maslikhat.moderation import actions, permissions
from maslikhat.moderation.models import Appeal, Case, Measure
from maslikhat.moderation.registers import Ref
from tests.dialogue.cast import Cast

ALL = {
    "chair", "aigerim", "serik", "viktor", "dana", "former", "operator", "moderator", "clerk",
    "clerk_elsewhere", "official", "citizen",
}  # fmt: skip
NATIONAL, OWN = {"operator", "moderator"}, {"chair", "clerk"}
# The texts are Serik's, in the commission Aigerim's.
MODERATE = {
    "public": NATIONAL, "council": NATIONAL | OWN, "closed": OWN, "commission": OWN,
}  # fmt: skip


@pytest.mark.parametrize(
    # What pages say is proved on one database, but for one room.
    "room",
    [one if one == "closed" else pytest.param(one, marks=pytest.mark.once) for one in MODERATE],
)
def test_a_thing_outside_ones_rooms_is_in_no_queue_and_on_no_page(
    room: str, cast: Cast, posts: dict[str, Post]
) -> None:
    ref = Ref("dialogue.post", posts[room].pk)
    reporter = cast.clerk if room == "commission" else cast.aigerim
    actions.report(ref, by=reporter, reason="insult")
    for part in sorted(ALL):
        user = cast.users[part]
        seen = Case.objects.waiting_for(user).filter(number=ref.number).exists()
        assert seen == (part in MODERATE[room]), part
        client = cast.client(part)
        page = client.get(f"/en/moderation/things/dialogue.post/{ref.number}/")
        assert page.status_code == (200 if part in MODERATE[room] else 404), part
        for act in ("dismiss", "hide", "warn", "suspend", "ask-suspension"):
            if part in MODERATE[room]:
                continue
            sent = {"reason": "insult", "until": "2026-12-30"}
            answer = client.post(f"/en/moderation/things/dialogue.post/{ref.number}/{act}/", sent)
            assert answer.status_code == 404, (part, act)
    assert not Measure.objects.exists()


def test_nobody_decides_on_an_own_text(cast: Cast, posts: dict[str, Post]) -> None:
    topic = posts["council"].topic
    from maslikhat.dialogue.actions import reply

    own = reply(topic, by=cast.chair, body="badword", language="en")
    ref = Ref("dialogue.post", own.pk)
    actions.report(ref, by=cast.serik, reason="insult")
    with pytest.raises(Hidden):
        actions.dismiss(ref, by=cast.chair)
    assert not Case.objects.moderated_by(cast.chair).exists()
    assert Case.objects.moderated_by(cast.clerk).exists()


@pytest.mark.usefixtures("english")
def test_who_took_the_measure_does_not_decide_on_the_appeal(
    cast: Cast, posts: dict[str, Post]
) -> None:
    ref = Ref("dialogue.post", posts["council"].pk)
    measure = actions.hide(ref, by=cast.chair, reason="insult")
    with pytest.raises(Hidden):
        actions.appeal(measure, by=cast.aigerim, words="Not hers.")
    appeal = actions.appeal(measure, by=cast.serik, words="It was a quotation.")
    may = {part for part in ALL if permissions.may_decide(cast.users[part], appeal)}
    assert may == {"clerk", "operator", "moderator"}
    waiting = {part for part in ALL if Appeal.objects.waiting_for(cast.users[part]).exists()}
    assert waiting == may
    with pytest.raises(Hidden):
        actions.decide(appeal, by=cast.chair, outcome="upheld", answer="I said so.")


def test_only_who_may_suspend_decides_on_a_suspension(cast: Cast, posts: dict[str, Post]) -> None:
    ref = Ref("dialogue.post", posts["council"].pk)
    until = today() + dt.timedelta(days=3)
    measure = actions.suspend(ref, by=cast.operator, reason="insult", until=until)
    appeal = actions.appeal(measure, by=cast.serik, words="Too long.")
    may = {part for part in ALL if permissions.may_decide(cast.users[part], appeal)}
    assert may == {"moderator"}
    assert {p for p in ALL if Appeal.objects.waiting_for(cast.users[p]).exists()} == may
    for part in ("chair", "clerk"):
        with pytest.raises(Hidden):
            actions.lift(measure, by=getattr(cast, part))

"""Who may do what: the table, and every act against it."""

import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser

from maslikhat.dialogue.models import Post
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden
from maslikhat.moderation import actions, permissions, registers
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
READ = {
    "public": ALL, "council": ALL, "closed": {"chair", "aigerim", "serik", "clerk"},
    "commission": {"aigerim", "clerk"},
}  # fmt: skip
# The head does not sit in commissions: what nobody has reported there is not the head's to read.
UNREPORTED = MODERATE | {"commission": {"clerk"}}
TABLE = {
    **{(act, room): who for room, who in UNREPORTED.items() for act in ("dismiss", "hide", "warn")},
    **{("suspend", room): who & NATIONAL for room, who in MODERATE.items()},
    **{("ask_suspension", room): who & OWN for room, who in UNREPORTED.items()},
    **{("report", room): who for room, who in READ.items()},
}


def attempt(act: str, ref: Ref, cast: Cast, part: str) -> object:
    """The act by this part, filled in as its page would."""
    by = cast.users[part]
    assert by is not None
    if act == "dismiss":
        return actions.dismiss(ref, by=by)
    if act == "suspend":
        until = today() + dt.timedelta(days=3)
        return actions.suspend(ref, by=by, reason="insult", until=until)
    return getattr(actions, act)(ref, by=by, reason="insult")


@pytest.mark.parametrize(("act", "room"), TABLE)
def test_the_permission_says_what_the_table_says(
    act: str, room: str, cast: Cast, posts: dict[str, Post]
) -> None:
    ref = Ref("dialogue.post", posts[room].pk)
    thing = registers.thing(ref)
    for part in sorted(ALL | {"anonymous"}):
        user = cast.users[part] or AnonymousUser()
        subject = ref if act == "report" else thing
        said = getattr(permissions, f"may_{act}")(user, subject)
        assert said == (part in TABLE[act, room]), (act, room, part)


@pytest.mark.parametrize(("act", "room"), TABLE)
def test_the_act_hides_itself_from_who_may_not_and_changes_nothing(
    act: str, room: str, cast: Cast, posts: dict[str, Post]
) -> None:
    ref = Ref("dialogue.post", posts[room].pk)
    if act == "dismiss":
        reader = cast.aigerim if room != "commission" else cast.clerk
        actions.report(ref, by=reader, reason="insult")
    before = list(Post.objects.order_by("pk").values())
    # Of what is reported, who decides there has nothing to find: another test is of that.
    others = ALL - (MODERATE[room] if act == "dismiss" else TABLE[act, room])
    for part in sorted(others):
        with pytest.raises(Hidden):
            attempt(act, ref, cast, part)
    assert list(Post.objects.order_by("pk").values()) == before
    assert not Measure.objects.exists()
    author = "aigerim" if room == "commission" else "serik"
    allowed = sorted(TABLE[act, room] - {author})
    for part in allowed[:1]:
        attempt(act, ref, cast, part)
        assert Case.objects.get(kind=ref.kind, number=ref.number)


@pytest.mark.parametrize("room", MODERATE)
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

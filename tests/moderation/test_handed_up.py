"""What a council cannot decide goes up to the moderators of the portal: one text, no room."""

import datetime as dt

import pytest

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue.models import Post, RoomRef
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.moderation import actions, permissions, registers
from maslikhat.moderation.models import Appeal, Case, Measure
from maslikhat.moderation.registers import Ref
from maslikhat.registry.models import Headship, Role
from maslikhat.registry.standing import offices_changed
from tests.dialogue.cast import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
NATIONAL = {"operator", "moderator"}
STUCK = {
    "kk": "Бүкіл порталдың модераторлары",
    "ru": "модераторы всего портала",
    "en": "It waits for the moderators of the whole portal",
}
CLOSED_TO_YOU = {
    "kk": "Бұл мәтін Сізге жабық бөлімде",
    "ru": "стоит в разделе, закрытом для вас",
    "en": "in a room that is closed to you",
}


def ref_of(post: Post) -> Ref:
    return Ref("dialogue.post", post.pk)


def said_by(cast: Cast, part: str, room: str = "closed") -> Post:
    """A post of this part's in a closed room, in which another one stands."""
    topic = cast.start(room, "Otherword")
    return dialogue.reply(topic, by=getattr(cast, part), body="badword", language="en")


def deciding(cast: Cast, appeal: Appeal) -> set[str]:
    """Who may decide, asked in both ways, which agree."""
    users = {part: user for part, user in cast.users.items() if user is not None}
    may = {part for part, user in users.items() if permissions.may_decide(user, appeal)}
    waiting = Appeal.objects.filter(pk=appeal.pk)
    assert may == {p for p, user in users.items() if waiting.waiting_for(user).exists()}
    return may


def without(cast: Cast, part: str) -> None:
    """The clerk's role, or the headship, is over."""
    if part == "clerk":
        Role.objects.filter(user=cast.clerk).update(to_day=today())
    else:
        Headship.objects.update(to_day=today())
    offices_changed()


def test_an_appeal_of_the_head_against_the_clerk_goes_up(cast: Cast) -> None:
    measure = actions.hide(ref_of(said_by(cast, "chair")), by=cast.clerk, reason="insult")
    assert not Case.objects.moderated_by(cast.operator).exists()
    appeal = actions.appeal(measure, by=cast.chair, words="It was a quotation.")
    assert deciding(cast, appeal) == NATIONAL
    actions.decide(appeal, by=cast.moderator, outcome="overturned", answer="It was.")
    assert Post.objects.get(body="badword").stands


@pytest.mark.parametrize("alone", ["clerk", "chair"])
def test_an_appeal_goes_up_where_a_council_has_one_moderator(alone: str, cast: Cast) -> None:
    without(cast, "chair" if alone == "clerk" else "clerk")
    by = getattr(cast, alone)
    measure = actions.hide(ref_of(said_by(cast, "serik")), by=by, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    assert deciding(cast, appeal) == NATIONAL


def test_an_appeal_stays_while_another_of_the_council_can_decide(cast: Cast) -> None:
    measure = actions.hide(ref_of(said_by(cast, "serik")), by=cast.chair, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    assert deciding(cast, appeal) == {"clerk"}
    # It goes up when that one leaves, and comes back when there is one again.
    without(cast, "clerk")
    assert deciding(cast, appeal) == NATIONAL
    again = User.objects.create(username="again")
    Role.objects.create(user=again, kind="clerk", council=cast.abai, from_day=today())
    offices_changed()
    assert deciding(cast, appeal) == set()
    assert permissions.may_decide(again, appeal)
    User.objects.filter(pk=again.pk).update(is_active=False)
    assert deciding(cast, appeal) == NATIONAL


def test_who_has_no_account_any_more_opens_nothing(cast: Cast) -> None:
    measure = actions.hide(ref_of(said_by(cast, "serik")), by=cast.clerk, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    Measure.objects.update(user=None)
    assert deciding(cast, appeal) == {"chair"}


@pytest.mark.once
@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_moderators_of_the_portal_see_the_one_text_and_while_it_waits(
    lang: str, cast: Cast
) -> None:
    post = said_by(cast, "chair")
    other = dialogue.reply(post.topic, by=cast.serik, body="Otherword", language="en")
    measure = actions.hide(ref_of(post), by=cast.clerk, reason="insult")
    author, operator = cast.client("chair"), cast.client("operator")
    page = f"/{lang}/moderation/measures/{measure.pk}/"
    assert operator.get(page).status_code == 404
    sent = {"words": "It was a quotation."}
    assert author.post(f"{page}appeal/", sent).status_code == 302
    assert STUCK[lang] in author.get(page).content.decode()
    assert page in operator.get(f"/{lang}/moderation/appeals/").content.decode()
    things = f"/{lang}/moderation/things/dialogue"
    for address in (page, f"{things}.post/{post.pk}/"):
        html = operator.get(address).content.decode()
        assert "badword" in html and "Otherword" not in html
        assert f"/dialogue/posts/{post.pk}/" not in html
    assert CLOSED_TO_YOU[lang] in operator.get(f"{things}.post/{post.pk}/").content.decode()
    for address in (
        f"{things}.post/{other.pk}/", f"{things}.topic/{post.topic_id}/",
        f"/{lang}/dialogue/topics/{post.topic_id}/", f"/{lang}/dialogue/posts/{post.pk}/",
    ):  # fmt: skip
        assert operator.get(address).status_code == 404, address
    for part in ("clerk", "serik", "viktor", "citizen", "clerk_elsewhere"):
        assert cast.client(part).post(f"{page}decide/").status_code == 404, part
    answer = {"outcome": "upheld", "answer": "It was none."}
    done = operator.post(f"{page}decide/", answer)
    assert done.status_code == 302 and operator.get(done.url).status_code == 200  # type: ignore[attr-defined]
    assert operator.get(page).status_code == 404
    assert operator.get(f"{things}.post/{post.pk}/").status_code == 404


def test_a_report_goes_up_where_nobody_of_the_council_can_decide(cast: Cast) -> None:
    post = said_by(cast, "chair")
    without(cast, "clerk")
    assert not permissions.may_moderate(cast.operator, registers.thing(ref_of(post)))
    actions.report(ref_of(post), by=cast.serik, reason="insult")
    assert Case.objects.waiting_for(cast.operator).exists()
    actions.dismiss(ref_of(post), by=cast.operator)
    assert not Case.objects.moderated_by(cast.operator).exists()
    with pytest.raises(Hidden):
        actions.hide(ref_of(post), by=cast.operator, reason="insult")


@pytest.mark.parametrize("room", ["closed", "commission"])
def test_a_council_asks_for_a_suspension_and_the_portal_decides(room: str, cast: Cast) -> None:
    part = "aigerim" if room == "commission" else "serik"
    post, until = said_by(cast, part, room), today() + dt.timedelta(days=3)
    ref, author = ref_of(post), getattr(cast, part)
    for by in (cast.clerk, cast.operator):
        with pytest.raises(Hidden):
            actions.suspend(ref, by=by, reason="insult", until=until)
    actions.ask_suspension(ref, by=cast.clerk, reason="insult", note="The third time.")
    with pytest.raises(Refused, match="asked already"):
        actions.ask_suspension(ref, by=cast.chair, reason="insult")
    assert not Case.objects.waiting_for(cast.clerk).exists()
    assert Case.objects.waiting_for(cast.moderator).exists()
    # What the council decides itself does not answer it.
    hidden = actions.hide(ref, by=cast.chair, reason="insult")
    with pytest.raises(Refused, match="no open report"):
        actions.dismiss(ref, by=cast.clerk)
    assert Case.objects.waiting_for(cast.moderator).exists()
    measure = actions.suspend(ref, by=cast.moderator, reason="insult", until=until)
    assert (measure.office, measure.council) == ("moderator", None)
    assert not Case.objects.waiting_for(cast.operator).exists()
    assert deciding(cast, actions.appeal(measure, by=author, words="Why?")) == {"operator"}
    assert deciding(cast, actions.appeal(hidden, by=author, words="Why?")) >= {"clerk"}
    assert Entry.objects.filter(act="moderation.ask_suspension").count() == 1


def test_a_request_without_ground_closes_the_door_again(cast: Cast) -> None:
    ref = ref_of(said_by(cast, "serik"))
    actions.ask_suspension(ref, by=cast.clerk, reason="insult")
    actions.dismiss(ref, by=cast.moderator)
    assert not permissions.may_moderate(cast.moderator, registers.thing(ref))
    actions.ask_suspension(ref, by=cast.clerk, reason="insult")
    assert permissions.may_moderate(cast.moderator, registers.thing(ref))


def test_a_clerk_who_is_a_moderator_suspends_for_the_portal(cast: Cast) -> None:
    """So that the appeal does not wait for a council that may not decide on it."""
    Role.objects.create(user=cast.clerk, kind="moderator", from_day=today())
    offices_changed()
    until = today() + dt.timedelta(days=3)
    ref = ref_of(said_by(cast, "serik"))
    measure = actions.suspend(ref, by=cast.clerk, reason="insult", until=until)
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    assert deciding(cast, appeal) == NATIONAL


@pytest.mark.once
def test_a_request_by_forms(cast: Cast) -> None:
    post = said_by(cast, "serik")
    page = f"/en/moderation/things/dialogue.post/{post.pk}/"
    clerk, operator = cast.client("clerk"), cast.client("operator")
    html = clerk.get(page).content.decode()
    assert f"{page}ask-suspension/" in html and f"{page}suspend/" not in html
    assert clerk.post(f"{page}ask-suspension/", {}).status_code == 422
    assert clerk.post(f"{page}suspend/", {}).status_code == 404
    assert clerk.post(f"{page}ask-suspension/", {"reason": "insult"}).status_code == 302
    assert clerk.post(f"{page}ask-suspension/", {"reason": "insult"}).status_code == 409
    html = clerk.get(page).content.decode()
    assert "have been asked" in html and f"{page}ask-suspension/" not in html
    assert f"{page}dismiss/" not in html
    html = operator.get(page).content.decode()
    assert "Asks for a suspension" in html and f"{page}suspend/" in html
    sent = {"reason": "insult", "until": str(today() + dt.timedelta(days=3))}
    assert operator.post(f"{page}suspend/", sent).status_code == 302
    measure = Measure.objects.get()
    done = operator.post(f"/en/moderation/measures/{measure.pk}/lift/")
    assert done.status_code == 302 and operator.get(done.url).status_code == 200  # type: ignore[attr-defined]


def test_in_a_room_open_to_all_the_council_asks_as_well(cast: Cast) -> None:
    room = RoomRef.of(cast.abai)
    words = {"title": "Roads", "body": "badword", "language": "en"}
    topic = dialogue.start_topic(room, by=cast.serik, **words)
    assert actions.ask_suspension(Ref("dialogue.topic", topic.pk), by=cast.chair, reason="spam")
    assert Case.objects.waiting_for(cast.operator).exists()

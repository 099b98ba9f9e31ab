"""Appeals: once, by whom the measure concerns, decided by another moderator."""

import pytest

from maslikhat.dialogue.models import Post
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.moderation import actions
from maslikhat.moderation.models import Appeal
from maslikhat.moderation.registers import Ref
from maslikhat.notices.models import Notice
from tests.dialogue.cast import Cast
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def ref_of(post: Post) -> Ref:
    return Ref("dialogue.post", post.pk)


def test_an_overturned_measure_is_undone_and_its_author_hears(cast: Cast, post: Post) -> None:
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="I quoted the minutes.")
    actions.decide(appeal, by=cast.moderator, outcome="overturned", answer="So it was.")
    post.refresh_from_db()
    assert post.stands and "badword" in post.html
    measure.refresh_from_db()
    assert measure.ended_at is not None
    drain()
    acts = set(Notice.objects.filter(user=cast.serik).values_list("happening__act", flat=True))
    assert acts >= {"moderation.hide", "moderation.overturned"}
    page = cast.client("serik").get(f"/en/moderation/measures/{measure.pk}/").content.decode()
    assert "So it was." in page and "The measure is undone" in page
    assert "moderator</dd>" not in page
    for act in ("appeal", "decide"):
        assert Entry.objects.filter(act=f"moderation.{act}").count() == 1


def test_an_upheld_measure_stands_and_is_not_appealed_again(cast: Cast, post: Post) -> None:
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="I quoted the minutes.")
    actions.decide(appeal, by=cast.moderator, outcome="upheld", answer="You did not.")
    post.refresh_from_db()
    assert not post.stands
    with pytest.raises(Refused, match="one appeal"):
        actions.appeal(measure, by=cast.serik, words="And yet.")
    with pytest.raises(Refused, match="decided already"):
        actions.decide(appeal, by=cast.moderator, outcome="overturned", answer="Well.")


def test_an_appeal_without_words_or_a_decision_without_a_reason_is_none(
    cast: Cast, post: Post
) -> None:
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult")
    for empty in ("", "   ", "\u200b\u2800"):
        with pytest.raises(Refused, match="empty"):
            actions.appeal(measure, by=cast.serik, words=empty)
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    with pytest.raises(Refused, match="empty"):
        actions.decide(appeal, by=cast.moderator, outcome="upheld", answer=" ")
    with pytest.raises(Refused, match="becomes"):
        actions.decide(appeal, by=cast.moderator, outcome="later", answer="Because.")
    assert Appeal.objects.get().outcome == ""


def test_what_was_undone_is_not_appealed_and_leaves_the_list_of_appeals(
    cast: Cast, post: Post
) -> None:
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    assert Appeal.objects.waiting_for(cast.moderator).exists()
    actions.restore(measure, by=cast.operator)
    assert not Appeal.objects.waiting_for(cast.moderator).exists()
    for outcome, answer in (("upheld", "Because."), ("later", "")):
        with pytest.raises(Refused, match="decided already"):
            actions.decide(appeal, by=cast.moderator, outcome=outcome, answer=answer)


def test_a_warning_that_is_overturned_is_withdrawn(cast: Cast, post: Post) -> None:
    measure = actions.warn(ref_of(post), by=cast.operator, reason="spam")
    appeal = actions.appeal(measure, by=cast.serik, words="Once is no spam.")
    actions.decide(appeal, by=cast.moderator, outcome="overturned", answer="True.")
    measure.refresh_from_db()
    assert not measure.has_effect
    assert actions.warn(ref_of(post), by=cast.operator, reason="spam")


def test_in_a_closed_room_head_and_apparatus_decide_on_each_other(
    cast: Cast, posts: dict[str, Post]
) -> None:
    measure = actions.hide(ref_of(posts["closed"]), by=cast.chair, reason="insult")
    appeal = actions.appeal(measure, by=cast.serik, words="Why?")
    page = cast.client("clerk").get("/en/moderation/appeals/").content.decode()
    assert f"/moderation/measures/{measure.pk}/" in page
    sent = {"outcome": "overturned", "answer": "It is no insult."}
    address = f"/en/moderation/measures/{measure.pk}/decide/"
    for part in ("operator", "moderator", "chair", "serik", "citizen"):
        assert cast.client(part).post(address, sent).status_code == 404, part
    assert cast.client("clerk").post(address, sent).status_code == 302
    appeal.refresh_from_db()
    assert appeal.outcome == "overturned"

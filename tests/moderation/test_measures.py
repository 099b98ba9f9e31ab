"""Reports and measures: what they do, and what no longer shows anywhere."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue import finding
from maslikhat.dialogue.followed import TOPIC
from maslikhat.dialogue.models import HiddenText, Post, Topic
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.moderation import actions
from maslikhat.moderation.models import Case, Measure, Report
from maslikhat.moderation.registers import Ref
from maslikhat.notices.models import Notice
from maslikhat.registry.models import Person
from maslikhat.search import follower
from maslikhat.search.models import Entry as Found
from tests.dialogue.cast import Cast
from tests.worker import drain

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def ref_of(post: Post) -> Ref:
    return Ref("dialogue.post", post.pk)


def recorded(act: str) -> int:
    return Entry.objects.filter(act=f"moderation.{act}").count()


def test_a_report_is_one_while_it_is_open_and_may_be_made_anew_after(
    cast: Cast, post: Post
) -> None:
    ref = ref_of(post)
    first = actions.report(ref, by=cast.citizen, reason="insult", note="Look.")
    again = actions.report(ref, by=cast.citizen, reason="spam")
    assert (again.pk, again.reason) == (first.pk, "insult")
    actions.report(ref, by=cast.viktor, reason="spam")
    waiting = Case.objects.waiting_for(cast.operator).get()
    assert waiting.report_count == 2  # type: ignore[attr-defined]
    actions.dismiss(ref, by=cast.operator)
    assert set(Report.objects.values_list("is_groundless", flat=True)) == {True}
    assert not Case.objects.waiting_for(cast.operator).exists()
    with pytest.raises(Refused, match="no open report"):
        actions.dismiss(ref, by=cast.moderator)
    assert actions.report(ref, by=cast.citizen, reason="insult").pk != first.pk
    assert (recorded("report"), recorded("dismiss")) == (3, 1)


def test_what_cannot_be_a_report_is_refused_with_a_sentence(cast: Cast, post: Post) -> None:
    ref = ref_of(post)
    with pytest.raises(Refused, match="your own"):
        actions.report(ref, by=cast.serik, reason="insult")
    for reason in ("", "because", "INSULT"):
        with pytest.raises(Refused, match="reason"):
            actions.report(ref, by=cast.citizen, reason=reason)
    with pytest.raises(Refused, match="long"):
        actions.report(ref, by=cast.citizen, reason="other", note="x" * 1001)
    with pytest.raises(Refused, match="control"):
        actions.report(ref, by=cast.citizen, reason="other", note="\u202eabc")
    actions.hide(ref, by=cast.operator, reason="insult")
    with pytest.raises(Refused, match="shown to nobody"):
        actions.report(ref, by=cast.citizen, reason="insult")
    assert not Report.objects.exists()


def test_a_day_has_thirty_reports_of_one_person(cast: Cast, post: Post) -> None:
    for number in range(30):
        other = dialogue.reply(
            post.topic,
            by=cast.dana,
            body=f"{number}",
            language="en",
            at=dt.datetime(2026, 8, 1 + number % 28, tzinfo=dt.UTC),
        )
        actions.report(ref_of(other), by=cast.citizen, reason="spam")
    with pytest.raises(Refused, match="30 texts"):
        actions.report(ref_of(post), by=cast.citizen, reason="spam")


def test_a_hidden_text_is_kept_apart_and_comes_back_as_it_was(cast: Cast, post: Post) -> None:
    dialogue.edit(post, by=cast.serik, body="badword changed")
    post.refresh_from_db()
    before = (post.body, post.html, post.digest, list(post.versions.values("number", "body")))
    actions.report(ref_of(post), by=cast.citizen, reason="insult")
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult", note="No names.")
    post.refresh_from_db()
    assert (post.body, post.html, post.digest) == ("", "", before[2])
    assert set(post.versions.values_list("body", flat=True)) == {""}
    assert HiddenText.objects.filter(post=post).count() == 2
    assert not Report.objects.open().exists()
    with pytest.raises(Refused, match="done already"):
        actions.hide(ref_of(post), by=cast.moderator, reason="spam")
    actions.restore(measure, by=cast.moderator)
    post.refresh_from_db()
    after = (post.body, post.html, post.digest, list(post.versions.values("number", "body")))
    assert after == before
    assert not HiddenText.objects.exists()
    with pytest.raises(Refused, match="no longer"):
        actions.restore(measure, by=cast.operator)
    assert (recorded("hide"), recorded("restore")) == (1, 1)


def test_the_title_goes_with_the_opening_post_and_comes_back(cast: Cast, post: Post) -> None:
    topic = post.topic
    title, first = topic.title, topic.posts.earliest("pk")
    measure = actions.hide(ref_of(first), by=cast.operator, reason="insult")
    topic.refresh_from_db()
    assert (topic.title, topic.hidden_title) == ("", title)
    for path in ("", f"rooms/{topic.room_id}/", f"topics/{topic.pk}/"):
        page = cast.client("anonymous").get(f"/en/dialogue/{path}").content.decode()
        assert title not in page and "The title is hidden by the moderation" in page, path
    actions.restore(measure, by=cast.operator)
    assert Topic.objects.get(pk=topic.pk).title == title


@pytest.fixture
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


@pytest.mark.once
@pytest.mark.usefixtures("own_index")
def test_a_hidden_text_leaks_nowhere(cast: Cast, post: Post) -> None:
    from maslikhat.notices import actions as notices

    notices.follow("dialogue.topic", post.topic_id, by=cast.citizen)
    other = dialogue.reply(post.topic, by=cast.serik, body="badword in haste", language="en")
    dialogue.edit(other, by=cast.serik, body="badword in anger")
    drain()
    actions.hide(ref_of(post), by=cast.operator, reason="insult")
    actions.hide(ref_of(other), by=cast.operator, reason="insult")
    follower.catch_up()
    addresses = [
        "dialogue/", f"dialogue/rooms/{post.topic.room_id}/", f"dialogue/topics/{post.topic_id}/",
        f"dialogue/topics/{post.topic_id}/?quote={other.pk}",
        f"dialogue/topics/{post.topic_id}/after/?after=1",
        f"dialogue/posts/{other.pk}/history/", f"dialogue/posts/{other.pk}/edit/",
        "search/?q=badword", "search/feed/?q=badword", "search/proposals/?q=badwor", "notices/",
        f"moderation/things/dialogue.post/{post.pk}/report/", "moderation/", "moderation/appeals/",
        "moderation/mine/", "",
    ]  # fmt: skip
    for part in ("anonymous", "citizen", "viktor", "chair", "clerk"):
        client = cast.client(part)
        for address in addresses:
            for htmx in ({}, {"HX-Request": "true"}):
                page = client.get(f"/en/{address}", headers=htmx).content.decode()
                plain = re.sub(r"<[^>]+>", "", page)
                assert not re.search("badword in (public|haste|anger)", plain), (part, address)
    assert not Found.objects.filter(
        kind="post", number__in=[post.pk, other.pk], text_en__gt=""
    ).exists()
    assert "Hidden by the moderation: Insult or hatred" in page_of(cast.client("anonymous"), post)


def page_of(client: Client, post: Post) -> str:
    return client.get(f"/en/dialogue/topics/{post.topic_id}/").content.decode()


def test_author_and_moderators_still_read_it(cast: Cast, post: Post) -> None:
    measure = actions.hide(ref_of(post), by=cast.operator, reason="insult", note="No names.")
    own = f"/en/moderation/measures/{measure.pk}/"
    assert "badword in public" in cast.client("serik").get(own).content.decode()
    thing = f"/en/moderation/things/dialogue.post/{post.pk}/"
    assert "badword in public" in cast.client("moderator").get(thing).content.decode()
    for part in ("citizen", "viktor", "chair", "clerk", "former"):
        assert cast.client(part).get(own).status_code == 404, part


def test_open_pages_draw_a_hidden_text_anew(cast: Cast, post: Post) -> None:
    actions.hide(ref_of(post), by=cast.operator, reason="insult")
    drawn = Event.objects.filter(channel=f"topic:{post.topic_id}", ref=f"changed:{post.pk}")
    assert drawn.exists()
    # And no page that is held for visitors shows it any longer.
    assert Event.objects.filter(channel="held").exists()
    assert not Event.objects.filter(ref__contains="badword").exists()


def test_a_text_that_is_hidden_is_not_edited_marked_or_accepted(cast: Cast, post: Post) -> None:
    actions.hide(ref_of(post), by=cast.operator, reason="insult")
    with pytest.raises(Refused):
        dialogue.edit(post, by=cast.serik, body="Another")
    with pytest.raises(Refused):
        dialogue.mark_useful(post, by=cast.viktor)
    post.refresh_from_db()
    assert (post.body, post.useful_count) == ("", 0)


def test_a_hidden_text_that_is_blanked_under_an_order_stays_away(cast: Cast, post: Post) -> None:
    first = post.topic.posts.earliest("pk")
    digest = first.digest
    measure = actions.hide(ref_of(first), by=cast.operator, reason="insult")
    dialogue.blank(first, by=cast.operator, reason="court")
    assert not HiddenText.objects.exists()
    actions.restore(measure, by=cast.operator)
    first.refresh_from_db()
    topic = Topic.objects.get(pk=first.topic_id)
    assert (first.body, first.digest, first.stands) == ("", digest, False)
    assert (topic.title, topic.hidden_title) == ("", "") and len(topic.title_digest) == 64


def test_a_locked_topic_takes_no_reply_and_its_keepers_cannot_open_it(
    cast: Cast, posts: dict[str, Post]
) -> None:
    topic = posts["council"].topic
    measure = actions.lock(Ref("dialogue.topic", topic.pk), by=cast.operator, reason="subject")
    topic.refresh_from_db()
    with pytest.raises(Refused, match="closed"):
        dialogue.reply(topic, by=cast.viktor, body="And yet.", language="en")
    with pytest.raises(Refused, match="moderation"):
        dialogue.reopen(topic, by=cast.clerk)
    page = page_of(cast.client("chair"), posts["council"])
    assert "Locked by the moderation: Not what the room is for" in page
    assert f"/topics/{topic.pk}/reopen/" not in page and f"/{topic.pk}/close/" not in page
    actions.unlock(measure, by=cast.moderator)
    topic.refresh_from_db()
    assert dialogue.reply(topic, by=cast.viktor, body="Go on.", language="en")
    assert (recorded("lock"), recorded("unlock")) == (1, 1)


def test_a_topic_closed_before_it_was_locked_stays_closed(
    cast: Cast, posts: dict[str, Post]
) -> None:
    topic = posts["council"].topic
    dialogue.close(topic, by=cast.chair)
    measure = actions.lock(Ref("dialogue.topic", topic.pk), by=cast.operator, reason="subject")
    actions.unlock(measure, by=cast.operator)
    topic.refresh_from_db()
    assert topic.closed_at is not None and topic.locked_at is None


def test_a_post_is_not_locked_and_a_topic_not_hidden(cast: Cast, post: Post) -> None:
    with pytest.raises(Refused, match="this kind"):
        actions.lock(ref_of(post), by=cast.operator, reason="subject")
    with pytest.raises(Refused, match="this kind"):
        actions.hide(Ref("dialogue.topic", post.topic_id), by=cast.operator, reason="subject")


def test_a_warning_reaches_the_inbox_in_nobodys_name(cast: Cast, post: Post) -> None:
    measure = actions.warn(ref_of(post), by=cast.operator, reason="spam", note="Once is enough.")
    drain()
    notice = Notice.objects.get(user=cast.serik, kind="moderation.measure")
    assert (notice.number, notice.mode, notice.happening.by) == (measure.pk, "direct", 0)
    inbox = cast.client("serik").get("/en/notices/").content.decode()
    # What was done stands in the sentence; the measure itself is called by its reason.
    assert "The moderation warns you" in inbox and ">Advertising" in inbox
    assert "Warning:" not in inbox
    assert "operator" not in inbox
    assert not Notice.objects.exclude(user=cast.serik).filter(kind="moderation.measure").exists()
    with pytest.raises(Refused, match="warned"):
        actions.warn(ref_of(post), by=cast.moderator, reason="spam")
    page = cast.client("serik").get(f"/en/moderation/measures/{measure.pk}/").content.decode()
    assert "Once is enough." in page and "Operator of the portal" in page


def test_who_is_suspended_reads_and_writes_nothing_until_the_day(cast: Cast, post: Post) -> None:
    until = today() + dt.timedelta(days=3)
    group = dialogue.found_group(
        by=cast.aigerim, names={"en": "A group"}, purposes={"en": "To go on."}
    )
    measure = actions.suspend(ref_of(post), by=cast.moderator, reason="insult", until=until)
    client = cast.client("serik")
    page = page_of(client, post)
    assert "badword in public" in page and 'id="reply"' not in page
    assert "until" in page and "Insult or hatred" in page
    for act in (
        lambda: dialogue.reply(post.topic, by=cast.serik, body="More", language="en"),
        lambda: dialogue.edit(post, by=cast.serik, body="More"),
        lambda: dialogue.mark_useful(post.topic.posts.earliest("pk"), by=cast.serik),
        lambda: dialogue.start_topic(
            post.topic.room.ref, by=cast.serik, title="New", body="More", language="en"
        ),
        lambda: dialogue.found_group(
            by=cast.serik, names={"en": "A group"}, purposes={"en": "To go on."}
        ),
        lambda: dialogue.join_group(group, by=cast.serik),
        lambda: dialogue.begin_upload(by=cast.serik, name="more.txt", size=9),
        lambda: dialogue.start_conversation(
            Person.objects.filter(user=cast.viktor),
            by=cast.serik,
            title="New",
            body="More",
            language="en",
        ),
    ):
        with pytest.raises(Refused, match=rf"until .*{until.year}.*: Insult or hatred"):
            act()
    sent = client.post(
        f"/en/dialogue/topics/{post.topic_id}/reply/", {"body": "More", "language": "en"}
    )
    assert sent.status_code == 403 and "Insult or hatred" in sent.content.decode()
    assert client.get("/en/dialogue/start/").status_code == 403
    with pytest.raises(Refused, match="suspended already"):
        actions.suspend(ref_of(post), by=cast.operator, reason="insult", until=until)
    actions.lift(measure, by=cast.operator)
    assert dialogue.reply(post.topic, by=cast.serik, body="Back", language="en")
    assert (recorded("suspend"), recorded("lift")) == (1, 1)


def test_a_text_is_not_changed_under_a_lock(cast: Cast, post: Post) -> None:
    measure = actions.lock(Ref(TOPIC, post.topic_id), by=cast.operator, reason="other")
    with pytest.raises(Refused):
        dialogue.edit(Post.objects.get(pk=post.pk), by=cast.serik, body="More")
    assert cast.client("serik").get(f"/en/dialogue/posts/{post.pk}/edit/").status_code == 403
    actions.unlock(measure, by=cast.operator)
    assert dialogue.edit(Post.objects.get(pk=post.pk), by=cast.serik, body="More").version > 1


def test_a_suspension_ends_of_itself(cast: Cast, post: Post) -> None:
    tomorrow = today() + dt.timedelta(days=1)
    measure = actions.suspend(ref_of(post), by=cast.operator, reason="spam", until=tomorrow)
    Measure.objects.filter(pk=measure.pk).update(until=today())
    serik = type(cast.serik).objects.get(pk=cast.serik.pk)
    assert dialogue.reply(post.topic, by=serik, body="Again", language="en")
    for wrong in (today(), today() - dt.timedelta(days=1), today() + dt.timedelta(days=366)):
        with pytest.raises(Refused, match="within a year"):
            actions.suspend(ref_of(post), by=cast.operator, reason="spam", until=wrong)


def test_the_database_keeps_what_is_hidden_without_text(post: Post) -> None:
    for wrong in (
        {"hidden_at": dt.datetime.now(dt.UTC), "hidden_reason": "spam"},
        {"hidden_reason": "spam"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=post.topic_id).update(lock_reason="spam")
    with pytest.raises(IntegrityError), transaction.atomic():
        Topic.objects.filter(pk=post.topic_id).update(hidden_title="Two titles")


@pytest.mark.usefixtures("own_index")
def test_making_the_entries_anew_changes_nothing_after_a_text_is_hidden(
    cast: Cast, post: Post
) -> None:
    """What the acts tell search is what the room lists when it is asked for all it has."""
    first = post.topic.posts.earliest("pk")
    actions.hide(ref_of(first), by=cast.operator, reason="insult")
    other = dialogue.reply(post.topic, by=cast.viktor, body="Another word", language="en")
    measure = actions.hide(ref_of(other), by=cast.operator, reason="insult")
    for _state in ("hidden", "restored"):
        told = set(
            Found.objects.standing()
            .filter(kind__in=("topic", "post"))
            .values_list("kind", "number", "title_en", "text_en")
        )
        listed = {
            (draft.kind, draft.number, draft.title, draft.text)
            for draft in (*finding.topics_after(0, 100), *finding.replies_after(0, 100))
        }
        assert told == listed
        assert ("topic", post.topic_id) not in {(kind, number) for kind, number, *_ in told}
        if measure.has_effect:
            measure = actions.restore(measure, by=cast.operator)

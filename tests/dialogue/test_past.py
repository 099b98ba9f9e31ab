"""A deputy whose mandate has ended reads what was open to him then, and writes nothing."""

import datetime as dt
from typing import Any

import pytest

from maslikhat.accounts.models import User
from maslikhat.dialogue import actions, permissions, summary
from maslikhat.dialogue.finding import tokens_of
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.kit.refusals import Refused
from maslikhat.notices import sight
from maslikhat.registry.models import CommissionMember, Convocation, Mandate, Person
from maslikhat.registry.standing import offices_changed
from tests.dialogue.cast import DAY, Cast
from tests.dialogue.test_cards import card
from tests.serving import queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]
END = dt.date(2026, 9, 1)


def on(month: int, day: int, hour: int = 12) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, tzinfo=dt.UTC)


def ended(user: User, until: dt.date = END) -> User:
    """The user after the mandate and its places in commissions have ended."""
    mandate = Mandate.objects.get(person__user=user)
    CommissionMember.objects.filter(mandate=mandate).update(to_day=until)
    Mandate.objects.filter(pk=mandate.pk).update(to_day=until, end_reason="resigned")
    offices_changed()
    return User.objects.get(pk=user.pk)


def talk(cast: Cast, room: str) -> tuple[Topic, Topic]:
    """A topic of July in which was spoken in October again, and one of October."""
    words: dict[str, Any] = {"by": cast.aigerim, "language": "en"}
    refs = cast.rooms()
    old = actions.start_topic(refs[room], title="Of July", body="oldword", at=on(7, 20), **words)
    actions.reply(old, body="lastword", at=on(8, 31, 18), **words)
    actions.reply(old, body="newword", at=on(10, 1), **words)
    new = actions.start_topic(refs[room], title="Of October", body="newword", at=on(10, 1), **words)
    return old, new


def test_closed_talk_is_read_up_to_the_last_day_and_nothing_newer(cast: Cast) -> None:
    old, new = talk(cast, "closed")
    serik = ended(cast.serik)
    assert list(Topic.objects.visible_to(serik)) == [old]
    assert set(Post.objects.visible_to(serik).values_list("body", flat=True)) == {
        "oldword", "lastword",
    }  # fmt: skip
    client = cast.client("serik")
    page = client.get(f"/en/dialogue/topics/{old.pk}/").content.decode()
    assert "oldword" in page and "lastword" in page and "newword" not in page
    assert 'id="reply"' not in page and f"topic:{old.pk}" not in page and "nothing newer" in page
    page = client.get(f"/en/dialogue/rooms/{old.room_id}/").content.decode()
    assert "Of July" in page and "Of October" not in page
    assert "1 reply" in page and "October" not in page and ">Follow<" not in page
    page = client.get("/en/dialogue/").content.decode()
    assert "Of July" in page and "Of October" not in page and "1 reply" in page
    newest = new.posts.get()
    for address in (
        f"topics/{new.pk}/",
        f"posts/{newest.pk}/",
        f"posts/{newest.pk}/history/",
        f"topics/{old.pk}/after/",
        f"topics/{new.pk}/after/",
    ):
        assert client.get(f"/en/dialogue/{address}").status_code == 404, address
    assert client.get("/en/dialogue/topics/999999/").status_code == 404


def test_cards_tell_of_closed_talk_as_it_was_then(cast: Cast) -> None:
    old, new = talk(cast, "closed")
    first, _last, newest = old.posts.order_by("pk")
    ended(cast.serik)
    assert "1 reply" in card(f"/en/dialogue/topics/{old.pk}/", "serik", cast)[1]
    assert "2 replies" in card(f"/en/dialogue/topics/{old.pk}/", "aigerim", cast)[1]
    assert "oldword" in card(f"/en/dialogue/posts/{first.pk}/", "serik", cast)[1]
    for address in (f"posts/{newest.pk}", f"topics/{new.pk}"):
        assert card(f"/en/dialogue/{address}/", "serik", cast) == (204, "")


def test_the_last_hour_of_the_last_day_in_kazakhstan_counts_and_the_next_does_not(
    cast: Cast,
) -> None:
    old, _new = talk(cast, "closed")
    words: dict[str, Any] = {"by": cast.aigerim, "language": "en"}
    actions.reply(old, body="before midnight", at=on(8, 31, 18), **words)
    actions.reply(old, body="after midnight", at=on(8, 31, 19), **words)
    said = set(Post.objects.visible_to(ended(cast.serik)).values_list("body", flat=True))
    assert "before midnight" in said and "after midnight" not in said


def test_what_was_changed_later_is_newer(cast: Cast) -> None:
    old, _new = talk(cast, "closed")
    actions.edit(old.posts.get(body="lastword"), by=cast.aigerim, body="changedword")
    ended(cast.serik)
    page = cast.client("serik").get(f"/en/dialogue/topics/{old.pk}/").content.decode()
    assert "oldword" in page and "changedword" not in page and "lastword" not in page


def test_a_commission_is_read_by_who_sat_in_it_to_the_end(cast: Cast) -> None:
    old, _new = talk(cast, "commission")
    assert not Topic.objects.visible_to(ended(cast.serik)).exists()
    aigerim = ended(cast.aigerim)
    assert list(Topic.objects.visible_to(aigerim)) == [old]
    CommissionMember.objects.update(to_day=dt.date(2026, 8, 1))
    assert not Topic.objects.visible_to(aigerim).exists()


def test_who_has_left_writes_nothing_and_is_told_nothing(cast: Cast) -> None:
    old, _new = talk(cast, "closed")
    first = old.posts.earliest("pk")
    serik = ended(cast.serik)
    for act in (
        lambda: actions.reply(old, by=serik, body="And I?", language="en"),
        lambda: actions.mark_useful(first, by=serik),
        lambda: actions.mark_read(old, by=serik, post_id=first.pk),
        lambda: actions.start_topic(
            cast.rooms()["public"], by=serik, title="Mine", body="Text", language="en"
        ),
    ):
        with pytest.raises(Refused):
            act()
    assert not permissions.may_read(serik, old.room)
    assert tokens_of(serik) == frozenset()
    seen = sight.look([("dialogue.topic", old.pk)], [serik], "en")
    assert seen.of(serik, ("dialogue.topic", old.pk)) is None


def test_a_new_seat_elsewhere_keeps_the_old_talk_and_one_here_opens_all(cast: Cast) -> None:
    old, new = talk(cast, "closed")
    serik = ended(cast.serik)
    seat = Mandate.objects.get(person__user=serik)
    there = Convocation.objects.get(council=cast.abay_district)
    again = Mandate.objects.create(
        person=seat.person, convocation=there, kind="list", party=seat.party, from_day=END
    )
    offices_changed()
    assert list(Topic.objects.visible_to(serik)) == [old]
    assert permissions.may_write(serik, cast.rooms()["public"])
    Mandate.objects.filter(pk=again.pk).update(convocation=seat.convocation)
    offices_changed()
    assert set(Topic.objects.visible_to(serik)) == {old, new}


def test_no_page_tells_who_has_left_who_spoke_later(cast: Cast) -> None:
    old, _new = talk(cast, "closed")
    actions.reply(old, by=cast.chair, body="Later", language="en", at=on(10, 2))
    serik = ended(cast.serik)
    for part, is_told in (("aigerim", True), ("chair", False)):
        person = Person.objects.get(user=cast.users[part])
        for reader, sees in ((serik, is_told), (cast.clerk, True)):
            rows = summary.topics_of_person(person, reader, 5)
            assert ("Of July" in {row.title for row in rows}) == sees, (part, reader)


def test_who_never_sat_there_sees_none_of_it(cast: Cast) -> None:
    old, _new = talk(cast, "closed")
    for part in ("viktor", "dana", "citizen", "operator", "clerk_elsewhere"):
        user = getattr(cast, part)
        assert not Topic.objects.visible_to(user).exists(), part
        assert not Room.objects.with_past_of(user).exists(), part
    viktor = ended(cast.viktor)
    assert not Topic.objects.visible_to(viktor).exists()
    # Whose mandate ended before it was said.
    assert not Topic.objects.visible_to(ended(cast.dana, DAY + dt.timedelta(days=1))).exists()
    assert cast.client("viktor").get(f"/en/dialogue/topics/{old.pk}/").status_code == 404


@pytest.mark.once
def test_pages_of_the_past_make_a_fixed_number_of_queries(cast: Cast) -> None:
    old, _new = talk(cast, "closed")
    ended(cast.serik)
    client = cast.client("serik")
    addresses = ["", f"rooms/{old.room_id}/", f"topics/{old.pk}/"]
    counts = {address: queries(client, f"/kk/dialogue/{address}") for address in addresses}
    for number in range(8):
        actions.reply(old, by=cast.aigerim, body=f"{number}", language="en", at=on(8, 1, number))
        actions.start_topic(
            cast.rooms()["closed"], by=cast.chair, title=f"Topic {number}", body="b",
            language="en", at=on(8, 2, number),
        )  # fmt: skip
    again = {address: queries(client, f"/kk/dialogue/{address}") for address in addresses}
    assert again == counts
    assert max(counts.values()) <= 14

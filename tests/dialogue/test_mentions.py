"""A link to a deputy, a commission or a council names them: they hear of it at once, and once."""

import uuid
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from maslikhat.dialogue import actions
from maslikhat.dialogue.mentioned import mention
from maslikhat.dialogue.models import Mention, Topic
from maslikhat.dialogue.reached import reached_by
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Addressee, Delivery, Notice
from maslikhat.notices.spreading import spread
from maslikhat.registry.models import Convocation, Person
from tests.dialogue.cast import Cast, make_deputy

pytestmark = pytest.mark.django_db


def page_of(cast: Cast, part: str, lang: str = "kk") -> str:
    """The path of the page of a deputy."""
    return f"/{lang}/deputies/{getattr(cast, part).person.pk}/"


def told() -> dict[str, set[str]]:
    """Who was told directly, by act."""
    found: dict[str, set[str]] = {}
    for act, name in Addressee.objects.values_list("happening__act", "user__id"):
        found.setdefault(act, set()).add(name)
    return found


def say(topic: Topic, cast: Cast, body: str, by: str = "aigerim") -> int:
    """A reply; its number."""
    return actions.reply(topic, by=getattr(cast, by), body=body, language="en").pk


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
@pytest.mark.parametrize("reader", ["kk", "en"])
def test_a_named_deputy_hears_at_once_whatever_the_language_of_the_link(
    cast: Cast, topic: Topic, lang: str, reader: str
) -> None:
    with translation.override(reader):
        post = say(topic, cast, f"Ask [Viktor]({page_of(cast, 'viktor', lang)}).")
    assert Mention.objects.get(post=post).person == cast.viktor.person
    assert told() == {"dialogue.mention": {cast.viktor.pk}}
    for happening in Addressee.objects.values_list("happening", flat=True):
        spread([happening])
    notice = Notice.objects.get(user=cast.viktor)
    assert (notice.mode, notice.part_number) == ("direct", post)
    assert Delivery.objects.get(user=cast.viktor.pk).kind == "direct"


def test_followers_are_not_told_of_the_mention_of_another(cast: Cast, topic: Topic) -> None:
    say(topic, cast, f"[V]({page_of(cast, 'viktor')})", by="dana")
    for happening in Addressee.objects.values_list("happening", flat=True):
        spread([happening])
    # Aigerim, who follows the topic, hears that there is a reply and nothing of the mention.
    assert not Notice.objects.filter(user=cast.aigerim, happening__act="dialogue.mention").exists()


def test_a_commission_is_its_members_and_a_council_its_clerk_and_head(
    cast: Cast, topic: Topic
) -> None:
    commission, council = f"/en/commissions/{cast.ecology.pk}/", f"/ru/councils/{cast.abai.code}/"
    say(topic, cast, f"[E]({commission}) and [C]({council})", by="viktor")
    members = {cast.aigerim.pk, cast.clerk.pk, cast.chair.pk}
    assert told() == {"dialogue.mention_body": members}


def test_who_may_not_enter_the_room_hears_nothing(cast: Cast, closed_topic: Topic) -> None:
    say(closed_topic, cast, f"[V]({page_of(cast, 'viktor')}) [S]({page_of(cast, 'serik')})")
    for happening in Addressee.objects.values_list("happening", flat=True):
        spread([happening])
    assert {n.user for n in Notice.objects.filter(mode="direct")} == {cast.serik}
    assert {d.user for d in Delivery.objects.all()} == {cast.serik.pk}


def test_an_edit_tells_only_whom_no_version_has_named(cast: Cast, topic: Topic) -> None:
    viktor, serik = page_of(cast, "viktor"), page_of(cast, "serik")
    post = topic.posts.get()
    actions.edit(post, by=cast.aigerim, body=f"[V]({viktor})")
    actions.edit(post, by=cast.aigerim, body="Nobody")
    actions.edit(post, by=cast.aigerim, body=f"[V]({viktor}) [S]({serik})")
    actions.edit(post, by=cast.aigerim, body=f"[S]({serik}) again")
    rows = Addressee.objects.order_by("pk").values_list("user_id", flat=True)
    assert list(rows) == [cast.viktor.pk, cast.serik.pk]


def test_the_same_person_by_name_and_by_office_is_told_once(cast: Cast, topic: Topic) -> None:
    commission = f"/kk/commissions/{cast.ecology.pk}/"
    body = f"[E]({commission}) [A]({page_of(cast, 'aigerim')})"
    say(topic, cast, body, by="viktor")
    assert told() == {"dialogue.mention": {cast.aigerim.pk}}


def test_a_quotation_and_foreign_or_unknown_links_name_nobody(cast: Cast, topic: Topic) -> None:
    viktor = page_of(cast, "viktor")
    for body in (
        f"> [V]({viktor})\n\nI agree",
        f"[V](https://example.org{viktor})",
        f"[V](//example.org{viktor})",
        f"`{viktor}` and {viktor} in words",
        "[V](/kk/deputies/999999999/) [V](/kk/deputies/99999999999999999999/)",
        "[V](/kk/councils/none/) [V](/xx/deputies/1/)",
        f"Code:\n\n    [V]({viktor})",
    ):
        say(topic, cast, body)
    assert not Mention.objects.exists()
    assert told() == {}


def test_an_address_alone_on_its_line_is_a_mention_too(cast: Cast, topic: Topic) -> None:
    say(topic, cast, f"Who knows?\nhttp://localhost:8000{page_of(cast, 'viktor')}\nThanks")
    assert told() == {"dialogue.mention": {cast.viktor.pk}}


@pytest.mark.usefixtures("english")
def test_more_than_twenty_are_refused_and_nothing_is_posted(cast: Cast, topic: Topic) -> None:
    links = " ".join(f"[d](/kk/deputies/{number}/)" for number in range(1, 22))
    with pytest.raises(Refused, match="at most 20"):
        say(topic, cast, links)
    assert topic.posts.count() == 1


def test_mentions_go_with_a_text_that_is_taken_away(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    actions.edit(post, by=cast.aigerim, body=f"[V]({page_of(cast, 'viktor')})")
    actions.blank(post, by=cast.operator, reason="court")
    assert not Mention.objects.exists()


def test_a_post_that_names_nobody_asks_the_database_nothing_of_it(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    with CaptureQueriesContext(connection) as asked:
        mention(post, by=cast.aigerim)
    assert len(asked) == 0


@pytest.mark.usefixtures("english")
def test_who_has_posted_is_told_whom_the_post_has_reached(cast: Cast) -> None:
    topic = cast.start("closed", "Budget")
    away = make_deputy("Unreached", Convocation.objects.filter(council=cast.abai)[0]).person
    Person.objects.filter(pk=away.pk).update(user=None)
    names = {part: page_of(cast, part) for part in ("serik", "viktor", "aigerim")}
    body = (
        f"[Serik]({names['serik']}) [V]({names['viktor']}) [me]({names['aigerim']})"
        f" [U](/kk/deputies/{away.pk}/) [C](/kk/councils/{cast.abai.code}/) @Nobody, @Viktor"
    )
    client = cast.client("aigerim")
    address = f"/en/dialogue/topics/{topic.pk}/"
    form = {"body": body, "language": "en", "key": uuid.uuid4()}
    page = client.post(f"{address}reply/", form, follow=True).content.decode()
    reached = reached_by(topic.posts.last(), by=cast.aigerim)
    # Viktor may not enter the room, Unreached has no account; nobody is told of naming oneself.
    assert reached.told == [cast.abai.name_en, cast.serik.person.short_name()]
    assert reached.untold == [cast.viktor.person.short_name(), away.short_name()]
    assert {told for found in told().values() for told in found} >= {cast.serik.pk}
    for sentence in (
        f"Told at once that they are named: {', '.join(reached.told)}.",
        f"may not enter here: {', '.join(reached.untold)}.",
        "“@Nobody” told nobody, for no deputy of this name was chosen.",
        f"put this in its place: [{cast.viktor.person.short_name()}](/en/deputies/",
    ):
        assert sentence in unescape(page), sentence
    fragment = client.post(
        f"{address}reply/", {**form, "body": "And @Nobody", "key": uuid.uuid4()},
        headers={"HX-Request": "true"},
    ).content.decode()  # fmt: skip
    assert "“@Nobody” told nobody" in fragment and fragment.count('role="status">') >= 1


def test_of_a_post_that_names_nobody_nothing_is_asked_and_said(cast: Cast, topic: Topic) -> None:
    post = topic.posts.get()
    with CaptureQueriesContext(connection) as asked:
        assert reached_by(post, by=cast.aigerim).sentences() == []
    assert len(asked) == 0

"""The pages over HTTP: forms, replays, bad input, and a fixed number of queries."""

import pytest

from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue.models import Post
from maslikhat.moderation import actions
from maslikhat.moderation.models import Appeal, Measure, Report
from maslikhat.moderation.registers import Ref
from tests.dialogue.cast import Cast
from tests.serving import queries

pytestmark = pytest.mark.django_db


def thing(post: Post, act: str = "") -> str:
    return f"/en/moderation/things/dialogue.post/{post.pk}/" + (f"{act}/" if act else "")


def test_a_matter_from_the_report_to_the_decision_by_forms_alone(cast: Cast, post: Post) -> None:
    topic = f"/en/dialogue/topics/{post.topic_id}/"
    reader, moderator, author = (cast.client(p) for p in ("citizen", "moderator", "serik"))
    assert thing(post, "report") in reader.get(topic).content.decode()
    assert "In your own words" in reader.get(thing(post, "report")).content.decode()
    done = reader.post(thing(post, "report"), {"reason": "insult", "note": "See line 2."})
    assert done.status_code == 302
    assert "The moderators have your report" in reader.get(topic).content.decode()
    assert thing(post) in moderator.get("/en/moderation/").content.decode()
    page = moderator.get(thing(post)).content.decode()
    assert "See line 2." in page and "badword in public" in page and "citizen" not in page
    sent = {"reason": "insult", "note": "No names."}
    assert moderator.post(thing(post, "hide"), sent).status_code == 302
    assert moderator.post(thing(post, "hide"), sent).status_code == 409
    page = cast.client("anonymous").get(topic).content.decode()
    assert "Hidden by the moderation: Insult or hatred. No names." in page
    measure = Measure.objects.get()
    assert f"/measures/{measure.pk}/" in author.get("/en/moderation/mine/").content.decode()
    own = f"/en/moderation/measures/{measure.pk}/"
    page = author.get(own).content.decode()
    assert "Moderator of the portal" in page and "Appeal" in page
    assert author.post(f"{own}appeal/", {"words": "It was a joke."}).status_code == 302
    assert author.post(f"{own}appeal/", {"words": "It was a joke."}).status_code == 409
    operator = cast.client("operator")
    assert own in operator.get("/en/moderation/appeals/").content.decode()
    assert own not in moderator.get("/en/moderation/appeals/").content.decode()
    sent = {"outcome": "overturned", "answer": "It was."}
    assert moderator.post(f"{own}decide/", sent).status_code == 404
    assert operator.post(f"{own}decide/", sent).status_code == 302
    for again in (sent, {"outcome": "later"}):
        refused = operator.post(f"{own}decide/", again)
        assert refused.status_code == 409 and "decided already" in refused.content.decode()
    unfit = moderator.post(thing(post, "lock"), {"reason": "none of them"})
    assert unfit.status_code == 422 and 'class="wrong"' in unfit.content.decode()
    assert "badword in public" in cast.client("anonymous").get(topic).content.decode()
    assert Appeal.objects.get().outcome == "overturned"


def test_the_link_to_report_is_for_who_has_signed_in_and_did_not_write(
    cast: Cast, post: Post
) -> None:
    page = f"/en/dialogue/topics/{post.topic_id}/"
    assert "/moderation/" not in cast.client("anonymous").get(page).content.decode()
    assert thing(post, "report") not in cast.client("serik").get(page).content.decode()
    assert cast.client("serik").get(thing(post, "report")).status_code == 409
    for part in ("moderator", "operator"):
        text = cast.client(part).get(page).content.decode()
        assert thing(post) in text and thing(post, "report") not in text, part


@pytest.mark.parametrize("room", ["closed", "commission"])
def test_what_one_may_not_read_cannot_be_reported_or_guessed_at(
    room: str, cast: Cast, posts: dict[str, Post]
) -> None:
    post = posts[room]
    for part in ("citizen", "viktor", "operator", "moderator", "clerk_elsewhere", "former"):
        client = cast.client(part)
        for kind, number in (
            ("dialogue.post", post.pk), ("dialogue.topic", post.topic_id),
            ("dialogue.post", 999_999), ("dialogue.room", post.topic.room_id), ("x", 1),
            ("dialogue.post", 2**63), ("dialogue.post", 10**30),
        ):  # fmt: skip
            for act in ("", "report/"):
                address = f"/en/moderation/things/{kind}/{number}/{act}"
                answer = client.get(address)
                assert (answer.status_code, b"badword" in answer.content) == (404, False), address
            sent = {"reason": "insult"}
            for act in ("report", "dismiss", "hide", "lock", "warn"):
                address = f"/en/moderation/things/{kind}/{number}/{act}/"
                assert client.post(address, sent).status_code == 404, (part, address)
    assert not Report.objects.exists() and not Measure.objects.exists()


def test_bad_input_is_refused_with_a_sentence(cast: Cast, post: Post) -> None:
    client = cast.client("operator")
    for act, sent in (
        ("report", {}), ("report", {"reason": "no"}), ("hide", {}),
        ("hide", {"reason": "insult", "note": "x" * 301}), ("warn", {"reason": "\u202e"}),
        ("suspend", {"reason": "insult"}), ("suspend", {"reason": "insult", "until": "soon"}),
        ("suspend", {"reason": "insult", "until": "2020-01-01"}),
        ("suspend", {"reason": "insult", "until": "9999-12-31"}),
    ):  # fmt: skip
        answer = client.post(thing(post, act), sent)
        assert answer.status_code == 422, (act, sent)
    assert client.post(thing(post, "lock"), {"reason": "spam"}).status_code == 409
    assert not Measure.objects.exists()
    for page in ("x", "-1", "99999999"):
        assert client.get(f"/en/moderation/?page={page}").status_code == 400
    assert client.get("/en/moderation/?page=2").status_code == 404
    for number in (999_999, 2**63, 10**30):
        assert client.get(f"/en/moderation/measures/{number}/").status_code == 404
        for act in ("restore", "unlock", "lift", "appeal", "decide"):
            answer = client.post(f"/en/moderation/measures/{number}/{act}/", {"words": "a"})
            assert answer.status_code == 404


def test_a_measure_is_undone_only_by_its_own_act(cast: Cast, post: Post) -> None:
    measure = actions.hide(Ref("dialogue.post", post.pk), by=cast.operator, reason="spam")
    client = cast.client("moderator")
    for act in ("unlock", "lift"):
        address = f"/en/moderation/measures/{measure.pk}/{act}/"
        assert client.post(address).status_code == 404
    assert client.get(f"/en/moderation/measures/{measure.pk}/restore/").status_code == 405
    assert client.post(f"/en/moderation/measures/{measure.pk}/restore/").status_code == 302


def test_pages_make_as_many_queries_for_one_thing_as_for_many(cast: Cast, post: Post) -> None:
    operator, author = cast.client("operator"), cast.client("serik")
    addresses = ["/kk/moderation/", "/kk/moderation/appeals/"]

    def one_more(number: int) -> None:
        for again in range(2):
            other = dialogue.reply(
                post.topic, by=cast.serik, body=f"badword {number} {again}", language="kk"
            )
            ref = Ref("dialogue.post", other.pk)
            actions.report(ref, by=cast.citizen, reason="insult")
            actions.report(ref, by=cast.viktor, reason="spam")
        measure = actions.hide(ref, by=cast.moderator, reason="insult")
        actions.appeal(measure, by=cast.serik, words="Why?")

    one_more(0)
    counts = {address: queries(operator, address) for address in addresses}
    mine = queries(author, "/kk/moderation/mine/")
    for number in range(1, 5):
        one_more(number)
    assert {address: queries(operator, address) for address in addresses} == counts
    assert queries(author, "/kk/moderation/mine/") == mine
    assert max(*counts.values(), mine) <= 14


def test_the_signed_out_are_shown_the_way_in(cast: Cast, post: Post) -> None:
    client = cast.client("anonymous")
    for address in ("/en/moderation/", "/en/moderation/mine/", thing(post), thing(post, "report")):
        assert client.get(address).status_code == 302, address
    assert client.post(thing(post, "hide"), {"reason": "spam"}).status_code == 302
    assert not Measure.objects.exists()

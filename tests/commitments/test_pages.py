"""The pages: what is listed, filtered and fed, what a matter shows to whom, and the forms."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind, State
from maslikhat.commitments.models import Commitment
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.kit.formats.words import day
from maslikhat.rubrics.models import Rubric
from tests.commitments.cast import ONE_DAY, Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
HOME = "/en/commitments/"


def page(user: User | None, address: str = HOME, status: int = 200) -> str:
    answer = browser(user).get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def listed(query: str = "", user: User | None = None) -> set[int]:
    found = re.findall(r'<a href="/en/commitments/(\d+)/">', page(user, f"{HOME}?{query}"))
    return {int(number) for number in found}


def one(made: Commitment) -> str:
    return f"{HOME}{made.pk}/"


def sent(user: User, address: str, told: dict[str, Any], status: int = 302) -> str:
    answer = browser(user).post(address, told)
    assert answer.status_code == status, (address, answer.status_code, answer.content.decode()[:900])  # fmt: skip  # noqa: E501
    return answer.content.decode()


def test_each_filter_leaves_what_it_says(cast: Cast) -> None:
    roads = Rubric.objects.get(code="public-transport")
    first = cast.send(rubric=roads).pk
    other = cast.send(Kind.MANDATE, addressee=cast.school, out_number="5-12").pk
    answered = cast.take(cast.send(), Act.ANSWER).pk
    for query, found in (
        ("", {first, other, answered}),
        ("rubric=public-transport", {first}),
        ("rubric=roads", {first}),
        ("rubric=water", set()),
        ("kind=mandate", {other}),
        ("state=answered", {answered}),
        ("state=owed", {first, other}),
        ("state=overdue", set()),
        (f"body={cast.school.pk}", {other}),
        (f"council={cast.council.code}", {first, other, answered}),
        (f"council={cast.other.code}", set()),
        (f"place={cast.council.unit.parent.kato}", {first, other, answered}),  # type: ignore[union-attr]
        ("q=5-12", {other}),
    ):
        assert listed(query) == found, query


@pytest.mark.parametrize(
    "query",
    ["kind=no", "state=no", "body=x", "body=99999999", "rubric=no", "place=1", "council=no",
     "page=x", "body=" + "9" * 30],
)  # fmt: skip
def test_a_choice_that_is_none_is_a_sentence(cast: Cast, query: str) -> None:
    page(None, f"{HOME}?{query}", 400)


@pytest.mark.parametrize("address", ["", "feed/", "figures/?by=body", "about/?council=554200000"])
def test_a_list_takes_as_many_queries_with_one_row_as_with_many(cast: Cast, address: str) -> None:
    counts = []
    for _ in range(2):
        for _more in range(3):
            cast.send(rubric=Rubric.objects.get(code="water"))
        with CaptureQueriesContext(connection) as asked:
            page(None, HOME + address)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_page_of_a_matter_says_what_happened_to_everyone(cast: Cast) -> None:
    made = cast.send(title="Дорога <b>", result="Асфальт")
    cast.take(made, Act.REGISTER)
    cast.take(made, Act.PROMISE)
    html = page(None, one(made))
    for words in ("Дорога &lt;b&gt;", "Promised", "entered by the body itself", "№ 17", "Асфальт"):
        assert words in html
    assert "art. 21-1" in html
    assert 'action="' not in html.split("<main")[1].split("</main>")[0]


@pytest.mark.parametrize(("worth", "told"), [("formal", "formal"), ("off", "off the subject")])
def test_an_answer_that_is_none_is_called_so_in_lists_and_on_its_page(
    cast: Cast, worth: str, told: str
) -> None:
    made = cast.take(cast.send(), Act.ANSWER)
    mark = f'<span class="tag warn">The answer was judged {told}</span>'
    assert mark not in page(None) and mark not in page(None, one(made))
    actions.assess(made, by=cast.deputy, assessment=worth, reason="Нет срока")
    assert mark in page(None) and mark in page(None, one(made))


def test_a_matter_takes_a_fixed_number_of_queries(cast: Cast) -> None:
    made = cast.send(rubric=Rubric.objects.get(code="water"))
    few = _asked(made)
    for act in (Act.REGISTER, Act.ANSWER, Act.ASSESS, Act.REPORT_DONE, Act.DISPUTE):
        cast.take(Commitment.objects.get(pk=made.pk), act)
    # A report makes it ask how many residents say what, and nothing else.
    assert _asked(made) - few <= 1
    assert few <= 10


def _asked(made: Commitment) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(None, one(made))
    return len(asked)


def test_a_deputy_asks_a_body_by_the_form(cast: Cast) -> None:
    begin = browser(cast.deputy).get(f"{HOME}begin/?kind=inquiry")
    assert begin["Location"] == f"{HOME}send/{cast.council.code}/inquiry/"
    html = page(cast.deputy, begin["Location"])
    assert 'name="due_on"' not in html
    told = {
        "author": f"deputy:{cast.mandate(2).pk}",
        "addressee": cast.body.pk,
        "language": "kk",
        "title": "Жол",
        "text": "Қашан?",
        "source": "own",
    }
    sent(cast.deputy, begin["Location"], told)
    made = Commitment.objects.get()
    assert (made.title, made.by, made.mandate) == ("Жол", cast.deputy.pk, cast.mandate(2))
    sent(cast.deputy, begin["Location"], {**told, "author": f"deputy:{cast.mandate(3).pk}"}, 422)
    assert "Қашан?" in sent(cast.deputy, begin["Location"], {**told, "title": ""}, 422)
    assert Commitment.objects.count() == 1


def test_who_sends_nothing_finds_no_form(cast: Cast) -> None:
    for user in (cast.citizen, cast.official, cast.operator, cast.other_clerk):
        page(user, f"{HOME}send/{cast.council.code}/inquiry/", 404)
    page(cast.deputy, f"{HOME}send/{cast.council.code}/nothing/", 404)
    page(cast.deputy, f"{HOME}send/{cast.council.code}/task/", 404)
    assert browser(None).get(f"{HOME}begin/").status_code == 302


def test_an_official_answers_from_a_letter(cast: Cast) -> None:
    """The link of a letter leads to the page; there the answer is one press away."""
    made = cast.send()
    html = page(cast.official, one(made))
    assert f'<a class="btn primary" href="{one(made)}answer/">' in html
    form = page(cast.official, f"{one(made)}answer/")
    assert "Когда будет отремонтирована дорога?" in form
    typed = {"text": "Отремонтируем", "language": "ru"}
    assert "Отремонтируем" in sent(cast.official, f"{one(made)}answer/", typed, 422)
    sent(cast.official, f"{one(made)}answer/", {**typed, "signed": "аким", "office": "head"})
    assert Commitment.objects.get().state == State.ANSWERED


def test_an_extended_day_is_not_shown_as_the_laws(cast: Cast) -> None:
    made = cast.send(Kind.APPEAL)
    before = made.due_on
    html = page(None, one(made))
    assert "The legal clock:" in html and "Extended; before" not in html
    cast.take(made, Act.EXTEND)
    with translation.override("en"):
        told = f"Extended; before that it was due on {day(before)}."
    assert told in page(cast.official, one(made))


def test_who_has_promised_a_day_is_not_asked_for_another(cast: Cast) -> None:
    """The course has no second promise: nobody types one to be refused for it."""
    made = cast.send()
    assert 'name="promised_on"' in page(cast.official, f"{one(made)}answer/")
    cast.take(made, Act.PROMISE)
    assert 'name="promised_on"' not in page(cast.official, f"{one(made)}answer/")
    # What was judged wanting is answered anew, with a day or without.
    actions.assess(made, by=cast.deputy, assessment="formal", reason="Нет средств")
    assert 'name="promised_on"' in page(cast.official, f"{one(made)}answer/")


def test_what_is_not_ones_own_is_not_there(cast: Cast) -> None:
    made = cast.send()
    for act in Act:
        if act in {Act.SEND, Act.PROMISE}:
            continue
        for user in (cast.citizen, cast.other_clerk, cast.operator):
            assert browser(user).get(f"{one(made)}{act}/").status_code == 404, (act, user)
        assert browser(None).post(f"{one(made)}{act}/").status_code == 302


def test_a_step_that_the_kind_has_not_is_refused_with_a_sentence(cast: Cast) -> None:
    made = cast.send()
    told = {"body": cast.school.pk, "reason": "Не наше"}
    assert "This cannot be done now" in sent(cast.official, f"{one(made)}redirect/", told, 409)


def test_more_time_is_offered_while_there_is_some(cast: Cast) -> None:
    """Once the day is over it would be refused: neither side is led to a form that ends so."""
    for kind, user in ((Kind.MANDATE, cast.deputy), (Kind.APPEAL, cast.official)):
        running = cast.send(kind)
        assert f'href="{one(running)}extend/"' in page(user, one(running)), kind
        long_ago = today() - 60 * ONE_DAY
        late = cast.send(kind, sent_on=long_ago, due_on=long_ago + ONE_DAY)
        assert late.days_overdue() > 0
        assert f'href="{one(late)}extend/"' not in page(user, one(late)), kind
    assert f'href="{one(late)}redirect/"' not in page(cast.official, one(late))
    # An appeal is extended once, and redirected within three working days.
    assert f'href="{one(running)}redirect/"' in page(cast.official, one(running))
    cast.take(running, Act.EXTEND)
    assert f'href="{one(running)}extend/"' not in page(cast.official, one(running))
    week_old = cast.send(Kind.APPEAL, sent_on=today() - 7 * ONE_DAY)
    assert f'href="{one(week_old)}extend/"' in page(cast.official, one(week_old))
    assert f'href="{one(week_old)}redirect/"' not in page(cast.official, one(week_old))


def test_a_resident_says_what_is_to_be_seen(cast: Cast) -> None:
    made = cast.send()
    sent(cast.resident, f"{one(made)}say/", {"is_done": "yes"}, 404)
    cast.take(made, Act.REPORT_DONE)
    assert "It is not done" in page(cast.resident, one(made))
    sent(cast.resident, f"{one(made)}say/", {"is_done": "perhaps"}, 400)
    sent(cast.resident, f"{one(made)}say/", {"is_done": "no"})
    for stranger in (cast.citizen, cast.deputy, cast.official):
        sent(stranger, f"{one(made)}say/", {"is_done": "no"}, 404)
    html = page(None, one(made))
    assert "0 say it is done, 1 say it is not" in html
    assert cast.resident.username not in html


def test_a_file_is_a_download_that_runs_nothing(cast: Cast) -> None:
    made = cast.send()
    file = SimpleUploadedFile("a.html", b"%PDF-1.4 <script>", content_type="text/html")
    told = {"name": "Письмо", "file": file}
    sent(cast.official, f"{one(made)}attach/", told)
    paper = made.steps.in_order().last().papers.get()  # type: ignore[union-attr]
    answer = browser(None).get(f"{HOME}files/{paper.pk}/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content) == b"%PDF-1.4 <script>"  # type: ignore[arg-type]
    assert browser(None).get(f"{HOME}files/{'9' * 25}/").status_code == 404


def test_a_topic_of_a_closed_room_is_named_to_who_may_read_it_alone(cast: Cast) -> None:
    """The letter is everyone's; where it was raised is not."""
    topic = start_topic(
        RoomRef.of(cast.commission, is_closed=True),
        by=cast.member,
        title="A secretword matter",
        body="Words",
        language="en",
    )
    made = cast.send(topic=topic)
    assert topic.title not in page(None, one(made))
    assert topic.title in page(cast.member, one(made))
    about = f"{HOME}about/?topic={topic.pk}"
    assert one(made) in page(cast.member, about)
    assert one(made) not in page(None, about)


def test_the_desk_says_what_is_owed_and_what_was_answered(cast: Cast) -> None:
    made = cast.send(title="Мост")
    assert "Мост" in page(cast.official, "/en/desk/")
    assert "Мост" not in page(cast.deputy, "/en/desk/")
    cast.take(made, Act.ANSWER)
    assert "Мост" not in page(cast.official, "/en/desk/")
    assert "say what the answer is worth" in page(cast.deputy, "/en/desk/")
    actions.assess(made, by=cast.deputy, assessment="full")
    assert "Мост" not in page(cast.deputy, "/en/desk/")


def test_a_body_has_its_own_word_beside_its_figures(cast: Cast) -> None:
    cast.send()
    address = f"{HOME}bodies/{cast.body.pk}/remark/"
    for user in (cast.clerk, cast.deputy, cast.operator):
        page(user, address, 404)
    sent(cast.official, address, {"text": " ", "language": "ru"}, 422)
    sent(cast.official, address, {"text": "Много <b>писем</b>", "language": "ru"})
    assert "Много &lt;b&gt;писем" in page(None, f"/en/bodies/{cast.body.pk}/")


def test_the_page_of_a_body_says_how_it_answers(cast: Cast) -> None:
    assert "Here will be what deputies" in page(None, f"/en/bodies/{cast.body.pk}/")
    cast.send(title="Мост", sent_on=today())
    html = page(None, f"/en/bodies/{cast.body.pk}/")
    assert "Мост" in html
    assert "<dt>Owed</dt><dd>1</dd>" in html
    assert "<dt>Overdue</dt><dd>0</dd>" in html


def test_each_way_to_ask_a_body_says_what_it_is_for(cast: Cast) -> None:
    html = page(cast.deputy, f"{HOME}begin/")
    assert html.count("<small>") >= 3
    for words in ("answered in writing", "What voters entrusted", "An appeal of a citizen"):
        assert words in html


def test_the_way_to_the_page_of_a_step_says_in_which_language_a_letter_is(cast: Cast) -> None:
    made = cast.send(title="Мост")
    address = f"commitments/{made.pk}/answer/"
    crumb = re.compile(r'<nav class="crumbs.*?</nav>', re.S)
    english = crumb.search(page(cast.official, f"/en/{address}"))
    assert english is not None
    assert '<span lang="ru">Мост</span></a>' in english[0]
    russian = crumb.search(page(cast.official, f"/ru/{address}"))
    assert russian is not None
    assert ">Мост</a>" in russian[0]


def test_who_answers_sees_who_asked_and_what_is_to_be_seen(cast: Cast) -> None:
    made = cast.send(result="Мост открыт", out_number="7/1")
    above = page(cast.official, f"{one(made)}answer/").split("<form")[-2]
    for told in (cast.person(2).full_name(), "Мост открыт", "№ 7/1", "Deputy&#39;s inquiry"):
        assert told in above, told


@pytest.mark.parametrize("name", ["commitments", "joints", "events", "forwardings", "figures"])
def test_each_list_leads_to_the_others(name: str) -> None:
    html = page(None, reverse(f"commitments:{name}"))
    tabs = html.partition('<nav class="tabs')[2].partition("</nav>")[0]
    assert tabs.count("<a ") == 5
    assert f'href="{reverse(f"commitments:{name}")}" aria-current="page"' in tabs


def test_a_task_is_offered_to_who_may_give_it_alone(cast: Cast) -> None:
    decision = cast.adopted()
    about = f"{HOME}about/?decision={decision.pk}"
    link = f"{HOME}begin/?kind=task&amp;decision={decision.pk}"
    for user in (cast.clerk, cast.chair, cast.member):
        assert link in page(user, about)
        assert browser(user).get(link.replace("&amp;", "&")).status_code == 302
    for user in (cast.deputy, cast.official, cast.citizen, None):
        assert link not in page(user, about)


def test_what_came_of_a_topic_says_when_there_is_nothing(cast: Cast) -> None:
    room = RoomRef.of(cast.council, is_closed=False)
    words = {"kind": "experience", "title": "Вода", "body": "Просим.", "language": "ru"}
    topic = start_topic(room, by=cast.deputy, **words)
    about = f"{HOME}about/?topic={topic.pk}"
    assert "Nothing has been asked of a body here yet." in page(None, about)
    part = browser(None).get(about, headers={"HX-Request": "true"}).content.decode()
    assert not part.strip()

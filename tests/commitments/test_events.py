"""Events that recommend: entered once, many letters at once, and each followed to its end."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from maslikhat.accounts.models import User
from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind, State
from maslikhat.commitments.files import is_used
from maslikhat.commitments.followed import sources_of
from maslikhat.commitments.models import Author, Commitment, Event, Paper
from maslikhat.commitments.permissions import may_amend_event, may_enter_event, may_recommend
from maslikhat.commitments.printed import letter_words
from maslikhat.kit import ways
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Happening
from maslikhat.notices.sight import look
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Council, Mandate
from tests.commitments.cast import ONE_DAY, Cast
from tests.registry.cast import DIGEST, browser, page, row, user

pytestmark = pytest.mark.django_db
HOME = "/en/commitments/events/"


def recommended(cast: Cast, made: Event, **other: Any) -> Commitment:
    told = {"by": cast.chair, "text": "Озеленить улицы", "addressee": cast.body, **other}
    return actions.recommend(made, **told)


def reported(cast: Cast, made: Event) -> Commitment:
    return cast.take(recommended(cast, made), Act.REPORT_DONE)


def national(cast: Cast) -> tuple[Council, User]:
    """The national chamber, and a deputy of it."""
    chamber = Council.objects.on().get(code="kurultai")
    registry.set_seats(
        chamber, by=cast.operator, number=5, from_day=dt.date(2026, 7, 1), basis="invented"
    )
    opened = registry.open_convocation(
        chamber, by=cast.operator, number="I", first_session=dt.date(2026, 7, 1)
    )
    registry.import_deputies(
        opened, [row(place, party="amanat") for place in (1, 2)], by=cast.operator, digest=DIGEST
    )
    deputy = user("national")
    seated = Mandate.objects.open().of(chamber).order_by("pk")[0]
    registry.give_user(seated.person, deputy, by=cast.operator)
    return chamber, deputy


def test_what_an_event_recommended_is_owed_as_any_recommendation(cast: Cast) -> None:
    made = cast.conference(kind="round_table")
    letter, single = recommended(cast, made), cast.send(Kind.RECOMMENDATION)
    assert (letter.kind, letter.source, letter.event) == (Kind.RECOMMENDATION, "round_table", made)
    assert (letter.due_on, letter.due_norm, letter.state) == (single.due_on, "", State.SENT)
    assert (letter.author, letter.mandate, letter.occasion) == (Author.COUNCIL, None, "")


def test_what_was_withdrawn_is_not_to_be_brought_to_its_end(cast: Cast) -> None:
    made = cast.conference()
    recommended(cast, made)
    cast.take(recommended(cast, made), Act.WITHDRAW)
    shown = browser(None).get(f"{HOME}{made.pk}/").content.decode()
    assert "Brought to their end: 0 of 1" in shown


def test_of_a_public_council_the_law_counts_the_day(cast: Cast) -> None:
    made = cast.conference(kind="public_council", organiser="Общественный совет района")
    letter = recommended(cast, made, due_on=today() + ONE_DAY)
    assert letter.due_norm == "public_council_answer_months"
    assert letter.due_on > today() + ONE_DAY


def test_a_day_out_of_bounds_or_before_the_event_is_refused(cast: Cast) -> None:
    made = cast.conference(held_on=today() - ONE_DAY)
    with pytest.raises(Refused, match="ten working days"):
        recommended(cast, made, due_on=today() + 90 * ONE_DAY)
    with pytest.raises(Refused, match="lies ahead, or before"):
        recommended(cast, made, sent_on=made.held_on - ONE_DAY, out_number="7")
    with pytest.raises(Refused, match="lies ahead"):
        cast.conference(held_on=today() + ONE_DAY)


def test_a_long_text_has_a_short_line_in_lists_and_stays_whole(cast: Cast) -> None:
    text = "Принять меры по очистке русла реки " * 12
    letter = recommended(cast, cast.conference(), text=text)
    assert letter.text == text.strip()
    assert len(letter.title) <= 160
    assert letter.title.endswith("…")
    assert text.startswith(letter.title[:-1])


def test_a_letter_names_the_event_once(cast: Cast) -> None:
    made = cast.conference()
    letter = recommended(cast, made)
    letter.occasion = "Конференция"
    with pytest.raises(IntegrityError), transaction.atomic():
        letter.save()
    html = page(None, f"/en/commitments/{letter.pk}/")
    assert f'href="{HOME}{made.pk}/#recommendation-{letter.pk}"' in html
    facts = dict(letter_words(Commitment.objects.with_all().get(pk=letter.pk))["facts"])
    assert any("Конференция по экологии" in told for told in facts.values())
    assert [str(one.words) for one in ways.way_of(("commitment", letter.pk), None, "en")] == [
        "Conference", "Asked", "An answer", "Word that it is done", "Confirmation",
        "Bringing it to its end",
    ]  # fmt: skip


def test_who_has_no_letter_to_send_in_its_name_sends_none_around_its_page(cast: Cast) -> None:
    told = {"kind": Kind.RECOMMENDATION, "event": cast.conference()}
    with pytest.raises(Refused, match="in the name of who held it"):
        cast.send(by=cast.deputy, author=Author.DEPUTY, in_name_of=cast.mandate(2), **told)
    with pytest.raises(Refused, match="in the name of who held it"):
        cast.send(author=Author.COMMISSION, in_name_of=cast.commission, by=cast.member, **told)
    told["event"] = cast.conference(council=cast.other, by=cast.operator)
    with pytest.raises(Refused, match="in the name of who held it"):
        cast.send(**told)


def test_a_deputy_of_the_national_chamber_recommends_in_the_own_name(cast: Cast) -> None:
    chamber, deputy = national(cast)
    assert may_enter_event(deputy, chamber)
    assert not may_enter_event(deputy, cast.council)
    made = cast.conference(council=chamber, by=deputy, place=cast.council.unit)
    assert may_amend_event(deputy, made)
    assert not may_recommend(cast.operator, made)
    letter = recommended(cast, made, by=deputy)
    assert (letter.author, letter.mandate.person.user) == (Author.DEPUTY, deputy)  # type: ignore[union-attr]


def test_it_is_confirmed_with_what_was_seen_or_a_file(cast: Cast) -> None:
    made = cast.conference()
    by_word, by_file = reported(cast, made), reported(cast, made)
    with pytest.raises(Refused, match="needs evidence"):
        actions.confirm(by_word, by=cast.chair)
    assert actions.confirm(by_word, by=cast.chair, reason="Видел").state == State.CONFIRMED
    actions.confirm(by_file, by=cast.chair, file=ContentFile(b"%PDF-1.4 words"))
    assert Paper.objects.get(step__commitment=by_file).step.act == Act.CONFIRM
    # Another recommendation asks for no more than it did.
    single = cast.take(cast.send(Kind.RECOMMENDATION), Act.REPORT_DONE)
    assert actions.confirm(single, by=cast.chair).state == State.CONFIRMED


def test_it_is_not_closed_before_a_deed_was_reported_and_confirmed(cast: Cast) -> None:
    made = cast.conference()
    letter = cast.take(recommended(cast, made), Act.ANSWER)
    with pytest.raises(Refused, match="asked for a deed"):
        actions.close(letter, by=cast.chair, evidence="Ответ есть")
    assert "/close/" not in page(cast.chair, f"/en/commitments/{letter.pk}/")
    letter = cast.take(Commitment.objects.get(pk=letter.pk), Act.REPORT_DONE)
    letter = actions.confirm(letter, by=cast.chair, reason="Видел")
    assert actions.close(letter, by=cast.chair, evidence="Акт").state == State.CLOSED


def test_one_organiser_is_named_and_a_title_in_one_language_at_least(cast: Cast) -> None:
    with pytest.raises(Refused, match="one organiser"):
        cast.conference(commission=cast.commission, organiser="Союз")
    with pytest.raises(Refused, match="in one language at least"):
        cast.conference(title_ru=" ")
    assert cast.conference(organiser="Союз").held_by.text == "Союз"


def test_once_bodies_were_asked_its_kind_and_day_stay_and_its_words_do_not(cast: Cast) -> None:
    made = cast.conference()
    recommended(cast, made)
    told = {name: getattr(made, name) for name in ("kind", "held_on", "place", "language")}
    with pytest.raises(Refused, match="the day and the language of the event stay"):
        actions.amend_event(made, by=cast.chair, title_ru="x", **{**told, "kind": "assembly"})
    paper = ContentFile("Резолюция".encode())
    made = actions.amend_event(made, by=cast.chair, title_ru="Об экологии", file=paper, **told)
    assert (str(made), is_used(made.protocol_sha256)) == ("Об экологии", True)
    answer = browser(None).get(f"{HOME}{made.pk}/protocol/")
    assert b"".join(answer.streaming_content).decode() == "Резолюция"  # type: ignore[attr-defined]


def test_the_form_keeps_what_the_clock_of_a_letter_follows_from(cast: Cast) -> None:
    made = cast.conference()
    address = f"{HOME}{made.pk}/amend/"
    assert "disabled" not in page(cast.clerk, address)
    recommended(cast, made)
    assert page(cast.clerk, address).count(" disabled") == 3
    told = {"title_ru": "Новое", "place": made.place_id, "kind": "assembly", "language": "kk"}
    assert browser(cast.clerk).post(address, told).status_code == 302
    made.refresh_from_db()
    assert (made.title_ru, made.kind, made.language) == ("Новое", "conference", "ru")


def test_what_was_entered_by_mistake_goes_while_no_body_was_asked(cast: Cast) -> None:
    wrong, made = cast.conference(), cast.conference()
    recommended(cast, made)
    page(cast.clerk, f"{HOME}{made.pk}/drop/", 404)
    with pytest.raises(Refused, match="the event stays"):
        actions.drop_event(made, by=cast.clerk)
    answer = browser(cast.clerk).post(f"{HOME}{wrong.pk}/drop/")
    assert (answer.status_code, answer["Location"]) == (302, HOME)
    assert list(Event.objects.all()) == [made]


def test_the_minutes_go_under_an_order_and_their_hash_stays(cast: Cast) -> None:
    made = cast.conference(file=ContentFile("Протокол".encode()))
    sha256 = made.protocol_sha256
    actions.blank("minutes", made.pk, by=cast.operator, reason="court")
    assert not is_used(sha256)
    html = page(None, f"{HOME}{made.pk}/")
    assert sha256 in html
    assert "/protocol/" not in html
    assert browser(None).get(f"{HOME}{made.pk}/protocol/").status_code == 404


def test_the_same_form_sent_again_is_the_same_event(cast: Cast) -> None:
    told = {
        "kind": "hearing", "title_ru": "Слушания", "held_on": today().isoformat(),
        "place": cast.council.unit_id, "language": "ru",
        "key": "0f0f0f0f-0000-4000-8000-000000000000",
    }  # fmt: skip
    for _ in range(2):
        paper = SimpleUploadedFile("p.txt", "Протокол".encode())
        answer = browser(cast.clerk).post(f"{HOME}enter/", {**told, "file": paper})
        assert answer.status_code == 302, answer.content.decode()[:2000]
    assert Event.objects.get().protocol_size > 0


def test_a_table_of_many_goes_out_at_once_and_once(cast: Cast) -> None:
    made = cast.conference()
    address = f"{HOME}{made.pk}/recommend/"
    day = (today() + 20 * ONE_DAY).isoformat()
    told = {
        "text_1": "Озеленить", "addressee_1": cast.body.pk, "due_on_1": day,
        "text_4": "Учить", "addressee_4": cast.school.pk, "due_on_4": day,
        "due_on_5": day, "out_number": "12", "key": "0f0f0f0f-0000-4000-8000-000000000001",
    }  # fmt: skip
    for _ in range(2):
        answer = browser(cast.chair).post(address, told)
        assert answer.status_code == 302, answer.content.decode()[:3000]
    sent = made.recommendations.order_by("pk").values_list("text", "addressee", "out_number")
    assert list(sent) == [
        ("Озеленить", cast.body.pk, "12/1"),
        ("Учить", cast.school.pk, "12/2"),
    ]


def test_the_table_is_looked_at_once_more_and_can_still_be_changed(cast: Cast) -> None:
    made = cast.conference()
    recommended(cast, made)
    address, day = f"{HOME}{made.pk}/recommend/", today() + 20 * ONE_DAY
    told = {
        "text_2": "Озеленить <b>улицы</b>", "addressee_2": cast.body.pk,
        "due_on_2": day.isoformat(), "out_number": "12",
        "key": "0f0f0f0f-0000-4000-8000-000000000002",
    }  # fmt: skip
    answer = browser(cast.clerk).post(address, {**told, "look": "yes"})
    html = answer.content.decode()
    assert answer.status_code == 200
    names = str(cast.body.name_ru), str(cast.council.name_ru)
    for words in (*names, "Озеленить &lt;b&gt;улицы", f'datetime="{day.isoformat()}"', "12/2"):
        assert words in html, words
    hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]+)"', html))
    hidden.pop("csrfmiddlewaretoken", None)
    changed = browser(cast.clerk).post(address, {**told, "change": "yes"})
    assert (changed.status_code, "Озеленить" in changed.content.decode()) == (200, True)
    assert made.recommendations.count() == 1
    told |= {name: text for name, text in hidden.items() if "text" not in name}
    assert browser(cast.clerk).post(address, told).status_code == 302
    assert made.recommendations.order_by("-pk")[0].due_on == day
    for wrong in ({"due_on_2": "2099-01-01"}, {"sent_on": "9999-12-31"}):
        looked = browser(cast.clerk).post(address, {**told, **wrong, "look": "yes"})
        assert looked.status_code == 422, wrong


def test_who_follows_an_event_hears_of_each_answer_under_it(cast: Cast) -> None:
    made = cast.conference()
    html = page(cast.citizen, f"{HOME}{made.pk}/")
    form = re.search(r'action="(/en/\S+/commitments.event/\d+/\S*)"', html)
    assert form
    assert browser(cast.citizen).post(form[1]).status_code == 302
    assert ("commitments.event", made.pk) in sources_of(recommended(cast, made))
    assert ("commitments.event", made.pk) not in sources_of(cast.send(Kind.RECOMMENDATION))
    letter = cast.take(recommended(cast, made), Act.ANSWER)
    told = Happening.objects.filter(act="commitments.answer", number=letter.pk)
    assert ["commitments.event", made.pk] in [ref for one in told for ref in one.sources]
    assert look([("commitments.event", made.pk)], [cast.citizen], "ru").of(
        cast.citizen, ("commitments.event", made.pk)
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "at least one recommendation"),
        ({"text_2": "Учить"}, "Choose the body"),
        ({"addressee_2": "own"}, "Write what is recommended"),
        ({"text_2": "Учить", "addressee_2": "own", "due_on_2": "2099-01-01"}, "ten working days"),
    ],
)
def test_a_row_that_is_not_whole_sends_none(
    cast: Cast, wrong: dict[str, str], sentence: str
) -> None:
    made = cast.conference()
    told = {name: str(cast.body.pk) if text == "own" else text for name, text in wrong.items()}
    if wrong:
        told |= {"text_1": "Озеленить", "addressee_1": str(cast.body.pk)}
    answer = browser(cast.chair).post(f"{HOME}{made.pk}/recommend/", told)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not made.recommendations.exists()


def test_everyone_sees_each_and_how_many_stand_where(cast: Cast) -> None:
    made = cast.conference(organiser="Союз экологов")
    recommended(cast, made)
    reported(cast, made)
    late = recommended(cast, made, addressee=cast.school, text="Учить")
    Commitment.objects.filter(pk=late.pk).update(
        sent_on=today() - 60 * ONE_DAY, due_on=today() - ONE_DAY
    )
    html = page(None, f"{HOME}{made.pk}/")
    for words in ("Конференция по экологии", "Союз экологов", "Учить", "Overdue by 1 day",
                  "Brought to their end: 0 of 3", "Overdue: 1", 'aria-label="Recommendations by'):  # fmt: skip  # noqa: E501
        assert words in html, words
    table = html.split("<tbody>")[1].split("</tbody>")[0]
    assert re.findall(r'<td class="num">(\d+)</td>', table) == ["2", "1"]
    assert "recommend/" not in html
    feed = browser(None).get(f"{HOME}{made.pk}/feed/").content.decode()
    assert feed.count("<entry>") == 3


def test_the_list_is_narrowed_by_year_and_region(cast: Cast) -> None:
    cast.conference(title_ru="Нынешняя")
    cast.conference(title_ru="Давняя", held_on=dt.date(2020, 9, 25))
    region = cast.council.unit.parent.kato  # type: ignore[union-attr]
    for query, found in (
        ("", {"Нынешняя", "Давняя"}),
        ("?year=2020", {"Давняя"}),
        (f"?place={region}", {"Нынешняя", "Давняя"}),
        ("?place=750000000", set()),
        (f"?year=2020&place={region}", {"Давняя"}),
    ):
        html = page(None, HOME + query)
        assert {word for word in ("Нынешняя", "Давняя") if word in html} == found, query
    own = cast.conference(title_ru="Комиссии", commission=cast.commission)
    for query, is_there in (
        (f"?commission={own.commission_id}", True),
        (f"?council={cast.council.code}", True),
        (f"?council={cast.other.code}", False),
    ):
        html = page(None, HOME + query)
        assert (("Комиссии" in html), ("Давняя" in html)) == (
            is_there,
            is_there and "commission" not in query,
        ), query
    assert f"{HOME}?commission={own.commission_id}" in page(
        None, f"/en/commissions/{own.commission_id}/"
    )
    assert f"{HOME}?council={cast.council.code}" in page(None, f"/en/councils/{cast.council.code}/")
    for query in ("?commission=x", "?commission=999999", "?council=none"):
        assert browser(None).get(HOME + query).status_code == 400, query
    for query in ("?year=x", "?place=1", "?page=0", "?year=0000"):
        assert browser(None).get(HOME + query).status_code in {400, 404}, query


def test_the_pages_take_as_many_queries_with_one_as_with_many(cast: Cast) -> None:
    made, counts = cast.conference(), []
    for _ in range(2):
        for _more in range(3):
            reported(cast, made)
            cast.conference()
        with CaptureQueriesContext(connection) as asked:
            page(None, HOME)
            page(None, f"{HOME}{made.pk}/")
            page(None, f"{HOME}{made.pk}/feed/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_the_pages_of_an_event_are_for_who_may(cast: Cast) -> None:
    made = cast.conference()
    for user_, enter, amend, recommend in (
        (cast.clerk, 200, 200, 200),
        (cast.chair, 200, 200, 200),
        (cast.operator, 200, 200, 404),
        (cast.deputy, 404, 404, 404),
        (cast.other_clerk, 200, 404, 404),
        (cast.citizen, 404, 404, 404),
    ):
        page(user_, f"{HOME}enter/", enter)
        page(user_, f"{HOME}{made.pk}/amend/", amend)
        page(user_, f"{HOME}{made.pk}/recommend/", recommend)
    page(cast.clerk, f"{HOME}enter/?council={cast.other.code}", 404)

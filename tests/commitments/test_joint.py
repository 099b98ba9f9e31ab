"""Joint inquiries: signed by many, sent to many, answered one by one and read side by side."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.commitments import actions, tasks
from maslikhat.commitments.course import Act
from maslikhat.commitments.joint import delivering, withdrawing
from maslikhat.commitments.models import Commitment, Joint, Step
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.kit.workbooks import Bounds, lines_of_every_sheet
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Happening, Notice
from maslikhat.registry import actions as registry
from maslikhat.registry.insiders import heads_and_clerks
from maslikhat.registry.models import Body
from tests.commitments.cast import Cast
from tests.registry import cast as register
from tests.registry.cast import browser, page
from tests.worker import drain

pytestmark = pytest.mark.django_db
HOME = "/en/commitments/joint/"


def draft(cast: Cast, **other: Any) -> Joint:
    told = {"language": "ru", "title": "Сухие шкафы", "text": "Сколько их и где?", **other}
    return actions.draft_joint(cast.council, by=cast.deputy, **told)


def more_bodies(cast: Cast, many: int) -> list[Body]:
    return [
        registry.found_body(
            cast.council.unit,
            by=cast.operator,
            kind="akimat",
            name_kk=f"Әкімдік {number}",
            name_ru=f"Акимат {number}",
            from_day=register.SINCE,
        )
        for number in range(many)
    ]


def sent(cast: Cast, *bodies: Body, number: str = "12") -> Joint:
    made = draft(cast)
    actions.address_joint(made, by=cast.deputy, bodies=bodies or (cast.body, cast.school))
    made = actions.send_joint(made, by=cast.deputy, out_number=number)
    delivering.deliver.func(made.pk)
    return made


def test_each_body_owes_its_own_answer_by_the_clock_of_one_day(cast: Cast) -> None:
    made = sent(cast)
    letters = list(Commitment.objects.filter(joint=made).order_by("pk"))
    assert {one.addressee for one in letters} == {cast.body, cast.school}
    assert {one.out_number for one in letters} == {"12/1", "12/2"}
    single = cast.send()
    assert {(one.due_on, one.due_norm) for one in letters} == {(single.due_on, single.due_norm)}
    for one in letters:
        assert list(one.steps.values_list("act", flat=True)) == [Act.SEND]
        assert Entry.objects.filter(act="commitments.send", subject=one.pk).count() == 1


def test_delivered_again_no_letter_is_made_twice(cast: Cast) -> None:
    made = sent(cast, *more_bodies(cast, 20))
    delivering.deliver.func(made.pk)
    assert Commitment.objects.filter(joint=made).count() == 20
    numbers = made.addressed.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, 21))


def test_a_draft_is_there_for_its_author_and_who_is_invited_alone(cast: Cast) -> None:
    made = draft(cast)
    for file in ("answers.csv", "answers.xlsx"):
        answer = browser(cast.deputy).get(f"{HOME}{made.pk}/{file}")
        assert answer["Cache-Control"] == "private, no-store", file
    address = f"{HOME}{made.pk}/"
    for user in (None, cast.citizen, cast.other_clerk, cast.member, cast.official):
        page(user, address, 404)
        assert "Сухие" not in page(user, HOME)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    for user in (cast.deputy, cast.clerk, cast.member):
        assert "Сухие" in page(user, address)
    with pytest.raises(Hidden):
        actions.amend_joint(made, by=cast.member, language="ru", title="x", text="y")
    actions.discard_joint(made, by=cast.deputy)
    page(cast.deputy, address, 404)


def test_what_was_sent_is_changed_by_nobody(cast: Cast) -> None:
    made = draft(cast)
    with pytest.raises(Refused, match="which bodies"):
        actions.send_joint(made, by=cast.deputy)
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    actions.send_joint(made, by=cast.deputy)
    for change in (
        lambda: actions.address_joint(made, by=cast.deputy, bodies=[cast.school]),
        lambda: actions.sign_joint(made, by=cast.member, seen=made.words_digest),
        lambda: actions.discard_joint(made, by=cast.deputy),
        lambda: actions.send_joint(made, by=cast.deputy),
    ):
        with pytest.raises(Refused, match="no draft any more"):
            change()


def test_many_answers_of_a_day_are_one_notice_to_each_who_asked(cast: Cast) -> None:
    bodies = more_bodies(cast, 6)
    made = sent(cast, *bodies)
    for one in Commitment.objects.filter(joint=made):
        cast.take(one, Act.ANSWER, by=cast.clerk)
    told = Happening.objects.filter(act="commitments.joint_answered")
    assert told.count() == 1
    assert cast.deputy.pk in told.get().addressees.values_list("user", flat=True)
    of_letters = Happening.objects.filter(act="commitments.answer")
    assert not of_letters.filter(addressees__user=cast.deputy.pk).exists()


def test_the_clock_rings_once_for_who_asked_jointly_and_for_each_body(cast: Cast) -> None:
    made = sent(cast, cast.body, *more_bodies(cast, 3))
    letters = Commitment.objects.filter(joint=made)
    letters.update(due_on=today())
    tasks.remind.func("", "")
    tasks.remind.func("", "")
    # The other bodies have nobody on the portal yet.
    rung = Happening.objects.get(act="commitments.due_today")
    assert list(rung.addressees.values_list("user", flat=True)) == [cast.official.pk]
    told = Happening.objects.get(act="commitments.joint_due_today")
    users = set(told.addressees.values_list("user", flat=True))
    assert users == {cast.deputy.pk, *heads_and_clerks(cast.council)}


def test_the_table_shows_what_is_missing_beside_what_was_answered(cast: Cast) -> None:
    made = sent(cast)
    late = Commitment.objects.get(joint=made, addressee=cast.school)
    Commitment.objects.filter(pk=late.pk).update(sent_on="2026-01-05", due_on="2026-02-05")
    answered = cast.take(Commitment.objects.get(joint=made, addressee=cast.body), Act.ANSWER)
    actions.assess(answered, by=cast.deputy, assessment="partial", reason="Нет даты")
    html = page(None, f"{HOME}{made.pk}/")
    for words in ("Asked: 2. Answered: 1. Not answered: 1. Overdue: 1.", "Partial", "No answer"):
        assert words in html
    for state, found in (
        ("missing", {late.pk}),
        ("overdue", {late.pk}),
        ("answered", {answered.pk}),
        ("partial", {answered.pk}),
        ("formal", set()),
    ):
        told = page(None, f"{HOME}{made.pk}/?state={state}")
        shown = {one.pk for one in (late, answered) if f'/commitments/{one.pk}/"' in told}
        assert shown == found, state
        assert _rows_of_csv(made, state) == len(found)
    page(None, f"{HOME}{made.pk}/?state=no", 400)


def test_an_answer_that_was_judged_wanting_is_called_so(cast: Cast) -> None:
    made = sent(cast)
    answered = cast.take(Commitment.objects.get(joint=made, addressee=cast.body), Act.ANSWER)
    actions.assess(answered, by=cast.deputy, assessment="formal", reason="Общие слова")
    for address in ("", "answers.csv", "feed/"):
        told = browser(None).get(f"{HOME}{made.pk}/{address}").content.decode()
        assert "The answer was judged formal" in told, address


def _rows_of_csv(made: Joint, state: str) -> int:
    answer = browser(None).get(f"{HOME}{made.pk}/answers.csv?state={state}")
    return len(list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))) - 1


def test_the_files_have_the_rows_of_the_page_and_no_formulas(cast: Cast) -> None:
    made = sent(cast, number="=1+1")
    letter = Commitment.objects.get(joint=made, addressee=cast.body)
    actions.answer(
        letter, by=cast.official, text="=SUM(A1) <b>", signed="аким", office="head", language="ru"
    )
    answer = browser(None).get(f"{HOME}{made.pk}/answers.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 3
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    book = browser(None).get(f"{HOME}{made.pk}/answers.xlsx")
    lines = list(lines_of_every_sheet(book.content, Bounds(10, 20, 9_000)))
    assert [str(cell) for cell in lines[1][1]][3] == "=1+1/1"
    assert "=SUM(A1) <b>" in [cell for _number, line in lines for cell in line]
    assert len(lines) == 3


def test_a_table_takes_as_many_queries_for_twenty_bodies_as_for_two(cast: Cast) -> None:
    counts = []
    for made in (sent(cast), sent(cast, *more_bodies(cast, 20))):
        with CaptureQueriesContext(connection) as asked:
            page(None, f"{HOME}{made.pk}/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_signed_says_whether_it_is_done_and_the_author_judges(cast: Cast) -> None:
    made = draft(cast)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    actions.sign_joint(made, by=cast.member, seen=made.words_digest)
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    actions.send_joint(made, by=cast.deputy)
    delivering.deliver.func(made.pk)
    letter = cast.take(Commitment.objects.get(joint=made), Act.REPORT_DONE)
    assert actions.confirm(letter, by=cast.member).state == "confirmed"
    with pytest.raises(Refused):
        actions.assess(letter, by=cast.member, assessment="full")


@pytest.mark.once
def test_a_deputy_writes_addresses_and_sends_by_the_pages(cast: Cast) -> None:
    told = {"language": "kk", "title": "Шкафтар", "text": "Қайда?"}
    user = browser(cast.deputy)
    answer = user.post(f"{HOME}draft/", told)
    assert answer.status_code == 302
    made = Joint.objects.get()
    address = answer["Location"]
    more_bodies(cast, 3)
    assert user.post(f"{address}address/", {"kind": "akimat", "reach": "all"}).status_code == 302
    count = made.addressed.count()
    assert count == Body.objects.on().filter(kind="akimat").count() >= 3
    first = made.addressed.first()
    assert first is not None
    assert user.post(f"{address}unaddress/", {"bodies": [first.body_id]}).status_code == 302
    assert user.post(f"{address}invite/", {"mandates": [cast.mandate(3).pk]}).status_code == 302
    assert user.post(f"{address}invite/", {"mandates": ["9" * 25]}).status_code == 422
    made.refresh_from_db()
    sign = {"seen": made.words_digest}
    assert f'name="seen" value="{sign["seen"]}"' in page(cast.member, address)
    assert browser(cast.member).post(f"{address}sign/", sign).status_code == 302
    assert user.post(f"{address}send/", {"out_number": "7"}).status_code == 302
    delivering.deliver.func(made.pk)
    assert Commitment.objects.filter(joint=made).count() == count - 1
    assert "Signed by 2 deputies" in page(None, address)
    letter = Commitment.objects.filter(joint=made)[0]
    assert address in page(None, f"/en/commitments/{letter.pk}/")
    for name in ("amend", "address", "unaddress", "invite", "send", "discard"):
        page(cast.deputy, f"{address}{name}/", 404)
        page(cast.member, f"{address}{name}/", 404)


def withdrawn(cast: Cast, made: Joint, reason: str = "Вопрос решён") -> Joint:
    made = actions.withdraw_joint(made, by=cast.deputy, reason=reason)
    withdrawing.withdraw_letters.func(made.pk)
    return made


def test_withdrawn_as_a_whole_each_letter_that_waits_is_withdrawn(cast: Cast) -> None:
    made = draft(cast)
    actions.invite_to_joint(made, by=cast.deputy, mandates=[cast.mandate(3)])
    actions.sign_joint(made, by=cast.member, seen=made.words_digest)
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body, cast.school])
    made = actions.send_joint(made, by=cast.deputy)
    delivering.deliver.func(made.pk)
    letter = Commitment.objects.get(joint=made, addressee=cast.school)
    answered = cast.take(letter, Act.ANSWER, by=cast.clerk)
    withdrawn(cast, made)
    withdrawing.withdraw_letters.func(made.pk)
    letters = {one.addressee_id: one for one in Commitment.objects.filter(joint=made)}
    assert letters[cast.body.pk].state == "withdrawn"
    assert letters[cast.school.pk].state == answered.state == "answered"
    step = letters[cast.body.pk].steps.get(act=Act.WITHDRAW)
    assert (step.words, step.day) == ("Вопрос решён", today())
    assert Entry.objects.filter(act="commitments.withdraw").count() == 1
    # Who signed hears once of the whole, the body of its own letter.
    told = Happening.objects.get(act="commitments.withdraw_joint")
    assert set(told.addressees.values_list("user", flat=True)) >= {cast.member.pk}
    of_letter = Happening.objects.filter(act="commitments.withdraw")
    assert of_letter.filter(addressees__user=cast.official.pk).exists()
    shown = page(None, f"{HOME}{made.pk}/")
    assert "Вопрос решён" in shown
    assert "Not answered: 0. Overdue: 0." in shown


def test_a_step_after_the_withdrawal_keeps_no_letter_from_being_withdrawn(cast: Cast) -> None:
    made = sent(cast)
    made = actions.withdraw_joint(made, by=cast.deputy, reason="Вопрос решён")
    Joint.objects.update(withdrawn_on=today() - dt.timedelta(days=1))
    Step.objects.update(day=today() - dt.timedelta(days=1))
    late, other = Commitment.objects.filter(joint=made).order_by("pk")
    cast.take(late, Act.REGISTER, by=cast.clerk)
    withdrawing.withdraw_letters.func(made.pk)
    days = {one.commitment_id: one.day for one in Step.objects.filter(act=Act.WITHDRAW)}
    assert days == {late.pk: today(), other.pk: today() - dt.timedelta(days=1)}


def test_withdrawn_before_its_letters_are_made_no_more_are_made(cast: Cast) -> None:
    made = draft(cast)
    actions.address_joint(made, by=cast.deputy, bodies=[cast.body])
    made = actions.send_joint(made, by=cast.deputy)
    withdrawn(cast, made)
    delivering.deliver.func(made.pk)
    assert not Commitment.objects.filter(joint=made).exists()
    shown = page(None, f"{HOME}{made.pk}/")
    assert "Being sent" not in shown
    assert "Not answered: 0" in shown


def test_what_is_answered_by_all_or_still_a_draft_is_not_withdrawn(cast: Cast) -> None:
    with pytest.raises(Refused, match="a draft is discarded"):
        actions.withdraw_joint(draft(cast), by=cast.deputy, reason="Так")
    made = sent(cast, cast.body)
    for user in (cast.clerk, cast.chair, cast.member, cast.official):
        with pytest.raises(Refused, match="not yours"):
            actions.withdraw_joint(made, by=user, reason="Так")
        page(user, f"{HOME}{made.pk}/withdraw/", 404)
    with pytest.raises(Refused, match="why"):
        actions.withdraw_joint(made, by=cast.deputy, reason=" ")
    cast.take(Commitment.objects.get(joint=made), Act.ANSWER)
    with pytest.raises(Refused, match="Every body has answered"):
        actions.withdraw_joint(made, by=cast.deputy, reason="Так")


def test_its_author_withdraws_it_on_a_page_and_anyone_signed_in_follows_it(cast: Cast) -> None:
    made = sent(cast)
    address = f"{HOME}{made.pk}/"
    assert "/follow/" not in page(None, address)
    assert f"/notices/things/commitments.joint/{made.pk}/follow/" in page(cast.citizen, address)
    user = browser(cast.citizen)
    assert user.post(f"/en/notices/things/commitments.joint/{made.pk}/follow/").status_code == 302
    assert "/unfollow/" in page(cast.citizen, address)
    assert f"{address}withdraw/" in page(cast.deputy, address)
    assert f"{address}withdraw/" not in page(cast.citizen, address)
    told = browser(cast.deputy).post(f"{address}withdraw/", {"reason": "Решено"})
    assert told.status_code == 302
    drain()
    assert not Commitment.objects.waiting().filter(joint=made).exists()
    told_of = Notice.objects.filter(user=cast.citizen, happening__act="commitments.withdraw_joint")
    assert told_of.count() == 1
    assert "Withdrawn on" in page(None, address)


def test_no_inquiry_goes_to_a_central_body(cast: Cast) -> None:
    """Law 148, art. 21-1 names territorial offices and bodies paid from local budgets."""
    ministry = registry.found_body(
        None,
        by=cast.operator,
        kind="ministry",
        name_kk="Министрлік",
        name_ru="Министерство",
        from_day=register.SINCE,
    )
    with pytest.raises(Refused, match=r"art\. 21-1"):
        actions.address_joint(draft(cast), by=cast.deputy, bodies=[cast.body, ministry])
    with pytest.raises(Refused, match=r"art\. 21-1"):
        cast.send(addressee=ministry)
    asked = page(cast.deputy, f"/en/commitments/send/{cast.council.code}/inquiry/")
    assert "Министрлік" not in asked
    assert cast.send("recommendation", addressee=ministry).addressee == ministry

"""The body's side: a letter in one hand, templates of answers, from a mail to a sent answer."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client

from maslikhat.accounts.models import User
from maslikhat.commitments import actions, tasks
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Commitment, Handing, Sample
from maslikhat.commitments.samples import filled
from maslikhat.commitments.waiting import handed_to
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Notice
from maslikhat.registry import actions as registry
from maslikhat.registry.models import Role
from tests.commitments.cast import Cast
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db


def let_in(cast: Cast, name: str, rank: str = "executor") -> Role:
    """An official whom the head of the akimat has let in."""
    slip = registry.invite_official(cast.body, by=cast.official, rank=rank, name=name)
    return Role.objects.get(user=registry.redeem(slip.code, by=None))


def heard(user: User) -> list[str]:
    drain()
    rows = Notice.objects.filter(user=user).order_by("pk")
    acts = rows.values_list("happening__act", flat=True)
    return [act.removeprefix("commitments.") for act in acts]


def test_the_official_in_whose_hand_it_is_hears_and_sees_it_first(cast: Cast) -> None:
    mine, other = let_in(cast, "Ахметова А."), let_in(cast, "Бекова Б.")
    made = cast.send(Kind.MANDATE, due_on=today() + dt.timedelta(days=1))
    cast.send(sent_on=today() - dt.timedelta(days=9))
    actions.hand_over(made, by=cast.official, role=mine, note="Сегодня")
    assert [one.title for one in handed_to(mine.user)] == [made.title]
    assert (handed_to(other.user), handed_to(cast.official), handed_to(None)) == ([], [], [])
    assert heard(mine.user)[-1] == "hand_over"
    assert "hand_over" not in heard(other.user)
    tasks.remind.func("", "")
    assert heard(mine.user)[-1] == "due_soon"
    assert "due_soon" not in heard(other.user)
    assert heard(cast.official)[-1] == "due_soon"
    desk = browser(mine.user).get("/en/desk/").content.decode()
    assert desk.index("In my hand") < desk.index("What my body owes")
    assert f'lang="ru">{made.title}</a>' in desk
    assert f">{made.title}</a>" in browser(mine.user).get("/ru/desk/").content.decode()
    assert f'lang="ru">{made.title}' not in browser(mine.user).get("/ru/desk/").content.decode()


def test_handing_on_keeps_the_history_within_the_body_and_shows_no_name_outside(
    cast: Cast,
) -> None:
    first, second = let_in(cast, "Ахметова А."), let_in(cast, "Бекова Б.", "registrar")
    made = cast.send()
    actions.hand_over(made, by=cast.official, role=first)
    actions.hand_over(made, by=second.user, role=second)
    rows = list(Handing.objects.order_by("pk"))
    assert [(row.user, row.ended_at is None) for row in rows] == [
        (first.user, False),
        (second.user, True),
    ]
    page = f"/en/commitments/{made.pk}/"
    inside = browser(first.user).get(page).content.decode()
    assert "Ахметова А." in inside
    assert "Бекова Б." in inside
    for user in (None, cast.clerk, cast.deputy, cast.chair, cast.operator):
        outside = browser(user).get(page).content.decode()
        assert "Ахметова" not in outside
        assert "Бекова" not in outside


def test_what_is_redirected_is_in_nobodys_hand_at_the_other_body(cast: Cast) -> None:
    role = let_in(cast, "Ахметова А.")
    made = cast.send(Kind.APPEAL)
    actions.hand_over(made, by=cast.official, role=role)
    cast.take(made, Act.REDIRECT)
    assert handed_to(role.user) == []
    assert not Handing.objects.standing().exists()


def test_a_letter_is_handed_to_an_official_of_the_body_once_and_while_it_goes_on(
    cast: Cast,
) -> None:
    role, made = let_in(cast, "Ахметова А."), cast.send()
    actions.hand_over(made, by=cast.official, role=role)
    with pytest.raises(Refused, match="in this person's hand already"):
        actions.hand_over(made, by=cast.official, role=role)
    strange = Role.objects.get(user=cast.clerk)
    with pytest.raises(Refused, match="Choose an official of this body"):
        actions.hand_over(made, by=cast.official, role=strange)
    with pytest.raises(Refused) as refusal:
        actions.hand_over(made, by=role.user, role=role)
    assert refusal.value.status == 403
    cast.take(made, Act.WITHDRAW)
    with pytest.raises(Refused, match="The matter has ended"):
        actions.hand_over(made, by=cast.official, role=role)


def test_who_left_the_body_leaves_the_letter_to_all_of_it(cast: Cast) -> None:
    role, made = let_in(cast, "Ахметова А."), cast.send(Kind.MANDATE)
    other = let_in(cast, "Бекова Б.")
    actions.hand_over(made, by=cast.official, role=role)
    Role.objects.filter(pk=role.pk).update(from_day=today() - dt.timedelta(days=9), to_day=today())
    tasks.remind.func("", "")
    assert heard(other.user)[-1] == "due_soon"


def keep(cast: Cast, **other: str) -> Sample:
    told = {"name": "Принято", "text_ru": "{addressee}! Ваш запрос {number} от {date} принят."}
    return actions.keep_sample(cast.body, by=cast.official, **{**told, **other})


def text_in(page: str) -> str:
    """What stands in the field of the answer."""
    found = re.search(r'<textarea name="text"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert found is not None
    return found[1].strip()


def test_a_template_is_put_below_what_was_typed_and_nothing_is_sent(cast: Cast) -> None:
    sample, made = keep(cast), cast.send(out_number="7/1")
    page = f"/ru/commitments/{made.pk}/answer/"
    official = browser(cast.official)
    button = f'name="sample" value="{sample.pk}" formnovalidate'
    assert button in official.get(page).content.decode()
    typed = {
        "text": "Здравствуйте.",
        "signed": "аким Ахметов",
        "office": "head",
        "language": "ru",
        "number": "5",
    }
    answer = official.post(page, {**typed, "sample": sample.pk})
    assert answer.status_code == 200
    shown = answer.content.decode()
    text = text_in(shown)
    assert text.startswith("Здравствуйте.\n\n")
    assert "№ 7/1" in text
    assert str(today().year) in text
    assert "{" not in text
    assert cast.mandate(2).person.full_name("ru") in text
    assert 'value="аким Ахметов"' in shown
    assert 'value="5"' in shown
    made.refresh_from_db()
    assert made.state == "sent"


def test_a_template_stands_on_the_form_that_reports_a_deed_done_too(cast: Cast) -> None:
    made = cast.send()
    kept = actions.keep_sample(cast.body, by=cast.official, name="Готово", text_ru="Сделано в срок")
    address = f"/en/commitments/{made.pk}/report_done/"
    told = {"text": "Сначала", "language": "ru", "sample": str(kept.pk)}
    shown = browser(cast.official).post(address, told)
    assert shown.status_code == 200
    assert re.search(r"Сначала\s+Сделано в срок", shown.content.decode())
    made.refresh_from_db()
    assert made.state == "sent"
    # Who enters it from paper has no templates of the body.
    assert "Готово" not in browser(cast.clerk).get(address).content.decode()
    assert browser(cast.clerk).post(address, told).status_code == 404


def test_the_words_come_in_the_language_of_the_answer_or_the_nearest(cast: Cast) -> None:
    sample, made = keep(cast, text_kk="Қабылданды"), cast.send()
    for lang, words in (("kk", "Қабылданды"), ("en", "принят"), ("xx", "принят")):
        told = {"text": "", "language": lang, "sample": sample.pk}
        page = browser(cast.official).post(f"/en/commitments/{made.pk}/answer/", told)
        assert words in text_in(page.content.decode())


def test_each_language_writes_the_day_of_the_letter_out(cast: Cast) -> None:
    marks = "{date}"
    sample = keep(cast, text_kk=marks, text_ru=marks, text_en=marks)
    made = cast.send(sent_on=dt.date(today().year, 1, 24))
    year = made.sent_on.year
    days = {"kk": f"{year} жылғы 24 қаңтар", "ru": f"24 января {year} года", "en": f"24 January {year}"}  # fmt: skip  # noqa: E501
    assert {lang: filled(sample, made, lang) for lang in days} == days


def test_templates_are_the_bodys_own(cast: Cast) -> None:
    sample, made = keep(cast), cast.send()
    page = f"/en/commitments/bodies/{cast.body.pk}/samples/"
    assert "Принято" in browser(cast.official).get(page).content.decode()
    for user in (cast.clerk, cast.deputy, cast.operator):
        assert browser(user).get(page).status_code == 404
        assert browser(user).get(f"/en/commitments/samples/{sample.pk}/").status_code == 404
    told = {"text": "", "language": "ru", "sample": sample.pk}
    clerk = browser(cast.clerk).post(f"/en/commitments/{made.pk}/answer/", told)
    assert clerk.status_code == 404


def test_a_template_is_changed_and_removed(cast: Cast) -> None:
    sample, official = keep(cast), browser(cast.official)
    page = f"/en/commitments/samples/{sample.pk}/"
    assert official.post(page, {"name": "Иначе", "text_kk": "Басқа"}).status_code == 302
    sample.refresh_from_db()
    assert (sample.name, sample.text_kk, sample.text_ru) == ("Иначе", "Басқа", "")
    keep(cast)
    assert official.post(page, {"name": "Принято", "text_kk": "Басқа"}).status_code == 409
    assert official.post(page, {"name": "Пусто"}).status_code == 422
    assert official.post(f"{page}drop/").status_code == 302
    assert not Sample.objects.filter(pk=sample.pk).exists()


def test_an_official_who_never_saw_the_portal_answers_from_the_mail_in_two_clicks(
    cast: Cast,
) -> None:
    """The letter leads to the page of the answer, signing in leads back to it, and it is sent."""
    slip = registry.invite_official(
        cast.body, by=cast.official, rank="executor", name="Ахметова А.", email="a@example.kz"
    )
    official = Client()
    assert official.post(f"/ru/join/{slip.code}/").headers["Location"] == "/ru/desk/"
    made = cast.send()
    drain()
    (letter,) = [one for one in mail.outbox if one.to == ["a@example.kz"]]
    found = re.search(r"/ru/commitments/\d+/answer/", str(letter.body))
    assert found is not None
    page = found[0]
    # Whoever has to sign in comes back to where the letter led.
    asked = Client().get(page)
    assert asked.status_code == 302
    assert f"next={quote(page, safe='')}" in asked["Location"]
    assert made.text in official.get(page).content.decode()
    told = {"text": "Будет сделано", "signed": "аким", "office": "head", "language": "ru"}
    assert official.post(page, told).status_code == 302
    assert Commitment.objects.get(pk=made.pk).state == "answered"
    # The letter that is opened a second time says so, and loses nothing.
    assert official.get(page).status_code == 409

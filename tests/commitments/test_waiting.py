"""What waits for who asked, and the whole of a list of which the desk shows the first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maslikhat.commitments import actions, waiting
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Author, Commitment, Forwarding
from maslikhat.kit.days import today
from maslikhat.kit.languages import said
from maslikhat.registry.models import Mandate, Role
from maslikhat.registry.standing import standing
from tests.commitments.cast import ONE_DAY, Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
ANSWERS, IN_HAND = "/en/commitments/answers/", "/en/commitments/in-hand/"


def answered(cast: Cast, *many: str, **other: object) -> list[Commitment]:
    return [cast.take(cast.send(title=title, **other), Act.ANSWER) for title in many]


def test_a_desk_that_is_full_leads_to_all_answers(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    answered(cast, "Мост", "Школа")
    deputy = browser(cast.deputy)
    assert ANSWERS not in deputy.get("/en/desk/").content.decode()
    answered(cast, "Парк")
    desk = deputy.get("/en/desk/").content.decode()
    assert f'href="{ANSWERS}"' in desk
    assert "Парк" not in desk
    whole = deputy.get(ANSWERS).content.decode()
    assert all(f'lang="ru">{title}</a>' in whole for title in ("Мост", "Школа", "Парк"))
    empty = browser(cast.citizen).get(ANSWERS).content.decode()
    assert "Here will be the answers and reports of bodies" in empty
    assert browser(None).get(ANSWERS).status_code == 302


def test_all_answers_take_as_many_queries_with_many_as_with_one(cast: Cast) -> None:
    deputy, counts = browser(cast.deputy), []
    deputy.get(ANSWERS)
    for title in ("Мост", "Школа"):
        answered(cast, title)
        with CaptureQueriesContext(connection) as asked:
            deputy.get(ANSWERS)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_full_hand_leads_to_all_that_is_in_it(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 1)
    role = Role.objects.get(user=cast.official, body=cast.body)
    for title in ("Мост", "Школа"):
        actions.hand_over(cast.send(title=title), by=cast.official, role=role)
    assert f'href="{IN_HAND}"' in browser(cast.official).get("/en/desk/").content.decode()
    whole = browser(cast.official).get(IN_HAND).content.decode()
    assert "Мост" in whole
    assert "Школа" in whole
    assert "Мост" not in browser(cast.clerk).get(IN_HAND).content.decode()


def test_an_empty_hand_says_what_will_be_in_it(cast: Cast) -> None:
    empty = browser(cast.official).get(IN_HAND).content.decode()
    assert "Here will be the letters that your body hands over to you" in empty


def test_what_is_overdue_stands_out_on_the_desk(cast: Cast) -> None:
    cast.send(title="Мост")
    official = browser(cast.official)
    assert '<small class="late">' not in official.get("/en/desk/").content.decode()
    cast.send(title="Школа", sent_on=today() - 60 * ONE_DAY)
    assert '<small class="late">Overdue by' in official.get("/en/desk/").content.decode()


def test_more_referrals_than_a_desk_shows_are_in_the_list_of_the_maslikhat(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert waiting.referred_to(standing(cast.clerk)) == []
    told = {"by": 1, "council": cast.other, "to_council": cast.council, "language": "ru",
            "title": "Вода", "text": "Просим", "sent_on": today(), "due_on": today()}  # fmt: skip
    for _ in range(2):
        Forwarding.objects.create(**told, commitment=cast.send())
    monkeypatch.setattr(waiting, "MOST", 1)
    (_first, whole) = waiting.referred_to(standing(cast.clerk))
    assert whole.address.endswith(f"/referrals/?state=owed&council={cast.council.code}")


def shown(cast: Cast, who: str) -> set[str]:
    user = {**cast.people}[who]
    assert user is not None
    return {row.title for row in waiting.answers_for(standing(user))}


def test_answers_wait_for_who_may_say_what_they_are_worth(cast: Cast) -> None:
    """The deputy alone, who leads the commission, the chair; the apparatus for the last two."""
    recommended = {"kind": Kind.RECOMMENDATION}
    of_commission = {"author": Author.COMMISSION, "in_name_of": cast.commission, "by": cast.member}
    answered(cast, "Свой")
    answered(cast, "Комиссии", **recommended, **of_commission)
    answered(cast, "Маслихата", **recommended)
    assert shown(cast, "deputy") == {"Свой"}
    assert shown(cast, "member") == {"Комиссии"}
    assert shown(cast, "chair") == {"Маслихата"}
    assert shown(cast, "clerk") == {"Комиссии", "Маслихата"}
    assert shown(cast, "official") == shown(cast, "other_clerk") == set()
    # What a deputy asked whose mandate has ended is the apparatus's to follow.
    Mandate.objects.filter(pk=cast.mandate(2).pk).update(to_day=today(), end_reason="resigned")
    assert shown(cast, "deputy") == set()
    assert shown(cast, "clerk") == {"Свой", "Комиссии", "Маслихата"}


def test_what_was_confirmed_waits_to_be_closed(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.REPORT_DONE)
    cast.take(made, Act.CONFIRM, by=cast.deputy)
    # Which body it was stands there too: the letters of a joint inquiry are called alike.
    (line,) = waiting.answered_to(standing(cast.deputy))
    assert line.note == f"Confirmed: close the matter · {said(cast.body, 'name').text}"
    cast.take(made, Act.CLOSE)
    assert waiting.answered_to(standing(cast.deputy)) == []


def test_the_oldest_answer_is_the_first(cast: Cast) -> None:
    answered(cast, "Новый")
    (old,) = answered(cast, "Старый")
    Commitment.objects.filter(pk=old.pk).update(moved_on=today() - 9 * ONE_DAY)
    titles = [one.title for one in waiting.answered_to(standing(cast.deputy))]
    assert titles == ["Старый", "Новый"]

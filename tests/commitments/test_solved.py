"""Others who solved it: of other maslikhats, on the same subject, with words in common."""

from pathlib import Path
from typing import Any

import pytest

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Author, Commitment
from maslikhat.commitments.solved import solved_elsewhere
from maslikhat.decisions.versions import Texts
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.registry import actions as registry
from maslikhat.rubrics.models import Rubric
from maslikhat.search import follower
from tests.commitments.cast import Cast
from tests.registry.cast import SINCE, browser

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
TITLE = "Ремонт дороги к селу"


@pytest.fixture(autouse=True)
def own_index(settings: object, tmp_path: Path) -> None:
    """The folder of the index is the test's."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]


def rubric(code: str = "roads") -> Rubric:
    return Rubric.objects.get(code=code)


def elsewhere(cast: Cast, title: str, *acts: Act, **other: Any) -> Commitment:
    """A recommendation of the other maslikhat, and its steps, entered by its apparatus."""
    body = registry.found_body(
        cast.other.unit,
        by=cast.operator,
        kind="section",
        name_kk=f"Бөлім {Commitment.objects.count()}",
        name_ru="Отдел",
        from_day=SINCE,
    )
    told = {"title": title, "text": "Просим", "language": "ru", "rubric": rubric(), **other}
    made = actions.send(
        cast.other,
        by=cast.other_clerk,
        kind=Kind.RECOMMENDATION,
        author=Author.COUNCIL,
        addressee=body,
        source="session",
        **told,
    )
    for act in acts:
        made = cast.take(made, act, by=cast.other_clerk)
    return made


DONE = (Act.REPORT_DONE, Act.CONFIRM)


def looked(cast: Cast) -> list[Any]:
    follower.catch_up()
    return solved_elsewhere(TITLE, "roads", cast.council.pk, "ru")


def titles(cast: Cast, title: str = TITLE, code: str = "roads") -> list[str]:
    follower.catch_up()
    return [one.title.text for one in solved_elsewhere(title, code, cast.council.pk, "ru")]


def test_kept_ones_of_others_on_the_subject_are_shown_the_likest_first(cast: Cast) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    elsewhere(cast, "Отремонтировать дорогу к селу", *DONE, Act.CLOSE)
    elsewhere(cast, "Ремонт дороги к селу открыт")
    elsewhere(cast, "Благоустройство парка", *DONE)
    elsewhere(cast, "Ремонт дороги к селу, о воде", *DONE, rubric=rubric("water"))
    assert titles(cast) == ["Отремонтировать дорогу к селу", "Дорога до школы"]


def test_what_is_told_in_the_other_language_is_found_by_a_decision_in_both(cast: Cast) -> None:
    elsewhere(cast, "Ауылға баратын жолды жөндеу", *DONE, language="kk")
    elsewhere(cast, "Мектеп ауласын жарықтандыру", *DONE, language="kk")
    elsewhere(cast, "Благоустройство парка", *DONE)
    # By the subject alone, the latest first, while nothing says what the words mean.
    assert titles(cast) == ["Мектеп ауласын жарықтандыру", "Ауылға баратын жолды жөндеу"]
    both = Texts("Ауыл жолдарын жөндеу туралы", "О ремонте дорог к сёлам", "")
    cast.adopted(titles=both, rubric=rubric())
    found = {one.title.text: one for one in looked(cast)}
    assert list(found)[-1] == "Мектеп ауласын жарықтандыру"
    like = found["Ауылға баратын жолды жөндеу"]
    assert {"жолдарын", "жөндеу"} <= set(like.shared), like.shared
    assert "Благоустройство парка" not in found


def test_it_says_which_words_are_shared(cast: Cast) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    follower.catch_up()
    (one,) = solved_elsewhere(TITLE, "roads", cast.council.pk, "ru")
    assert (one.shared, one.same_subject) == (["дороги"], True)


def test_the_own_are_not_others(cast: Cast) -> None:
    made = cast.send(title=TITLE, rubric=rubric())
    for act in (Act.REPORT_DONE, Act.CONFIRM):
        cast.take(made, act)
    assert titles(cast) == []


def test_without_a_subject_two_words_are_shared_at_least(cast: Cast) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    elsewhere(cast, "Отремонтировать дорогу к селу", *DONE)
    assert titles(cast, code="") == ["Отремонтировать дорогу к селу"]


@pytest.mark.parametrize("title", ["", "и", "— ? !", "a b"])
def test_a_title_without_words_finds_nothing(cast: Cast, title: str) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    assert titles(cast, title) == []


def test_an_adopted_decision_is_shown_and_a_draft_is_not(cast: Cast) -> None:
    cast.draft(rubric=rubric("waste"))
    decision = cast.adopted(rubric=rubric("waste"))
    follower.catch_up()
    found = solved_elsewhere("Вывоз бытовых отходов", "waste", cast.other.pk, "ru")
    is_open = type(decision).objects.visible_to(None).filter(pk=decision.pk).exists()
    assert [one.title.text for one in found] == (["О бытовых отходах"] if is_open else [])


def test_the_page_of_a_commitment_and_of_a_topic_load_it_as_a_part(cast: Cast) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    follower.catch_up()
    made = cast.send(title=TITLE, rubric=rubric())
    part = f"/en/commitments/solved/?commitment={made.pk}"
    visitor = browser(None)
    assert part in visitor.get(f"/en/commitments/{made.pk}/").content.decode()
    shown = visitor.get(part, headers=HTMX).content.decode()
    assert "Дорога до школы" in shown
    assert "Same subject" in shown
    topic = start_topic(
        RoomRef.of(cast.council), by=cast.deputy, title="Баспана", body="Үй", language="kk"
    )
    part = f"/en/commitments/solved/?topic={topic.pk}"
    assert part in visitor.get(f"/en/dialogue/topics/{topic.pk}/").content.decode()
    assert "No other maslikhat" in visitor.get(part, headers=HTMX).content.decode()


def test_of_a_topic_behind_closed_doors_nothing_is_looked_for(cast: Cast) -> None:
    room = RoomRef.of(cast.commission, is_closed=True)
    topic = start_topic(room, by=cast.member, title=TITLE, body="Что делать?", language="ru")
    part = f"/en/commitments/solved/?topic={topic.pk}"
    assert browser(None).get(part).status_code == 404
    assert browser(cast.member).get(part).status_code == 200


def test_however_many_there_are_it_asks_the_same(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    elsewhere(cast, "Дорога до школы", *DONE)
    follower.catch_up()
    solved_elsewhere(TITLE, "roads", cast.council.pk, "ru")
    with django_assert_num_queries(5):
        solved_elsewhere(TITLE, "roads", cast.council.pk, "ru")
    for _ in range(6):
        elsewhere(cast, "Дорога до больницы", *DONE)
    follower.catch_up()
    with django_assert_num_queries(5):
        assert len(solved_elsewhere(TITLE, "roads", cast.council.pk, "ru")) == 5

"""A body that has ended hands its open matters to its successor; the rest stays with it."""

import datetime as dt

import pytest

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Commitment, Succession
from maslikhat.commitments.successions import orphaned, pass_over
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.registry import actions as registry
from tests.commitments.cast import Cast
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
BASIS = "Постановление № 7"


def ended(cast: Cast) -> tuple[Commitment, Commitment]:
    """The akimat has ended: one of its matters is open, another has come to its end."""
    open_one, closed = cast.send(title="Открыто"), cast.send(title="Закрыто")
    cast.take(cast.take(closed, Act.ANSWER), Act.CLOSE)
    registry.end_body(cast.body, by=cast.operator, to_day=today())
    return open_one, closed


def succeed(cast: Cast, **other: object) -> Succession:
    told = {"by": cast.clerk, "successor": cast.school, "basis": BASIS, **other}
    return actions.succeed(cast.body, **told)  # type: ignore[arg-type]


def test_what_is_open_passes_on_and_what_is_closed_stays(cast: Cast) -> None:
    open_one, closed = ended(cast)
    assert [(one.body, one.many) for one in orphaned(cast.operator)] == [(cast.body, 1)]
    succession = succeed(cast)
    drain()
    open_one.refresh_from_db()
    closed.refresh_from_db()
    assert (open_one.addressee, closed.addressee) == (cast.school, cast.body)
    assert orphaned(cast.operator) == []
    shown = browser(None).get(f"/en/commitments/{open_one.pk}/").content.decode()
    assert BASIS in shown
    assert f'href="/en/bodies/{cast.body.pk}/"' in shown
    pass_over.func(succession.pk)
    assert succession.matters.count() == 1


def test_the_clerk_of_the_place_and_the_operator_name_the_successor(cast: Cast) -> None:
    ended(cast)
    page = f"/en/commitments/bodies/{cast.body.pk}/succeed/"
    for user in (cast.chair, cast.deputy, cast.other_clerk, cast.citizen):
        assert browser(user).get(page).status_code == 404
    told = {"successor": cast.school.pk, "basis": BASIS}
    assert browser(cast.clerk).post(page, told).status_code == 302
    listed = browser(cast.operator).get("/en/commitments/ended/")
    assert listed.status_code == 200
    assert browser(cast.deputy).get("/en/commitments/ended/").status_code == 404


def test_the_list_shows_the_operator_all_and_a_clerk_the_own_place(cast: Cast) -> None:
    ended(cast)
    name = cast.body.name_ru
    for user, is_shown in ((cast.operator, True), (cast.clerk, True), (cast.other_clerk, False)):
        page = browser(user).get("/ru/commitments/ended/").content.decode()
        assert (f"/ru/commitments/bodies/{cast.body.pk}/succeed/" in page) is is_shown, name


@pytest.mark.parametrize("case", ["running", "itself", "ended", "basis", "day", "twice"])
def test_what_is_no_succession_is_refused(cast: Cast, case: str) -> None:
    if case != "running":
        ended(cast)
    told: dict[str, object] = {
        "itself": {"successor": cast.body},
        "basis": {"basis": " "},
        "day": {"day": today() + dt.timedelta(days=1)},
    }.get(case, {})  # type: ignore[assignment]
    if case == "ended":
        registry.end_body(cast.school, by=cast.operator, to_day=today())
    if case == "twice":
        succeed(cast)
    with pytest.raises(Refused) as refusal:
        succeed(cast, **told)
    assert refusal.value.status in {409, 422}


def test_the_successor_answers_what_passed_on(cast: Cast) -> None:
    open_one, _closed = ended(cast)
    succeed(cast)
    drain()
    registry.appoint(cast.citizen, by=cast.operator, kind="official", body=cast.school)
    made = cast.take(open_one, Act.ANSWER, by=cast.citizen)
    assert made.steps.get(act=Act.ANSWER).is_of_body
    assert made.kind == Kind.INQUIRY

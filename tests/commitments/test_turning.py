"""After an answer that was judged wanting, or none in time: the letters that are prepared, and who
is told.
"""

import pytest
from django.test import Client
from django.urls import reverse

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind
from maslikhat.commitments.models import Commitment, Recipient
from maslikhat.commitments.offered import acts_on, turns_on
from maslikhat.commitments.turning_to import recipients
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Notice
from tests.commitments.cast import ONE_DAY, Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db
MISSING = "Нет ни срока, ни суммы"


def wanting(cast: Cast) -> Commitment:
    made = cast.take(cast.send(out_number="1-5/7"), Act.ANSWER)
    return actions.assess(made, by=cast.deputy, assessment="formal", reason=MISSING)


def page(made: Commitment, act: str) -> str:
    return reverse(f"commitments:{act}", args=[made.pk])


def test_what_was_judged_is_judged_no_more_and_all_letters_are_offered(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.ANSWER)
    assert acts_on(made, cast.deputy)[0].word == Act.ASSESS
    assert turns_on(made, cast.deputy) == []
    made = wanting(cast)
    assert Act.ASSESS not in [one.word for one in acts_on(made, cast.deputy)]
    offered = [one.address for one in turns_on(made, cast.deputy)]
    turn = page(made, "turn")
    assert offered == [page(made, "reopen"), *(f"{turn}?to={to}" for to in Recipient.values)]
    assert turns_on(made, cast.official) == turns_on(made, cast.member) == []


def test_the_letters_are_prepared_in_the_words_of_the_matter(cast: Cast, client: Client) -> None:
    made = wanting(cast)
    client.force_login(cast.deputy)
    for address in (page(made, "reopen"), f"{page(made, 'turn')}?to=prosecutor"):
        shown = client.get(address).content.decode()
        assert MISSING in shown
        assert "1-5/7" in shown
    assert client.get(page(made, "turn")).status_code == 200
    told = {"to": "prosecutor", "recipient": "-", "text": "Прошу проверить", "language": "ru"}
    assert client.post(page(made, "turn"), told).status_code == 302
    last = made.steps.in_order().last()
    assert last is not None
    assert (last.act, last.turned_to, last.words) == ("turn", "prosecutor", "Прошу проверить")
    printed = client.get(reverse("commitments:answer_letter", args=[made.pk, last.number]))
    assert printed.headers["Content-Type"] == "application/pdf"
    # The body owes as before, and the others can still be turned to.
    made = Commitment.objects.get(pk=made.pk)
    assert (made.state, made.is_waiting, len(turns_on(made, cast.deputy))) == ("answered", True, 5)


def test_who_is_turned_to_is_told(cast: Cast) -> None:
    made = wanting(cast)
    for to, who in (("chair", cast.chair), ("commission", cast.member)):
        whom = recipients(made, to)[0]
        actions.turn(made, by=cast.deputy, to=to, recipient=whom.value, text="Прошу", language="ru")
        drain()
        assert Notice.objects.filter(user=who, happening__act="commitments.turn").exists(), to


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"to": "king"}, "answers offered"),
        ({"recipient": "999"}, "to whom"),
        ({"text": " "}, "Write the text"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_is_no_letter_is_refused(cast: Cast, told: dict[str, str], sentence: str) -> None:
    made = wanting(cast)
    asked = {"to": "chair", "recipient": "-", "text": "Прошу", "language": "ru", **told}
    with pytest.raises(Refused, match=sentence):
        actions.turn(made, by=cast.deputy, **asked)


def test_what_nobody_answers_in_time_leads_on_too(cast: Cast, client: Client) -> None:
    late = today() - 60 * ONE_DAY
    made = cast.send(out_number="1-5/7", sent_on=late, by=cast.clerk, entered_late=True)
    # Entered after its day: until the grace is over both sides alone are told.
    assert turns_on(made, cast.deputy) == []
    with pytest.raises(Refused, match="cannot be done now"):
        actions.turn(made, by=cast.deputy, to="chair", recipient="-", text="Прошу", language="ru")
    Commitment.objects.filter(pk=made.pk).update(grace_on=None)
    made = Commitment.objects.get(pk=made.pk)
    turn = page(made, "turn")
    assert [one.address for one in turns_on(made, cast.deputy)] == [
        f"{turn}?to={to}" for to in Recipient.values
    ]
    assert turns_on(made, cast.official) == turns_on(made, cast.member) == []
    client.force_login(cast.deputy)
    letter = client.get(f"{turn}?to=prosecutor").content.decode()
    assert "Ответа нет: Просрочено на " in letter
    told = {"to": "prosecutor", "recipient": "-", "text": "Прошу проверить", "language": "ru"}
    assert client.post(turn, told).status_code == 302
    made = Commitment.objects.get(pk=made.pk)
    assert (made.state, made.days_overdue() > 0, len(turns_on(made, cast.deputy))) == (
        "sent", True, 4,
    )  # fmt: skip
    assert client.post(turn, told).status_code == 302
    assert made.steps.filter(act=Act.TURN).count() == 1
    # Once it is answered, the answer is judged first.
    assert turns_on(cast.take(made, Act.ANSWER), cast.deputy) == []


def test_only_after_a_wanting_answer(cast: Cast) -> None:
    made = cast.take(cast.send(Kind.RECOMMENDATION), Act.ANSWER)
    with pytest.raises(Refused, match="cannot be done now"):
        actions.turn(made, by=cast.chair, to="chair", recipient="-", text="Прошу", language="ru")

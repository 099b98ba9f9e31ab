"""The course of a matter by the acts of both sides."""

import datetime as dt
import random
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from maslikhat.commitments import actions
from maslikhat.commitments.course import Act, Kind, State, after, state_after
from maslikhat.commitments.models import Author, Commitment, Paper, Step
from maslikhat.dialogue.actions import start_topic
from maslikhat.dialogue.models import RoomRef
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.moderation import actions as moderation
from maslikhat.moderation.registers import Ref
from maslikhat.registry import actions as registry
from tests.commitments.cast import Cast, resident
from tests.registry import cast as register

ONE_DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db


def steps(made: Commitment) -> list[str]:
    return list(made.steps.in_order().values_list("act", flat=True))


def fresh(made: Commitment) -> Commitment:
    return Commitment.objects.with_all().get(pk=made.pk)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(one, marks=pytest.mark.once) for one in (1, 2))]
)
def test_wherever_one_goes_the_state_is_what_the_steps_lead_to(
    cast: Cast, kind: Kind, seed: int
) -> None:
    """A walk of forty tries: what the kind has is done, all else is refused and changes nothing."""
    chance, made = random.Random(f"{kind}{seed}"), cast.send(kind)
    # Attaching and judging are tried apart; the author has the first word here.
    tried = [act for act in Act if act not in {Act.SEND, Act.ATTACH}]
    made, before = fresh(made), steps(made)
    for _ in range(40):
        act = chance.choice(tried)
        leads = after(made.kind, made.state, act)
        if leads is None:
            with pytest.raises(Refused):
                cast.take(made, act)
            assert steps(made) == before
        else:
            try:
                cast.take(made, act)
            except Refused as refusal:
                # An appeal is extended once, an answer judged once.
                assert act in {Act.EXTEND, Act.ASSESS}, refusal
            else:
                assert fresh(made).state == leads
        made, before = fresh(made), steps(made)
        assert made.state == state_after(made.kind, before)


def test_a_matter_from_the_letter_to_its_end(cast: Cast) -> None:
    made = cast.send(Kind.RECOMMENDATION, occasion="Круглый стол")
    for act in (Act.REGISTER, Act.PROMISE, Act.REPORT_DONE, Act.CONFIRM, Act.CLOSE):
        cast.take(fresh(made), act)
    made = fresh(made)
    assert made.state == State.CLOSED
    assert (made.in_number, made.answered_on) == ("17", today())
    acts = Entry.objects.filter(kind="commitments.commitment", subject=made.pk)
    assert list(acts.order_by("pk").values_list("act", flat=True)) == [
        "commitments.send",
        "commitments.register",
        "commitments.answer",
        "commitments.report_done",
        "commitments.confirm",
        "commitments.close",
    ]


def test_a_report_alone_confirms_nothing_and_residents_move_it(cast: Cast) -> None:
    made = cast.take(cast.send(Kind.MANDATE), Act.REPORT_DONE)
    people = [resident(cast, f"resident{n}") for n in range(3)]
    for one in people[:2]:
        actions.say(made, by=one, is_done=False)
    assert fresh(made).state == State.REPORTED
    # The same person again is one word, and may change it.
    actions.say(made, by=people[0], is_done=True)
    actions.say(made, by=people[0], is_done=False)
    assert fresh(made).state == State.REPORTED
    actions.say(made, by=people[2], is_done=False)
    assert fresh(made).state == State.DISPUTED
    assert made.steps.in_order().last().voice == "resident"  # type: ignore[union-attr]
    assert fresh(made).is_waiting


def test_residents_do_not_outweigh_who_asked(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.REPORT_DONE)
    cast.take(made, Act.CONFIRM)
    for n in range(4):
        actions.say(fresh(made), by=resident(cast, f"resident{n}"), is_done=False)
    assert fresh(made).state == State.CONFIRMED


def test_who_wavers_moves_a_number_and_no_more_steps(cast: Cast) -> None:
    made = cast.take(cast.send(Kind.MANDATE), Act.REPORT_DONE)
    people = [resident(cast, f"resident{n}") for n in range(6)]
    for place, one in enumerate(people):
        actions.say(fresh(made), by=one, is_done=place < 3)
    before = steps(made)
    for is_done in (False, True, False):
        actions.say(fresh(made), by=people[0], is_done=is_done)
    assert steps(made) == before
    assert fresh(made).state == State.CONFIRMED


def test_who_moved_in_after_the_report_is_not_asked(cast: Cast) -> None:
    made = cast.send(Kind.MANDATE, sent_on=today() - dt.timedelta(days=5))
    made = cast.take(made, Act.REPORT_DONE, by=cast.clerk, day=today() - dt.timedelta(days=1))
    with pytest.raises(Refused):
        actions.say(made, by=resident(cast, "newcomer"), is_done=True)


def test_where_a_mandate_has_ended_the_apparatus_speaks_and_the_former_does_not(
    cast: Cast,
) -> None:
    made = cast.take(cast.send(), Act.ANSWER)
    registry.end_mandate(cast.mandate(2), by=cast.clerk, reason="resigned", to_day=today())
    with pytest.raises(Refused):
        actions.assess(fresh(made), by=cast.deputy, assessment="full")
    assert actions.assess(fresh(made), by=cast.clerk, assessment="full").assessment == "full"


def test_a_new_report_is_asked_about_anew(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.REPORT_DONE)
    actions.say(made, by=cast.resident, is_done=False)
    made = cast.take(fresh(made), Act.DISPUTE)
    made = cast.take(fresh(made), Act.REPORT_DONE)
    actions.say(made, by=cast.resident, is_done=True)
    assert set(made.says.values_list("round", "is_done")) == {(2, False), (4, True)}


def test_another_deputy_of_the_place_cannot_overrule_who_asked(cast: Cast) -> None:
    made = cast.take(cast.send(), Act.REPORT_DONE)
    made = cast.take(fresh(made), Act.DISPUTE)
    with pytest.raises(Refused, match="counts more"):
        actions.confirm(fresh(made), by=cast.member)
    assert actions.confirm(fresh(made), by=cast.deputy).state == State.CONFIRMED


@pytest.mark.parametrize("kind", [Kind.INQUIRY, Kind.RECOMMENDATION])
def test_a_promise_moves_no_day_and_takes_nothing_off_the_overdue_list(
    cast: Cast, kind: Kind
) -> None:
    made = cast.send(kind, sent_on=today() - 36 * ONE_DAY, due_on=today() - 9 * ONE_DAY)
    owed, late = made.due_on, made.days_overdue()
    made = fresh(cast.take(made, Act.PROMISE))
    assert (made.due_on, made.owed_on, made.days_overdue()) == (owed, owed, late)
    assert made.promised_on == today() + dt.timedelta(days=30)
    assert Commitment.objects.overdue().get() == made
    with pytest.raises(Refused, match="cannot be done now"):
        cast.take(made, Act.PROMISE)
    # Taken for an answer by who asked, it is the promise that is owed.
    made = fresh(actions.assess(made, by=cast.whose(made, Act.ASSESS), assessment="full"))
    assert made.owed_on == made.owed_day == made.promised_on
    assert not Commitment.objects.overdue().exists()


def test_a_promise_in_time_is_an_answer_and_is_owed_by_its_own_day(cast: Cast) -> None:
    made = fresh(cast.take(cast.send(sent_on=today() - 9 * ONE_DAY), Act.PROMISE))
    assert made.due_on < made.promised_on
    assert made.owed_on == made.owed_day == made.promised_on
    made = fresh(actions.assess(made, by=cast.deputy, assessment="formal", reason="Нет срока"))
    assert made.owed_on == made.owed_day == made.due_on


@pytest.mark.parametrize("act", [Act.ANSWER, Act.PROMISE, Act.REPORT_DONE])
@pytest.mark.parametrize("worth", ["formal", "off"])
def test_what_is_judged_wanting_is_overdue_as_before_and_answered_anew(
    cast: Cast, act: Act, worth: str
) -> None:
    made = cast.take(cast.send(sent_on=today() - dt.timedelta(days=45)), act)
    owed = made.due_on
    made = fresh(actions.assess(made, by=cast.deputy, assessment=worth, reason="Нет срока"))
    assert made.owed_on == made.owed_day == owed
    assert Commitment.objects.overdue().get() == made
    made = fresh(cast.take(made, Act.ANSWER))
    assert (made.state, made.assessment, made.promised_on) == (State.ANSWERED, "", None)
    assert not Commitment.objects.overdue().exists()
    with pytest.raises(Refused, match="cannot be done now"):
        cast.take(made, Act.ANSWER)


def test_a_mandate_of_voters_passes_on_and_no_other_kind_does(cast: Cast) -> None:
    made = cast.take(cast.send(Kind.MANDATE), Act.PASS_ON)
    assert fresh(made).mandate == cast.mandate(3)
    with pytest.raises(Refused, match="cannot be done now"):
        cast.take(cast.send(), Act.PASS_ON)


def test_who_hands_a_mandate_on_is_named_in_the_language_of_its_letter(cast: Cast) -> None:
    heir = cast.mandate(3).person
    heir.surname_en, heir.given_en = "Heir", "Of Three"
    heir.save()
    made = cast.take(cast.send(Kind.MANDATE, language="ru"), Act.PASS_ON)
    assert made.steps.get(act=Act.PASS_ON).words.endswith(heir.full_name("ru"))


def test_asking_again_takes_the_laws_day_anew_and_forgets_the_judgement(cast: Cast) -> None:
    made = cast.send(sent_on=today() - dt.timedelta(days=60))
    made = cast.take(made, Act.ANSWER)
    made = actions.assess(made, by=cast.deputy, assessment="formal", reason="Нет срока")
    made = cast.take(made, Act.REOPEN)
    assert made.due_on > today()
    assert (made.assessment, made.answer_days) == ("", 60)


def test_each_kind_is_sent_by_whom_it_belongs_to(cast: Cast) -> None:
    with pytest.raises(Refused):
        cast.send(by=cast.member)
    with pytest.raises(Refused):
        cast.send(Kind.TASK, by=cast.deputy)
    with pytest.raises(Refused):
        cast.send(author=Author.COUNCIL, in_name_of=None, by=cast.chair)
    made = cast.send(
        Kind.RECOMMENDATION, author=Author.COMMISSION, in_name_of=cast.commission, by=cast.member
    )
    assert made.author == Author.COMMISSION


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"title": " "}, "in a line"),
        ({"text": "\u200b"}, "Write the text"),
        ({"language": "de"}, "language"),
        ({"source": "nowhere"}, "Choose one"),
        ({"title": "x \u202e y"}, "control characters"),
        ({"sent_on": dt.date(2999, 1, 1)}, "lies ahead"),
    ],
)
def test_what_is_written_wrongly_is_refused_and_nothing_is_sent(
    cast: Cast, told: dict[str, object], sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        cast.send(**told)
    assert not Step.objects.exists()


def test_the_same_form_sent_twice_is_one_letter(cast: Cast) -> None:
    key = uuid.uuid4()
    assert cast.send(key=key) == cast.send(key=key, title="Another")
    assert cast.send(key=key, by=cast.clerk) != cast.send()
    assert Commitment.objects.count() == 3


def test_a_task_is_of_a_decision_of_the_own_maslikhat(cast: Cast) -> None:
    decision = cast.adopted()
    decision.council = cast.other
    decision.save()
    with pytest.raises(Refused, match="of this maslikhat"):
        cast.send(Kind.TASK, decision=decision)


def test_who_is_suspended_writes_nothing_here_either(cast: Cast) -> None:
    made = cast.send()
    topic = start_topic(
        RoomRef.of(cast.council), by=cast.deputy, title="A topic", body="Words", language="en"
    )
    post = Ref("dialogue.post", topic.posts.get().pk)
    moderation.suspend(
        post, by=cast.operator, reason="insult", until=today() + dt.timedelta(days=9)
    )
    with pytest.raises(Refused, match="read and do not write"):
        cast.send()
    with pytest.raises(Refused, match="read and do not write"):
        cast.take(made, Act.WITHDRAW)


def test_a_body_of_elsewhere_cannot_be_asked(cast: Cast) -> None:
    stranger = registry.found_body(
        cast.other.unit,
        by=cast.operator,
        kind="akimat",
        name_kk="Қала әкімдігі",
        name_ru="Акимат города",
        from_day=register.SINCE,
    )
    with pytest.raises(Refused, match="can ask"):
        cast.send(addressee=stranger)
    assert cast.send(executors=[cast.school]).executors.get().body == cast.school


def test_a_paper_is_known_by_its_content_and_stands_once(cast: Cast) -> None:
    made = cast.send()
    paper = actions.attach(
        made, by=cast.official, file=SimpleUploadedFile("x", b"%PDF-1.4 words"), name="Ответ"
    )
    assert (paper.name, paper.media_type) == ("Ответ.pdf", "application/pdf")
    with pytest.raises(Refused, match="already"):
        actions.attach(
            made, by=cast.clerk, file=SimpleUploadedFile("x", b"%PDF-1.4 words"), name="Again"
        )
    assert Paper.objects.count() == 1

"""The Kurultai votes by its own law; what was not read is refused, and said to be."""

import datetime as dt

import pytest
from django.utils import timezone

from maslikhat.accounts.models import User
from maslikhat.kit.refusals import Refused
from maslikhat.registry.models import (
    Commission,
    Convocation,
    Council,
    Headship,
    Mandate,
    Party,
    Person,
    Role,
)
from maslikhat.registry.standing import offices_changed
from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, VotingRule
from tests.voting.cast import DAY, MOTION, Cast, cast_by, make_deputy

pytestmark = pytest.mark.django_db
SEATS = 145


@pytest.fixture
def kurultai(cast: Cast) -> Council:
    """The Kurultai with 100 deputies, its chair, and the clerk of the cast as its own."""
    council = Council.objects.get(code="kurultai")
    convocation = Convocation.objects.create(council=council, number="I", from_day=DAY)
    for place in range(100):
        make_deputy(f"Member{place:03}", convocation)
    Headship.objects.create(council=council, person=chair().person, from_day=DAY)
    Role.objects.create(user=cast.clerk, kind="clerk", council=council, from_day=DAY)
    offices_changed()
    return council


def chair() -> User:
    return User.objects.get(username="member000")


def held(cast: Cast, kurultai: Council, rule: str, choices: list[int]) -> Ballot:
    """A closed vote by name in which the first deputies have chosen so."""
    ballot = cast.prepare(council=kurultai, rule=rule)
    ballot = actions.open_ballot(ballot, by=cast.clerk)
    members = User.objects.filter(username__startswith="member").order_by("username")
    for member, choice in zip(members, choices, strict=False):
        cast_by(member, ballot, choice)
    return cast.close(ballot)


@pytest.mark.parametrize(
    ("rule", "needed", "article"),
    [
        ("kurultai_law", 73, "22(2)"),
        ("kurultai_resolution", 73, "22(3)"),
        ("kurultai_constitutional_law", 97, "22(1)"),
        ("kurultai_override_law", 97, "24(5)"),
        ("kurultai_override_constitutional_law", 109, "24(5)"),
        ("kurultai_rejection", 73, "25(1)"),
        ("kurultai_consent", 73, "27(3)"),
    ],
)
def test_each_question_of_the_kurultai_has_its_share_and_article(
    cast: Cast, kurultai: Council, rule: str, needed: int, article: str
) -> None:
    closed = held(cast, kurultai, rule, [])
    assert (closed.seats, closed.quorum_needed, closed.needed) == (SEATS, 97, needed)
    assert f"article {article})" in closed.sentence_en
    assert "on the Kurultai" in closed.sentence_en and closed.outcome == "not_adopted"


def test_a_law_passes_by_73_of_145_and_not_by_72(cast: Cast, kurultai: Council) -> None:
    assert held(cast, kurultai, "kurultai_law", [2] + [1] * 73).outcome == "adopted"
    # The chair's vote decides a tie, and replaces no majority of the total number.
    assert held(cast, kurultai, "kurultai_law", [1] * 72).outcome == "not_adopted"


def test_its_clerk_finds_its_rules_in_the_form_and_a_maslikhats_clerk_does_not(
    cast: Cast, kurultai: Council
) -> None:
    assert "Laws of the Kurultai" in cast.client("clerk").get("/en/votes/new/").content.decode()
    elsewhere = cast.client("clerk_elsewhere").get("/en/votes/new/").content.decode()
    assert "Decisions of the maslikhat" in elsewhere and "Kurultai</option>" not in elsewhere
    assert "Laws of the Kurultai" not in elsewhere
    assert cast.client("deputy").get("/en/votes/new/").status_code == 404


def test_neither_votes_by_the_rules_of_the_other(cast: Cast, kurultai: Council) -> None:
    for council, rule in ((kurultai, "majority_of_total"), (cast.council, "kurultai_law")):
        with pytest.raises(Refused, match="a rule that holds today for this body"):
            cast.prepare(council=council, rule=rule)
    with pytest.raises(Refused, match="Only the chair and the clerk"):
        cast.prepare(council=kurultai, rule="kurultai_law", by=cast.chair)


def test_a_committee_is_refused_with_the_source_that_is_missing(
    cast: Cast, kurultai: Council
) -> None:
    committee = Commission.objects.create(
        council=kurultai,
        convocation=kurultai.convocations.get(),
        kind="standing",
        name_kk="Комитет",
        name_ru="Комитет",
        from_day=DAY,
    )
    with pytest.raises(Refused, match="Regulations of the Kurultai") as refusal:
        cast.prepare(council=kurultai, commission=committee, rule="commission")
    assert "ask the operator" in str(refusal.value).lower()
    assert not Ballot.objects.exists()


def test_a_chamber_of_parliament_votes_by_the_rules_of_its_time(cast: Cast) -> None:
    senate = Council.objects.get(code="senate")
    Role.objects.create(user=cast.clerk, kind="clerk", council=senate, from_day=DAY)
    offices_changed()

    def prepared(year: int, rule: VotingRule) -> Ballot:
        at = timezone.now().replace(year=year, month=3, day=1)
        return actions.prepare(senate, by=cast.clerk, motion=MOTION, mode="hand", rule=rule, at=at)

    old = VotingRule.objects.get(key="chamber_law")
    person = Person.objects.create(surname_kk="Сенатор", given_kk="Тест")
    convocation = Convocation.objects.create(
        council=senate, number="VIII", from_day=dt.date(2023, 3, 29), to_day=dt.date(2026, 7, 1)
    )
    Mandate.objects.create(
        person=person, convocation=convocation, kind="list", party=Party.objects.order_by("pk")[0],
        from_day=dt.date(2023, 3, 29), to_day=dt.date(2026, 7, 1), end_reason="term",
    )  # fmt: skip
    assert prepared(2024, old).rule.article == "18(1)"
    with pytest.raises(Refused, match="earlier redactions"):
        prepared(2010, old)
    with pytest.raises(Refused, match="rule that holds today"):
        actions.prepare(senate, by=cast.clerk, motion=MOTION, mode="hand", rule=old)

"""A page of a list makes as many queries for thirty rows as for one (law 11)."""

import datetime as dt
from itertools import cycle
from typing import Any

import pytest
from django.db.models import Count, QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from maslikhat.accounts.models import User
from maslikhat.demo.cast import CITY, REGION, user_of
from maslikhat.dialogue import actions as dialogue
from maslikhat.dialogue.models import Post, RoomRef, Topic
from maslikhat.kit.days import today
from maslikhat.money.models import BudgetWarning, Version
from maslikhat.norms.models import Norm
from maslikhat.registry.actions.bodies import found_body
from maslikhat.registry.actions.commissions import found_commission
from maslikhat.registry.actions.honours import bestow
from maslikhat.registry.actions.invitations import invite_all
from maslikhat.registry.models import (
    Award,
    Bestowal,
    Body,
    Commission,
    CommissionMember,
    Council,
    Group,
    GroupMember,
    Headship,
    Invitation,
    Mandate,
    Person,
)
from maslikhat.rubrics.models import Rubric
from maslikhat.sittings.actions import put_item
from maslikhat.sittings.models import Sitting
from tests.country.conftest import EVERYONE, Enter
from tests.serving import queries

UNDER = {"kk": "7", "ru": "7"}
MANY, CHANGES_A_PAGE = 30, 10
ANONYMOUS_MOST, SIGNED_IN_MOST, SITTING_MOST = 6, 12, 17
# The council with the most deputies: 145.
LARGEST = "kurultai"
pytestmark = pytest.mark.django_db


def at(name: str, *args: object, query: str = "") -> str:
    """An address in English."""
    with translation.override("en"):
        return reverse(name, args=args) + query


def operator() -> User:
    """The operator of the demo, who may do what is needed here."""
    found = user_of("operator")
    assert found is not None
    return found


def largest() -> Council:
    return Council.objects.get(code=LARGEST)


def opened() -> Topic:
    """A topic in the room of a subject that had none."""
    silent = Rubric.objects.exclude(rooms__topics__gt=0).order_by("pk")[0]
    words = {"title": "A question", "body": "What do you think?", "language": "en"}
    by = User.objects.filter(person__posts__isnull=False).distinct().order_by("pk")[0]
    moment = timezone.now() - dt.timedelta(days=2)
    return dialogue.start_topic(RoomRef.of(silent), by=by, at=moment, **words)


def test_the_dialogue_asks_the_same_for_one_topic_and_for_thirty(enter: Enter) -> None:
    topic = opened()
    rubric = topic.room.rubric
    assert rubric is not None
    addresses = [
        at("dialogue:rooms", query=f"?rubric={rubric.code}"),
        at("dialogue:room", topic.room_id),
        at("dialogue:topic", topic.pk),
    ]
    readers = [enter("visitor"), enter("citizen"), enter("deputy-regional")]
    few = [[queries(client, address) for address in addresses] for client in readers]
    speakers = cycle(User.objects.filter(person__posts__isnull=False).distinct()[:10])
    moment = timezone.now() - dt.timedelta(days=1)
    for number in range(MANY):
        said = {"by": next(speakers), "body": f"Said {number}", "language": "kk"}
        moment += dt.timedelta(minutes=10)
        room = RoomRef.of(rubric)
        dialogue.start_topic(room, title=f"A question {number}", at=moment, **said)  # type: ignore[arg-type]
        dialogue.reply(topic, at=moment, **said)  # type: ignore[arg-type]
    assert Post.objects.filter(topic=topic).count() == MANY + 1
    assert Topic.objects.filter(room=topic.room).count() == MANY + 1
    assert few == [[queries(client, address) for address in addresses] for client in readers]


def test_changes_of_a_post_are_shown_by_the_same_queries(enter: Enter) -> None:
    post = opened().posts.get()
    author = User.objects.get(person=post.author)
    dialogue.edit(post, by=author, body="Otherwise")
    address = at("dialogue:history", post.pk)
    few = queries(enter("visitor"), address)
    # A whole page of them; thirty an hour are allowed.
    for number in range(CHANGES_A_PAGE):
        dialogue.edit(post, by=author, body=f"Otherwise {number}")
    assert queries(enter("visitor"), address) == few


def keep_one(rows: QuerySet[Any]) -> None:
    """Only the first of these stays."""
    rows.exclude(pk=rows.order_by("pk")[0].pk).delete()


def same(client: Client, address: str, rows: QuerySet[Any], *, least: int = MANY) -> None:
    """The page makes as many queries for these rows as for the first of them alone."""
    assert rows.count() >= least, (address, rows.count())
    many = queries(client, address)
    keep_one(rows)
    assert rows.count() == 1
    assert queries(client, address) == many, address


@pytest.mark.parametrize(
    ("name", "one", "many"),
    [
        ("portal:councils", "?q=Kurchatov", ""),
        ("portal:deputies", "?q={surname}&level=district", ""),
    ],
)
def test_filters_do_not_change_the_number(enter: Enter, name: str, one: str, many: str) -> None:
    surname = Person.objects.order_by("sort_en")[0].surname_en
    visitor = enter("visitor")
    assert queries(visitor, at(name, query=one.format(surname=surname))) == queries(
        visitor, at(name, query=many)
    )


def test_many_places_of_a_name_are_found_by_no_more_queries_than_few(enter: Enter) -> None:
    """Few are looked for longer: as whole names, as beginnings, as later words."""
    visitor, few, many = enter("visitor"), at("portal:find", query="?q=Nura"), "?q=A"
    assert queries(visitor, at("portal:find", query=many)) <= queries(visitor, few)


def test_the_deputies_of_a_place(enter: Enter) -> None:
    mandates = Mandate.objects.filter(convocation__council__code=CITY)
    # Who has signed a joint inquiry stays.
    mandates = mandates.filter(signatures=None, joints=None)
    same(enter("visitor"), at("portal:find", query=f"?place={CITY}"), mandates, least=10)


@pytest.mark.parametrize("role", ["visitor", "citizen", "operator"])
@pytest.mark.parametrize("name", ["portal:council", "registry:manage"])
def test_a_council_asks_the_same_for_one_deputy_and_for_all(
    enter: Enter, role: str, name: str
) -> None:
    if name == "portal:council" or role == "operator":
        mandates = Mandate.objects.filter(convocation__council=largest())
        same(enter(role), at(name, LARGEST), mandates, least=100)


def test_invitations_of_a_council(enter: Enter) -> None:
    invite_all(largest(), by=operator())
    rows = Invitation.objects.filter(council=largest())
    same(enter("operator"), at("registry:invitations", LARGEST), rows)


@pytest.mark.parametrize("name", ["portal:commissions", "registry:manage"])
def test_commissions_of_a_council(enter: Enter, name: str) -> None:
    convocation = largest().convocations.get(to_day=None)
    for number in range(MANY):
        found_commission(
            convocation, by=operator(), kind="temporary", name_kk=f"{number}", name_ru=f"{number}",
            from_day=today(),
        )  # fmt: skip
    same(enter("operator"), at(name, LARGEST), Commission.objects.filter(council=largest()))


def test_members_of_a_commission_and_of_a_group(enter: Enter) -> None:
    commission = Commission.objects.annotate(n=Count("members")).order_by("-n")[0]
    group = Group.objects.annotate(n=Count("members")).order_by("-n")[0]
    members = CommissionMember.objects.filter(commission=commission)
    same(enter("visitor"), at("portal:commission", commission.pk), members, least=10)
    places = GroupMember.objects.filter(group=group)
    same(enter("visitor"), at("portal:group", group.pk), places, least=20)


def test_parts_of_a_body(enter: Enter) -> None:
    body = Body.objects.filter(unit__kato=REGION, parent=None)[0]
    for number in range(MANY):
        found_body(
            body.unit, by=operator(), kind="department", name_kk=f"{number}", name_ru=f"{number}",
            parent=body,
        )  # fmt: skip
    parts = Body.objects.filter(parent=body, name_kk__in=map(str, range(MANY)))
    same(enter("visitor"), at("portal:body", body.pk), parts)


def test_heads_of_a_council(enter: Enter) -> None:
    council = Council.objects.get(code=REGION)
    present = council.headships.get(to_day=None)
    for number in range(MANY):
        first = dt.date(1994, 1, 1) + dt.timedelta(days=30 * number)
        Headship.objects.create(
            council=council,
            person=present.person,
            from_day=first,
            to_day=first + dt.timedelta(days=30),
        )
    past = council.headships.exclude(to_day=None)
    same(enter("visitor"), at("portal:history", REGION), past)


def test_honours_of_all_and_of_one(enter: Enter) -> None:
    deputy, award = Person.objects.filter(mandates__to_day=None)[0], Award.objects.open()[0]
    for number in range(MANY):
        bestow(award, deputy, by=operator(), day=today(), number=str(number))
    rows = Bestowal.objects.filter(person=deputy)
    same(enter("visitor"), at("portal:deputy", deputy.pk), rows)
    same(enter("visitor"), at("portal:honours"), Bestowal.objects.all())


def test_the_legal_numbers(enter: Enter) -> None:
    same(enter("visitor"), at("norms:norms"), Norm.objects.all(), least=5)


def test_budgets_of_all_maslikhats_and_of_a_region(enter: Enter) -> None:
    BudgetWarning.objects.all().delete()
    of_region = Version.objects.filter(council__code=REGION)
    same(enter("visitor"), at("money:budgets", query=f"?region={REGION}"), of_region, least=10)
    same(enter("visitor"), at("money:budgets"), Version.objects.all())


@pytest.mark.parametrize("address", [("portal:council", LARGEST), ("portal:council", REGION), None])
def test_a_page_not_held_keeps_within_the_law(
    enter: Enter, address: tuple[str, str] | None
) -> None:
    fullest = Topic.objects.filter(room__is_closed=False).order_by("-post_count")[0]
    asked = at(*address) if address else at("dialogue:topic", fullest.pk)
    assert queries(enter("visitor"), asked) <= ANONYMOUS_MOST
    for role in EVERYONE[1:]:
        assert queries(enter(role), asked) <= SIGNED_IN_MOST, role


def test_a_topic_with_a_poll_and_to_be_confirmed_keeps_within_the_law(enter: Enter) -> None:
    chair = user_of("chair")
    assert chair is not None
    room = RoomRef.of(Council.objects.get(code=REGION))
    words = {"title": "Sitting moved", "body": "To Friday.", "language": "en"}
    topic = dialogue.start_topic(room, by=chair, kind="announcement", **words)
    dialogue.open_poll(
        topic, by=chair, question="Does ten suit?", options=["Yes", "No"], language="en"
    )
    dialogue.ask_understood(topic, by=chair)
    asked = at("dialogue:topic", topic.pk)
    page = enter("visitor").get(asked).content.decode()
    assert 'id="poll"' in page and 'id="understood"' in page
    assert queries(enter("visitor"), asked) <= ANONYMOUS_MOST
    for role in EVERYONE[1:]:
        assert queries(enter(role), asked) <= SIGNED_IN_MOST, role


def test_a_sitting_asks_the_same_whatever_its_agenda(enter: Enter) -> None:
    live, clerk = Sitting.objects.running().get(), user_of("clerk")
    assert clerk is not None
    roles = ("visitor", "citizen", "deputy-regional", "clerk", "chair")
    # Who has nothing unread is asked for nothing more: all have heard of something first.
    put_item(live, by=clerk, titles={"kk": "0", "ru": "0"}, added_under=UNDER)
    before = {role: queries(enter(role), at("sittings:sitting", live.pk)) for role in roles}
    for number in range(MANY):
        put_item(live, by=clerk, titles={"kk": f"{number}", "ru": f"{number}"}, added_under=UNDER)
    after = {role: queries(enter(role), at("sittings:sitting", live.pk)) for role in roles}
    assert after == before
    assert max(before.values()) <= SITTING_MOST

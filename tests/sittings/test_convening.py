"""From the plan of the year to the notice: sessions, sittings, agenda, papers."""

import datetime as dt
import io
from unittest.mock import patch

import pytest
from django.test import Client

from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused
from maslikhat.ledger.models import Entry
from maslikhat.notices.models import Happening
from maslikhat.registry.models import Mandate
from maslikhat.search.models import Entry as Found
from maslikhat.sittings import actions
from maslikhat.sittings.clocks import Clock, Standing
from maslikhat.sittings.convening import clocks_of
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.numbering import next_number
from tests.sittings.cast import TITLES, convened, in_days, plan, plan_session, put
from tests.voting.cast import Cast
from tests.worker import drain


def test_a_plan_is_its_councils_own_until_it_is_adopted(cast: Cast) -> None:
    year = in_days(0).year
    drawn = actions.draft_plan(cast.council, by=cast.clerk, year=year)
    with pytest.raises(Refused, match="empty"):
        actions.adopt_plan(drawn, by=cast.chair)
    item = actions.put_plan_item(drawn, by=cast.clerk, quarter=2, titles=TITLES)
    dropped = actions.put_plan_item(drawn, by=cast.clerk, quarter=3, titles=TITLES)
    actions.drop_plan_item(dropped, by=cast.clerk)
    adopted = actions.adopt_plan(drawn, by=cast.chair)
    assert adopted.adopted_on is not None
    assert [one.pk for one in adopted.items.all()] == [item.pk]
    with pytest.raises(Refused, match="adopted"):
        actions.drop_plan_item(item, by=cast.clerk)
    with pytest.raises(Refused, match="already"):
        actions.draft_plan(cast.council, by=cast.clerk, year=year)


def test_a_year_that_no_plan_can_be_of_is_no_page(cast: Cast) -> None:
    for year, status in {0: 404, 1993: 404, 1994: 200, today().year + 2: 200, 99_999: 404}.items():
        address = f"/en/sittings/plans/{cast.council.code}/{year}/"
        assert Client().get(address).status_code == status, year
    for year in (1993, today().year + 3):
        with pytest.raises(Refused, match="Choose this year"):
            actions.draft_plan(cast.council, by=cast.clerk, year=year)


def test_a_session_has_its_number_once_and_an_extraordinary_one_its_reason(cast: Cast) -> None:
    plan_session(cast)
    with pytest.raises(Refused, match="number already"):
        plan_session(cast, number=" 31 ")
    with pytest.raises(Refused, match="who asked"):
        plan_session(cast, kind="extraordinary", number="32")
    made = plan_session(
        cast,
        kind="extraordinary",
        number="32",
        proposed_by="akim",
        decided_on=in_days(-1).date(),
    )
    assert made.decided_on is not None
    with pytest.raises(Refused, match="registered"):
        plan_session(cast, kind="first", number="1")


def test_a_planned_sitting_is_seen_by_its_own_and_found_by_nobody_else(cast: Cast) -> None:
    sitting = plan(cast)
    assert Sitting.objects.visible_to(cast.clerk).filter(pk=sitting.pk).exists()
    for other in (cast.deputy_elsewhere, None):
        assert not Sitting.objects.visible_to(other).filter(pk=sitting.pk).exists()
    assert Found.objects.get(kind="sitting", number=sitting.pk).audience != "public"
    with pytest.raises(Hidden):
        actions.convene(sitting, by=cast.deputy_elsewhere)
    with pytest.raises(Refused, match="chair and the clerk"):
        actions.convene(sitting, by=cast.deputies[7])


def test_convening_invites_the_deputies_and_tells_the_followers(cast: Cast) -> None:
    sitting = convened(cast)
    happening = Happening.objects.get(act="sittings.convene")
    invited = {deputy.pk for deputy in cast.deputies}
    assert {one.user_id for one in happening.addressees.all()} == invited
    assert Found.objects.get(kind="sitting", number=sitting.pk).audience == "public"
    assert Entry.objects.filter(act="sittings.convene", subject=sitting.pk).count() == 1
    assert {one.clock: one.standing for one in clocks_of(sitting)}[Clock.NOTICE] is Standing.KEPT


def test_a_sitting_too_near_is_convened_only_with_a_reason_that_is_kept(cast: Cast) -> None:
    sitting = plan(cast, days=9)
    put(cast, sitting)
    with pytest.raises(Refused, match=r"too near.*Notice"):
        actions.convene(sitting, by=cast.clerk)
    sitting.refresh_from_db()
    assert sitting.convened_at is None
    form = cast.client("clerk").get(f"/en/sittings/{sitting.pk}/convene/").content.decode()
    assert "Too near for the law: Notice to deputies" in form
    held = actions.convene(sitting, by=cast.clerk, although="Flood: decided by all factions")
    assert held.convened_although == "Flood: decided by all factions"
    assert {one.clock: one.standing for one in clocks_of(held)}[Clock.NOTICE] is Standing.BROKEN


def test_midnight_in_kazakhstan_is_the_edge_of_a_day_and_not_midnight_in_greenwich(
    cast: Cast,
) -> None:
    # 19:30 in Greenwich on 1 March is the 2nd in Kazakhstan: nine days before the 11th.
    now = dt.datetime(2027, 3, 1, 19, 30, tzinfo=dt.UTC)
    starts_at = dt.datetime(2027, 3, 11, 5, 0, tzinfo=dt.UTC)
    with patch("django.utils.timezone.now", return_value=now - dt.timedelta(minutes=31)):
        sitting = plan(cast, starts_at=starts_at)
        put(cast, sitting)
    with (
        patch("django.utils.timezone.now", return_value=now),
        pytest.raises(Refused, match="too near"),
    ):
        actions.convene(sitting, by=cast.clerk)
    with patch("django.utils.timezone.now", return_value=now - dt.timedelta(minutes=31)):
        actions.convene(sitting, by=cast.clerk)


def test_who_was_invited_hears_of_another_time_and_of_a_cancellation(cast: Cast) -> None:
    sitting = convened(cast)
    moved = actions.edit_sitting(sitting, by=cast.clerk, starts_at=in_days(25))
    assert moved.sequence > sitting.sequence
    assert Happening.objects.filter(act="sittings.edit_sitting").count() == 1
    with pytest.raises(Refused, match="why"):
        actions.cancel_sitting(sitting, by=cast.clerk, because=" ")
    actions.cancel_sitting(sitting, by=cast.clerk, because="The hall is flooded")
    assert Happening.objects.get(act="sittings.cancel_sitting").addressees.count() == 23
    with pytest.raises(Refused, match="Called off"):
        actions.convene(sitting, by=cast.clerk)


def test_items_keep_an_order_with_those_below_them(cast: Cast) -> None:
    sitting = plan(cast)
    first, second, third = (put(cast, sitting, title) for title in ("Б", "В", "Г"))
    below = put(cast, sitting, "В-1", under=second)
    actions.move_item(second, by=cast.clerk, before=first)
    agenda = [(one.number, one.pk) for one in sitting.items.in_order()]
    expected = [("1", second.pk), ("1.1", below.pk), ("2", first.pk), ("3", third.pk)]
    assert agenda == expected
    actions.drop_item(second, by=cast.clerk)
    assert [(one.number, one.pk) for one in sitting.items.in_order()] == [
        ("1", first.pk),
        ("2", third.pk),
    ]
    with pytest.raises(Refused, match="not below"):
        other = plan(cast, session=sitting.session, days=30)
        put(cast, other, under=first)


def test_a_censure_names_the_deputy_and_a_stranger_is_nobodys_item(cast: Cast) -> None:
    sitting = plan(cast)
    with pytest.raises(Refused, match="which deputy"):
        put(cast, sitting, kind="censure")
    stranger = cast.deputy_elsewhere.person.mandates.get()
    with pytest.raises(Refused, match="of this maslikhat"):
        put(cast, sitting, kind="censure", about_mandate=stranger)


def test_a_closed_item_is_in_no_search_and_no_strangers_agenda(cast: Cast) -> None:
    sitting = convened(cast, items=("Ашық мәселе",))
    secret = put(cast, sitting, "Құпия мәселе", is_closed_to_public=True)
    words = Found.objects.get(kind="sitting", number=sitting.pk)
    assert "Ашық" in words.text_kk
    assert "Құпия" not in words.text_kk
    for reader in (None, cast.deputy_elsewhere):
        assert not Item.objects.visible_to(reader).filter(pk=secret.pk).exists()
    assert Item.objects.visible_to(cast.deputies[3]).filter(pk=secret.pk).exists()


def test_a_paper_is_open_until_it_is_closed(cast: Cast) -> None:
    sitting = convened(cast)
    item = sitting.items.in_order()[0]
    paper = actions.attach_document(
        sitting, by=cast.clerk, file=io.BytesIO(b"%PDF-1.4\n%%EOF\n"), name="Note", item=item
    )
    drain()
    assert sitting.documents.visible_to(None).count() == 1
    actions.close_document(paper, by=cast.clerk)
    assert sitting.documents.visible_to(None).count() == 0
    sent = actions.send_materials(sitting, by=cast.clerk)
    assert sent.materials_at is not None
    with pytest.raises(Refused, match="already"):
        actions.send_materials(sitting, by=cast.clerk)


def test_what_was_convened_in_time_is_not_moved_past_the_clocks(cast: Cast) -> None:
    sitting = convened(cast, days=25)
    with pytest.raises(Refused, match="too near for the law"):
        actions.edit_sitting(sitting, by=cast.clerk, starts_at=in_days(2))
    with pytest.raises(Refused, match="into the past"):
        actions.edit_sitting(sitting, by=cast.clerk, starts_at=in_days(-2))
    moved = actions.edit_sitting(sitting, by=cast.clerk, starts_at=in_days(20))
    assert moved.convened_although == ""


def test_a_sitting_that_is_only_planned_spares_no_notice(cast: Cast) -> None:
    session = plan_session(cast)
    dummy = plan(cast, session=session, days=4)
    sitting = plan(cast, session=session, days=5)
    put(cast, sitting)
    with pytest.raises(Refused, match=r"too near.*Notice"):
        actions.convene(sitting, by=cast.clerk)
    put(cast, dummy)
    actions.convene(dummy, by=cast.clerk, although="Flood")
    convened_now = actions.convene(sitting, by=cast.clerk)
    assert [one.clock for one in clocks_of(convened_now)] == [Clock.RECESS]


def test_no_sitting_is_of_a_day_before_the_law(cast: Cast) -> None:
    sitting, long_ago = plan(cast), dt.datetime(1990, 5, 1, tzinfo=dt.UTC)
    with pytest.raises(Refused, match="23 January 2001"):
        actions.edit_sitting(sitting, by=cast.clerk, starts_at=long_ago)


def test_an_extraordinary_session_takes_nothing_more_once_it_is_convened(cast: Cast) -> None:
    session = actions.plan_session(
        cast.council,
        by=cast.clerk,
        kind="extraordinary",
        number="77",
        proposed_by="akim",
        decided_on=today(),
    )
    sitting = plan(cast, days=4, session=session)
    put(cast, sitting)
    sitting = actions.convene(sitting, by=cast.clerk, although="Urgent")
    with pytest.raises(Refused, match="only what it was called for"):
        put(cast, sitting)


def test_titles_are_asked_in_both_languages_before_the_notice_and_the_agenda_says_which(
    cast: Cast,
) -> None:
    sitting, clerk = plan(cast), cast.client("clerk")
    actions.put_item(sitting, by=cast.clerk, titles=TITLES)
    item = actions.put_item(sitting, by=cast.clerk, titles={"ru": "О дорогах"})
    with pytest.raises(Refused, match=r"Write what is missing at: 2\."):
        actions.convene(sitting, by=cast.clerk)
    address = f"/en/sittings/{sitting.pk}/"
    html = clerk.get(address).content.decode()
    assert "The title in Kazakh is missing." in html
    assert "Write the title of item 2 in both languages" in html
    assert f"{address}convene/" not in html
    both = {"kk": "Жолдар туралы", "ru": "О дорогах"}
    actions.edit_item(item, by=cast.clerk, titles=both, kind="question")
    assert "is missing" not in clerk.get(address).content.decode()
    assert actions.convene(sitting, by=cast.clerk).convened_at is not None


@pytest.mark.parametrize(
    ("last", "following"),
    [("31", "32"), ("XXXI", "XXXII"), ("XLVIII", "XLIX"), ("9", "10"), ("31-бис", "")],
)
def test_the_number_of_the_next_session_is_proposed(cast: Cast, last: str, following: str) -> None:
    assert next_number(cast.council) == "1"
    plan_session(cast, number=last)
    assert next_number(cast.council) == following
    html = cast.client("clerk").get(f"/en/sittings/plan/{cast.council.code}/").content.decode()
    assert f'name="number" value="{following}"' in html or not following


def test_what_was_filled_in_for_another_kind_of_item_is_not_meant(cast: Cast) -> None:
    sitting, clerk = plan(cast), cast.client("clerk")
    deputy = Mandate.objects.get(person__user=cast.deputies[5])
    told = {
        "kind": "question", "title_kk": "Жолдар", "title_ru": "Дороги",
        "about_mandate": deputy.pk, "office": "chair", "signatures": "9",
    }  # fmt: skip
    assert clerk.post(f"/en/sittings/{sitting.pk}/items/", told).status_code == 302
    item = sitting.items.get()
    assert (item.about_mandate, item.office, item.signatures) == (None, "", None)

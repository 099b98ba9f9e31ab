"""Who hears of a decision: followers, commissions, search, open pages, and who verifies."""

import pytest

from maslikhat.decisions import actions, finding
from maslikhat.decisions.followed import DECISION, show
from maslikhat.decisions.models import Decision
from maslikhat.decisions.recorded import KINDS as RECORDED
from maslikhat.kit.days import today
from maslikhat.ledger.models import Entry as Record
from maslikhat.live.models import Event
from maslikhat.notices.actions import follow
from maslikhat.notices.models import Notice
from maslikhat.registry.followed import COUNCIL
from maslikhat.rubrics.followed import RUBRIC
from maslikhat.rubrics.models import Rubric
from maslikhat.search.models import Entry
from tests.decisions.cast import FOUR, OTHER, Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db


def heard(cast: Cast, user: str) -> list[str]:
    """The acts of which this user has a notice, in order."""
    drain()
    rows = Notice.objects.filter(user=cast.people[user]).order_by("pk")
    return list(rows.values_list("happening__act", flat=True))


def test_followers_of_council_and_subject_hear_only_what_they_may_see(cast: Cast) -> None:
    waste = Rubric.objects.get(code="waste")
    follow(COUNCIL, cast.council.pk, by=cast.citizen)
    follow(RUBRIC, waste.pk, by=cast.other_clerk)
    follow(COUNCIL, cast.council.pk, by=cast.deputy)
    made = cast.draft(rubric=waste)
    assert heard(cast, "citizen") == [] == heard(cast, "other_clerk")
    assert heard(cast, "deputy") == ["decisions.draft"]
    actions.table(made, by=cast.chair)
    assert heard(cast, "citizen") == ["decisions.table"] == heard(cast, "other_clerk")
    actions.adopt(made, by=cast.clerk, number="1", votes=FOUR)
    assert heard(cast, "citizen") == ["decisions.table", "decisions.adopt"]


def test_a_commission_is_told_directly_of_what_is_sent_to_it(cast: Cast, draft: Decision) -> None:
    actions.refer(draft, cast.commission, by=cast.clerk, due_on=today())
    assert heard(cast, "member") == ["decisions.refer"]
    assert heard(cast, "deputy") == []


def test_show_and_visible_agree_on_every_reader(cast: Cast, draft: Decision) -> None:
    official = cast.draft(mover="body", moved_by=cast.body)
    tabled = actions.table(cast.draft(), by=cast.chair)
    people = [user for user in cast.people.values() if user is not None]
    for made in (draft, official, tabled):
        readers = show([made.pk], people, "en")[made.pk].readers
        for user in people:
            may = Decision.objects.visible_to(user).filter(pk=made.pk).exists()
            assert may == (readers is None or user.pk in readers), (made.pk, user.username)


def test_the_page_that_is_open_is_told_of_each_step(cast: Cast, draft: Decision) -> None:
    before = Event.objects.filter(channel=f"decision:{draft.pk}").count()
    actions.revise(draft, by=cast.clerk, texts=OTHER)
    actions.table(draft, by=cast.chair)
    assert Event.objects.filter(channel=f"decision:{draft.pk}").count() == before + 2


def test_search_knows_a_decision_as_its_reader_may(cast: Cast, draft: Decision) -> None:
    entry = Entry.objects.get(kind="decision", number=draft.pk)
    token = f"council:{cast.council.pk}"
    assert entry.audience == token
    assert token in finding.tokens_of(cast.deputy) and token not in finding.tokens_of(cast.citizen)
    actions.table(draft, by=cast.chair)
    actions.adopt(draft, by=cast.clerk, number="31-17", votes=FOUR)
    entry.refresh_from_db()
    assert entry.audience == "public" and "31-17" in entry.text_kk
    assert entry.text_ru.count("РЕШИЛ") == 1


def test_telling_search_everything_anew_changes_nothing(cast: Cast) -> None:
    made = cast.adopted("1", kind="individual")
    other = cast.adopted("2")
    actions.relate(other, made, by=cast.clerk, kind="refers")
    actions.bring_into_force(made, by=cast.clerk, from_day=today())
    kept = dict(Entry.objects.filter(kind="decision").values_list("number", "changed"))
    drafts = finding.decisions_after(0, 100)
    finding.actions.index_many(drafts)
    assert len(drafts) == len(kept) == 2
    assert dict(Entry.objects.filter(kind="decision").values_list("number", "changed")) == kept


def test_the_record_names_what_everyone_may_see_and_nothing_else(
    cast: Cast, draft: Decision
) -> None:
    kind = RECORDED[DECISION]
    assert kind.show([draft.pk], "en") == {}
    actions.table(draft, by=cast.chair)
    thing = kind.show([draft.pk], "en")[draft.pk]
    assert thing.address == f"/en/decisions/{draft.pk}/"
    acts = {act for one in RECORDED.values() for act in one.acts}
    assert acts == {
        "decisions.adopt",
        "decisions.attach_scan",
        "decisions.publish",
        "decisions.renew_copy",
    }
    actions.adopt(draft, by=cast.clerk, number="1", votes=FOUR)
    assert Record.objects.get(act="decisions.adopt").kind == DECISION

"""A relation that was entered by mistake and is taken back: only the record keeps it."""

import datetime as dt
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.decisions import actions
from maslikhat.decisions.course import State
from maslikhat.decisions.followed import DECISION
from maslikhat.decisions.models import Decision, Relation
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import exported, sealer, verify
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.notices.actions import follow
from maslikhat.notices.sentences import sentence
from maslikhat.search.models import Entry as Found
from tests.decisions.cast import Cast
from tests.decisions.test_heard import heard
from tests.decisions.test_publishing import checked, events, published, the_xml
from tests.decisions.test_relations import fresh, in_force
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
BUTTON = "Entered by mistake: take back"


def page(decision: Decision, user: Any = None) -> str:
    answer = browser(user).get(f"/en/decisions/{decision.pk}/")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def machines(decision: Decision) -> object:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page(decision), re.S)
    assert found is not None
    return json.loads(found[1])


def shown(decision: Decision, sha256: str) -> list[object]:
    """What everyone is told of a decision: its facts, its page, machines, files, search."""
    rows = Found.objects.filter(kind="decision", number=decision.pk)
    return [
        fresh(decision).facts,
        sorted(Decision.objects.in_state("in_force").values_list("pk", flat=True)),
        re.findall(r'<ul class="note.*?</ul>|id="relations"', page(decision), re.S),
        machines(decision),
        events(the_xml(decision, "kk")),
        re.findall(r'class="note"', checked(sha256)),
        list(rows.values_list("text_kk", "text_ru", "audience", "moment")),
    ]


@pytest.mark.parametrize(("kind", "points"), [("repeals", ""), ("repeals", "2"), ("amends", "")])
def test_nothing_shows_that_it_was_entered(cast: Cast, kind: str, points: str) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    sha256 = published(cast, old).pdf_kk
    before = shown(old, sha256)
    made = actions.relate(new, old, by=cast.clerk, kind=kind, points=points, day=today())
    between = shown(old, sha256)
    assert all(one != other for one, other in zip(between[:6], before[:6], strict=True))
    target = actions.unrelate(made, by=cast.clerk)
    assert shown(old, sha256) == before
    assert (target.pk, target.state, target.moved_on) == (old.pk, State.IN_FORCE, today())
    assert not Relation.objects.exists() and 'id="relations"' not in page(new)


def test_what_another_still_does_to_it_stays(cast: Cast) -> None:
    old, one, other = in_force(cast, "1"), in_force(cast, "2"), in_force(cast, "3")
    first = actions.relate(one, old, by=cast.clerk, kind="repeals", day=today())
    later = actions.relate(other, old, by=cast.clerk, kind="repeals", day=today() + DAY)
    actions.unrelate(first, by=cast.clerk)
    assert fresh(old).repealed_on == today() + DAY
    actions.repeal(old, by=cast.clerk, day=today(), basis_kk="Сот № 1", basis_ru="Суд № 1")
    actions.unrelate(later, by=cast.clerk)
    assert fresh(old).repealed_on == today() and fresh(old).state == State.REPEALED


def test_who_may_not_is_refused_and_twice_is_too_late(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    made = actions.relate(new, old, by=cast.clerk, kind="repeals", day=today())
    for user in (cast.citizen, cast.deputy, cast.chair, cast.operator, cast.other_clerk):
        with pytest.raises(Refused) as refusal:
            actions.unrelate(made, by=user)
        assert refusal.value.status == 403
        answer = browser(user).post(f"/en/decisions/relations/{made.pk}/unrelate/")
        assert answer.status_code == 404
    clerk, address = browser(cast.clerk), f"/en/decisions/relations/{made.pk}/unrelate/"
    assert clerk.get(address).status_code == 405
    for number in (made.pk + 1, 10**18, 10**30):
        assert clerk.post(address.replace(f"/{made.pk}/", f"/{number}/")).status_code == 404
    assert fresh(old).state == State.REPEALED
    assert clerk.post(address).status_code == 302
    assert clerk.post(address).status_code == 404
    with pytest.raises(Refused, match="already") as refusal:
        actions.unrelate(made, by=cast.clerk)
    assert refusal.value.status == 409
    assert Entry.objects.filter(act="decisions.unrelate").count() == 1


def test_the_record_keeps_both_and_is_whole(cast: Cast, tmp_path: Path) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    made = actions.relate(new, old, by=cast.clerk, kind="repeals", day=today())
    actions.unrelate(made, by=cast.clerk)
    sealer.seal()
    entered, taken_back = (
        Entry.objects.get(act=act) for act in ("decisions.relate", "decisions.unrelate")
    )
    assert (entered.kind, entered.subject) == ("decisions.relation", made.pk)
    assert (taken_back.kind, taken_back.subject) == (DECISION, new.pk)
    for entry in (entered, taken_back):
        assert Client().get(f"/en/verify/{entry.pk}/").status_code == 200
        for what in ("entries", "proof"):
            assert Client().get(f"/api/v1/record/{what}/{entry.pk}").status_code == 200
    assert verify.walk().findings == []
    for is_whole in (True, False):
        exported.write(tmp_path / "record.gz", is_whole=is_whole)
        assert exported.check(tmp_path / "record.gz").walked.findings == []


@pytest.mark.parametrize(
    ("kind", "words"), [("repeals", "is repealed: it was"), ("amends", "is amended: it was")]
)
def test_whoever_was_told_of_it_is_told_that_it_was_a_mistake(
    cast: Cast, kind: str, words: str
) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    drain()
    follow(DECISION, old.pk, by=cast.citizen)
    told = [f"decisions.{kind}", f"decisions.{kind}_by_mistake"]
    made = actions.relate(new, old, by=cast.clerk, kind=kind, day=today())
    actions.unrelate(made, by=cast.clerk)
    assert heard(cast, "citizen") == told
    assert words in sentence(told[1], "Aigul")
    # Entered anew it is another deed, and so is its taking back.
    actions.unrelate(actions.relate(new, old, by=cast.clerk, kind=kind, day=today()), by=cast.clerk)
    assert heard(cast, "citizen") == told * 2
    refers = actions.relate(new, old, by=cast.clerk, kind="refers")
    actions.unrelate(refers, by=cast.clerk)
    assert heard(cast, "citizen") == told * 2


@pytest.mark.parametrize("kind", ["repeals", "refers"])
def test_open_pages_of_both_hear(cast: Cast, kind: str) -> None:
    pair = in_force(cast, "1"), in_force(cast, "2")
    made = actions.relate(pair[1], pair[0], by=cast.clerk, kind=kind, day=today())
    channels = [f"decision:{one.pk}" for one in pair]
    before = [Event.objects.filter(channel=channel).count() for channel in channels]
    actions.unrelate(made, by=cast.clerk)
    after = [Event.objects.filter(channel=channel).count() for channel in channels]
    assert after == [number + 1 for number in before]


def test_both_pages_have_the_button_for_the_clerk_alone(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    made = actions.relate(new, old, by=cast.clerk, kind="repeals", day=today())
    address = f"/en/decisions/relations/{made.pk}/unrelate/"
    for one in (old, new):
        told = page(one, cast.clerk)
        assert BUTTON in told and address in told
        for user in (None, cast.citizen, cast.deputy, cast.chair, cast.operator, cast.other_clerk):
            assert BUTTON not in page(one, user)


def test_who_takes_it_back_stays_on_the_page(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    clerk = browser(cast.clerk)
    for seen_on, sent in ((old, str(old.pk)), (new, str(new.pk)), (new, "x"), (new, "")):
        made = actions.relate(new, old, by=cast.clerk, kind="repeals", day=today())
        answer = clerk.post(f"/en/decisions/relations/{made.pk}/unrelate/", {"from": sent})
        assert answer.headers["Location"] == f"/en/decisions/{seen_on.pk}/"
        assert "It is taken out of both pages." in clerk.get(answer.headers["Location"]).content.decode()  # fmt: skip  # noqa: E501
    assert fresh(old).state == State.IN_FORCE


def test_a_page_asks_the_same_however_many_relations_it_shows(cast: Cast) -> None:
    old, new, other = in_force(cast, "1"), in_force(cast, "2"), in_force(cast, "3")
    clerk = browser(cast.clerk)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert clerk.get(f"/en/decisions/{old.pk}/").status_code == 200
        return len(captured)

    actions.relate(new, old, by=cast.clerk, kind="refers")
    asked()
    few = asked()
    for source, kind in ((new, "amends"), (other, "refers"), (other, "implements")):
        actions.relate(source, old, by=cast.clerk, kind=kind)
    actions.relate(old, new, by=cast.clerk, kind="refers")
    assert asked() == few

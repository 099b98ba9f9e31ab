"""What decisions do to each other, letters, papers and scans."""

import datetime as dt
import io

import pytest
from django.core.files.base import ContentFile

from maslikhat.decisions import actions, tasks
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Attachment, Decision
from maslikhat.kit import uploads
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.search.models import Entry as Found
from tests.decisions.cast import TEXTS, TITLES, Cast
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def in_force(cast: Cast, number: str) -> Decision:
    made = cast.adopted(number, kind="individual")
    return actions.bring_into_force(made, by=cast.clerk, from_day=today())


def fresh(decision: Decision) -> Decision:
    return Decision.objects.get(pk=decision.pk)


def test_a_repeal_shows_on_both_and_takes_effect_on_its_day(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    actions.relate(new, old, by=cast.clerk, kind="repeals", day=today() + DAY)
    old = fresh(old)
    assert old.state == State.IN_FORCE and old.state_on(today() + DAY) == State.REPEALED
    assert new.does.get().target == old and old.undergoes.get().source == new


def test_points_repealed_leave_a_decision_amended(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    actions.relate(new, old, by=cast.clerk, kind="repeals", points="3", day=today())
    assert fresh(old).state == State.AMENDED
    with pytest.raises(Refused, match="already"):
        actions.relate(new, old, by=cast.clerk, kind="repeals", points="3")
    actions.relate(new, old, by=cast.clerk, kind="repeals", day=today())
    assert fresh(old).state == State.REPEALED


def test_two_of_one_day_do_not_end_each_other(cast: Cast) -> None:
    one, other = in_force(cast, "1"), in_force(cast, "2")
    actions.relate(other, one, by=cast.clerk, kind="repeals", day=today())
    with pytest.raises(Refused, match="the later one"):
        actions.relate(one, other, by=cast.clerk, kind="repeals", day=today())
    actions.relate(one, other, by=cast.clerk, kind="refers")
    assert fresh(other).state == State.IN_FORCE


def test_the_points_of_a_relation_are_covered_as_other_words_are(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    points = "3, ИИН 900101300016"
    actions.relate(new, old, by=cast.clerk, kind="amends", points=points, day=today())
    for one in (old, new):
        page = f"/en/decisions/{one.pk}/"
        assert "900101300016" not in browser(cast.citizen).get(page).content.decode()
        assert "900101300016" in browser(cast.clerk).get(page).content.decode()


def test_what_implements_or_refers_changes_nothing(cast: Cast) -> None:
    old, new = in_force(cast, "1"), in_force(cast, "2")
    for kind in ("implements", "refers"):
        actions.relate(new, old, by=cast.clerk, kind=kind)
    assert fresh(old).facts == old.facts


def test_a_maslikhat_changes_only_its_own_decisions_and_no_later_one(cast: Cast) -> None:
    own = in_force(cast, "1")
    other = actions.draft(
        cast.other, by=cast.other_clerk, kind="normative", titles=TITLES, texts=TEXTS
    )
    Decision.objects.filter(pk=other.pk).update(
        tabled_on=today(), adopted_on=today(), number="7", number_key="7"
    )
    with pytest.raises(Refused, match="its own decisions"):
        actions.relate(own, fresh(other), by=cast.clerk, kind="repeals", day=today())
    actions.relate(own, fresh(other), by=cast.clerk, kind="refers")
    with pytest.raises(Refused):
        actions.relate(fresh(other), own, by=cast.clerk, kind="refers")
    with pytest.raises(Refused, match="another decision"):
        actions.relate(own, own, by=cast.clerk, kind="amends")
    with pytest.raises(Refused, match="one that was adopted"):
        actions.relate(own, cast.draft(), by=cast.clerk, kind="amends")


def test_a_court_ends_a_decision_by_a_judgment_in_both_languages(cast: Cast) -> None:
    made = in_force(cast, "1")
    with pytest.raises(Refused, match="judgment"):
        actions.repeal(made, by=cast.clerk, day=today(), basis_kk="Сот шешімі", basis_ru="")
    done = actions.repeal(
        made, by=cast.clerk, day=today(), basis_kk="Сот шешімі № 1", basis_ru="Решение суда № 1"
    )
    assert done.state == State.REPEALED
    with pytest.raises(Refused, match="Repealed"):
        actions.bring_into_force(made, by=cast.clerk, from_day=today())


def test_a_letter_has_the_numbers_and_days_of_both_sides(cast: Cast, draft: Decision) -> None:
    letter = actions.write_letter(
        draft, by=cast.clerk, direction="in", party="Акимат района", own_number="15-вх",
        own_day=today(), their_number="3-7/122", their_day=today() - DAY,
    )  # fmt: skip
    assert (letter.their_number, letter.is_open) == ("3-7/122", False)
    for theirs in ({}, {"their_number": "1"}, {"their_day": today()}):
        with pytest.raises(Refused, match="other side"):
            actions.write_letter(
                draft, by=cast.clerk, direction="in", party="Акимат", own_number="16", **theirs
            )
    actions.write_letter(draft, by=cast.clerk, direction="out", party="Прокуратура", own_number="1")
    with pytest.raises(Refused):
        actions.write_letter(draft, by=cast.deputy, direction="out", party="a", own_number="2")


def test_a_paper_is_found_by_its_words_by_whom_it_is_open_to(cast: Cast, tabled: Decision) -> None:
    closed = actions.attach(
        tabled, by=cast.clerk, file=io.BytesIO("Сарқынды сулар".encode()), name="Note", kind="note"
    )
    opened = actions.attach(
        tabled, by=cast.clerk, file=io.BytesIO("Қатты қалдықтар".encode()), name="Annex",
        is_open=True,
    )  # fmt: skip
    drain()
    rows = {row.number: row for row in Found.objects.filter(kind="decision_file")}
    assert rows[closed.pk].audience == f"council:{cast.council.pk}"
    assert rows[opened.pk].audience == "public" and "қалдықтар" in rows[opened.pk].text_ru
    seen = Attachment.objects.visible_to
    assert list(seen(cast.citizen)) == [opened] == list(seen(None))
    assert set(seen(cast.deputy)) == {closed, opened}
    tasks.read_text.func(opened.pk)
    assert uploads.forget(opened.sha256) is False


def test_a_paper_opened_by_mistake_is_closed_and_found_by_no_stranger(
    cast: Cast, tabled: Decision
) -> None:
    paper = actions.attach(
        tabled, by=cast.clerk, file=io.BytesIO(b"words"), name="Annex", is_open=True
    )
    drain()
    with pytest.raises(Refused):
        actions.close_paper(paper, by=cast.citizen)
    actions.close_paper(paper, by=cast.clerk)
    assert not Attachment.objects.visible_to(cast.citizen).exists()
    assert Found.objects.get(kind="decision_file").audience == f"council:{cast.council.pk}"
    with pytest.raises(Refused, match="already"):
        actions.close_paper(paper, by=cast.clerk)


def test_papers_of_a_draft_are_opened_with_it(cast: Cast, draft: Decision) -> None:
    paper = actions.attach(
        draft, by=cast.clerk, file=io.BytesIO(b"words"), name="Annex", is_open=True
    )
    drain()
    assert Found.objects.get(kind="decision_file").audience == f"council:{cast.council.pk}"
    assert not Attachment.objects.visible_to(cast.citizen).exists()
    actions.table(draft, by=cast.chair)
    assert Found.objects.get(kind="decision_file", number=paper.pk).audience == "public"


def test_a_file_is_once_at_a_decision_and_is_known_by_content(cast: Cast, draft: Decision) -> None:
    first = actions.attach(draft, by=cast.clerk, file=ContentFile(b"words"), name="Annex")
    assert first.name == "Annex.txt" and first.media_type == "text/plain"
    with pytest.raises(Refused, match="already"):
        actions.attach(draft, by=cast.clerk, file=ContentFile(b"words"), name="Annex")
    with pytest.raises(Refused) as refusal:
        actions.attach(draft, by=cast.clerk, file=ContentFile(b"MZ\x90\x00\xff"), name="a.pdf")
    assert refusal.value.status == 415


def test_the_scan_of_the_signed_paper_stands_with_its_hash_on_the_record(cast: Cast) -> None:
    made = cast.adopted()
    scan = actions.attach_scan(
        made, by=cast.clerk, file=ContentFile(b"%PDF-1.7 signed"), name="Signed", is_open=True
    )
    entry = Entry.objects.filter(act="decisions.attach_scan").get()
    assert entry.digest == scan.sha256 and scan.kind == "scan"
    with pytest.raises(Refused, match="PDF or a picture"):
        actions.attach_scan(
            made, by=cast.clerk, file=ContentFile(b"words"), name="Signed", is_open=True
        )
    with pytest.raises(Refused):
        actions.attach_scan(
            made, by=cast.chair, file=ContentFile(b"%PDF-1.7 x"), name="Signed", is_open=True
        )

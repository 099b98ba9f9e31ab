"""Taking files in: unseen until put in force, whole or not at all, nothing overwritten."""

import datetime as dt
import time
from typing import Any

import pytest
from django.utils import timezone, translation

from maslikhat.kit.refusals import Refused
from maslikhat.kit.uploads import path_of
from maslikhat.ledger.models import Entry
from maslikhat.money import actions, finding, rebuilt, words
from maslikhat.money.codes import Part, Side
from maslikhat.money.importing import intake
from maslikhat.money.importing.findings import Findings
from maslikhat.money.models import Code, CodeLevel, Line, Mapping, Source, Version
from maslikhat.money.names import names_of, widths_in
from maslikhat.search.models import Entry as Found
from tests.money.decisions import KAZAKH, TOTALS
from tests.money.samples import DECISION, OWN_HEAD, REPORT, Rows, as_csv, as_xlsx, changed
from tests.permissions.everyone import Cast
from tests.worker import drain

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 2, 1)


def about(cast: Cast, kind: str = "approved", **told: Any) -> actions.About:
    return actions.About(
        **{"council": cast.council, "year": 2026, "kind": kind, "day": DAY, **told}
    )


def stage(cast: Cast, content: bytes, kind: str = "approved", **told: Any) -> Source:
    return actions.import_budget(
        content, about(cast, kind, **told), by=cast.clerk, name="Бюджет.csv"
    )


def take(cast: Cast, content: bytes, kind: str = "approved", **told: Any) -> Version:
    source = actions.switch_on(stage(cast, content, kind, **told), by=cast.clerk)
    return source.versions.get()


def test_a_file_is_shown_by_one_act_and_not_before(cast: Cast) -> None:
    content = as_csv(DECISION)
    source = stage(cast, content)
    assert (source.state, source.errors, source.language) == ("staged", 0, "ru")
    assert not Version.objects.shown().exists()
    actions.switch_on(source, by=cast.clerk)
    (version,) = Version.objects.standing()
    assert (version.council, version.year, version.kind, version.day) == (
        cast.council, 2026, "approved", DAY,
    )  # fmt: skip
    line = version.lines.select_related("wording").get(part="spending", code="10.5.254.008")
    assert (line.approved, line.row, line.level) == (6000, 26, 4)
    assert line.wording is not None
    assert line.wording.text == "Мероприятия по охране окружающей среды"
    assert path_of(source.sha256).read_bytes() == content
    entry = Entry.objects.filter(act="money.switch_on").get()
    assert (entry.subject, entry.count, entry.digest) == (source.pk, source.rows, source.sha256)


def test_with_one_error_nothing_of_a_file_stays(cast: Cast) -> None:
    source = stage(cast, as_csv(changed(DECISION, 22, 6, "1 000,1")))
    assert (source.state, source.errors) == ("dropped", 1)
    assert not Line.objects.exists()
    with pytest.raises(Refused):
        actions.switch_on(source, by=cast.clerk)


def test_the_same_file_is_put_in_force_once_and_a_new_one_beside_it(cast: Cast) -> None:
    first = take(cast, as_csv(DECISION))
    with pytest.raises(Refused):
        take(cast, as_csv(DECISION))
    second = take(cast, as_csv(changed(DECISION, 1, 5, "Уточнено")), "refined")
    assert set(Version.objects.standing()) == {first, second}
    assert first.lines.count() == second.lines.count()
    assert set(second.lines.values_list("approved", flat=True)) == {None}


def test_a_wrong_version_is_marked_with_its_reason_and_stays(cast: Cast) -> None:
    version = take(cast, as_csv(DECISION))
    with pytest.raises(Refused):
        actions.withdraw(version, by=cast.clerk, reason="  ")
    with pytest.raises(Refused, match="control characters"):
        actions.withdraw(version, by=cast.clerk, reason="\u202e")
    actions.withdraw(version, by=cast.clerk, reason="  Не  тот файл ")
    version.refresh_from_db()
    assert version.reason == "Не тот файл"
    assert version.lines.exists()
    assert list(Version.objects.shown()) == [version]
    assert not Version.objects.standing().exists()
    with pytest.raises(Refused):
        actions.withdraw(version, by=cast.clerk, reason="Ещё раз")
    # What was withdrawn may come again.
    take(cast, as_csv(DECISION))


def test_a_file_of_many_councils_is_the_operators(cast: Cast) -> None:
    rows: Rows = [
        OWN_HEAD,
        [cast.council.code, "2025", "receipts", "105316", "Плата", "10", "11,5"],
        [cast.council.code, "2026", "receipts", "401101", "Плата", "10", ""],
        [cast.other.code, "2026", "receipts", "401101", "Плата", "12", ""],
    ]
    of_all = about(cast, "executed", council=None, year=None)
    with pytest.raises(Refused):
        actions.import_budget(as_csv(rows), of_all, by=cast.clerk, name="x")
    source = actions.import_budget(as_csv(rows), of_all, by=cast.operator, name="x")
    assert source.findings == [] or source.errors == 0
    actions.switch_on(source, by=cast.operator)
    assert Version.objects.standing().count() == 3
    wrong = stage(cast, as_csv(rows), "executed", year=None)
    assert [one[4] for one in wrong.findings if one[0]] == ["no_council"]


def test_a_budget_is_found_by_its_name_and_its_lines_until_it_is_withdrawn(cast: Cast) -> None:
    take(cast, as_csv(DECISION))
    take(cast, as_csv(DECISION), "refined", day=dt.date(2026, 6, 1))
    drain()
    entry = Found.objects.get(kind="budget")
    assert "2026" in entry.title_kk
    assert "Плата за негативное воздействие" in entry.text_ru
    (draft,) = finding.budgets_after(0, 10)
    assert (draft.number, draft.title) == (
        entry.number, {lang: getattr(entry, f"title_{lang}") for lang in ("kk", "ru", "en")},
    )  # fmt: skip
    assert finding.budgets_after(draft.number, 10) == []
    assert finding.BUDGETS.address(draft.number, draft.slug).endswith("/2026/")
    for version in Version.objects.all():
        assert Found.objects.standing().filter(kind="budget").exists()
        actions.withdraw(version, by=cast.clerk, reason="Не тот файл")
        drain()
    assert not Found.objects.standing().filter(kind="budget").exists()


def test_what_columns_are_is_remembered_for_the_council(cast: Cast) -> None:
    rows = [["Код", "Наименование", "Всего, тыс. тенге"], ["4.01.1.01", "Плата", "5,5"]]
    source = stage(cast, as_csv(rows))
    assert [one[4] for one in source.findings] == ["no_amounts"]
    signature, _rows, roles = source.headings[0]
    assert roles == ["code", "name", ""]
    with pytest.raises(Refused):
        actions.map_columns(source, by=cast.clerk, signature=signature, roles=["code", "name"])
    actions.map_columns(
        source, by=cast.clerk, signature=signature, roles=["code", "name", "amount"]
    )
    assert Mapping.objects.get().council == cast.council
    again = stage(cast, as_csv(rows))
    assert again.errors == 0
    assert again.versions.get().lines.get(code="4.01.1.01").approved == 55


def test_an_interrupted_import_leaves_nothing_once_it_is_swept(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BATCH", 5)

    def stop(_rows: int) -> None:
        raise KeyboardInterrupt

    content = as_csv(REPORT)
    with pytest.raises(KeyboardInterrupt):
        actions.import_budget(
            content, about(cast, "executed"), by=cast.clerk, name="x", progress=stop
        )
    assert not Source.objects.exists()
    assert not Line.objects.exists()
    assert not Version.objects.exists()
    # Killed outright: the rows are there, nobody sees them, and the sweep takes them away.
    source = stage(cast, content, "executed")
    Source.objects.filter(pk=source.pk).update(
        state="staging", touched_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    )
    assert Line.objects.exists()
    assert not Version.objects.shown().exists()
    assert intake.sweep() == 1
    assert not Line.objects.exists()
    assert not path_of(source.sha256).exists()


def test_a_file_that_waits_too_long_or_is_put_aside_goes(cast: Cast) -> None:
    waiting, aside = stage(cast, as_csv(DECISION)), stage(cast, as_xlsx(DECISION))
    kept = take(cast, as_csv(REPORT), "executed")
    actions.discard(aside, by=cast.clerk)
    assert intake.sweep() == 0
    Source.objects.update(touched_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    assert intake.sweep() == 2
    assert list(Source.objects.all()) == [kept.source]
    assert set(Line.objects.values_list("version", flat=True)) == {kept.pk}
    assert not Source.objects.filter(pk__in=[waiting.pk, aside.pk]).exists()


@pytest.mark.parametrize(
    "told",
    [{"year": 1990}, {"year": 2100}, {"day": dt.date(2100, 1, 1)}, {"kind": "draft"}],
)
def test_what_is_told_of_a_file_must_make_sense(cast: Cast, told: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        stage(cast, as_csv(DECISION), **{"kind": "approved", **told})
    assert not Source.objects.exists()


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_a_decision_tells_three_years_in_its_appendices(cast: Cast, form: str) -> None:
    appendices = []
    for year, title in (
        (2026, "Областной бюджет на 2026 год"),
        (2027, "Областной бюджет на 2027 год"),
        (2028, "2028 жылға арналған облыстық бюджет"),
    ):
        rows = changed(DECISION, 26, 6, str(year - 1426))
        for row, amount in ((17, year - 725.7), (22, year - 1026), (23, year - 1026)):
            rows[row - 1][5] = f"{amount:.1f}"
        rows[23][5] = rows[22][5] = rows[21][5]
        rows[27][5] = f"{1500.5 - (year - 725.7):.1f}"
        appendices.append([["О бюджете на 2026-2028 годы"], [title], *rows])
    content = (
        as_xlsx(*appendices) if form == "xlsx" else as_csv([row for a in appendices for row in a])
    )
    source = stage(cast, content)
    assert source.findings == []
    actions.switch_on(source, by=cast.clerk)
    found = Line.objects.filter(version__source=source, code="10.5.254.008")
    told = {line.version.year: line.approved for line in found}
    assert told == {2026: 6000, 2027: 6010, 2028: 6020}


def test_sums_made_anew_from_the_leaves_are_those_that_are_kept(cast: Cast) -> None:
    for content, kind in ((as_csv(DECISION), "approved"), (as_xlsx(REPORT), "executed")):
        version = take(cast, content, kind)
        kept = {(one.part, one.code): one.sums for one in version.lines.all()}
        made = rebuilt.totals_of(version)
        assert made
        assert made.items() <= kept.items()
        line = version.lines.exclude(level=0).filter(row__gt=0).order_by("-level").first()
        assert line is not None
        Line.objects.filter(pk=line.pk).update(executed=7, approved=7)
        assert not rebuilt.totals_of(version).items() <= kept.items()


def test_no_write_of_an_import_is_long(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [f"{n // 100:01}.{n % 100:02}" for n in range(100, 600)]
    rows: Rows = [
        OWN_HEAD,
        *(
            [cast.council.code, str(year), "receipts", f"{code}.{one}.0{two}", "Түсім", "1.5", "1"]
            for year in (2024, 2025)
            for code in codes
            for one in range(1, 4)
            for two in range(1, 4)
        ),
    ]
    longest = [0.0]
    insert = intake.insert_rows

    def timed(*given: Any) -> None:
        began = time.thread_time()
        insert(*given)
        longest[0] = max(longest[0], time.thread_time() - began)

    monkeypatch.setattr(intake, "insert_rows", timed)
    source = stage(cast, as_csv(rows), "executed", year=None)
    assert source.errors == 0, source.findings[:3]
    assert source.rows == len(rows) - 1
    # Of the processor alone: the machine may be busy with other things.
    assert longest[0] < 0.1


def test_amounts_in_what_was_found_are_written_as_on_every_page(cast: Cast) -> None:
    source = stage(cast, as_csv(changed(DECISION, 7, 6, "1 001 000,5")))
    found = next(one for one in words.read(source.findings) if one.word == "sum_differs")
    with translation.override("ru"):
        assert "1\xa0001\xa0000,5" in words.sentence(found.word, found.told)
    with translation.override("en"):
        assert "1,001,000.5" in words.sentence(found.word, found.told)
        # A row is no amount.
        assert "row 1234" in words.sentence("twice", {"before": "1234"})


def test_a_long_file_with_an_error_is_not_taken_for_abandoned(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "BEAT", 0)
    source = stage(cast, as_csv(DECISION))
    Source.objects.filter(pk=source.pk).update(state="staging")
    rows = changed(DECISION, 22, 6, "1 000,1")

    def slowly() -> Any:
        for number, row in enumerate(rows, 1):
            yield 1, number, row
            # Others come by long after the error was found, and sweep.
            long_ago = timezone.now() - 2 * intake.ABANDONED
            Source.objects.filter(pk=source.pk, touched_at__lt=long_ago).update(state="dropped")
            if number % 10 == 0:
                Source.objects.filter(pk=source.pk).update(touched_at=long_ago)

    staged = intake.stage(source, slowly(), Findings())
    assert staged.errors


@pytest.mark.parametrize(("year", "part"), [(2025, "repayment"), (2026, "receipts")])
def test_category_five_is_what_it_was_called_in_the_budgets_year(
    cast: Cast, year: int, part: str
) -> None:
    # Repaid loans until 2026, transfers since.
    rows = [OWN_HEAD, [cast.council.code, year, "receipts", "5", "", "7", ""]]
    assert not stage(cast, as_csv(rows), year=year).errors
    assert Line.objects.get(code="5").part == part


def test_the_classification_is_that_of_the_budgets_year(cast: Cast) -> None:
    # From 2027 on there is no group 10, and a programme has four digits.
    Code.objects.filter(kind="spending", code="10").update(to_day=dt.date(2027, 1, 1))
    level = CodeLevel.objects.get(kind="spending", key="programme")
    CodeLevel.objects.filter(pk=level.pk).update(to_day=dt.date(2027, 1, 1))
    level.pk, level.from_day, level.width = None, dt.date(2027, 1, 1), 4
    level.save()
    assert widths_in(2026)[Side.SPENDING] == [2, 1, 3, 3, 3]
    assert widths_in(2027)[Side.SPENDING] == [2, 1, 3, 4, 3]
    assert stage(cast, as_csv(DECISION)).errors == 0
    later = stage(cast, as_csv(DECISION), year=2027)
    assert {one[4] for one in later.findings if one[0]} == {"unknown_group"}


def test_a_whole_decision_comes_in_force_and_its_financing_is_no_receipt(cast: Cast) -> None:
    version = take(cast, as_xlsx(KAZAKH))
    told = {(one.part, one.code): one.approved for one in version.lines.all()}
    assert {place: told.get(place) for place in TOTALS} == TOTALS
    # In 2026 category 5 are transfers; of what is paid back the classification says nothing.
    assert names_of(Part.RECEIPTS, ["5"], 2026)["5"].text == "Transfers received"
    assert names_of(Part.REPAYMENT, ["5"], 2026) == {}
    assert names_of(Part.REPAYMENT, ["5"], 2025)["5"].text == "Repayment of budget loans"


def test_before_2026_the_classification_knows_the_financing_without_its_lines(cast: Cast) -> None:
    rows: Rows = [
        ["Код", "Наименование", "Сумма, тыс. тенге"],
        ["1.01.2.01", "Налог", "5"],
        ["7.01.2.03", "Договоры займа", "2"],
        ["8.01.1.01", "Свободные остатки", "2"],
    ]
    version = take(cast, as_csv(rows), year=2025)
    totals = version.lines.filter(code="").values_list("part", "approved")
    assert dict(totals) == {"receipts": 50, "loans": 20, "leftovers": 20}


def test_headings_that_nobody_knows_are_chosen_by_a_person_and_remembered(cast: Cast) -> None:
    rows: Rows = [
        ["Приложение", "", ""],
        ["Коды", "Показатель", "Объем на год, тыс. тенге"],
        ["4.01.1.01", "Плата", "5,5"],
        ["4.01.1.05", "Штрафы", "1 000"],
    ]
    for content in (as_csv(rows, ";"), as_xlsx([["Обложка"]], rows)):
        Mapping.objects.all().delete()
        source = stage(cast, content)
        assert [one[4] for one in source.findings] == ["no_headings"]
        _sheet, width, first = source.firsts[-1]
        assert (width, [row[0] for row in first]) == (3, [1, 2, 3, 4])
        assert first[1][2] == ["Коды", "Показатель", "Объем на год, тыс. тенге"]
        for wrong in (["code", "name"], ["code", "name", "x"]):
            with pytest.raises(Refused):
                actions.map_columns(source, by=cast.clerk, signature=first[1][1], roles=wrong)
        actions.map_columns(
            source, by=cast.clerk, signature=first[1][1], roles=["code", "name", "amount"]
        )
        again = stage(cast, content)
        assert (again.errors, again.unit) == (0, "thousand")
        line = again.versions.get().lines.get(code="4.01.1.05")
        assert (line.approved, line.row) == (10000, 4)
        # Another day's file with the same headings is read at once.
        assert stage(cast, as_csv(changed(rows, 4, 3, "7"), ";"), "refined").errors == 0

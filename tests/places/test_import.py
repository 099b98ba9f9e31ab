"""Taking in the classifier: all or nothing, again and again, and bad files by row and reason."""

import datetime as dt
import hashlib
import io
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

from maslikhat.accounts.models import User
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.places import actions, classifier, intake, permissions
from maslikhat.places.actions import classifier as classifier_act
from maslikhat.places.called import as_called_on
from maslikhat.places.models import (
    FindKey,
    KatoImport,
    Kind,
    StagedChange,
    Unit,
    UnitName,
    UnitParent,
)
from tests.places.imports import everything, take
from tests.places.samples import HEADER, LOWER, Rows, as_csv, as_xlsx
from tests.places.samples import classifier as good_rows

pytestmark = pytest.mark.django_db
FULL = os.environ.get("MASLIKHAT_KATO_FILE", "")


def renamed(rows: Rows, kato: str, ru: str, kk: str) -> Rows:
    return [[*row[:4], ru, kk] if row[0] == kato else row for row in rows]


def test_a_classifier_brings_what_is_new_and_leaves_the_rest() -> None:
    content = as_csv(good_rows())
    result = take(content)
    assert result == actions.ImportResult(
        rows=248 + len(LOWER),
        added=len(LOWER),
        renamed=0,
        moved=0,
        unchanged=248,
        missing=[],
        sha256=hashlib.sha256(content).hexdigest(),
    )
    village = Unit.objects.get(kato="103230100")
    assert village.parent is not None
    assert (village.kind, village.name_ru, village.parent.kato) == (
        Kind.SETTLEMENT,
        "село Карааул",
        "103230000",
    )
    assert (village.from_day, village.has_council, village.name_en) == (
        None,
        False,
        "Karaauyl village",
    )
    assert Unit.objects.get(kato="351011100").kind == Kind.CITY_DISTRICT
    assert Unit.objects.get(kato="101000000").name_ru == "город Семей"


def test_the_same_classifier_again_changes_nothing_but_the_record() -> None:
    take(as_csv(good_rows()))
    before = [list(model.objects.order_by("pk").values()) for model in (Unit, UnitName, UnitParent)]
    keys = FindKey.objects.count()
    again = take(as_csv(good_rows()))
    assert (again.added, again.renamed, again.moved, again.unchanged) == (0, 0, 0, 255)
    assert before == [
        list(model.objects.order_by("pk").values()) for model in (Unit, UnitName, UnitParent)
    ]
    assert FindKey.objects.count() == keys


def test_an_import_is_one_entry_with_its_count_and_digest() -> None:
    before = Entry.objects.count()
    content = as_csv(good_rows())
    take(content)
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert Entry.objects.count() == before + 1
    assert (entry.act, entry.count, entry.digest) == (
        "places.import_kato",
        255,
        hashlib.sha256(content).hexdigest(),
    )
    assert entry.subject == KatoImport.objects.get().pk
    assert not StagedChange.objects.exists()


def test_the_bureaus_workbook_brings_the_same() -> None:
    rows = good_rows()
    assert classifier.read(as_xlsx(rows)) == classifier.read(as_csv(rows))
    assert take(as_xlsx(rows, above=3)).added == len(LOWER)


def test_columns_may_stand_in_another_order_and_the_mark_of_utf8_is_no_matter() -> None:
    rows = good_rows()
    turned = as_csv([row[::-1] for row in rows], HEADER[::-1])
    assert classifier.read(b"\xef\xbb\xbf" + turned) == classifier.read(as_csv(rows))
    windows = as_csv(rows).replace(b"\n", b"\r\n")
    assert classifier.read(windows) == classifier.read(as_csv(rows))


def test_a_new_name_keeps_the_old_one_with_its_days() -> None:
    rows = good_rows()
    take(as_csv(rows))
    take(as_csv(renamed(rows, "103230100", "с.Жаңа", "Жаңа а.")))
    village = Unit.objects.get(kato="103230100")
    old, new = village.names.order_by("from_day")
    assert (old.ru, old.to_day) == ("село Карааул", today())
    assert (new.ru, new.from_day, new.to_day) == ("село Жаңа", today(), None)
    assert village.name_ru == new.ru
    [then] = as_called_on(old.from_day, [village])
    assert then.name_ru == old.ru


def test_a_city_renamed_is_written_as_people_write_it_and_dated() -> None:
    result = take(as_csv(renamed(good_rows(), "101000000", "Жаңа Г.А.", "Жаңа Қ.Ә.")))
    assert result.renamed == 1
    city = Unit.objects.get(kato="101000000")
    assert (city.name_kk, city.name_ru, city.name_en) == ("Жаңа қаласы", "город Жаңа", "Zhana")
    assert city.names.count() == 2
    [then] = as_called_on(dt.date(2021, 1, 1), [city])
    assert then.name_en == "Semey"


def test_a_second_change_on_one_day_replaces_the_first() -> None:
    rows = good_rows()
    for name in ("Бір", "Екі"):
        take(as_csv(renamed(rows, "101000000", f"{name} Г.А.", f"{name} Қ.Ә.")))
    assert [version.kk for version in Unit.objects.get(kato="101000000").names.order_by("pk")] == [
        "Семей қаласы",
        "Екі қаласы",
    ]


def test_a_unit_that_comes_to_stand_under_another_moves_with_its_days() -> None:
    rows = good_rows()
    take(as_csv(rows))
    town = ["113820000", "", "sub_district", "1", "Атбасар г.а.", "Атбасар қ.ә."]
    result = take(as_csv([*rows, town]))
    assert (result.added, result.moved) == (1, 1)
    city = Unit.objects.get(kato="113820100")
    assert city.parent is not None
    assert city.parent.kato == "113820000"
    assert city.ancestors_on(today().replace(year=2020))[0].kato == "113800000"
    # Units of later classifiers are newly made; those of the first are only new to the portal.
    assert Unit.objects.get(kato="113820000").from_day == today()


def test_units_the_file_lacks_are_named_and_stay() -> None:
    result = take(as_csv([row for row in good_rows() if row[0] not in {"791910000", "113200000"}]))
    assert result.missing == ["113200000", "791910000"]
    assert Unit.objects.on(today()).filter(kato__in=result.missing).count() == 2


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    actions.import_kato(
        io.BytesIO(as_csv(good_rows())),
        by=None,
        progress=lambda total, done: told.append((total, done)),
    )
    assert told[-1] == (255, 255)
    assert [done for _, done in told] == sorted(done for _, done in told)


def test_the_row_named_is_the_row_of_the_file() -> None:
    rows = good_rows()
    rows[17][0] = "x"
    with pytest.raises(Refused, match=r"^Row 19: "):
        take(as_csv(rows))


def test_only_the_operator_takes_in_a_classifier() -> None:
    someone = User.objects.create(username="someone")
    with pytest.raises(Refused) as refusal:
        actions.import_kato(io.BytesIO(as_csv(good_rows())), by=someone)
    assert refusal.value.status == 403

    def says(user: User) -> bool:
        return user == someone

    permissions.operators.append(says)
    try:
        actions.import_kato(io.BytesIO(as_csv(good_rows())), by=someone)
    finally:
        permissions.operators.remove(says)
    entry = Entry.objects.order_by("-pk").first()
    assert entry is not None
    assert entry.actor == someone.pk


class Interrupted(BaseException):
    """Stands for the key that stops a command."""


def test_an_interrupted_import_leaves_nothing_half_done() -> None:
    before = everything()

    def stop(total: int, done: int) -> None:
        raise Interrupted

    with pytest.raises(Interrupted):
        actions.import_kato(io.BytesIO(as_csv(good_rows())), by=None, progress=stop)
    assert everything() == before
    assert take(as_csv(good_rows())).added == len(LOWER)


def test_while_an_import_is_at_work_another_is_refused_and_its_units_are_hidden() -> None:
    content = as_csv(good_rows())
    hidden: list[int] = []

    def meanwhile(total: int, done: int) -> None:
        if done < total:
            hidden.append(Unit.objects.count() - Unit.objects.shown().count())
            assert not Unit.objects.on(today()).filter(kato="103230100").exists()
            with pytest.raises(Refused, match="Another import is under way"):
                take(content)

    with translation.override("en"):
        actions.import_kato(io.BytesIO(content), by=None, progress=meanwhile)
    assert hidden == [len(LOWER)]
    assert Unit.objects.count() == Unit.objects.shown().count() == 249 + len(LOWER)
    assert KatoImport.objects.count() == 1


def killed(silent_for: dt.timedelta) -> KatoImport:
    """An import that was killed while it staged: a hidden unit, its key and a change are left."""
    at = timezone.now() - silent_for
    left = KatoImport.objects.create(sha256="0" * 64, rows=2, started_at=at, touched_at=at)
    region = Unit.objects.get(kato="100000000")
    Unit.objects.create(
        kato="103230000", kind=Kind.SUB_DISTRICT, parent=region, name_kk="А", name_ru="А",
        came_with=left,
    )  # fmt: skip
    FindKey.objects.create(key="a", kato="103230000")
    StagedChange.objects.create(taken_in=left, unit=region, is_renamed=False)
    return left


def test_what_a_killed_import_left_is_hidden_and_swept_away_by_the_next(client: Client) -> None:
    left = killed(classifier_act.ABANDONED * 2)
    assert not Unit.objects.shown().filter(kato="103230000").exists()
    within = Unit.objects.within(Unit.objects.get(kato="100000000"))
    assert not within.filter(kato="103230000").exists()
    assert client.get("/kk/places/103230000/").status_code == 404
    assert take(as_csv(good_rows())).added == len(LOWER)
    assert not KatoImport.objects.filter(pk=left.pk).exists()
    assert not FindKey.objects.filter(key="a", kato="103230000").exists()
    assert Unit.objects.get(kato="103230000").name_ru == "Карааульский сельский округ"
    assert not StagedChange.objects.exists()


def test_an_import_that_may_still_be_alive_is_waited_for() -> None:
    killed(dt.timedelta(seconds=1))
    with pytest.raises(Refused):
        take(as_csv(good_rows()))
    assert StagedChange.objects.count() == 1


def test_an_import_taken_for_dead_changes_nothing_when_it_wakes() -> None:
    before = everything()

    def swept(total: int, done: int) -> None:
        old = timezone.now() - classifier_act.ABANDONED * 2
        KatoImport.objects.update(touched_at=old)
        classifier_act._sweep_abandoned()

    with pytest.raises(Refused), translation.override("en"):
        actions.import_kato(io.BytesIO(as_csv(good_rows())), by=None, progress=swept)
    assert everything() == before


def test_a_file_whose_last_line_is_not_ended_is_whole() -> None:
    rows = good_rows()
    assert classifier.read(as_csv(rows)[:-1]) == classifier.read(as_csv(rows))


def test_many_renames_and_moves_are_switched_in_together() -> None:
    rows = good_rows()
    take(as_csv(rows))
    units = {unit.kato: unit for unit in Unit.objects.all()}
    changed = [[*row[:4], f"с.Новое{n}", f"Жаңа{n} а."] for n, row in enumerate(rows)]
    assert take(as_csv(changed)).renamed == len(rows)
    for n, row in enumerate(rows):
        unit = Unit.objects.get(kato=row[0])
        *_earlier, old, new = unit.names.order_by("from_day")
        assert (old.ru, old.to_day) == (units[row[0]].name_ru, today())
        assert (new.kk, new.from_day, new.to_day) == (unit.name_kk, today(), None)
        assert unit.kato_name_kk == f"Жаңа{n} а."
    assert take(as_csv(rows)).renamed == len(rows)
    # The second change of the day replaced the first: the old name goes on under its old words.
    for kato, unit in units.items():
        assert Unit.objects.get(kato=kato).name_ru == unit.name_ru
        assert unit.names.filter(to_day=None).count() == 1


@pytest.mark.skipif(not FULL, reason="MASLIKHAT_KATO_FILE does not name the whole classifier")
def test_the_whole_classifier_is_taken_in_and_again_without_a_change() -> None:
    first = actions.import_kato(Path(FULL), by=None)
    assert (first.rows, first.renamed, first.missing) == (15_594, 0, [])
    assert first.added == 15_594 - 248
    assert Unit.objects.filter(kind=Kind.SETTLEMENT, parent__kind=Kind.SETTLEMENT).count() == 0
    again = actions.import_kato(Path(FULL), by=None)
    assert (again.added, again.renamed, again.unchanged) == (0, 0, 15_594)


def test_what_is_staged_is_every_column_of_its_table() -> None:
    units = {field.column for field in Unit._meta.concrete_fields}
    assert units == {*intake.UNIT_COLUMNS, "to_day"}
    changes = {field.column for field in StagedChange._meta.concrete_fields}
    assert changes == {"id", *intake.CHANGE_COLUMNS}


def seen(rows: Sequence[classifier.Row]) -> list[str]:
    return [row.kato for row in rows]


def test_rows_come_in_the_order_of_codes_whatever_the_file_has() -> None:
    rows = good_rows()
    assert seen(classifier.read(as_csv(rows[::-1]))) == [row[0] for row in rows]

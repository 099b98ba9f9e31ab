"""The database refuses to change the record; who gets past it is named by the walk."""

import pytest
from django.db import DatabaseError, connection, transaction

from maslikhat.ledger import keys, sealer, triggers, verify
from maslikhat.ledger.models import Entry, Head, Leaf, Node
from tests.conftest import KIND, copy_portal
from tests.ledger import copies
from tests.ledger.copies import drop_triggers
from tests.ledger.test_sealer import write

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE ledger_entry SET actor = 8",
    "UPDATE ledger_leaf SET hash = hash",
    "UPDATE ledger_head SET size = size + 1",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_leaf",
    "DELETE FROM ledger_head",
]
IF_POSTGRESQL = [
    "TRUNCATE ledger_entry CASCADE",
    "TRUNCATE ledger_leaf",
    "TRUNCATE ledger_head",
    "SET LOCAL session_replication_role = replica; DELETE FROM ledger_entry",
    "INSERT INTO ledger_leaf SELECT * FROM ledger_leaf ON CONFLICT (index) DO UPDATE SET hash = ''",
]
IF_SQLITE = [
    "REPLACE INTO ledger_entry SELECT * FROM ledger_entry",
    "REPLACE INTO ledger_leaf SELECT * FROM ledger_leaf",
    "REPLACE INTO ledger_head SELECT * FROM ledger_head",
]


@pytest.mark.parametrize(
    "statement", STATEMENTS + (IF_POSTGRESQL if KIND == "postgresql" else IF_SQLITE)
)
def test_the_database_refuses_to_change_or_remove_the_record(statement):
    write(2)
    sealer.seal()
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_no_trigger_is_missing_and_a_missing_one_is_named():
    assert triggers.missing() == []
    drop_triggers()
    assert len(triggers.missing()) == (5 if KIND == "postgresql" else 15)


def test_triggers_survive_a_migration_that_rebuilds_the_table():
    portal = copy_portal("rebuilt")
    script = """
from django.core.management import call_command
from django.db import models
write(3); sealer.seal()
for model, name in ((Entry, "act"), (Leaf, "hash"), (Head, "key_id")):
    old = model._meta.get_field(name)
    new = old.clone()
    new.max_length = 70
    new.set_attributes_from_name(name)
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
call_command("migrate", verbosity=0, skip_checks=True)
print(triggers.missing())
for table in ("entry", "leaf", "head"):
    try:
        with connection.cursor() as cursor: cursor.execute(f"DELETE FROM ledger_{table}")
    except Exception as error: print("append-only" in str(error))
print(verify.walk().findings)
"""
    assert copies.run(portal, script) == "[]\nTrue\nTrue\nTrue\n[]"


def test_a_trigger_that_was_emptied_counts_as_missing():
    with connection.cursor() as cursor:
        if KIND == "postgresql":
            cursor.execute("ALTER TABLE ledger_leaf DISABLE TRIGGER ledger_leaf_append_only")
            assert triggers.missing() == ["ledger_leaf_append_only"]
        else:
            cursor.execute("DROP TRIGGER ledger_leaf_no_update")
            cursor.execute(
                "CREATE TRIGGER ledger_leaf_no_update BEFORE UPDATE ON ledger_leaf "
                "BEGIN SELECT 1; END"
            )
            assert triggers.missing() == ["ledger_leaf_no_update"]
    triggers.create()
    assert triggers.missing() == []


@pytest.fixture
def sealed() -> tuple[list[Entry], list[Head]]:
    """Three heads over four entries each, in a record that can be tampered with."""
    sealer.seal()
    entries, heads = [], []
    for _ in range(3):
        entries += write(4)
        sealer.seal()
        heads.append(Head.objects.latest("size"))
    assert verify.walk().findings == []
    drop_triggers()
    return entries, heads


def flipped(content: object) -> bytes:
    first, *rest = bytes(content)  # type: ignore[call-overload]
    return bytes([first ^ 1, *rest])


@pytest.mark.parametrize(
    "change",
    [
        {"actor": 8},
        {"subject": 42},
        {"act": "tests.writf"},
        {"kind": "ledger.entrz"},
        {"count": None},
        {"digest": "0" * 64},
    ],
)
def test_a_changed_entry_is_named(sealed, change):
    entries, _ = sealed
    Entry.objects.filter(pk=entries[5].pk).update(**change)
    [finding] = verify.walk().findings
    leaf = Leaf.objects.get(entry=entries[5]).index
    assert finding.startswith(f"entry {entries[5].pk}: its leaf {leaf} does not match it")


def test_a_changed_time_of_a_microsecond_is_named(sealed):
    entry = sealed[0][6]
    Entry.objects.filter(pk=entry.pk).update(
        at=entry.at.replace(microsecond=entry.at.microsecond ^ 1)
    )
    [finding] = verify.walk().findings
    assert finding.startswith(f"entry {entry.pk}: ")


def test_a_flipped_bit_in_a_leaf_is_named(sealed):
    leaf = Leaf.objects.get(entry=sealed[0][5])
    Leaf.objects.filter(pk=leaf.pk).update(hash=flipped(leaf.hash))
    [finding] = verify.walk().findings
    assert finding.startswith(f"leaf {leaf.index}: it does not match its entry {leaf.entry_id}")


def test_an_entry_changed_together_with_its_leaf_breaks_the_head(sealed):
    entries, heads = sealed
    Entry.objects.filter(pk=entries[5].pk).update(actor=8)
    row = Entry.objects.values_list(*sealer.COLUMNS).get(pk=entries[5].pk)
    Leaf.objects.filter(entry=entries[5]).update(
        hash=sealer.merkle.leaf_hash(sealer.entry_bytes(row))
    )
    [finding] = verify.walk().findings
    assert finding.startswith(f"head {heads[1].pk}: its root is not the root of the first")


@pytest.mark.parametrize("column", ["root", "signature"])
def test_a_flipped_bit_in_a_head_is_named(sealed, column):
    head = sealed[1][1]
    Head.objects.filter(pk=head.pk).update(**{column: flipped(getattr(head, column))})
    findings = verify.walk().findings
    assert findings
    assert all(finding.startswith(f"head {head.pk}: ") for finding in findings)


def test_a_flipped_bit_in_the_peaks_is_named(sealed):
    head = sealed[1][2]
    Head.objects.filter(pk=head.pk).update(peaks=flipped(head.peaks))
    [finding] = verify.walk().findings
    assert finding == f"head {head.pk}: the peaks kept with it do not give its root"


def test_a_removed_entry_is_named(sealed):
    entry = sealed[0][5]
    leaf = Leaf.objects.get(entry=entry)
    Entry.objects.filter(pk=entry.pk).delete()
    assert verify.walk().findings == [
        f"entry {entry.pk}: it is gone, leaf {leaf.index} stood for it"
    ]


def test_a_removed_leaf_is_named(sealed):
    leaf = Leaf.objects.get(entry=sealed[0][5])
    Leaf.objects.filter(pk=leaf.pk).delete()
    assert verify.walk().findings[0].startswith(f"leaf {leaf.index}: it is gone")


def test_a_head_signed_by_another_key_is_named(sealed):
    head = sealed[1][0]
    Head.objects.filter(pk=head.pk).update(key_id="0" * 16)
    [finding] = verify.walk().findings
    assert finding == f"head {head.pk}: the public key {'0' * 16} that signed it is not here"


def test_leaves_under_no_head_are_named(sealed):
    last = Head.objects.latest("size")
    Head.objects.filter(pk=last.pk).delete()
    [finding] = verify.walk().findings
    assert finding == f"leaf {last.size - 4}: it stands under no head"


def test_what_waits_for_the_sealer_is_counted_and_no_finding(sealed):
    write(3)
    walked = verify.walk()
    assert (walked.unsealed, walked.findings) == (3, [])
    assert walked.leaves == sealed[1][2].size


def test_after_damage_later_damage_is_still_named(sealed):
    entries, heads = sealed
    Entry.objects.filter(pk=entries[1].pk).update(actor=8)
    Head.objects.filter(pk=heads[1].pk).update(signature=flipped(heads[1].signature))
    Entry.objects.filter(pk=entries[9].pk).update(actor=8)
    named = [finding.split(":")[0] for finding in verify.walk().findings]
    assert named == [f"entry {entries[1].pk}", f"head {heads[1].pk}", f"entry {entries[9].pk}"]


def test_progress_is_told_of_every_leaf(sealed):
    told: list[int] = []
    walked = verify.walk(told.append)
    assert sum(told) == walked.leaves == verify.sealed_leaves()


def test_a_key_under_the_name_of_another_is_not_taken(sealed):
    public = keys.public_path(sealed[1][0].key_id)
    stranger = keys.public_path("f" * 16)
    stranger.write_bytes(public.read_bytes())
    with pytest.raises(KeyError):
        keys.public_key("f" * 16)
    stranger.unlink()


def test_a_node_that_is_not_the_root_of_its_leaves_is_named():
    write(600 - Leaf.objects.count() % 256)
    sealer.seal()
    assert verify.walk().findings == []
    drop_triggers()
    first, last = Node.objects.filter(height=8).order_by("index")[:2]
    Node.objects.filter(pk=first.pk).update(hash=flipped(first.hash))
    Node.objects.filter(pk=last.pk).delete()
    assert verify.walk().findings == [
        f"node {first.index} of height 8: it is not the root of its leaves",
        f"node {last.index} of height 8: it is gone",
    ]


def test_a_node_without_its_leaves_is_named(sealed):
    Node.objects.create(height=8, index=9_000, hash=b"\0" * 32)
    [finding] = verify.walk().findings
    assert finding == "node 9000 of height 8: its leaves are not there"


def test_a_tampered_leaf_is_not_taken_for_a_tampered_node():
    entries = write(300)
    sealer.seal()
    drop_triggers()
    leaf = Leaf.objects.get(entry=entries[0].pk)
    Leaf.objects.filter(pk=leaf.pk).update(hash=flipped(leaf.hash))
    [finding] = verify.walk().findings
    assert finding.startswith(f"leaf {leaf.index}: it does not match its entry {entries[0].pk}")

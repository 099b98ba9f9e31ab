"""A new key takes over on the record; no other key is taken for the record's."""

import stat
import time
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from maslikhat.kit.refusals import Refused
from maslikhat.ledger import keys, sealer, verify
from maslikhat.ledger.actions import rotate_key
from maslikhat.ledger.canon import head_bytes
from maslikhat.ledger.models import Entry, Head, Key
from tests.conftest import copy_portal
from tests.ledger import copies
from tests.ledger.copies import drop_triggers
from tests.ledger.test_sealer import Clerk, write

pytestmark = pytest.mark.django_db


def last() -> Head:
    return Head.objects.latest("size")


def test_rotate_key_lets_the_old_key_sign_over_it_and_the_new_one_from_then_on():
    write(2)
    sealer.seal()
    old = last().key_id
    public = keys.new_key()
    key = rotate_key(public, by=None)
    write(1)
    sealer.seal()
    assert last().key_id == old
    write(1)
    sealer.seal()
    assert last().key_id == key.key_id == keys.id_of_raw(public) != old
    entry = Entry.objects.get(act="ledger.rotate_key", subject=key.pk)
    assert (entry.actor, entry.kind) == (0, "ledger.key")
    assert entry.digest == sha256(public).hexdigest()
    assert stat.S_IMODE(keys.private_path(key.key_id).stat().st_mode) == 0o600
    assert verify.walk().findings == []


def test_rotate_key_is_for_no_account():
    with pytest.raises(Refused) as refused:
        rotate_key(keys.new_key(), by=Clerk())
    assert refused.value.status == 403
    assert not Key.objects.exists()


def test_rotate_key_waits_until_the_last_one_has_taken_over():
    write(1)
    sealer.seal()
    rotate_key(keys.new_key(), by=None)
    with pytest.raises(Refused) as refused:
        rotate_key(keys.new_key(), by=None)
    assert refused.value.status == 409
    sealer.seal()
    rotate_key(keys.new_key(), by=None)
    sealer.seal()
    assert verify.walk().findings == []


def test_a_head_by_a_key_that_no_entry_brought_in_is_a_finding():
    for _ in range(2):
        write(1)
        sealer.seal()
    head, stranger = last(), Ed25519PrivateKey.generate()
    keys._write_public(stranger.public_key())
    key_id = keys.id_of(stranger.public_key())
    drop_triggers()
    content = head_bytes(head.size, bytes(head.root), head.at)
    Head.objects.filter(pk=head.pk).update(key_id=key_id, signature=stranger.sign(content))
    [finding] = verify.walk().findings
    assert finding.startswith(f"head {head.pk}: the key {key_id} signed it, which no entry")


def test_the_old_key_may_not_sign_once_another_has_taken_over():
    write(1)
    sealer.seal()
    old = keys.signing_key(last().key_id)
    rotate_key(keys.new_key(), by=None)
    sealer.seal()
    write(1)
    sealer.seal()
    head = last()
    drop_triggers()
    content = head_bytes(head.size, bytes(head.root), head.at)
    Head.objects.filter(pk=head.pk).update(
        key_id=keys.id_of(old.public_key()), signature=old.sign(content)
    )
    [finding] = verify.walk().findings
    assert finding.startswith(f"head {head.pk}: the key {keys.id_of(old.public_key())} signed it")


def test_nothing_is_sealed_by_another_key_when_the_right_one_is_lost():
    portal = copy_portal("lost_key")
    copies.run(portal, "write(2); sealer.seal()")
    script = """
keys.private_path().unlink()
write(1)
try: sealer.seal()
except FileNotFoundError as error: print("is not in" in str(error))
print(keys.private_path().exists())
"""
    assert copies.run(portal, script) == "True\nFalse"


@pytest.mark.once
def test_a_process_that_was_running_goes_on_with_the_new_key():
    portal = copy_portal("rotated_beside")
    copies.run(portal, "write(1); sealer.seal()")
    running = copies.start(
        portal,
        "stop = threading.Event()\n"
        "thread = threading.Thread(target=sealer.run, args=[stop]); thread.start()\n"
        "print('begun', flush=True); sys.stdin.readline(); stop.set(); thread.join()",
        typed=True,
    )
    running.stdout.readline()
    rotated = """
from maslikhat.ledger.actions import rotate_key
key = rotate_key(keys.new_key(), by=None)
print(key.key_id)
"""
    key_id = copies.run(portal, rotated)
    until = time.monotonic() + 30
    waits = "print(state()['size'] - state()['sealed'])"
    while copies.run(portal, waits) != "0" and time.monotonic() < until:
        time.sleep(0.5)
    copies.run(portal, "write(1)")
    while copies.run(portal, waits) != "0" and time.monotonic() < until:
        time.sleep(0.5)
    running.communicate("stop\n", timeout=30)
    found = "print(Head.objects.latest('size').key_id, verify.walk().findings)"
    assert copies.run(portal, found) == f"{key_id} []"

"""A secret ballot over HTTP in a portal of its own, as an administrator would watch it.

Arguments: the choices of the deputies in their order, with commas, and "close" or "stay". Printed:
what can be seen from outside after each vote. The log lines go to stderr as they do in the server.
"""

import json
import shutil
import sys
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402

from maslikhat.voting import actions, sealing  # noqa: E402
from maslikhat.voting.models import Box  # noqa: E402
from tests.voting.cast import browser, make_cast  # noqa: E402

choices = [int(word) for word in sys.argv[1].split(",")]
cast = make_cast()
clients: list[Client] = [browser(deputy) for deputy in cast.deputies[: len(choices)]]
ballot = cast.open(mode="secret", present=len(choices))
path = sealing.path_of(ballot.pk)
first = path.read_bytes()
boxes, keys = [], [first[8:].hex()]
print("voting", file=sys.stderr, flush=True)
for client, choice in zip(clients, choices, strict=True):
    answer = client.post(
        f"/en/votes/{ballot.pk}/cast-secretly/", {"option": choice}, headers={"Host": "localhost"}
    )
    assert answer.status_code == 302, answer.content
    boxes.append(bytes(Box.objects.get(pk=ballot.pk).sealed).hex())
    keys.append(path.read_bytes()[8:].hex())
print("voted", file=sys.stderr, flush=True)
last = path.read_bytes()
# Whoever had the key from the beginning could open every version: that is in the threat note.
path.write_bytes(first)
opened = [
    sealing.unseal(ballot.pk, version, bytes.fromhex(sealed))
    for version, sealed in enumerate(boxes, 1)
]
path.write_bytes(last)
if sys.argv[2] == "close":
    actions.close_ballot(ballot, by=cast.clerk)
# The journal goes when the last connection does: what an administrator finds meanwhile is kept.
seen = Path(settings.VAR) / "seen"
seen.mkdir()
for file in Path(settings.VAR).glob("portal.sqlite3*"):
    shutil.copy(file, seen)
print(
    json.dumps({
        "ballot": ballot.pk,
        "boxes": boxes,
        "keys": keys,
        "opened": opened,
        "key_is_there": path.exists(),
        "electors": list(ballot.electors.order_by("pk").values_list("pk", flat=True)),
    })
)  # fmt: skip

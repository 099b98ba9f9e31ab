"""A worker beside the server: does what each line of its input says, and answers with a number.

publish CHANNEL REF | many CHANNEL COUNT | fail CHANNEL REF | revoke CHANNEL | withdraw
hold CHANNEL REF        publish and keep the transaction open until the next line
"""

import sys

import django
from django.db import transaction
from django.db.models import Max

from maslikhat.kit.transactions import writing


def newest() -> int:
    """The number of the last event, or 0."""
    from maslikhat.live.models import Event

    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def main() -> None:
    """Work until the input ends."""
    from maslikhat.live import actions

    for line in sys.stdin:
        word, *rest = line.split()
        if word == "fail":
            # Within an act it would be written at the act's end, which does not come.
            with transaction.atomic():
                actions.publish(*rest)
                transaction.set_rollback(True)
        elif word == "hold":
            with transaction.atomic():
                actions.publish(*rest)
                print(newest(), flush=True)
                sys.stdin.readline()
        elif word == "many":
            channel, many, digits = (*rest, "1")[:3]
            with writing():
                for count in range(int(many)):
                    actions.publish(channel, f"n:{count:0{digits}}")
        else:
            with writing():
                getattr(actions, word)(*rest)
        print(newest(), flush=True)


if __name__ == "__main__":
    django.setup()
    main()

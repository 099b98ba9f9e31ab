"""A worker beside the server: does what each line of its input says, and answers with a number.

publish CHANNEL REF | many CHANNEL COUNT | fail CHANNEL REF | revoke CHANNEL
hold CHANNEL REF        publish and keep the transaction open until the next line
"""

import sys

import django
from django.db import transaction

from maslikhat.kit.transactions import writing


def main() -> None:
    """Work until the input ends."""
    from maslikhat.live import actions

    for line in sys.stdin:
        word, channel, *rest = line.split()
        if word == "fail":
            with writing():
                number = actions.publish(channel, rest[0])
                transaction.set_rollback(True)
        elif word == "hold":
            with writing():
                number = actions.publish(channel, rest[0])
                print(number, flush=True)
                sys.stdin.readline()
        elif word == "many":
            with writing():
                for count in range(int(rest[0])):
                    number = actions.publish(channel, f"n:{count:0{rest[1] if rest[1:] else 1}}")
        else:
            with writing():
                number = getattr(actions, word)(channel, *rest)
        print(number, flush=True)


if __name__ == "__main__":
    django.setup()
    main()

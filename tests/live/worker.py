"""A worker beside the server: does what each line of its input says, and answers with a number.

publish CHANNEL REF | many CHANNEL COUNT | fail CHANNEL REF | revoke CHANNEL | withdraw
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
        word, *rest = line.split()
        if word == "fail":
            with writing():
                number = actions.publish(*rest)
                transaction.set_rollback(True)
        elif word == "hold":
            with writing():
                number = actions.publish(*rest)
                print(number, flush=True)
                sys.stdin.readline()
        elif word == "many":
            channel, many, digits = (*rest, "1")[:3]
            with writing():
                for count in range(int(many)):
                    number = actions.publish(channel, f"n:{count:0{digits}}")
        else:
            with writing():
                number = getattr(actions, word)(*rest)
        print(number, flush=True)


if __name__ == "__main__":
    django.setup()
    main()

"""Make the first operator, or give an operator a new password; others are appointed on the desk."""

import argparse
import getpass
import sys

from maslikhat.accounts.actions import make_user, set_password
from maslikhat.accounts.models import User
from maslikhat.cli.readiness import refuse_unless_prepared
from maslikhat.kit import installation
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.transactions import atomic
from maslikhat.registry.actions import appoint
from maslikhat.registry.models import Role


def arguments(parser: argparse.ArgumentParser) -> None:
    """Who, by the name for signing in."""
    parser.add_argument("username", metavar="USERNAME", help="the name to sign in with")


def run(options: argparse.Namespace) -> int:
    """Ask for a password and let that person in as operator."""
    refuse_unless_prepared()
    username = options.username.strip().lower()
    _refuse_another(username)
    _let_in(username, _password())
    print(f"{username} is an operator and signs in with this password.")
    return 0


def _refuse_another(username: str) -> None:
    if installation.is_demo():
        raise Refused("This is the demo; its operator comes in with one click on the sign-in page.")
    operators = Role.objects.on(today()).filter(kind=Role.Kind.OPERATOR, user__is_active=True)
    names = sorted(operators.values_list("user__username", flat=True))
    if names and username not in names:
        raise Refused(
            f"The portal has an operator already ({', '.join(names)}), who appoints others."
        )


@atomic
def _let_in(username: str, password: str) -> None:
    user = User.objects.filter(username=username).first() or make_user(by=None, username=username)
    set_password(user, by=user, password=password)
    if not Role.objects.on(today()).filter(user=user, kind=Role.Kind.OPERATOR).exists():
        appoint(user, by=None, kind=Role.Kind.OPERATOR)
    # From now on this database is a real portal, and no demo can be built into it.
    installation.mark(is_demo=False)


def _password() -> str:
    """Typed twice at a terminal; else the first line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise Refused("The two are not the same. Nothing has been changed.")
    return password

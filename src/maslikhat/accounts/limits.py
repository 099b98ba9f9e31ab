"""How many minutes someone who tried too often has to wait.

The counting itself is django-allauth's, over Django's database cache in the table of Counter: tries
are counted by account and by network, survive a restart, and are one count for all processes.
"""

import math
import time

from allauth.core.internal.ratelimit import Rate, consume, get_cache_key, get_rates
from django.core.cache import cache
from django.utils.translation import gettext as _

from maslikhat.kit.doors import Request
from maslikhat.kit.refusals import Refused

JOIN, PAPER = ("allauth.account", "join"), ("allauth.account", "paper")
# Which of allauth's counts a page is under.
ACTIONS = {
    "account_login": ("allauth.account", "login"),
    "account_signup": ("allauth.account", "signup"),
    "account_email": ("allauth.account", "manage_email"),
    "account_change_password": ("allauth.account", "change_password"),
    "account_set_password": ("allauth.account", "change_password"),
    "account_reset_password": ("allauth.account", "reset_password"),
    "account_reset_password_from_key": ("allauth.account", "reset_password_from_key"),
    "account_reauthenticate": ("allauth.account", "reauthenticate"),
    "mfa_reauthenticate": ("allauth.account", "reauthenticate"),
    "mfa_reauthenticate_webauthn": ("allauth.account", "reauthenticate"),
    "challenge": ("allauth.mfa", "webauthn_login"),
    "mfa_login_webauthn": ("allauth.mfa", "webauthn_login"),
    "join": JOIN,
    "join_link": JOIN,
}
WORST = 5


def minutes_to_wait(request: Request) -> int:
    """Whole minutes until the page that refused this request takes the next one; at least 1."""
    match = request.resolver_match
    app, action = ACTIONS.get(match.url_name or "" if match else "", ("", ""))
    if not app:
        return WORST
    waits = [_wait(request, app, action, rate) for rate in get_rates(app=app, action=action)]
    return max(1, math.ceil(max(waits, default=0) / 60)) if any(waits) else WORST


def may_guess(request: Request) -> bool:
    """Whether this network has not yet given too many wrong codes of invitations."""
    app, action = JOIN
    return consume(request, app=app, action=action, dry_run=True) is not None


def count_guess(request: Request) -> None:
    """Count a wrong code of an invitation against the network it came from."""
    app, action = JOIN
    consume(request, app=app, action=action)


def count_paper(request: Request) -> None:
    """Count a paper that is drawn for this network; refused (429) where there were too many."""
    app, action = PAPER
    if consume(request, app=app, action=action) is None:
        sentence = _(
            "Your network had very many letters drawn. Try again in 5 minutes or take the text."
        )
        raise Refused(sentence, status=429)


def _wait(request: Request, app: str, action: str, rate: Rate) -> float:
    """Seconds until this count is below its limit again."""
    if rate.per == "key":
        return 0
    if rate.per == "user" and not request.user.is_authenticated:
        return 0
    tries = cache.get(get_cache_key(request, app=app, action=action, rate=rate), [])
    if len(tries) < rate.amount:
        return 0
    oldest = tries[rate.amount - 1]
    return max(0.0, float(oldest + rate.duration - time.time()))

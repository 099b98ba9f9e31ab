"""No work without the second factor, for those who must have one."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.urls import reverse

from maslikhat.accounts import registers
from maslikhat.accounts.models import User
from maslikhat.kit import installation
from maslikhat.kit.doors import Answer, Request, send_to
from maslikhat.kit.languages import LANGUAGES


class SecondFactorMiddleware:
    """Sends who must have a second factor, and has none, to the page where it is set up."""

    def __init__(self, get_response: Callable[[Request], Answer]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> Answer:
        if _is_open(request.path) or not lacks_second_factor(request):
            return self.get_response(request)
        return send_to(request, reverse("mfa_index"))


def lacks_second_factor(request: Request) -> bool:
    """Whether this visitor must set up a second factor before anything else."""
    user = request.user
    if not isinstance(user, User) or installation.is_demo():
        return False
    if not any(ask(user) for ask in registers.needs_second_factor):
        return False
    return not Authenticator.objects.filter(user=user).exists()


def _is_open(path: str) -> bool:
    """The account's own pages, and what is not a page."""
    language, _slash, rest = path.lstrip("/").partition("/")
    return rest.startswith("account/") if language in LANGUAGES else language == "healthz"

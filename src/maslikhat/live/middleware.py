"""What had been heard before a page was made: from there on it wants to hear."""

from collections.abc import Callable

from maslikhat.kit.doors import Answer, Request
from maslikhat.live import state

SINCE = "maslikhat.live.since"


class SinceMiddleware:
    """Notes the newest settled event before anything of the page is read: no query."""

    def __init__(self, get_response: Callable[[Request], Answer]) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> Answer:
        request.META[SINCE] = state.settled()
        return self.get_response(request)

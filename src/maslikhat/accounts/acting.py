"""Who acts by a request."""

from maslikhat.accounts.models import User
from maslikhat.kit.doors import Request


def actor(request: Request) -> User:
    """Who has signed in; the door of the page (`signed_in`) has let nobody else through."""
    assert isinstance(request.user, User), request.user
    return request.user

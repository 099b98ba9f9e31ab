"""Every address of the portal with something of the demo put in its place."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import translation

from maslikhat.demo.cast import REGION
from maslikhat.dialogue.models import Post, Room, Topic
from maslikhat.registry.models import Body, Commission, Group, Invitation, Person

_ROUTE = re.compile(r"<(?:(\w+):)?(\w+)>")


def patterns() -> Iterator[tuple[str, str]]:
    """The name and the route of each address, those in three languages once, as English."""
    with translation.override("en"):
        yield from _within(get_resolver(), "", "")


def _within(resolver: URLResolver, prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _within(entry, route, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{route} has no name"
            yield space + entry.name, route


def things() -> dict[str, object]:
    """For each part of a route that is a variable, something the demo has."""
    person = Person.objects.filter(mandates__to_day=None, photo="").order_by("pk")[0]
    post = Post.objects.order_by("pk")[0]
    return {
        "code": REGION,
        "kato": REGION,
        "person": person.pk,
        "number:deputy": person.pk,
        "number:commission": Commission.objects.order_by("pk")[0].pk,
        "number:group": Group.objects.order_by("pk")[0].pk,
        "number:body": Body.objects.order_by("pk")[0].pk,
        "topic": Topic.objects.order_by("pk")[0].pk,
        "post": post.pk,
        "room": Room.objects.order_by("pk")[0].pk,
        "year": 2026,
        "invitation": getattr(Invitation.objects.first(), "pk", 1),
    }

"""What is made before the port is open: nobody who follows a vote waits for it."""

from collections.abc import Callable

import pytest
from django.template import engines
from django.urls import clear_url_caches
from jinja2 import meta

from maslikhat.gateway.warm import warm
from tests.gateway.conftest import Portal

pytestmark = pytest.mark.once
FOLLOWED = ("sittings/_sitting.html", "sittings/_floor.html", "sittings/_screen.html",
            "voting/_ballot.html", "voting/_progress.html")  # fmt: skip


def test_nothing_is_compiled_for_who_follows_a_sitting_or_a_vote() -> None:
    environment = engines["jinja2"].env
    environment.cache.clear()
    clear_url_caches()
    warm()
    made = {name for _loader, name in environment.cache}
    wanted, asked = list(FOLLOWED), set[str]()
    while wanted:
        name = wanted.pop()
        asked.add(name)
        source = environment.loader.get_source(environment, name)[0]
        found = meta.find_referenced_templates(environment.parse(source))
        wanted += [one for one in found if one is not None and one not in asked]
    assert asked - made == set()


def test_a_server_is_warm_when_it_first_answers(another: Callable[..., Portal]) -> None:
    # A copy of a loaded process has begun with all this; here it has forgotten it.
    assert another(COLD="1").get("/t/counts/").json()["warm"] is True

"""The desk shows each what they have to do, and nobody what is another's."""

import re

import pytest

from tests.portal.reading import page, words
from tests.registry.cast import Cast, browser

# The panels of the desk by who sits at it; what everyone has is left out.
EVERYONE = ["Where I live"]
NO_PANELS = ("First steps", "Latest in the dialogue")
PANELS = {
    "operator": ["Moderation", "The portal"],
    "clerk": ["My maslikhat", "Work of the apparatus", "Moderation"],
    "chair": ["My maslikhat", "Dialogue", "Moderation"],
    "deputy": ["My maslikhat", "Dialogue"],
    "official": ["My office"],
    "citizen": ["What you can do"],
}


def panels(html: str) -> dict[str, str]:
    """The parts of the desk by title; the newcomer's path and the latest topics are no panels."""
    cards = re.findall(r'<article class="card">(.*?)</article>', html, re.S)
    titled = {words(card.split("</h2>")[0]): card for card in cards}
    return {title: card for title, card in titled.items() if title not in NO_PANELS}


@pytest.mark.parametrize("role", PANELS)
def test_the_panels_are_those_of_the_role(cast: Cast, role: str) -> None:
    shown = panels(page("/en/desk/", browser(cast.people[role])))
    assert list(shown) == PANELS[role] + EVERYONE


@pytest.mark.parametrize("role", PANELS)
def test_every_link_of_a_panel_opens(cast: Cast, role: str) -> None:
    client = browser(cast.people[role])
    for title, card in panels(page("/en/desk/", client)).items():
        addresses = re.findall(r'href="([^"]+)"', card)
        assert addresses, title
        for address in addresses:
            assert client.get(address, follow=True).status_code == 200, (title, address)


def test_the_links_are_of_the_own_council_and_office(cast: Cast) -> None:
    own = f"/en/councils/{cast.council.code}/"
    clerk = panels(page("/en/desk/", browser(cast.clerk)))
    assert own in clerk["My maslikhat"]
    assert f"{own}manage/" in clerk["Work of the apparatus"]
    assert cast.other.code not in "".join(clerk.values())
    official = panels(page("/en/desk/", browser(cast.official)))
    assert f"/en/bodies/{cast.body.pk}/" in official["My office"]
    deputy = panels(page("/en/desk/", browser(cast.deputy)))
    assert f"/en/deputies/{cast.person(2).pk}/" in deputy["Dialogue"]


def test_a_visitor_is_asked_to_sign_in(cast: Cast) -> None:
    answer = browser(None).get("/en/desk/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/en/sign-in/")

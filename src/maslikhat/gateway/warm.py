"""What the first who ask would wait for is made before the port is open.

A portal may have fallen in the middle of a vote: then all screens of it ask at once.
"""

from django.conf import settings
from django.template import engines
from django.urls import get_resolver
from django.utils import translation

# Their fragments are what a whole audience asks for at the same moment.
ROOMS = ("ledger", "sittings", "voting")


def warm(addresses: str | None = None) -> None:
    """Read all views and addresses, and compile the fragments of what is followed as it happens,
    with the parts that they are made of.

    The addresses are those of the settings, unless a module of others is named.
    """
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            # Asked for, it is made: of each language apart.
            list(get_resolver(addresses).reverse_dict)
    environment = engines["jinja2"].env  # type: ignore[attr-defined]
    for name in environment.list_templates(filter_func=_is_asked_at_once):
        environment.get_template(name)


def _is_asked_at_once(name: str) -> bool:
    room, _slash, file = name.partition("/")
    return file in {"forms.html", "parts.html"} or (room in ROOMS and file.startswith("_"))

"""What templates show is what Jinja itself would show, by less work."""

from functools import cache
from typing import Any

import pytest
from django.utils.safestring import mark_safe
from jinja2 import DictLoader, Environment, pass_context
from markupsafe import Markup

from maslikhat.kit.templates import Templates

PAGES = {
    "page": "{% extends 'middle' %}{% from 'macros' import bold %}{% block main %}"
    "{{ value }}|{{ plain(value) }}|{{ kept('<') }}|{{ named() }}|{{ bold(value) }}"
    "{% for one in [value, value] %}{% include 'part' %}{% endfor %}"
    "{{ super() }}{% set shown %}<i>{{ value }}</i>{% endset %}"
    "{{ shown }}|{{ value ~ '<b>' }}|{{ word }}"
    "{% endblock %}",
    "middle": "{% extends 'base' %}{% block main %}{{ value }}{{ super() }}{% endblock %}",
    "base": "{{ value }}<main>{% block main %}<hr>{% endblock %}</main>",
    "macros": "{% macro bold(text) %}<b>{{ text }}{{ word }}</b>{% endmacro %}",
    "part": "<p>{{ loop.index if loop is defined }}{{ one }}{{ named() }}</p>",
}  # fmt: skip


class Word(str):
    """Text of a kind of its own."""


@pass_context
def named(context: Any) -> str:
    return f"<{context.name}>"


def shown(kind: type[Environment], value: object) -> str:
    env = kind(autoescape=True, loader=DictLoader(PAGES))
    env.globals.update(plain=lambda text: text, kept=cache(str.upper), named=named, word="<w>")
    return env.get_template("page").render(value=value)


@pytest.mark.parametrize(
    "value",
    [
        "<script>alert('1')</script> & \"Ә\"",
        Word("<b>"),
        Markup("<b>"),
        mark_safe("<b>"),
        7,
        None,
        ["<", Markup("<")],
    ],
)
def test_templates_escape_as_jinja_does(value: object) -> None:
    assert shown(Templates, value) == shown(Environment, value)


def test_what_a_template_is_given_is_not_given_to_others() -> None:
    env = Templates(autoescape=True, loader=DictLoader(PAGES))
    env.globals["word"] = "of all"
    assert env.from_string("{{ word }}", globals={"word": "its own"}).render() == "its own"
    assert env.from_string("{{ word }}").render() == "of all"

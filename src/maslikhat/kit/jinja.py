"""The templates' environment: what every page may call."""

from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils import formats, translation
from jinja2 import Environment, StrictUndefined

from maslikhat.kit import charts, days, installation
from maslikhat.kit.formats import words
from maslikhat.kit.languages import LANGUAGES, in_language, reader_language, said
from maslikhat.kit.markdown import to_html


def environment(**options: Any) -> Environment:
    """The environment Django's Jinja2 backend asks for."""
    env = Environment(  # noqa: S701 - the backend passes autoescape=True
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True},
        extensions=["jinja2.ext.i18n"],
    )
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(  # type: ignore[attr-defined]
        translation.gettext,
        translation.ngettext,
        newstyle=True,
        pgettext=translation.pgettext,
        npgettext=translation.npgettext,
    )
    env.globals.update(
        charts=charts,
        is_demo=installation.is_demo,
        in_language=in_language,
        languages=LANGUAGES,
        reader_language=reader_language,
        said=said,
        static=staticfiles_storage.url,
        today=days.today,
        url=url,
    )
    env.filters.update(
        day=words.day,
        day_short=words.day_short,
        linebreaksbr=linebreaksbr,
        markdown=to_html,
        moment=words.moment,
        number=words.number,
        plain_number=formats.localize,
    )
    return env


def url(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a named page in the reader's language."""
    return reverse(name, args=args, kwargs=kwargs)

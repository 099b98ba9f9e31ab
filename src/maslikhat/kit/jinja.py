"""The templates' environment: what every page may call."""

from functools import cache, lru_cache
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.defaultfilters import linebreaksbr
from django.utils import formats, translation
from jinja2 import StrictUndefined
from markupsafe import Markup

from maslikhat.kit import charts, days, flows, installation, treemaps
from maslikhat.kit.addresses import address
from maslikhat.kit.formats import words
from maslikhat.kit.header import header_parts
from maslikhat.kit.languages import LANGUAGES, in_language, reader_language, said, written
from maslikhat.kit.markdown import shown
from maslikhat.kit.templates import Templates

# What upper rooms let every template call or look up, by name; each adds its own in its `apps.py`.
names: dict[str, Any] = {}


def environment(**options: Any) -> Templates:
    """The environment Django's Jinja2 backend asks for."""
    env = Templates(
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
    env.globals.update(gettext=gettext, _=gettext)

    @lru_cache(maxsize=256)
    def drawn(template: str, lang: str, words: tuple[tuple[str, str], ...]) -> Markup:
        return Markup(env.get_template(template).render(**dict(words)))  # noqa: S704 - a template

    def drawn_once(template: str, **words: str) -> Markup:
        """A part of the page that depends on nothing but the language and these few words."""
        return drawn(template, reader_language(), tuple(words.items()))

    @cache
    def static(name: str) -> str:
        """The address of a file of ours; which folder they are in is asked for with the first."""
        return staticfiles_storage.url(name)

    env.globals.update(
        charts=charts,
        drawn_once=drawn_once,
        header_parts=header_parts,
        is_demo=installation.is_demo,
        in_language=in_language,
        languages=LANGUAGES,
        reader_language=reader_language,
        said=said,
        static=static,
        today=days.today,
        flows=flows,
        treemaps=treemaps,
        url=address,
        written=written,
    )
    env.globals.update(names)
    env.filters.update(
        clock=words.clock,
        hour=words.hour,
        day=words.day,
        day_short=words.day_short,
        iso=words.iso,
        linebreaksbr=linebreaksbr,
        markdown=shown,
        moment=words.moment,
        number=words.number,
        plain_number=formats.localize,
        size=words.size_words,
    )
    return env


def gettext(message: str, /, **words: Any) -> Markup:
    """A sentence in the reader's language, with the words put in, as Jinja's own newstyle does."""
    if words:
        return Markup(translation.gettext(message)) % words  # noqa: S704 - ours
    return _sentence(reader_language(), message)


@lru_cache(maxsize=4096)
def _sentence(lang: str, message: str) -> Markup:
    """A sentence without words to put in: asked some twenty times a page."""
    return Markup(translation.gettext(message)) % {}  # noqa: S704 - ours

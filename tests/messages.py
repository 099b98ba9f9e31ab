"""The catalogues: extracted and compared by Babel. Any string untranslated, fuzzy or stale fails.

`--update` merges what is new in the code into `locale/<language>/LC_MESSAGES/django.po`.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "src/maslikhat/locale"
LANGUAGES = ("kk", "ru")
MAPPING = """
[python: **.py]
[jinja2: **/jinja2/**.*]
extensions = jinja2.ext.i18n
trim_blocks = true
lstrip_blocks = true
trimmed = true
"""
KEYWORDS = [
    "_",
    "gettext_lazy",
    "ngettext:1,2",
    "ngettext_lazy:1,2",
    "pgettext:1c,2",
    "npgettext:1c,2,3",
]
UPDATING = ("--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date")
# Lines of a catalogue's head that say nothing, or change each time.
NOISE = tuple(
    f'"{word}'
    for word in ("Report-", "POT-", "PO-", "Last-Translator", "Language-Team", "Generated")
)
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|\{[a-z_]*\}|%%")


def extract() -> Catalog:
    """Every string of the interface as the code has it now."""
    with tempfile.TemporaryDirectory() as folder:
        mapping, template = Path(folder, "babel.cfg"), Path(folder, "django.pot")
        mapping.write_text(MAPPING)
        babel(
            "extract", "-F", mapping, "--no-location", "--sort-output", "--omit-header",
            *(option for word in KEYWORDS for option in ("-k", word)),
            "-c", "Translators:", "-o", template, "src/maslikhat",
        )  # fmt: skip
        with template.open("rb") as file:
            return read_po(file)


def babel(*arguments: object) -> None:
    """Run Babel's own command, quietly."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, check=True)


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def update() -> None:
    """Merge new strings into the catalogues and drop those the code has lost."""
    with tempfile.NamedTemporaryFile(suffix=".pot") as file:
        write_po(file, extract(), omit_header=False, sort_output=True)
        file.flush()
        for language in LANGUAGES:
            path = path_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            known = path.exists()
            babel(
                "update" if known else "init", "-i", file.name, "-o", path, "-l", language,
                "-w", "100", *(UPDATING if known else ()),
            )  # fmt: skip
            lines = path.read_text().splitlines(keepends=True)
            path.write_text("".join(line for line in lines if not line.startswith(NOISE)))


def faults(language: str, wanted: Catalog) -> list[str]:
    """What is wrong with a catalogue, a sentence each."""
    path = path_of(language)
    if not path.exists():
        return [f"{language}: there is no catalogue"]
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    found = []
    for message in wanted:
        if not message.id:
            continue
        said = catalogue.get(message.id, message.context)
        found += [f"{language}: {fault}: {message.id!r}" for fault in _faults_of(message, said)]
    stale = [m.id for m in catalogue if m.id and not wanted.get(m.id, m.context)]
    return found + [f"{language}: no longer in the code: {text!r}" for text in stale]


def _faults_of(message: Message, said: Message | None) -> list[str]:
    if said is None or not said.string or (said.pluralizable and not all(said.string)):
        return ["not translated"]
    if said.fuzzy:
        return ["fuzzy"]
    ids = message.id if message.pluralizable else (message.id,)
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in ids))
    texts = said.string if said.pluralizable else (said.string,)
    strange = [text for text in texts if not set(PLACEHOLDER.findall(text)) <= wanted]
    lost = not message.pluralizable and set(PLACEHOLDER.findall(said.string)) != wanted
    return ["the placeholders differ"] if strange or lost else []


def main() -> int:
    """0 when every string of the interface is said in every language."""
    if "--update" in sys.argv:
        update()
    wanted = extract()
    found = [fault for language in LANGUAGES for fault in faults(language, wanted)]
    print("\n".join(found[:40]) or f"{len(wanted)} strings, each in {' and '.join(LANGUAGES)}.")
    if len(found) > 40:
        print(f"… and {len(found) - 40} more")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())

"""docs/acts.md, made from the acts themselves; `--update` writes it, without it a difference fails.

An act is a public function of a room's `actions.py` (or package `actions/`) that is whole (atomic).
"""

import importlib
import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/acts.md"
HEAD = """# Acts

Every write of the portal is one of these acts: whole or not at all, checked by a permission, and on
the public record. This page is made from the code; `make messages` renews it and `make check`
compares. `by` is who acts.
"""


def acts() -> Iterator[tuple[str, Callable[..., Any]]]:
    """The acts by name, ``"room.act"``, room by room in the order of the alphabet."""
    for room in sorted(path.parent for path in ROOT.glob("src/maslikhat/*/actions*")):
        module = importlib.import_module(f"maslikhat.{room.name}.actions")
        parts = [module]
        if hasattr(module, "__path__"):
            found = pkgutil.iter_modules(module.__path__, module.__name__ + ".")
            parts += [importlib.import_module(part.name) for part in found]
        own = {
            name: function
            for part in parts
            for name, function in inspect.getmembers(part, inspect.isfunction)
            if function.__module__ == part.__name__
            and not name.startswith("_")
            and getattr(function, "is_atomic", False)
        }
        for name, function in sorted(own.items()):
            yield f"{room.name}.{name}", function


def page() -> str:
    """The whole page."""
    lines, room = [HEAD], ""
    for name, function in acts():
        if name.split(".")[0] != room:
            room = name.split(".")[0]
            lines.append(f"## {room}\n")
        told = inspect.getdoc(function) or ""
        lines.append(f"### {name}\n\n{told}\n\n`{_signature(function)}`\n")
    return "\n".join(lines)


def _signature(function: Callable[..., Any]) -> str:
    names = [
        f"{name}" if parameter.default is inspect.Parameter.empty else f"[{name}]"
        for name, parameter in inspect.signature(function).parameters.items()
    ]
    return f"{function.__name__}({', '.join(names)})"


def main() -> int:
    """0 when the page says what the code does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maslikhat.settings")
    django.setup()
    return compared(PAGE, page())


def compared(path: Path, text: str) -> int:
    """0 when the page holds this text; with `--update` it is written first."""
    if "--update" in sys.argv:
        path.write_text(text)
    if path.exists() and path.read_text() == text:
        return 0
    print(f"docs/{path.name} is not what the code says. Renew it with: make messages")
    return 1


if __name__ == "__main__":
    sys.exit(main())

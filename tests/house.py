"""The source of the house, read: what the tests of its shape stand on."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src/maslikhat"
ROOMS = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def told(path: Path) -> str:
    return str(path.relative_to(HOUSE.parent))


def sources() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def templates() -> list[Path]:
    return sorted(HOUSE.glob("*/jinja2/**/*.html"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def imported(path: Path) -> Iterator[tuple[str, ast.stmt]]:
    """Every module and name that a file imports."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((name.name, node) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (
                (f"{'.' * node.level}{node.module or ''}.{n.name}", node) for n in node.names
            )


def called(node: ast.AST) -> set[str]:
    """The names of the functions that are called in it."""
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name)
    }

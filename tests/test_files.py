"""The files of the house: their length, names, imports and markup (STYLE.md, DESIGN §3)."""

import ast
import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.house import HOUSE, ROOMS, ROOT, called, imported, sources, templates, told, tree

LONGEST = 400
KIND_NAMES = {
    "utils",
    "util",
    "services",
    "managers",
    "mixins",
    "helpers",
    "common",
    "misc",
    "base",
}
SIGNALS = {
    "maslikhat/ledger/apps.py": "post_migrate: the triggers that keep the record",
    "maslikhat/sittings/apps.py": "post_migrate: the triggers that keep versions of minutes",
    "maslikhat/voting/apps.py": "post_migrate: the triggers that keep votes and counts",
}
# Where the clock of the machine may be asked for a day.
DAYS = "maslikhat/kit/days.py"
# Whole pages without the portal's layout, each with the reason.
BARE_PAGES = {
    "kit/base.html": "the layout itself",
    "kit/away.html": "drawn when the database is away",
    "kit/fault.html": "drawn when the layout may be what failed",
}


@pytest.mark.parametrize(
    ("folder", "ending"),
    [(HOUSE, "py"), (HOUSE, "css"), (ROOT / "tests", "py"), (ROOT / "bench", "py")],
)
def test_no_file_is_longer_than_four_hundred_lines(folder: Path, ending: str) -> None:
    left_out = {"migrations", "node_modules"}
    found = [p for p in folder.rglob(f"*.{ending}") if not left_out & set(p.parts)]
    assert len(found) > 10
    lengths = {str(path): len(path.read_text().splitlines()) for path in found}
    assert {path: length for path, length in lengths.items() if length > LONGEST} == {}


INLINE = re.compile(
    r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["'{]|javascript:|hx-on""", re.IGNORECASE
)
# A block of data for machines (JSON-LD) is no script, and the policy lets it stand.
SCRIPT = re.compile(
    r"""<script(?![^>]*\ssrc=)(?!\stype="application/ld\+json">)[^>]*>""", re.IGNORECASE
)


def inline(markup: str) -> list[str]:
    """What is written into the page where only its own files may speak."""
    bare = re.sub(r"\{[%#].*?[%#]\}", "", markup, flags=re.DOTALL)
    return INLINE.findall(bare) + SCRIPT.findall(bare)


def test_no_template_has_style_or_script_within() -> None:
    found = {told(path): hit for path in templates() if (hit := inline(path.read_text()))}
    assert found == {}


def test_the_eye_for_style_and_script_sees_them() -> None:
    for bad in (
        '<p style="a">', "<p\nonclick='a'>", "<STYLE>", '<a href="javascript:a">', "<script>",
        '<script type="module">', '<p {% if a %}onclick="{{ a }}"{% endif %}>',
    ):  # fmt: skip
        assert inline(bad)
    assert not inline('<script src="a.js" defer></script>{% set once = "a" %}')


def test_every_live_region_has_an_id_by_which_it_is_found_again() -> None:
    regions = [
        (page.name, tag)
        for page in templates()
        for tag in re.findall(r"<[a-z]+ [^<]*data-live-on[^<]*>", page.read_text())
    ]
    assert regions
    assert [found for found in regions if ' id="' not in found[1]] == []


def test_no_python_makes_markup_with_style_or_script() -> None:
    for path in sources():
        words = [
            node.value
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<" in node.value
        ]
        assert not [w for w in words if re.search(r"<\w[^>]*\sstyle=|<script|\son\w+=", w)], told(
            path
        )


def test_nothing_is_imported_inside_a_function() -> None:
    found = []
    for path in sources():
        for function in ast.walk(tree(path)):
            # `ready` runs when the models are there; before that they cannot be imported.
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef) or (
                path.name == "apps.py" and function.name == "ready"
            ):
                continue
            found += [
                f"{told(path)}:{node.lineno}"
                for node in ast.walk(function)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
    assert found == []


def test_no_import_is_relative() -> None:
    assert [told(path) for path in sources() for name, _ in imported(path) if name[0] == "."] == []


def test_no_module_is_named_by_its_kind() -> None:
    names = {told(path): path.stem for path in sources()}
    names |= {told(path.parent): path.parent.name for path in sources()}
    assert {path for path, name in names.items() if name in KIND_NAMES} == set()


def test_every_rule_of_a_stylesheet_is_closed() -> None:
    for path in HOUSE.rglob("*.css"):
        text = path.read_text()
        assert text.count("{") == text.count("}"), told(path)


def test_nothing_hangs_on_a_signal_but_the_keeping_of_the_record() -> None:
    found = {
        told(path)
        for path in sources()
        for name, _ in imported(path)
        if "signals" in name.split(".") or name.startswith("django.dispatch")
    }
    assert found == set(SIGNALS)


def test_many_rows_are_written_by_the_kits_own_means() -> None:
    for path in sources():
        assert not {"bulk_create", "bulk_update"} & called(tree(path)), told(path)


def test_only_the_kit_knows_what_day_it_is() -> None:
    found = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"today", "utcnow", "localdate"}:
                found.add(f"{told(path)}: {ast.unparse(node)}")
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in {"now", "fromtimestamp"}
                and "timezone" not in ast.unparse(node.func)
                and not node.args
                and not node.keywords
            ):
                found.add(f"{told(path)}: {ast.unparse(node)}")
    assert {one for one in found if not one.startswith(DAYS) and "days.today" not in one} == set()


def test_every_page_stands_in_the_layout() -> None:
    layouts = {"kit/base.html", "accounts/gate.html", "accounts/account.html"}
    for path in templates():
        name = str(path.relative_to(next(p for p in path.parents if p.name == "jinja2")))
        text = path.read_text()
        extended = re.findall(r'\{%-?\s*extends\s+"([^"]+)"', text)
        if path.name.startswith("_") or name in BARE_PAGES:
            assert not extended, name
        elif not extended:
            # A file of macros draws nothing by itself.
            rest = re.sub(r"\{%-?\s*macro.*?endmacro\s*-?%\}|\{#.*?#\}", "", text, flags=re.DOTALL)
            rest = re.sub(r"\{%-?\s*(from|import)[^%]*%\}", "", rest)
            assert rest.strip() == "", f"{name} is neither page, part nor macros"
        else:
            assert set(extended) <= layouts, name


def test_a_room_says_what_it_is_for() -> None:
    for room in ROOMS:
        words = (ast.get_docstring(tree(room / "__init__.py")) or "").split()
        assert len(words) >= 4, room.name


def test_every_file_says_what_it_is_for() -> None:
    silent = [
        told(path)
        for path in sources()
        if path.parent.name != "migrations"
        and path.read_text()
        and not ast.get_docstring(tree(path))
    ]
    assert silent == []


def settings_read() -> set[str]:
    """The names that the portal reads from its environment, from calls of kit.env and kit.mail."""
    readers = {"text", "flag", "whole", "listed", "folder", "database", "out_of"}
    found = set()
    for path in sources():
        if path.parent == HOUSE / "kit":
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in {"env", "mail"}
                and node.func.attr in readers
                and isinstance(node.args[0], ast.Constant)
            ):
                found.add(f"MASLIKHAT_{ast.literal_eval(node.args[0])}")
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(re.findall(r"\bMASLIKHAT_[A-Z_]+\b", node.value))
    return found


def test_every_setting_is_in_the_table_and_the_table_has_no_other() -> None:
    page = (ROOT / "docs/operations.md").read_text()
    table = page[page.index("## Settings") :].split("\n## ")[0]
    listed = set(re.findall(r"^\| `(MASLIKHAT_[A-Z_]+)`", table, re.MULTILINE))
    assert settings_read() == listed
    assert set(re.findall(r"MASLIKHAT_[A-Z_]+[A-Z]", page)) <= listed


def tracked() -> list[Path]:
    """The files of the clone, as git or, in an archive, the folder itself knows them."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        return [ROOT / name for name in listed.stdout.split("\0") if (ROOT / name).is_file()]
    left_out = {".venv", "node_modules", "var"}
    return [
        Path(folder, name)
        for folder, folders, names in os.walk(ROOT)
        for name in (
            folders.__setitem__(slice(None), [f for f in folders if f not in left_out]) or names
        )
    ]


# Hosts of packages, and folders of whichever machine a file was made on.
FOREIGN = re.compile(
    rb"https?://[^\s\"'/]*(?:pypi|npmjs|pythonhosted|nexus|artifactory|registry\.|proxy\.)[^\s\"']*"
    rb"|(?<![\w.])/(?:home|Users|work|root|private)/\w[\w./-]*|/tmp/(?:house|bash_jobs)"
)


def test_no_file_tells_a_package_host_or_a_folder_of_the_machine_it_was_made_on() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {hit.decode(errors='replace')}"
        for path in tracked()
        for hit in FOREIGN.findall(path.read_bytes())
    }
    assert found == set()


def test_the_eye_for_foreign_places_sees_them() -> None:
    # With a sign to be taken out of each, or this file itself would tell one.
    for bad in (b"ht_tps://registry.npmjs.org/a", b" /ho_me/me/a", b'"/wo_rk/main"'):
        assert FOREIGN.search(bad.replace(b"_", b""))
    assert not FOREIGN.search(b"/kk/labour/ https://example.kz/home/a docs/home/x")

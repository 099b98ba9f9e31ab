"""The shape of the house, read from its source: what no other tool checks (STYLE.md, DESIGN §3)."""

import ast
import inspect
import os
import re
import subprocess
import textwrap
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.acts import acts

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "src/maslikhat"
ROOMS = sorted(path.parent for path in HOUSE.glob("*/__init__.py"))
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

# What an act may leave out, each with the reason.
MAKES_NO_ENTRY = {
    "dialogue.mark_read": "what somebody reads is nobody's business, least of all the record's",
    "places.switch": "the last step of places.import_kato, under whose name it records",
}
NEEDS_NO_PERMISSION = {
    "accounts.make_user": "the calling act has decided",
    "accounts.deactivate": "the calling act has decided",
    "registry.redeem": "the code itself is the permission",
}
# An act → the permission that speaks for it, where that is another's word.
PERMITTED_BY = {
    "accounts.begin_session": "may_enter",
    "places.enter_indicators": "may_import_indicators",
    "places.switch": "may_import_kato",
    "registry.draw_constituencies": "may_draw_constituency",
    "registry.elect_person": "may_elect",
    "registry.end_commission": "may_change_commission",
    "registry.end_group": "may_change_group",
    "registry.end_headship": "may_head_council",
    "registry.invite_all": "may_invite",
    "registry.join_commission": "may_change_commission",
    "registry.join_group": "may_change_group",
    "registry.leave_commission": "may_change_commission",
    "registry.leave_group": "may_change_group",
}
# Public functions of actions that are not acts: they only read, or are made of acts.
NOT_ACTS = {
    "accounts.free_number": "only looks",
    "accounts.session_length": "only counts",
    "ledger.record": "what every act calls, inside its own transaction",
    "places.import_indicators": "reads a file, then calls places.enter_indicators",
    "places.import_kato": "made of short acts, for no write lasts over 100 ms (law 2)",
    "registry.sort_keys": "only counts",
}
SIGNALS = {"maslikhat/ledger/apps.py": "post_migrate: the triggers that keep the record"}
# Where the clock of the machine may be asked for a day.
DAYS = "maslikhat/kit/days.py"
# Whole pages without the portal's layout, each with the reason.
BARE_PAGES = {
    "kit/base.html": "the layout itself",
    "kit/fault.html": "drawn when the layout may be what failed",
}


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


ACTS = dict(acts())


def source_of(act: Callable[..., Any]) -> ast.FunctionDef:
    made = ast.parse(textwrap.dedent(inspect.getsource(act))).body[0]
    assert isinstance(made, ast.FunctionDef)
    return made


def called(node: ast.AST) -> set[str]:
    """The names of the functions that are called in it."""
    return {
        call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute | ast.Name)
    }


def test_the_rooms_have_acts_and_this_file_reads_them() -> None:
    assert len(ACTS) > 40
    assert len(ROOMS) > 8
    assert len(templates()) > 40


@pytest.mark.parametrize("ending", ["py", "css"])
def test_no_file_is_longer_than_four_hundred_lines(ending: str) -> None:
    found = [path for path in HOUSE.rglob(f"*.{ending}") if path.parent.name != "migrations"]
    assert len(found) > 10
    long = {told(path): n for path in found if (n := len(path.read_text().splitlines())) > LONGEST}
    assert long == {}


def test_every_public_function_of_actions_is_a_whole_act_or_says_why_not() -> None:
    found = set()
    for path in [*HOUSE.glob("*/actions.py"), *HOUSE.glob("*/actions/*.py")]:
        room = path.relative_to(HOUSE).parts[0]
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.add(f"{room}.{node.name}")
    assert found == set(ACTS) | set(NOT_ACTS)
    assert not set(ACTS) & set(NOT_ACTS)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_signed(name: str) -> None:
    parameter = inspect.signature(ACTS[name]).parameters.get("by")
    assert parameter is not None
    assert parameter.kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_says_in_a_sentence_what_it_does(name: str) -> None:
    assert len((inspect.getdoc(ACTS[name]) or "").split()) >= 4


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(MAKES_NO_ENTRY)))
def test_an_act_is_recorded_by_its_own_name(name: str) -> None:
    room = name.split(".")[0]
    node = source_of(ACTS[name])
    entries = [
        call.args[1]
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "record"
    ]
    if entries:
        assert {ast.literal_eval(entry) for entry in entries} == {name}
        return
    # Through an act it calls, of this room or of a lower one.
    through = {act.split(".")[1] for act in ACTS if act not in MAKES_NO_ENTRY and act != name}
    assert called(node) & through, f"{name} of {room} is not on the record"


@pytest.mark.parametrize("name", sorted(MAKES_NO_ENTRY))
def test_what_is_said_to_make_no_entry_of_its_own_makes_none(name: str) -> None:
    entries = [line for line in inspect.getsource(ACTS[name]).splitlines() if "record(" in line]
    assert not any(f'"{name}"' in line for line in entries)


def test_record_is_given_no_name_that_is_not_an_acts() -> None:
    given = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name == "record" and len(node.args) > 1:
                    room = path.relative_to(HOUSE).parts[0]
                    word = ast.literal_eval(node.args[1])
                    assert word.split(".")[0] == room, told(path)
                    given.add(word)
    assert given <= set(ACTS) | set(NOT_ACTS)
    assert len(given) > 40


@cache
def permissions(room: str) -> set[str]:
    """The sentences of a room: functions, and names given to the same one."""
    body = tree(HOUSE / room / "permissions.py").body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    same = {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {name for name in functions | same if name.startswith("may_")}


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(NEEDS_NO_PERMISSION)))
def test_an_act_asks_its_permission(name: str) -> None:
    room, verb = name.split(".")
    sentence = PERMITTED_BY.get(name, f"may_{verb}")
    asked = called(source_of(ACTS[name]))
    through = {act.split(".")[1] for act in ACTS if act.startswith(f"{room}.") and act != name}
    if not sentence_is_through_another(name):
        assert sentence in permissions(room)
        assert sentence in asked, f"{name} does not ask {sentence}"
    else:
        assert asked & through


def sentence_is_through_another(name: str) -> bool:
    """Acts that only join others, which ask for themselves."""
    return name in {"accounts.enter", "registry.elect_person"}


def test_every_exception_is_still_one() -> None:
    assert set(MAKES_NO_ENTRY) | set(NEEDS_NO_PERMISSION) | set(PERMITTED_BY) <= set(ACTS)
    for name in NEEDS_NO_PERMISSION:
        assert not any(word.startswith("may_") for word in called(source_of(ACTS[name])))
    for name in PERMITTED_BY:
        room, verb = name.split(".")
        assert f"may_{verb}" not in permissions(room), f"{name} has a permission of its own"


def test_every_permission_to_act_is_of_an_act_or_of_a_page() -> None:
    of_pages = {"may_read", "may_write", "may_manage", "may_rename_person"}
    verbs = {name.split(".")[1] for name in [*ACTS, *NOT_ACTS]}
    for room in (path.parent.name for path in HOUSE.glob("*/permissions.py")):
        words = {word for word in permissions(room) if word.removeprefix("may_") not in verbs}
        assert words <= of_pages | set(PERMITTED_BY.values()), room


INLINE = re.compile(
    r"""\sstyle\s*=|<style|\son[a-z]+\s*=\s*["'{]|javascript:|hx-on""", re.IGNORECASE
)
SCRIPT = re.compile(r"<script(?![^>]*\ssrc=)[^>]*>", re.IGNORECASE)


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
    readers = {"text", "flag", "whole", "one_of", "listed", "folder", "database", "out_of"}
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
    assert not FOREIGN.search(b"/kk/work/ https://example.kz/home/a docs/home/x")

"""Who gets which tests: the tests of a file go together, so that its fixtures are made once.

The mark `xdist_group` is of no use here: pytest 9.2 no longer hands the names of groups to
pytest-xdist 3.8, which then deals out every test alone.
"""

import re

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

# What takes longest comes first, lest a worker be left alone with it at the end.
LONGEST = (
    "country/test_looks.py", "country/test_pages.py", "country/test_bad_queries.py",
    "country/test_bad_input.py", "country/test_access.py", "country/test_killed.py",
    "country/test_votes_killed.py", "country/test_writing_browser.py", "cli/test_commands.py",
    "permissions/test_table.py",
)  # fmt: skip
# Pages are made once for those who look at them.
TOGETHER = ("country/test_looks.py", "country/test_pages.py", "country/test_invented.py")
# Here the tests of one parameter go together, those of another may go elsewhere.
DIVIDED = ("country/test_bad_input.py", "country/test_access.py")
PARAMETER = re.compile(r"\[.*\]$")


def part(nodeid: str) -> str:
    """The tests that this one goes with: those of its file, or of its file and parameter."""
    file = nodeid.split("::")[0]
    if file.endswith(TOGETHER):
        return "pages"
    parameter = PARAMETER.search(nodeid) if file.endswith(DIVIDED) else None
    return file + parameter[0] if parameter else file


def opens_a_database(item: pytest.Item) -> bool:
    """Whether a test itself reads or writes one; no other is let."""
    is_marked = item.get_closest_marker("django_db") is not None
    return is_marked or "db" in item.fixturenames  # type: ignore[attr-defined]


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """The longest files first, then those whose tests wait for processes, then all others."""
    return sorted(items, key=lambda item: (_place(item), opens_a_database(item)))


def _place(item: pytest.Item) -> int:
    file = item.path.as_posix()
    return next((at for at, name in enumerate(LONGEST) if file.endswith(name)), len(LONGEST))


class Sharing(LoadScopeScheduling):
    """Deals out the parts in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return part(nodeid)

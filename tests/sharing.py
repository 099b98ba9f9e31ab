"""Who gets which tests: the tests of a file go together, so that its fixtures are made once.

The mark `xdist_group` is of no use here: pytest 9.2 no longer hands the names of groups to
pytest-xdist 3.8, which then deals out every test alone.
"""

import re

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

# What takes longest comes first, lest a worker be left alone with it at the end.
LONGEST = (
    "country/test_looks.py", "country/test_pages.py", "country/test_bad_input.py",
    "cli/test_commands.py",
)  # fmt: skip
# Pages are made once for those who look at them.
TOGETHER = ("country/test_looks.py", "country/test_pages.py")
# Here the tests of one parameter go together, those of another may go elsewhere.
DIVIDED = ("country/test_bad_input.py",)
PARAMETER = re.compile(r"\[.*\]$")


def part(nodeid: str) -> str:
    """The tests that this one goes with: those of its file, or of its file and parameter."""
    file = nodeid.split("::")[0]
    if file.endswith(TOGETHER):
        return "pages"
    parameter = PARAMETER.search(nodeid) if file.endswith(DIVIDED) else None
    return file + parameter[0] if parameter else file


def in_order(items: list[pytest.Item]) -> list[pytest.Item]:
    """Those of the longest files first, all others as they were."""
    places = {name: place for place, name in enumerate(LONGEST)}
    return sorted(
        items,
        key=lambda item: next(
            (place for name, place in places.items() if item.path.as_posix().endswith(name)),
            len(places),
        ),
    )


class Sharing(LoadScopeScheduling):
    """Deals out the parts in the order in which they were collected."""

    def __init__(self, config: pytest.Config, log: object = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        return part(nodeid)

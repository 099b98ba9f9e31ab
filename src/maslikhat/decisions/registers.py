"""What upper rooms tell this one: what they have of a decision's words, to cover it too."""

from collections.abc import Callable

from maslikhat.decisions.models import Decision
from maslikhat.kit.covering import Cover

# Within the act, under the lock of the decision: words of it are covered, or are so no longer.
covered: list[Callable[[Decision, Cover], None]] = []

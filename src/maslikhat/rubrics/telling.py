"""What rubrics tell the rooms below: the subjects, to choose one in a search and to follow."""

from maslikhat.kit.languages import said
from maslikhat.notices.registers import kinds
from maslikhat.rubrics.followed import KINDS
from maslikhat.rubrics.models import Rubric
from maslikhat.search.registers import choices


def subjects() -> list[tuple[str, str]]:
    """Code and name of each subject, as every list shows them."""
    return [(rubric.code, said(rubric, "name").text) for rubric in Rubric.objects.in_order()]


choices["rubric"] = subjects
kinds.update(KINDS)

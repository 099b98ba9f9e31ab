"""What the page of a deputy says of votes: the latest ones open to all, and the way to the rest."""

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from maslikhat.registry.models import Person
from maslikhat.voting.deputies import rows_of, votes_of
from maslikhat.voting.sentences import OUTCOMES

A_PANEL = 5


def votes_panel(person: Person) -> SafeString:
    """The five latest public votes of a deputy, alike for every reader; two queries."""
    # One more than is shown: whether there is a way on to lead.
    found = list(votes_of(person)[: A_PANEL + 1])
    context = {
        "has_more": len(found) > A_PANEL,
        "outcomes": OUTCOMES,
        "person": person,
        "rows": rows_of(found[:A_PANEL]),
    }
    return SafeString(render_to_string("voting/_panel.html", context))

"""All votes of one deputy, by year."""

import re

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.registry.followed import deputies
from maslikhat.voting.deputies import of_year, rows_of, votes_of, years_of
from maslikhat.voting.sentences import OUTCOMES

A_PAGE = 30


@held(60, ("year", "page"))
def deputy(request: HttpRequest, number: int) -> HttpResponse:
    """What a deputy chose in each vote open to all, or why nothing was chosen; seven queries."""
    person = get_object_or_404(deputies(), pk=number)
    year = request.GET.get("year", "")
    if year and not re.fullmatch(r"(19|20)[0-9]{2}", year, re.ASCII):
        raise BadRequest("year")
    votes = votes_of(person)
    page = part_of(request, of_year(votes, int(year)) if year else votes, A_PAGE)
    context = {
        "outcomes": OUTCOMES,
        "page": page,
        "path": [
            (reverse("portal:deputies"), _("Deputies")),
            (reverse("portal:deputy", args=[number]), person.full_name()),
            (request.path, _("Votes of the deputy")),
        ],
        "person": person,
        "query": f"year={year}&" if year else "",
        "rows": rows_of(list(page.object_list)),
        "year": year,
        "years": years_of(votes),
    }
    return page_or_fragment(request, "voting/deputy.html", "voting/_deputy.html", context)

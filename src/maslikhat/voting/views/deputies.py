"""All votes of one deputy, by year; those alone in which opinion was divided."""

import re
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.registry.followed import deputies
from maslikhat.voting.deputies import of_year, rows_of, votes_of, years_of
from maslikhat.voting.divided import divided
from maslikhat.voting.sentences import OUTCOMES

A_PAGE = 30


@held(60, ("year", "divided", "page"))
def deputy(request: HttpRequest, number: int) -> HttpResponse:
    """What a deputy chose in each vote open to all, or why nothing was chosen; seven queries."""
    person = get_object_or_404(deputies(), pk=number)
    year = request.GET.get("year", "")
    if year and not re.fullmatch(r"(19|20)[0-9]{2}", year, re.ASCII):
        raise BadRequest("year")
    only = request.GET.get("divided", "")
    if only not in {"", "yes"}:
        raise BadRequest("divided")
    votes = votes_of(person)
    rows = of_year(votes, int(year)) if year else votes
    page = part_of(request, divided(rows) if only else rows, A_PAGE)
    query = urlencode([pair for pair in (("year", year), ("divided", only)) if pair[1]])
    context = {
        "divided": only,
        "outcomes": OUTCOMES,
        "page": page,
        "path": [
            (reverse("portal:deputies"), _("Deputies")),
            (reverse("portal:deputy", args=[number]), person.full_name()),
            (request.path, _("Votes of the deputy")),
        ],
        "person": person,
        "query": f"{query}&" if query else "",
        "rows": rows_of(list(page.object_list)),
        "year": year,
        "years": years_of(votes),
    }
    return page_or_fragment(request, "voting/deputy.html", "voting/_deputy.html", context)

"""Whom to name: suggestions as one types, and the same as a page where no script runs."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from maslikhat.dialogue.mentionable import LEAST, MOST_TYPED, named_like
from maslikhat.dialogue.refusals import only_deputies
from maslikhat.kit.answers import page_or_fragment
from maslikhat.kit.doors import signed_in
from maslikhat.registry.standing import standing


@require_safe
@signed_in
def mention(request: HttpRequest) -> HttpResponse:
    """Deputies, maslikhats and commissions whose names begin as `?q=`, with the links to copy."""
    if not standing(request.user).deputy_of:
        raise only_deputies(request.user)
    typed = request.GET.get("q", "").strip()[:MOST_TYPED]
    context = {"least": LEAST, "rows": named_like(typed), "typed": typed}
    return page_or_fragment(request, "dialogue/mention.html", "dialogue/_named.html", context)

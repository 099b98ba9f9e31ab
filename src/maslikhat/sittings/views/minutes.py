"""The minutes as the data of the sitting tell them, in both official languages side by side."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maslikhat.kit.languages import reader_language
from maslikhat.sittings.minutes import OFFICIAL, drawn
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import sitting_of, trail_to


@require_safe
def minutes(request: HttpRequest, number: int) -> HttpResponse:
    """The minutes of a sitting that has begun; in English also a translation without force."""
    sitting = sitting_of(request, number)
    if sitting.opened_at is None:
        raise Http404
    languages = [*OFFICIAL, *({reader_language()} - set(OFFICIAL))]
    context = {
        "sitting": sitting,
        "texts": [(lang, drawn(sitting, request.user, lang)) for lang in languages],
        "title": title_of(sitting),
        "trail": trail_to(sitting),
    }
    return render(request, "sittings/minutes.html", context)

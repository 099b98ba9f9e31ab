"""The screen of the hall: what goes on now, in huge letters."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from maslikhat.kit.answers import held, page_or_fragment
from maslikhat.kit.languages import reader_language
from maslikhat.sittings.heard import channel_of
from maslikhat.sittings.labels import label
from maslikhat.sittings.screen import tongues_of
from maslikhat.sittings.staged import scene_of
from maslikhat.sittings.titles import title_of
from maslikhat.sittings.views.asked import sitting_of
from maslikhat.voting.heard import channel_of as channel_of_ballot


@held(2, ("since",))
def screen(request: HttpRequest, number: int) -> HttpResponse:
    """What hangs on the wall of the hall, the same for all who may read the sitting."""
    found = sitting_of(request, number)
    tongues = tongues_of(reader_language())
    scene = scene_of(found, tongues)
    channels = [channel_of(found.pk)]
    if scene.vote is not None and scene.vote.number is not None:
        channels.append(channel_of_ballot(scene.vote.number))
    context = {
        "channels": channels,
        "now": timezone.now(),
        "say": partial(label, tongues),
        "scene": scene,
        "sitting": found,
        "title": title_of(found),
    }
    return page_or_fragment(request, "sittings/screen.html", "sittings/_screen.html", context)

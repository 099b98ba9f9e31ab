"""A list of commitments as an Atom feed."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from maslikhat.commitments.lists import Row
from maslikhat.kit.days import midnight
from maslikhat.kit.installation import is_demo, marked
from maslikhat.kit.languages import reader_language


def atom(title: str, page: str, feed: str, rows: Iterable[Row]) -> HttpResponse:
    """The rows, each with its state; `page` and `feed` are the paths of the list and of itself."""
    base = settings.PUBLIC_URL
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=base + page,
        feed_url=base + feed,
        description=None,
        language=reader_language(),
    )
    for row in rows:
        moment = midnight(row.moved_on)
        made.add_item(
            title=row.title.text,
            link=f"{base}{reverse('commitments:commitment', args=[row.pk])}",
            description=marked(" · ".join(map(str, (row.kind, row.body.text, row.state_words)))),
            unique_id=f"{base}/commitments/{row.pk}#{row.state}-{row.moved_on}",
            updateddate=moment,
            pubdate=moment,
            categories=[row.rubric.text] if row.rubric else [],
            author_name=row.council.text,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=Atom1Feed.content_type)

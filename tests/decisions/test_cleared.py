"""Papers of decisions wait till they are looked through; what was found by mistake is cleared."""

import io

import pytest
from django.test import Client

from maslikhat.decisions import actions
from maslikhat.decisions.models import Attachment, Decision
from maslikhat.kit.refusals import Refused
from maslikhat.ledger.models import Entry
from maslikhat.live.models import Event
from maslikhat.search.models import Entry as Found
from tests.decisions.cast import Cast
from tests.decisions.files import headed
from tests.decisions.test_masks import NAMED, cover, status
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db


def put(cast: Cast, made: Decision, content: bytes, name: str) -> Attachment:
    """An open paper of a decision, not read yet."""
    file = io.BytesIO(content)
    return actions.attach(made, by=cast.clerk, file=file, name=name, is_open=True)


def test_nobody_else_has_a_paper_before_it_is_looked_through(cast: Cast) -> None:
    made = actions.table(cast.draft(), by=cast.chair)
    here, stranger = f"/en/decisions/{made.pk}/", Client()
    paper = put(cast, made, "Смета".encode(), "sums.txt")
    assert status(paper, stranger) == 404 and status(paper, browser(cast.clerk)) == 200
    assert "looks for personal data in this paper first" in stranger.get(here).content.decode()
    assert "Is being read" in browser(cast.clerk).get(here).content.decode()
    drain()
    assert status(paper, stranger) == 200
    assert Event.objects.filter(channel=f"decision:{made.pk}").count() >= 2


def test_personal_data_in_the_name_or_the_headers_of_a_paper_withhold_it_too(cast: Cast) -> None:
    made = actions.table(cast.draft(), by=cast.chair)
    named = put(cast, made, "Смета".encode(), "ИИН 850101300123.txt")
    in_header = put(cast, made, headed("ЖСН 850101300123"), "annex.docx")
    drain()
    assert {status(one, Client()) for one in (named, in_header)} == {404}


def test_what_was_found_by_mistake_the_clerk_clears_with_a_reason(cast: Cast) -> None:
    made = actions.table(cast.draft(texts=NAMED), by=cast.chair)
    paper = put(cast, made, "Насос, тел. 8 701 234 56 78, рядом Асанов".encode(), "pump.txt")
    here, clerk = f"/en/decisions/files/{paper.pk}/clear/", browser(cast.clerk)
    with pytest.raises(Refused, match="still being read"):
        actions.clear_paper(paper, by=cast.clerk, because="A pump")
    drain()
    assert status(paper, Client()) == 404
    page = clerk.get(here).content.decode()
    assert "Насос, тел. <mark>[•••]</mark>, рядом Асанов" in page
    assert clerk.post(here, {"because": " "}).status_code == 422
    assert clerk.post(here, {"because": "The telephone of a pump house"}).status_code == 302
    drain()
    assert status(paper, Client()) == 200
    assert "8 701 234 56 78" in Found.objects.get(kind="decision_file", number=paper.pk).text_ru
    shown = clerk.get(f"/en/decisions/{made.pk}/").content.decode()
    assert "The telephone of a pump house" in shown
    assert "pump house" not in Client().get(f"/en/decisions/{made.pk}/").content.decode()
    assert Entry.objects.filter(act="decisions.clear_paper", subject=paper.pk).count() == 1
    with pytest.raises(Refused, match="nothing withholds it"):
        actions.clear_paper(paper, by=cast.clerk, because="Again")
    # Words covered by hand withhold it all the same.
    cover(cast, made, "Асанов")
    drain()
    assert status(paper, Client()) == 404
    actions.clear_paper(paper, by=cast.clerk, because="Again")
    drain()
    assert status(paper, Client()) == 404


def test_no_cache_keeps_a_paper_that_is_not_everyones(cast: Cast) -> None:
    made = cast.draft()
    paper = put(cast, made, "Смета".encode(), "sums.txt")
    drain()
    clerk, address = browser(cast.clerk), f"/en/decisions/files/{paper.pk}/"

    def kept() -> str:
        answer = clerk.get(address)
        assert b"".join(answer.streaming_content)
        return answer["Cache-Control"]

    assert kept() == "private, no-store"
    actions.table(made, by=cast.chair)
    assert kept() == "no-cache"
    Attachment.objects.update(holds_covered=True)
    assert kept() == "private, no-store"

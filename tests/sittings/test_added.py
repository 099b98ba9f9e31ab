"""An item that is put after the notice was sent says so: on every page, on paper, in minutes."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from pypdf import PdfReader

from maslikhat.kit.refusals import Refused
from maslikhat.notices.models import Happening
from maslikhat.sittings import actions
from maslikhat.sittings.gathered import gathered
from maslikhat.sittings.minutes import as_text, drawn
from maslikhat.sittings.models import Item, Sitting
from maslikhat.sittings.packs.contents import pack_of
from tests.sittings.cast import convened, near, plan, put, seat
from tests.sittings.test_suggested import suggest, topic_of
from tests.voting.cast import Cast, browser

KK, RU = "Регламент, 7-тармақ: дауыс беру арқылы", "Регламент, п. 7: голосованием депутатов"
UNDER = {"kk": KK, "ru": RU}
WRITTEN = {"added_under_kk": KK, "added_under_ru": RU}
TOLD = {"title_kk": "Қосымша", "title_ru": "Дополнительный", "kind": "question"}


def page(sitting: Sitting, lang: str = "en") -> str:
    return Client().get(f"/{lang}/sittings/{sitting.pk}/").content.decode()


def test_after_the_notice_it_is_asked_by_what_a_question_is_added(cast: Cast) -> None:
    sitting, clerk = plan(cast), browser(cast.clerk)
    put(cast, sitting)
    address = f"/en/sittings/{sitting.pk}/items/"
    assert "added_under" not in clerk.get(address).content.decode()
    actions.convene(sitting, by=cast.clerk)
    assert clerk.post(address, TOLD).status_code == 422
    with pytest.raises(Refused, match="The notice has been sent"):
        actions.put_item(sitting, by=cast.clerk, titles={"kk": "А", "ru": "А"})
    with pytest.raises(Refused, match="in Kazakh and in Russian"):
        put(cast, sitting, "А", added_under={"kk": KK})
    assert clerk.post(address, TOLD | {"added_under_kk": KK}).status_code == 422
    assert clerk.post(address, TOLD | WRITTEN).status_code == 302
    announced, added = sitting.items.in_order()
    assert (announced.added_at, added.added_under_kk, added.added_under_ru) == (None, KK, RU)


def test_everyone_reads_it_on_the_page_on_paper_and_in_the_minutes(cast: Cast) -> None:
    sitting = convened(cast)
    added = put(cast, sitting, "Қосымша", added_under=UNDER)
    shown = page(sitting)
    assert shown.count("Added after the notice") == 1
    assert f'By what it was added: <span lang="ru">{RU}</span>' in shown
    for lang, own, other in (("kk", KK, RU), ("ru", RU, KK)):
        assert own in page(sitting, lang)
        assert other not in page(sitting, lang)
    paper = BytesIO(Client().get(f"/en/sittings/{sitting.pk}/agenda.pdf").content)
    told = " ".join(one.extract_text() for one in PdfReader(paper).pages)
    assert "Added after the notice" in " ".join(told.split())
    assert RU in str(pack_of(sitting, None))
    seat(cast, near(sitting), 17)
    sitting = actions.open_sitting(sitting, by=cast.chair)
    for lang, word, under in (("kk", "Хабарламадан кейін", KK), ("ru", "после извещения", RU)):
        agenda = as_text(drawn(gathered(sitting), lang).parts)
        (line,) = [one for one in agenda.splitlines() if word.casefold() in one.casefold()]
        assert line.startswith(f"{added.number}. ")
        assert under in line


def test_of_a_closed_one_a_stranger_reads_that_it_was_added_and_no_more(cast: Cast) -> None:
    sitting = convened(cast)
    put(cast, sitting, "Құпия", added_under=UNDER, is_closed_to_public=True)
    assert "Added after the notice" in page(sitting)
    assert RU not in page(sitting)
    own = browser(cast.deputies[4]).get(f"/en/sittings/{sitting.pk}/").content.decode()
    assert RU in own


def test_who_was_invited_is_told_once_and_of_no_title(cast: Cast) -> None:
    sitting = convened(cast)
    item = put(cast, sitting, "Қосымша", added_under=UNDER)
    told = Happening.objects.get(act="sittings.put_item")
    assert (told.kind, told.number) == ("sittings.sitting", sitting.pk)
    assert cast.deputies[4].pk in {one.user_id for one in told.addressees.all()}
    assert item.added_at is not None


def test_what_was_suggested_says_by_what_it_is_added_too(cast: Cast) -> None:
    sitting, told = convened(cast), suggest(cast, topic_of(cast))
    address, clerk = f"/en/sittings/suggested/{told.pk}/accept/", browser(cast.clerk)
    assert clerk.post(address, {"sitting": sitting.pk}).status_code == 422
    assert clerk.post(address, {"sitting": sitting.pk} | WRITTEN).status_code == 302
    assert Item.objects.get(suggestions=told).added_under_kk == KK


def test_nothing_is_added_before_the_notice_by_the_database_itself(cast: Cast) -> None:
    item = put(cast, plan(cast))
    with pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(added_under_ru=RU)
    Item.objects.filter(pk=item.pk).update(added_at=item.made_at + timedelta(days=1))

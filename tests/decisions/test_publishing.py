"""Publishing: what is covered, what is refused first, and the files that the record knows."""

import datetime as dt
import hashlib
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from lxml import etree

from maslikhat.decisions import actions, copies
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision, Publication, Version
from maslikhat.decisions.parity.agreement import differences_of
from maslikhat.decisions.versions import Texts
from maslikhat.kit import uploads
from maslikhat.kit.days import today
from maslikhat.kit.formats.months import day_in_full
from maslikhat.kit.refusals import Refused
from maslikhat.ledger import sealer
from maslikhat.ledger.models import Entry
from maslikhat.search.models import Entry as Found
from tests.decisions.cast import TEXTS, TITLES, Cast
from tests.registry.cast import browser

pytestmark = pytest.mark.django_db
# Fictive, with a right check digit.
IIN = "850101300015"
PRIVATE = Texts(f"{TEXTS.kk}\n3. ЖСН {IIN}.", f"{TEXTS.ru}\n3. ИИН {IIN}.")
FILES = ("pdf_kk", "pdf_ru")
DAY = dt.timedelta(days=1)


def order(decision: Decision) -> copies.Order:
    version = Version.objects.latest_of(decision)
    assert version is not None
    found = copies.covered_in(version, decision.council)
    return copies.Order(decision, version, copies.fingerprint(version, found))


def published(cast: Cast, decision: Decision, **other: Any) -> Publication:
    return actions.publish(decision, by=cast.clerk, copy=order(decision), **other)


def registered(cast: Cast, **other: Any) -> Decision:
    made = cast.adopted(**other)
    return actions.register(made, by=cast.clerk, number="201", day=today())


def test_a_normative_decision_is_registered_before_it_is_published(cast: Cast) -> None:
    made = cast.adopted()
    with pytest.raises(Refused, match="registered by the State first"):
        published(cast, made)
    actions.register(made, by=cast.clerk, number="201", day=today())
    published(cast, made)
    made.refresh_from_db()
    assert made.state == State.PUBLISHED
    with pytest.raises(Refused, match="Published"):
        published(cast, made)


def test_what_is_not_normative_is_published_without_registration(cast: Cast) -> None:
    made = cast.adopted(kind="individual", texts=Texts(TEXTS.kk, TEXTS.ru.replace("1.", "5.")))
    assert published(cast, made, where="Газета № 12").where == "Газета № 12"


def test_nothing_normative_is_published_while_a_difference_is_unexplained(cast: Cast) -> None:
    made = registered(cast, texts=Texts(TEXTS.kk, TEXTS.ru.replace("2026", "2027")))
    with pytest.raises(Refused, match="differ"):
        published(cast, made)
    version = Version.objects.latest_of(made)
    assert version is not None
    differences = [one.fingerprint for one in differences_of(version)]
    assert differences
    for fingerprint in differences:
        actions.explain_difference(
            made, by=cast.clerk, fingerprint=fingerprint, explanation="A slip of the source"
        )
    published(cast, made)
    assert Entry.objects.filter(act="decisions.explain_difference").count() == len(differences)


def test_the_record_has_the_hash_of_each_file_and_the_disk_the_file(cast: Cast) -> None:
    copy = published(cast, registered(cast))
    hashes = [getattr(copy, name) for name in FILES]
    entries = Entry.objects.filter(act="decisions.publish", kind="decisions.publication")
    assert sorted(entries.values_list("digest", flat=True)) == sorted(hashes)
    for sha256 in hashes:
        content = uploads.path_of(sha256).read_bytes()
        assert hashlib.sha256(content).hexdigest() == sha256
        assert uploads.forget(sha256) is False
    assert uploads.path_of(copy.pdf_kk).read_bytes().startswith(b"%PDF-")
    for lang in ("kk", "ru"):
        answer = Client().get(f"/en/decisions/{copy.decision_id}/pdf/{lang}/")
        assert hashlib.sha256(b"".join(answer.streaming_content)).hexdigest() == getattr(
            copy, f"pdf_{lang}"
        )  # type: ignore[arg-type]
    assert Client().get(f"/en/decisions/{copy.decision_id}/pdf/en/").status_code == 404


def test_personal_data_are_in_no_copy_file_or_search(cast: Cast) -> None:
    made = registered(cast, texts=PRIVATE)
    copy = published(cast, made)
    assert copy.masked == {"iin": 2}
    assert IIN not in copy.copy_kk + copy.copy_ru
    for lang in ("kk", "ru"):
        xml = browser(cast.deputy).get(f"/en/decisions/{made.pk}/akn/{lang}/").content.decode()
        assert IIN not in xml and "[•••]" in xml
    entry = Found.objects.get(kind="decision", number=made.pk)
    assert IIN not in entry.text_kk + entry.text_ru
    for user in (cast.citizen, cast.other_clerk, None):
        assert IIN not in browser(user).get(f"/en/decisions/{made.pk}/").content.decode()
    assert IIN in browser(cast.deputy).get(f"/en/decisions/{made.pk}/").content.decode()


def test_what_is_left_open_is_open_in_the_copy_and_nothing_else_is(cast: Cast) -> None:
    made = registered(cast, texts=PRIVATE)
    actions.lift_mask(
        made, by=cast.clerk, within=made, words=f"ЖСН {IIN}", because="An example, not a person's"
    )
    copy = published(cast, made)
    assert IIN in copy.copy_kk and IIN not in copy.copy_ru and copy.masked == {"iin": 1}


def test_a_copy_made_before_another_mask_is_not_published(cast: Cast) -> None:
    made = registered(cast, texts=PRIVATE)
    ready = copies.made(order(made))
    actions.lift_mask(made, by=cast.clerk, within=made, words=IIN, because="Not a person's")
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.publish(made, by=cast.clerk, copy=ready)
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.publish(
            made, by=cast.clerk, copy=ready._replace(masks=copies.masks_in(made), seen="")
        )


def test_a_list_that_was_not_looked_through_is_not_confirmed(cast: Cast) -> None:
    made = registered(cast, texts=PRIVATE)
    stale = order(made)._replace(seen="0" * 64)
    with pytest.raises(Refused, match="changed meanwhile"):
        actions.publish(made, by=cast.clerk, copy=stale)
    assert not Publication.objects.exists()


def test_the_register_itself_says_which_contacts_are_no_secret(cast: Cast) -> None:
    person = cast.person(2)
    person.work_phone = "+7 701 234 56 78"
    person.save()
    text = "Байланыс: +7 (701) 234-56-78, +7 702 000 11 22"
    made = registered(cast, texts=Texts(f"{TEXTS.kk}\n{text}", f"{TEXTS.ru}\n{text}"))
    copy = published(cast, made)
    assert "234-56-78" in copy.copy_kk and "000 11 22" not in copy.copy_kk


def test_the_form_shows_what_will_be_covered_and_asks_to_confirm(cast: Cast) -> None:
    made = registered(cast, texts=PRIVATE)
    address = f"/en/decisions/{made.pk}/publish/"
    clerk = browser(cast.clerk)
    form = clerk.get(address).content.decode()
    assert form.count(f"<mark>{IIN}</mark>") == 2
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', form)
    assert seen is not None
    sent = {"seen": seen[1], "day": today().isoformat()}
    assert clerk.post(address, sent).status_code == 422
    assert clerk.post(address, {**sent, "is_confirmed": "on", "seen": "x"}).status_code == 409
    assert clerk.post(address, {**sent, "is_confirmed": "on"}).status_code == 302
    assert browser(cast.chair).get(address).status_code == 404
    page = Client().get(f"/en/decisions/{made.pk}/").content.decode()
    assert "Published copy" in page and "Personal data are covered" in page


def the_xml(decision: Decision, lang: str) -> Any:
    """The decision in Akoma Ntoso, which keeps to the strict schema."""
    schema = etree.XMLSchema(etree.parse(Path(__file__).parent / "akn" / "akomantoso30.xsd"))
    root = etree.fromstring(Client().get(f"/en/decisions/{decision.pk}/akn/{lang}/").content)
    schema.assertValid(root)
    return root


def events(root: Any) -> list[tuple[str, str, str]]:
    """What became of it: how it changed, by what, and how that is called."""
    named = {f"#{one.get('eId')}": one for one in root.iterfind(".//{*}references/*")}
    sources = [(one.get("type"), named[one.get("source")]) for one in root.iter("{*}eventRef")]
    return [(change, one.get("href"), one.get("showAs")) for change, one in sources[1:]]


@pytest.mark.parametrize(
    ("kind", "points", "change"),
    [("amends", "", "amendment"), ("repeals", "", "repeal"), ("repeals", "2", "amendment")],
)
def test_the_xml_tells_what_others_did_since(
    cast: Cast, kind: str, points: str, change: str
) -> None:
    old, new = registered(cast), cast.adopted("31-17")
    published(cast, old, where="Эталонный контрольный банк")
    actions.bring_into_force(old, by=cast.clerk, from_day=today())
    actions.relate(new, old, by=cast.clerk, kind=kind, points=points, day=today())
    for lang, title in (("kk", TITLES.kk), ("ru", TITLES.ru)):
        root = the_xml(old, lang)
        [(found, address, name)] = events(root)
        assert (found, name) == (change, title) and address.endswith("/31-17")
        assert b"8%D0%A1-54-1" in etree.tostring(root)


def test_the_xml_tells_that_a_court_ended_it_and_covers_what_the_page_covers(cast: Cast) -> None:
    old = registered(cast)
    published(cast, old)
    kk, ru = f"Сот шешімі № 4, ЖСН {IIN}", f"Решение суда № 4, ИИН {IIN}"
    actions.repeal(old, by=cast.clerk, day=today(), basis_kk=kk, basis_ru=ru)
    for lang, words in (("kk", "Сот шешімі № 4"), ("ru", "Решение суда № 4")):
        [(change, address, name)] = events(the_xml(old, lang))
        assert (change, address) == ("repeal", "/akn/ontology/event/kz/judgment")
        assert words in name and IIN not in name


def checked(sha256: str, lang: str = "en") -> str:
    return unescape(Client().get(f"/{lang}/verify/?sha256={sha256}").content.decode())


def test_who_checks_a_file_is_told_what_came_of_the_decision_since(cast: Cast) -> None:
    made = []
    for number in ("1", "2", "3", "4", "5"):
        one = cast.adopted(number, kind="individual")
        actions.bring_into_force(one, by=cast.clerk, from_day=today())
        made.append((one, published(cast, one).pdf_ru))
    whole, part, ended, timed, new = (one for one, _sha256 in made)
    assert not any('class="note"' in checked(sha256) for _one, sha256 in made)
    actions.relate(new, part, by=cast.clerk, kind="repeals", points="2", day=today())
    actions.relate(new, whole, by=cast.clerk, kind="amends", day=today())
    actions.relate(new, whole, by=cast.clerk, kind="repeals", day=today())
    actions.repeal(ended, by=cast.clerk, day=today(), basis_kk="Сот № 1", basis_ru="Суд № 1")
    actions.bring_into_force(timed, by=cast.clerk, from_day=today(), last_day=today() + DAY)
    now = day_in_full(today(), "en")
    told = [
        f"From {now} it is repealed by decision № 5 of {now}.",
        f"From {now} it is changed by decision № 5 of {now}.",
        f"A court ended it from {now}.",
        f"its last day in force is {day_in_full(today() + DAY, 'en')}.",
    ]
    for words, (_one, sha256) in zip(told, made, strict=False):
        page = checked(sha256)
        assert "Recognised" in page and words in page
    assert 'class="note"' not in checked(made[-1][1])
    assert "№ 5 шешім" in checked(made[0][1], "kk") and "решением № 5" in checked(made[0][1], "ru")
    entry = Entry.objects.filter(digest=made[0][1]).get()
    sealer.seal()
    assert told[0] in unescape(Client().get(f"/en/verify/{entry.pk}/").content.decode())

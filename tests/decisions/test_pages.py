"""The pages: what is listed, filtered and fed, what a decision shows to whom, and the forms."""

import datetime as dt
import hashlib
import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from maslikhat.decisions import actions
from maslikhat.decisions.course import State
from maslikhat.decisions.models import Decision
from maslikhat.decisions.versions import Texts
from maslikhat.decisions.words import tag_of
from maslikhat.kit.days import today
from maslikhat.registry.models import Council
from maslikhat.rubrics.models import Rubric
from tests.decisions.cast import OTHER, TEXTS, Cast
from tests.registry.cast import browser
from tests.worker import drain

pytestmark = pytest.mark.django_db
HOME = "/en/decisions/"
FRAGMENT = {"HX-Request": "true"}
# Fictive, with a right check digit.
IIN = "850101300015"


def page(user: Any, address: str = HOME, status: int = 200) -> str:
    answer = browser(user).get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return answer.content.decode()


def listed(user: Any, query: str = "") -> list[int]:
    numbers = re.findall(r'<a href="/en/decisions/(\d+)/">', page(user, f"{HOME}?{query}"))
    return [int(number) for number in numbers]


def one(decision: Decision) -> str:
    return f"{HOME}{decision.pk}/"


def test_what_is_passed_is_said_otherwise_than_what_is_ahead(cast: Cast, draft: Decision) -> None:
    stations = re.findall(r"<b>([^<]+)</b>", page(cast.clerk, f"{one(draft)}way/"))
    assert {"Adoption", "Publication", "Entry into force"} <= set(stations)
    assert not {"Adopted", "Published", "Entered into force"} & set(stations)
    adopted = re.findall(r"<b>([^<]+)</b>", page(None, f"{one(cast.adopted())}way/"))
    assert "Adopted" in adopted and "Publication" in adopted


def test_a_draft_stands_in_no_strangers_list_feed_or_page(cast: Cast, draft: Decision) -> None:
    assert listed(cast.clerk) == [draft.pk] == listed(cast.deputy)
    assert listed(None) == [] == listed(cast.other_clerk)
    assert f"/decisions/{draft.pk}/" not in page(cast.clerk, f"{HOME}feed/")
    for address in (one(draft), f"{one(draft)}versions/", f"{one(draft)}parity/", f"{one(draft)}way/"):  # fmt: skip  # noqa: E501
        page(None, address, 404)
        page(cast.citizen, address, 404)
        page(cast.chair, address)
    assert "Only the people of the maslikhat see this" in page(cast.chair, one(draft))


def test_each_filter_leaves_what_it_says(cast: Cast) -> None:
    waste = Rubric.objects.get(code="waste")
    first = cast.adopted("33/3- VIII", rubric=waste, mover="commission", moved_by=cast.commission)
    other = cast.adopted("31-17", kind="individual")
    tabled = actions.table(cast.draft(), by=cast.chair)
    for query, found in (
        ("", {first, other, tabled}),
        ("rubric=waste", {first}),
        ("rubric=environment", {first}),
        ("rubric=water", set()),
        ("kind=individual", {other}),
        ("mover=commission", {first}),
        ("state=tabled", {tabled}),
        ("state=adopted", {first, other}),
        ("state=rejected", set()),
        (f"council={cast.council.code}", {first, other, tabled}),
        (f"council={cast.other.code}", set()),
        (
            f"place={Council.objects.get(pk=cast.council.pk).unit.parent.kato}",
            {first, other, tabled},
        ),  # type: ignore[union-attr]
        (f"place={cast.council.unit.kato}", {first, other, tabled}),  # type: ignore[union-attr]
        (f"from={today().isoformat()}", {first, other}),
        (f"to={(today() - dt.timedelta(days=1)).isoformat()}", set()),
        ("q=33/3-VIII", {first}),
        ("q=31-17", {other}),
    ):
        assert set(listed(None, query)) == {row.pk for row in found}, query


def test_a_choice_that_is_none_is_refused_in_a_sentence(cast: Cast) -> None:
    for query in (
        "state=nothing", "kind=1", "mover=x", "place=999999999", "council=../x", "rubric=nothing",
        "from=2026-02-30", "to=yesterday", "page=0x", "page=-1",
    ):  # fmt: skip
        page(None, f"{HOME}?{query}", 400)
    page(None, f"{HOME}?page=7", 404)
    page(None, f"{HOME}{2**63}/", 404)


def test_a_list_asks_as_much_for_thirty_as_for_one(cast: Cast) -> None:
    actions.table(cast.draft(), by=cast.chair)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            Client().get(HOME)
        return len(captured)

    asked()
    few = asked()
    for _place in range(4):
        actions.table(cast.draft(), by=cast.chair)
    assert asked() == few <= 6


def test_the_list_answers_htmx_with_its_part(cast: Cast, tabled: Decision) -> None:
    answer = Client().get(HOME, headers=FRAGMENT)
    text = answer.content.decode()
    assert "<html" not in text and one(tabled) in text and "HX-Request" in answer["Vary"]
    latest = Client().get(f"{HOME}latest/?council={cast.council.code}", headers=FRAGMENT)
    assert one(tabled) in latest.content.decode()


def test_a_feed_of_any_list_is_atom_with_what_all_may_see(cast: Cast) -> None:
    made = cast.adopted("31-17")
    actions.table(cast.draft(kind="individual"), by=cast.chair)
    cast.draft()
    feed = ElementTree.fromstring(page(None, f"{HOME}feed/?state=adopted"))
    space = {"a": "http://www.w3.org/2005/Atom"}
    entries = feed.findall("a:entry", space)
    assert [entry.findtext("a:title", "", space) for entry in entries] == [made.title_en]
    assert "№ 31-17" in entries[0].findtext("a:summary", "", space)


def test_a_feed_tells_when_a_decision_changed_and_when_it_was_adopted(cast: Cast) -> None:
    made = cast.adopted("31-17", kind="organisation")
    adopted, acted, since = (today() - dt.timedelta(days=days) for days in (90, 60, 30))
    Decision.objects.filter(pk=made.pk).update(
        tabled_on=adopted, adopted_on=adopted, moved_on=acted, in_force_from=since
    )
    feed = ElementTree.fromstring(page(None, f"{HOME}feed/"))
    space = {"a": "http://www.w3.org/2005/Atom"}
    told = [feed.findtext(f"a:entry/a:{name}", "", space)[:10] for name in ("published", "updated")]
    assert told == [adopted.isoformat(), since.isoformat()]


def test_both_texts_stand_side_by_side_under_one_anchor(cast: Cast, tabled: Decision) -> None:
    text = page(None, one(tabled))
    pair = re.search(r'<div class="pair" id="p2">.*?<div class="pair"|id="p2">.*', text, re.S)
    assert pair is not None
    assert "2026 жылғы 1 қаңтардан" in pair[0] and "с 1 января 2026 года" in pair[0]
    assert 'lang="kk"' in pair[0] and 'lang="ru"' in pair[0]


def test_personal_data_are_covered_for_everyone_else(cast: Cast) -> None:
    private = Texts(f"{TEXTS.kk}\n3. ЖСН {IIN}.", f"{TEXTS.ru}\n3. ИИН {IIN}.")
    made = actions.table(cast.draft(texts=private), by=cast.chair)
    for address in (one(made), f"{one(made)}versions/1/"):
        assert IIN in page(cast.deputy, address)
        assert IIN not in page(None, address) and IIN not in page(cast.other_clerk, address)
    assert "Personal data are covered" in page(None, one(made))


def test_what_changed_between_any_two_versions_is_marked(cast: Cast, tabled: Decision) -> None:
    actions.revise(tabled, by=cast.clerk, texts=OTHER)
    actions.revise(tabled, by=cast.clerk, texts=TEXTS)
    text = page(None, f"{one(tabled)}versions/2/")
    assert "<del>2026 </del><ins>2027 </ins>" in text or "<ins>2027</ins>" in text
    same = page(None, f"{one(tabled)}versions/3/?with=1")
    assert "<ins>" not in same and "<del>" not in same
    for query in ("?with=9", "?with=x", "?with=-1"):
        page(None, f"{one(tabled)}versions/3/{query}", 404)
    page(None, f"{one(tabled)}versions/9/", 404)


def test_white_space_is_no_difference_of_versions(cast: Cast, draft: Decision) -> None:
    kk, ru = (text.replace("\n", "\n\n").replace(". ", ".   ") for text in TEXTS[:2])
    actions.revise(draft, by=cast.clerk, texts=Texts(kk, ru.replace("правила", "порядок")))
    text = page(cast.clerk, f"{one(draft)}versions/2/")
    assert re.findall(r"<(ins|del)>(.*?)</", text) == [("del", "правила"), ("ins", "порядок")]


def test_the_page_says_to_machines_what_it_is(cast: Cast) -> None:
    made = cast.adopted("8С-54-1")
    Decision.objects.filter(pk=made.pk).update(title_en="On </script><script>alert(1)</script>")
    text = page(None, one(made))
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found is not None
    told = json.loads(found[1])
    assert told["@type"] == "Legislation" and told["legislationIdentifier"] == "8С-54-1"
    assert told["legislationDate"] == today().isoformat()
    assert told["name"].endswith("</script>") and "alert(1)</script>" not in text


def test_a_page_asks_the_same_whatever_it_shows(cast: Cast, tabled: Decision) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert Client().get(one(tabled)).status_code == 200
        return len(captured)

    few = asked()
    for number in range(3):
        actions.revise(tabled, by=cast.clerk, texts=Texts(f"Мәтін {number}", f"Текст {number}"))
        actions.write_letter(
            tabled, by=cast.clerk, direction="out", party="Акимат", own_number=str(number)
        )
    assert asked() == few <= 20


def test_letters_are_the_councils_own_unless_open(cast: Cast, tabled: Decision) -> None:
    for party, is_open in (("Secret correspondent", False), ("Open correspondent", True)):
        actions.write_letter(
            tabled, by=cast.clerk, direction="out", party=party, own_number="1", is_open=is_open
        )
    assert "Secret correspondent" in page(cast.deputy, one(tabled))
    seen = page(None, one(tabled))
    assert "Secret correspondent" not in seen and "Open correspondent" in seen


def test_a_matter_goes_its_whole_way_by_forms(cast: Cast) -> None:
    clerk, chair, day = browser(cast.clerk), browser(cast.chair), today().isoformat()
    words = {"kind": "normative", "mover": f"commission:{cast.commission.pk}", "title_kk": "Атау",
             "title_ru": "Название", "text_kk": TEXTS.kk, "text_ru": TEXTS.ru}  # fmt: skip
    answer = clerk.post(f"{HOME}draft/{cast.council.code}/", words)
    made = Decision.objects.get()
    assert answer.status_code == 302 and answer["Location"] == one(made)
    assert made.mover_commission == cast.commission
    later = (today() + dt.timedelta(days=5)).isoformat()
    for client, act, sent in (
        (clerk, "revise", {**words, "text_kk": OTHER.kk, "text_ru": OTHER.ru, "base": "1"}),
        (clerk, "refer", {"commission": str(cast.commission.pk), "sent_on": day, "due_on": later}),
        (chair, "table", {"day": day}),
        (clerk, "adopt", {"number": "31-17", "day": day, "cast_for": "4", "against": "2",
                          "abstained": "1"}),
        (clerk, "register", {"number": "201", "day": day}),
        (clerk, "force", {"rule_kk": "Жарияланған соң", "rule_ru": "После опубликования"}),
        (clerk, "letter", {"direction": "out", "party": "Прокуратура", "own_number": "1",
                           "own_day": day}),
    ):  # fmt: skip
        answer = client.post(f"{one(made)}{act}/", sent)
        assert answer.status_code == 302, (act, answer.content.decode()[-3000:])
    made.refresh_from_db()
    assert (made.number, made.votes_for, made.registration_number) == ("31-17", 4, "201")
    referral = made.referrals.get()
    sent = {"outcome": "for", "day": day}
    late = clerk.post(f"{HOME}referrals/{referral.pk}/conclude/", sent)
    assert late.status_code == 409 and "Registered" in late.content.decode()


def test_a_rule_corrected_later_leaves_the_days_that_were_entered(cast: Cast) -> None:
    adopted = cast.adopted(kind="organisation")
    form, last = f"{one(adopted)}force/", today() + dt.timedelta(days=9)
    days = {"from_day": today().isoformat(), "last_day": last.isoformat()}
    clerk = browser(cast.clerk)
    assert clerk.post(form, days).status_code == 302
    fields = re.findall(r'name="(\w+)" value="([^"]*)"', clerk.get(form).content.decode())
    assert days.items() <= dict(fields).items()
    adopted.refresh_from_db()
    assert adopted.last_day_in_force == last


def test_a_file_brings_the_text_of_a_version(cast: Cast, draft: Decision) -> None:
    html = "<html><body><p>1. Бірінші тармақ.</p><p>2. Екінші тармақ.</p></body></html>"
    words = {"title_kk": "Атау", "title_ru": "Название", "base": "1", "text_ru": TEXTS.ru}
    file = SimpleUploadedFile("text.html", html.encode(), content_type="text/html")
    answer = browser(cast.clerk).post(f"{one(draft)}revise/", {**words, "file_kk": file})
    assert answer.status_code == 302, answer.content.decode()[-2000:]
    text = draft.versions.get(number=2).text_kk
    assert "Бірінші тармақ" in text and "<p>" not in text


def test_a_paper_is_sent_by_form_and_fetched_by_whom_it_is_open_to(
    cast: Cast, tabled: Decision
) -> None:
    clerk = browser(cast.clerk)
    for name, is_open in (("Open", {"is_open": "on"}), ("Closed", {})):
        file = SimpleUploadedFile("a.txt", f"words of {name}".encode())
        sent = {"file": file, "name": name, "kind": "annex", **is_open}
        assert clerk.post(f"{one(tabled)}attach/", sent).status_code == 302
    opened, closed = tabled.attachments.order_by("pk")
    drain()
    answer = Client().get(f"{HOME}files/{opened.pk}/")
    assert answer.status_code == 200 and answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"words of Open"  # type: ignore[arg-type]
    assert Client().get(f"{HOME}files/{closed.pk}/").status_code == 404
    answer = browser(cast.deputy).get(f"{HOME}files/{closed.pk}/")
    assert answer.status_code == 200 and b"".join(answer.streaming_content)  # type: ignore[arg-type]
    assert answer["Cache-Control"] == "private, no-store"
    shown = page(None, one(tabled))
    assert "Open.txt" in shown and "Closed.txt" not in shown


def test_forms_of_acts_exist_only_for_those_who_may(cast: Cast, tabled: Decision) -> None:
    acts = ("revise", "refer", "consult", "adopt", "reject", "register", "force", "relate", "repeal", "attach", "attach_scan", "letter", "akim", "mark_money", "withdraw")  # fmt: skip  # noqa: E501
    for act in acts:
        for user in (cast.citizen, cast.other_clerk, cast.operator, cast.official):
            page(user, f"{one(tabled)}{act}/", 404)
        assert Client().get(f"{one(tabled)}{act}/").status_code == 302
        page(cast.clerk, f"{one(tabled)}{act}/")
    page(cast.clerk, f"{one(tabled)}table/", 404)
    page(cast.chair, f"{one(tabled)}table/")


def test_the_akims_conclusion_says_that_it_is_the_akims_with_and_without_a_body(
    cast: Cast, tabled: Decision
) -> None:
    actions.mark_money(tabled, by=cast.clerk, touches_money=True)
    for body in (None, cast.body):
        actions.enter_akim_conclusion(
            tabled, by=cast.clerk, is_positive=True, day=today(), body=body
        )
    shown = page(None, one(tabled))
    assert shown.count("<b>Conclusion of the akim</b>") == 1
    assert shown.count("<b>Conclusion of the akim: ") == 1


def test_a_refusal_stands_in_the_form(cast: Cast, tabled: Decision) -> None:
    clerk = browser(cast.clerk)
    answer = clerk.post(f"{one(tabled)}adopt/", {"number": "", "day": ""})
    assert answer.status_code == 422
    some = {"number": "1", "day": today().isoformat(), "cast_for": "3"}
    assert "all three numbers" in clerk.post(f"{one(tabled)}adopt/", some).content.decode()
    answer = clerk.post(f"{one(tabled)}register/", {"number": "1", "day": today().isoformat()})
    assert answer.status_code == 409 and "Tabled" in answer.content.decode()
    answer = clerk.post(f"{one(tabled)}relate/", {"kind": "refers", "target": "abc"})
    assert answer.status_code == 409 or answer.status_code == 422


def test_another_decision_is_named_by_its_address(cast: Cast) -> None:
    old, new = cast.adopted("1"), cast.adopted("2")
    clerk = browser(cast.clerk)
    for target in ("nothing", "99999999999999999999", "/kk/councils/", ""):
        answer = clerk.post(f"{one(new)}relate/", {"kind": "refers", "target": target})
        assert answer.status_code == 422, target
    sent = {"kind": "amends", "target": f"/kk/decisions/{old.pk}/", "day": today().isoformat()}
    assert clerk.post(f"{one(new)}relate/", sent).status_code == 302
    assert "Amended by" in page(None, one(old)) and "Amends" in page(None, one(new))


def test_differences_of_the_languages_are_shown_and_explained(cast: Cast) -> None:
    uneven = Texts(TEXTS.kk, TEXTS.ru.replace("2026", "2027"))
    made = actions.table(cast.draft(texts=uneven), by=cast.chair)
    address = f"{one(made)}parity/"
    assert "Not explained yet" in page(None, address)
    clerk = browser(cast.clerk)
    form = clerk.get(address).content.decode()
    fingerprint = re.search(r'name="fingerprint" value="([^"]+)"', form)
    assert fingerprint is not None
    act = f"{one(made)}explain_difference/"
    sent = {"fingerprint": fingerprint[1], "explanation": "A slip of the source"}
    assert clerk.post(act, {**sent, "explanation": " "}).status_code == 422
    assert clerk.post(act, {**sent, "fingerprint": "0"}).status_code == 409
    assert browser(cast.deputy).post(act, sent).status_code == 404
    assert clerk.post(act, sent).status_code == 302
    assert "A slip of the source" in page(None, address)


def test_the_desk_names_what_waits(cast: Cast, draft: Decision) -> None:
    actions.refer(draft, cast.commission, by=cast.clerk, due_on=today())
    assert "Conclusion due" in page(cast.member, "/en/desk/")
    assert "The commissions have concluded" not in page(cast.clerk, "/en/desk/")
    actions.conclude(draft.referrals.get(), by=cast.member, outcome="for")
    assert "Conclusion due" not in page(cast.member, "/en/desk/")
    assert "The commissions have concluded" in page(cast.clerk, "/en/desk/")
    actions.table(draft, by=cast.chair)
    assert "Enter what the maslikhat decided" in page(cast.chair, "/en/desk/")


def test_a_link_unfolds_into_a_card_for_who_may_see_it(cast: Cast, draft: Decision) -> None:
    card = f"/en/cards/?to=/kk/decisions/{draft.pk}/"
    assert Client().get(card).status_code == 204
    assert "On household waste" in browser(cast.deputy).get(card).content.decode()


@pytest.mark.parametrize("page", ["parity", "versions", "versions/1"])
def test_no_page_of_a_draft_gives_away_what_is_covered(page: str, cast: Cast) -> None:
    number = "900101300016"
    texts = Texts(kk=f"1. Өтініш беруші, ЖСН {number}.", ru="1. Заявитель.")
    draft = cast.draft(texts=texts)
    actions.consult(draft, by=cast.clerk, last_day=today() + dt.timedelta(days=9), basis="x")
    path = f"/en/decisions/{draft.pk}/{page}/"
    hidden = hashlib.sha256(texts.kk.encode()).hexdigest()
    told = Client().get(path).content.decode()
    assert number not in told
    assert hidden not in told
    inside = browser(cast.clerk).get(path).content.decode()
    assert number in inside or hidden in inside


def test_red_is_of_what_was_rejected_alone() -> None:
    assert [state for state in State if tag_of(state) == "bad"] == [State.REJECTED]

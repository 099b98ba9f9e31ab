"""The pages of a vote: what each reader sees of it, and what its forms do."""

import datetime as dt
import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone

from maslikhat.voting import actions
from maslikhat.voting.models import Ballot, Regulations, Vote
from tests.voting.cast import AGAINST, FOR, MOTION, Cast, browser, cast_by


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


def address(ballot: Ballot, act: str = "") -> str:
    return f"/en/votes/{ballot.pk}/{act}"


def test_the_number_of_those_who_voted_is_a_part_of_the_page_and_no_page(cast: Cast) -> None:
    ballot = cast.open()
    cast_by(cast.deputy, ballot, FOR)
    part = Client().get(address(ballot, "progress/"), headers={"HX-Request": "true"})
    told = re.sub(r"<[^>]+>|\s+", " ", part.content.decode())
    assert "1 of 23 deputies have voted" in " ".join(told.split())
    whole = Client().get(address(ballot, "progress/"))
    assert (whole.status_code, whole["Location"]) == (302, address(ballot))


def test_all_who_follow_a_vote_without_signing_in_share_one_page(cast: Cast) -> None:
    ballot = cast.open()
    sheet = Client().get(address(ballot)).content.decode()
    for region in ("ballot", "progress"):
        tag = sheet.partition(f'id="{region}"')[2].partition(">")[0]
        assert "data-live-held" in tag
        hold = resolve(address(ballot, "progress/" if region == "progress" else "")).func.hold
        assert hold.params == ("since",)
    assert "data-live-own" not in sheet
    assert "data-live-own" in browser(cast.deputies[1]).get(address(ballot)).content.decode()


def test_a_clerk_prepares_opens_and_closes_by_forms_alone(cast: Cast) -> None:
    clerk = cast.client("clerk")
    form = {
        "body": f"council-{cast.council.pk}",
        **{f"motion_{lang}": text for lang, text in MOTION.items()},
        "mode": "open",
        "rule": cast.rule().pk,
    }
    answer = clerk.post("/en/votes/new/", form)
    ballot = Ballot.objects.get()
    assert answer["Location"] == address(ballot)
    assert 'name="present"' in page(clerk, address(ballot))
    clerk.post(address(ballot, "open/"), {"present": cast.people[:17]})
    for place in range(13):
        voter = browser(cast.deputies[place])
        voter.post(address(ballot, "cast/"), {"option": FOR, "key": uuid.uuid4()})
    clerk.post(address(ballot, "close/"))
    shown = page(Client(), address(ballot))
    assert "Adopted. For: 13. Against: 0." in shown
    assert "Present, did not vote <small>4</small>" in shown


def test_a_mistake_in_the_question_is_said_in_the_form(cast: Cast) -> None:
    clerk = cast.client("clerk")
    form = {"body": f"council-{cast.council.pk}", "motion_kk": "Иә", "motion_ru": "Да",
            "mode": "open", "rule": cast.rule("commission").pk}  # fmt: skip
    answer = clerk.post("/en/votes/new/", form)
    assert answer.status_code == 422
    assert "Choose a rule that holds today" in answer.content.decode()


def test_candidates_are_named_one_on_a_line(cast: Cast) -> None:
    form = {"body": f"council-{cast.council.pk}", "motion_kk": "Төраға", "motion_ru": "Глава",
            "mode": "secret", "rule": cast.rule("chair_of_council").pk,
            "candidates": "Асанов Асан\nӘлиев Әли / Алиев Али\n\n"}  # fmt: skip
    cast.client("clerk").post("/en/votes/new/", form)
    options = Ballot.objects.get().options.values_list("kind", "name_kk", "name_ru")
    assert list(options) == [
        ("candidate", "Асанов Асан", "Асанов Асан"),
        ("candidate", "Әлиев Әли", "Алиев Али"),
        ("against", "", ""),
    ]


def test_everyone_sees_who_stands_before_there_is_a_result(cast: Cast) -> None:
    stand = [{"kk": "Асанов Асан", "ru": "Асанов Асан"}, {"kk": "Әлиев Әли", "ru": "Алиев Али"}]
    ballot = cast.prepare(candidates=stand, rule="chair_of_council", mode="secret")
    listed = re.compile(r"Candidates</h2>\s*<ul[^>]*><li>Асанов Асан</li><li>Алиев Али</li></ul>")
    assert listed.search(page(cast.client("clerk"), address(ballot)))
    assert listed.search(page(cast.client("deputy"), address(ballot)))
    actions.open_ballot(ballot, by=cast.clerk, present=cast.people)
    assert listed.search(page(Client(), address(ballot)))
    # Who votes has them as the choices.
    assert "Candidates</h2>" not in page(cast.client("deputy"), address(ballot))
    actions.cancel_ballot(ballot, by=cast.clerk, because="A mistake")
    assert listed.search(page(Client(), address(ballot)))


def test_an_elector_finds_three_buttons_and_a_receipt(cast: Cast) -> None:
    ballot, deputy = cast.open(), cast.client("deputy")
    shown = page(deputy, address(ballot))
    assert len(re.findall(r'<button[^>]*name="option"', shown)) == 3
    assert shown.index('name="option"') < shown.index("0 of 23")
    key = re.search(r'name="key" value="([^"]+)"', shown)
    assert key is not None
    answer = deputy.post(address(ballot, "cast/"), {"option": AGAINST, "key": key[1]}, follow=True)
    shown = answer.content.decode()
    assert re.search(r"Received at \d\d:\d\d:\d\d: Against\.", shown)
    assert "1 of 23" in page(deputy, address(ballot))


def test_who_votes_in_kazakh_speaks_for_oneself(cast: Cast) -> None:
    ballot, deputy = cast.open(), cast.client("deputy")
    shown = page(deputy, f"/kk/votes/{ballot.pk}/")
    assert re.findall(r'<button[^>]*name="option"[^>]*>([^<]*)<', shown) == [
        "Қолдаймын",
        "Қарсымын",
        "Қалыс қаламын",
    ]


def test_the_script_is_answered_with_a_receipt_and_with_refusals_as_json(cast: Cast) -> None:
    ballot, deputy = cast.open(), cast.client("deputy")
    told = {"option": FOR, "key": uuid.uuid4(), "made_at": "2026-11-28T10:00:00.000Z"}
    told["sent_at"] = "2026-11-28T10:00:03.000Z"
    accept = {"headers": {"Accept": "application/json"}}
    first = deputy.post(address(ballot, "cast/"), told, **accept).json()
    again = deputy.post(address(ballot, "cast/"), told, **accept).json()
    assert first == again
    assert (first["key"], first["option"], first["is_late"]) == (str(told["key"]), FOR, False)
    refused = deputy.post(address(ballot, "cast/"), {**told, "option": 9}, **accept)
    assert (refused.status_code, list(refused.json())) == (422, ["refused"])
    cast.close(ballot)
    told["key"] = uuid.uuid4()
    late = deputy.post(address(ballot, "cast/"), told, **accept).json()
    assert late["is_late"]
    assert "not counted" in late["sentence"]
    shown = page(Client(), address(ballot))
    assert "Received after closing, not counted" in shown


def test_a_clock_of_a_device_that_is_wrong_refuses_no_vote(cast: Cast) -> None:
    ballot, deputy = cast.open(), cast.client("deputy")
    for told in ("", "yesterday", "2026-11-28", "9999-99-99T99:99", "0001-01-01T00:00:00+00:00"):
        form = {"option": FOR, "key": uuid.uuid4(), "made_at": told, "sent_at": told}
        assert deputy.post(address(ballot, "cast/"), form).status_code == 302
    assert not Vote.objects.exclude(made_at=None).exists()
    # One whose clock is years ahead, or was set back meanwhile.
    for sent in ("2035-01-01T10:03:00Z", "2034-12-31T10:00:00Z"):
        form = {"option": FOR, "made_at": "2035-01-01T10:00:00Z", "sent_at": sent}
        other = browser(cast.deputies[2 if sent > form["made_at"] else 3])
        assert (
            other.post(address(ballot, "cast/"), {**form, "key": uuid.uuid4()}).status_code == 302
        )
    first, last = Vote.objects.exclude(made_at=None).order_by("pk")
    assert first.made_at is not None and last.made_at is not None
    assert 170 < (first.received_at - first.made_at).total_seconds() < 190
    assert abs((last.received_at - last.made_at).total_seconds()) < 10


def test_while_it_is_open_nobody_sees_what_others_chose(cast: Cast) -> None:
    ballot = cast.open()
    cast_by(cast.deputies[5], ballot, AGAINST)
    for part in ("clerk", "chair", "deputy", "operator", "anonymous"):
        shown = page(cast.client(part), address(ballot))
        assert "1 of 23" in shown
        assert "By name" not in shown
        assert 'aria-pressed="true"' not in shown
    own = page(browser(cast.deputies[5]), address(ballot))
    assert own.count('aria-pressed="true"') == 1


def test_a_closed_vote_lists_names_changes_and_the_recused(cast: Cast) -> None:
    ballot = cast.prepare()
    actions.recuse(cast.elector(ballot, 9), by=cast.clerk, because="A relative's company")
    actions.open_ballot(ballot, by=cast.clerk, present=cast.people[:20])
    cast.vote(ballot, [FOR] * 8)
    cast_by(cast.deputies[0], ballot, AGAINST)
    cast.close(ballot)
    shown = page(Client(), address(ballot))
    assert "Deputy00 Тест: For" in shown
    assert "Deputy00 Тест: Against" in shown
    assert "A relative&#39;s company" in shown
    assert "Were not present <small>3</small>" in shown


@pytest.mark.parametrize(
    ("lang", "now", "then"),
    [
        (
            "kk",
            ("Кім дауыс бере алады", "Қатысып, дауыс беретіндер", "Қалай шешіледі"),
            ("Кім дауыс бере алды", "Қатысып, дауыс бере алғандар", "Қалай шешілді"),
        ),
        (
            "ru",
            ("Кто может голосовать", "Присутствуют", "Как принимается решение"),
            ("Кто мог голосовать", "Присутствовали", "Как принималось решение"),
        ),
        (
            "en",
            ("Who may vote", "Present and voting", "How it is decided"),
            ("Who could vote", "Were present and could vote", "How it was decided"),
        ),
    ],
)
def test_of_a_vote_that_is_over_its_page_speaks_in_the_past(
    cast: Cast, lang: str, now: tuple[str, ...], then: tuple[str, ...]
) -> None:
    ballot = cast.open(present=20)
    address = f"/{lang}/votes/{ballot.pk}/"
    shown = page(Client(), address)
    assert all(words in shown for words in now)
    assert not any(words in shown for words in then)
    cast.close(ballot)
    shown = page(Client(), address)
    assert all(words in shown for words in then)
    assert not any(words in shown for words in now)


def test_a_secret_vote_warns_and_shows_no_choice(cast: Cast) -> None:
    ballot = cast.open(mode="secret")
    deputy = cast.client("deputy")
    shown = page(deputy, address(ballot))
    assert "if all choose the same, everybody knows what each chose" in shown.lower()
    assert "cast.js" not in shown
    deputy.post(address(ballot, "cast-secretly/"), {"option": FOR})
    shown = page(deputy, address(ballot))
    assert "A secret vote is final, and nobody can tell" in shown
    again = deputy.post(address(ballot, "cast-secretly/"), {"option": AGAINST})
    assert again.status_code == 409


def test_the_chairs_own_secret_vote_is_the_main_step_then_the_count(cast: Cast) -> None:
    ballot, chair = cast.open(mode="secret"), cast.client("chair")
    main = 'class="btn primary choose">'
    shown = chair.get(address(ballot)).content.decode()
    assert shown.count(main) == 1
    assert f"{main}Put it in the box" in shown
    chair.post(address(ballot, "cast-secretly/"), {"option": FOR})
    assert f"{main}Close the vote and count" in chair.get(address(ballot)).content.decode()


def test_the_warning_stands_before_a_secret_vote_is_opened(cast: Cast) -> None:
    ballot = cast.prepare(mode="secret")
    assert "everybody knows what each chose" in page(cast.client("clerk"), address(ballot))


def test_tellers_enter_and_do_not_see_each_other(cast: Cast) -> None:
    ballot = cast.open(mode="hand", present=18)
    first, second = browser(cast.deputies[3]), browser(cast.deputies[4])
    numbers = {"option_1": 13, "option_2": 4, "option_3": 1}
    assert first.post(address(ballot, "count/"), numbers).status_code == 302
    shown = page(second, address(ballot))
    assert 'name="option_1"' in shown
    assert 'value="13"' not in shown
    assert second.post(address(ballot, "count/"), {**numbers, "option_1": ""}).status_code == 422
    second.post(address(ballot, "count/"), {**numbers, "option_1": 12})
    shown = page(Client(), address(ballot))
    assert "the two counts differ" in shown
    leads = page(cast.client("clerk"), address(ballot))
    assert "Both tellers count anew; if one of them cannot, replace the teller." in leads
    assert address(ballot, "close/") not in leads
    for teller in (first, second):
        teller.post(address(ballot, "count/"), numbers)
    assert address(ballot, "close/") in page(cast.client("clerk"), address(ballot))
    cast.client("clerk").post(address(ballot, "close/"))
    assert "Counted by" in page(Client(), address(ballot))


def test_a_vote_that_is_not_for_the_reader_does_not_exist(cast: Cast) -> None:
    for ballot in (cast.open(is_public=False), cast.prepare()):
        for part in ("anonymous", "citizen", "deputy_elsewhere"):
            client = cast.client(part)
            page(client, address(ballot), 404)
            page(client, address(ballot, "progress/"), 404)
            assert MOTION["en"] not in page(client, "/en/votes/")
            if part != "anonymous":
                for act in ("cast/", "open/", "close/", "cancel/", "count/", "recuse/", "again/"):
                    form = {"option": FOR, "key": uuid.uuid4()}
                    assert client.post(address(ballot, act), form).status_code == 404, act
        assert MOTION["en"] in page(cast.client("deputy"), "/en/votes/")


def test_only_who_leads_prepares(cast: Cast) -> None:
    for part in ("deputy", "citizen", "operator", "deputy_elsewhere"):
        page(cast.client(part), "/en/votes/new/", 404)
    assert f'value="commission-{cast.commission.pk}"' in page(
        browser(cast.deputies[1]), "/en/votes/new/"
    )
    assert f'value="council-{cast.council.pk}"' not in page(
        browser(cast.deputies[1]), "/en/votes/new/"
    )


def test_a_part_of_the_page_is_drawn_anew(cast: Cast) -> None:
    ballot = cast.open()
    answer = Client().get(address(ballot), headers={"HX-Request": "true"})
    assert answer["Vary"]
    assert answer.content.decode().lstrip().startswith('<div id="ballot"')


def test_the_list_puts_what_is_open_first(cast: Cast) -> None:
    closed = cast.close(cast.open())
    opened = cast.open()
    shown = page(Client(), "/en/votes/")
    assert shown.index(address(opened)) < shown.index(address(closed))
    assert "Your vote is awaited" in page(cast.client("deputy"), "/en/votes/")


@pytest.mark.parametrize("part", ["clerk", "chair", "operator"])
def test_the_regulations_are_entered_and_shown(cast: Cast, part: str) -> None:
    where = f"/en/votes/regulations/{cast.council.code}/"
    assert "these are the defaults" in page(Client(), where)
    form = {"counts_vacancies": "no", "may_change": "no", "basis": "п. 45 регламента"}
    assert cast.client(part).post(where, form).status_code == 302
    shown = page(Client(), where)
    assert "п. 45 регламента" in shown
    assert "An open vote is final." in shown
    cast.client(part).post(where, {**form, "may_change": "yes"})
    assert Regulations.objects.get().may_change


@pytest.mark.parametrize("part", ["deputy", "clerk_elsewhere", "citizen", "anonymous"])
def test_the_regulations_are_not_everybodys(cast: Cast, part: str) -> None:
    where = f"/en/votes/regulations/{cast.council.code}/"
    client = cast.client(part)
    assert 'name="basis"' not in page(client, where)
    form = {"counts_vacancies": "no", "may_change": "no", "basis": "п. 45"}
    assert client.post(where, form).status_code == 404


def test_a_page_costs_the_same_for_three_votes_and_for_twenty(cast: Cast) -> None:
    spent = []
    for choices in ([FOR] * 3, [FOR] * 20):
        ballot = cast.open()
        cast.vote(ballot, choices)
        cast.close(ballot)
        client = Client()
        client.get(address(ballot))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, address(ballot))
        spent.append(len(asked))
    assert spent[0] == spent[1] <= 8, spent


def test_a_cancelled_vote_tells_why_and_leads_to_the_one_held_again(cast: Cast) -> None:
    ballot, clerk = cast.open(), cast.client("clerk")
    clerk.post(address(ballot, "cancel/"), {"because": "The link was lost"})
    answer = clerk.post(address(ballot, "again/"), {"mode": "hand"})
    again = Ballot.objects.get(follows=ballot)
    assert answer["Location"] == address(again)
    shown = page(clerk, address(ballot))
    assert "The link was lost" in shown
    assert address(again) in shown
    assert timezone.now() >= ballot.prepared_at


def test_a_form_without_a_key_asks_first_who_sends_it(cast: Cast) -> None:
    ballot, hidden = cast.open(), cast.open(is_public=False)
    where = address(ballot, "cast/")
    for part, status in (("citizen", 403), ("clerk", 403), ("deputy", 400)):
        assert cast.client(part).post(where).status_code == status, part
    assert cast.client("citizen").post(address(hidden, "cast/")).status_code == 404


def test_the_page_says_until_when_a_late_vote_is_received_by_the_servers_clock(cast: Cast) -> None:
    ballot = cast.open()
    cast.vote(ballot, [FOR] * 8)
    ballot = cast.close(ballot)
    device = timezone.now() - dt.timedelta(hours=5)
    cast_by(cast.deputies[12], ballot, FOR, made_at=device)
    assert ballot.late_until is not None
    page = cast.client("deputy").get(address(ballot)).content.decode()
    assert "is received, but not counted, until:" in page
    assert ballot.late_until.isoformat()[:16] in page
    late = page.split('id="late"')[1].split("</div>")[0]
    assert late.count("<time") == 1
    assert f"{device:%Y-%m-%dT%H:%M}" not in late
    assert "not counted, until:" not in cast.client("citizen").get(address(ballot)).content.decode()

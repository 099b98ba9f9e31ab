"""A whole session of a council in six browsers, by what their pages offer and by nothing else.

The clerk plans, convenes and sends; the chair opens and leads; three deputies speak, move, vote
and count; a visitor looks on. One deputy loses the link, the portal is killed in a vote, an item
is considered behind closed doors, an election needs a further round; then the minutes and the
decision.
"""

import json
import re
import uuid
from pathlib import Path

from playwright.sync_api import Browser, Locator, expect

from tests import browser
from tests.country.hall import SECRET, Hall, fill, listening, press
from tests.country.test_killed import killed, rows, run

pytestmark = browser.MARKS
# A draft that is not before the council yet; three deputies, neither clerk nor chair, come in.
PREPARE = """
import json
import django
django.setup()
from django.test import RequestFactory
from maslikhat.accounts.actions import begin_session
from maslikhat.accounts.sessions import SessionStore
from maslikhat.decisions import actions
from maslikhat.decisions.versions import Texts
from maslikhat.demo.cast import REGION, user_of
from maslikhat.registry.models import Council, Mandate

council = Council.objects.get(code=REGION)
titles = Texts("Үлгі шешім", "Решение-пример", "A decision for the test")
actions.draft(council, by=user_of("clerk"), kind="individual", titles=titles,
              texts=Texts("1. Бекітілсін.", "1. Утвердить.", ""))
inside = Mandate.objects.on().of(council).filter(person__user__isnull=False)
told = []
for mandate in inside.exclude(person__user=user_of("chair")).select_related("person__user")[:3]:
    request = RequestFactory().get("/")
    request.session = SessionStore()
    begin_session(request, mandate.person.user, by=mandate.person.user)
    request.session.save()
    told.append([request.session.session_key, mandate.person.full_name("en")])
print(json.dumps(told))
"""
RECEIVED, KEPT = re.compile("Received at"), re.compile("Kept on this device")
HAND = "By show of hands, counted by two tellers"
PAPER = "Secret, on paper, counted by two tellers"


def decide_on_the_draft(hall: Hall) -> None:
    """Amended in two languages, tabled before its vote, adopted by hands that two count."""
    hall.call(1)
    hall.speak()
    hall.amend()
    hall.chair.goto(hall.path)
    vote = hall.put_to_vote()
    for place in range(3):
        expect(hall.cast(vote, place, "Against")).to_have_text(RECEIVED)
    hall.close(vote)
    hall.move()
    press(hall.chair, "Go to the draft")
    for _twice in range(2):
        press(hall.chair, "Put before the maslikhat")
    hall.chair.goto(hall.path)
    hall.put_to_vote(HAND)
    # Who takes part remotely counts no hands.
    offered = hall.chair.locator("main [name=first] option").all_inner_texts()
    assert (hall.names[0] in offered, hall.names[1] in offered) == (True, False)
    fill(hall.chair, first=hall.names[0], second=hall.names[2])
    press(hall.chair, "Put to the vote")
    press(hall.chair, "To the vote")
    vote = hall.vote_of(hall.chair)
    hall.count(vote, {"For": 20, "Against": 3, "Abstained": 2})
    hall.close(vote)
    hall.end()
    expect(hall.visitor.locator("#agenda li").first).to_contain_text("Adopted")


def vote_without_a_link(hall: Hall, portal: killed) -> tuple[str, list[Locator]]:
    """One has no link, and the portal is killed while another votes: devices keep both votes."""
    hall.call(2)
    hall.move()
    vote = hall.put_to_vote("Open, by name")
    listening(hall.visitor, vote)
    for page in hall.pages:
        page.goto(vote)
    expect(hall.chose(0, "For")).to_have_text(RECEIVED)
    expect(hall.visitor.locator("#progress b")).to_have_text(re.compile(r"^\s*1 of "))
    hall.contexts[1].set_offline(True)
    kept = [hall.chose(1, "For")]
    expect(kept[0]).to_have_text(KEPT)
    portal.kill()
    kept.append(hall.chose(2, "Against"))
    expect(kept[1]).to_have_text(KEPT)
    return vote, kept


def vote_secretly(hall: Hall) -> None:
    """How it is voted stays as the chair has chosen it, though somebody leaves meanwhile."""
    hall.call(3)
    hall.move()
    expect(hall.chair.locator("html")).to_have_attribute("data-live-state", "open")
    hall.chair.locator("main [name=mode]").select_option(label="Secret, on the portal")
    before = hall.chair.get_by_text(re.compile(r"\d+ there, \d+ needed")).inner_text()
    hall.pages[1].goto(hall.path)
    hall.pages[1].get_by_text("I leave", exact=True).click()
    press(hall.pages[1], "Yes, I leave the sitting")
    expect(hall.chair.get_by_text(before, exact=True)).to_have_count(0)
    press(hall.pages[1], "I am in the hall")
    expect(hall.chair.get_by_text(before, exact=True)).to_have_count(1)
    vote = hall.put_to_vote()
    expect(hall.chair.get_by_text("Secret, on the portal").first).to_be_visible()
    for page in hall.pages:
        page.goto(vote)
        page.get_by_label("For", exact=True).check()
        press(page, "Put it in the box")
    hall.close(vote)
    hall.end()


def decide_behind_closed_doors(hall: Hall) -> None:
    """The doors are voted on first; the visitor sees that there is an item, and nothing more."""
    hall.call(4)
    expect(hall.visitor.locator("main")).not_to_contain_text(SECRET)
    press(hall.chair, "Move it")
    fill(hall.chair, proposed_by="A third of the deputies who are there", because="Art. 11")
    press(hall.chair, "Enter the motion")
    vote = hall.put_to_vote(HAND)
    hall.count(vote, {"For": 20, "Against": 3, "Abstained": 2})
    hall.close(vote)
    hall.chair.goto(hall.path)
    hall.move()
    vote = hall.put_to_vote("Open, by name")
    for place in range(3):
        expect(hall.cast(vote, place, "For")).to_have_text(RECEIVED)
    answer = hall.visitor.request.get(vote)
    assert answer.status == 404
    hall.close(vote)
    hall.end()


def elect(hall: Hall) -> None:
    """Three stand; who stands counts none, so others do; the second round elects."""
    hall.call(5)
    press(hall.chair, "Name the candidates")
    others = hall.chair.locator("main [name=mandate] option").all_inner_texts()
    standing = [one for one in others[1:] if one not in hall.names][:3]
    for name in standing:
        fill(hall.chair, mandate=name)
        hall.chair.locator("main form button.primary").click()
    hall.chair.goto(hall.path)
    hall.move()
    vote = hall.put_to_vote(PAPER)
    for votes in ((9, 7, 3), (17, 2)):
        hall.chair.get_by_text("Mark who took a ballot paper").click()
        for box in hall.chair.locator("[name=took]").all()[:20]:
            box.check()
        press(hall.chair, "Keep the list")
        told = dict(zip(standing, votes, strict=False)) | {"Against all candidates": 1}
        hall.count(vote, told | {"Spoiled papers": 0, "Papers given out": 20})
        hall.close(vote)
        if len(votes) == 3:
            press(hall.chair, "Prepare the next round")
            # The item cannot end meanwhile; its page leads on to the round.
            hall.chair.goto(hall.path)
            expect(hall.chair.get_by_role("button", name="End the item")).to_have_count(0)
            press(hall.chair, "Open the vote that is prepared")
            press(hall.chair, "Open the vote")
            vote = hall.vote_of(hall.chair)
    hall.end()


def finish(hall: Hall) -> None:
    """What is left is postponed, the minutes are approved, the decision gets its number."""
    hall.chair.goto(hall.path)
    hall.chair.get_by_text("Other steps").click()
    hall.chair.get_by_label(re.compile("Postpone what was not considered: 6")).check()
    press(hall.chair, "Close the sitting")
    press(hall.chair, "Read the minutes and put them right")
    press(hall.chair, "Approve the minutes")
    hall.visitor.goto(f"{hall.path}minutes/")
    for lang, told in {
        "kk": ("СӨЗ СӨЙЛЕДІ: ", "ДАУЫС БЕРДІ (", "ШЕШТІ: қабылдансын.", "Хабарламадан кейін"),
        "ru": ("ВЫСТУПИЛИ: ", "ГОЛОСОВАЛИ (", "РЕШИЛИ: принять.", "Внесён после извещения"),
        "en": ("Spoke: ", "For (2): ", "Against (1): ", "Decided: to adopt."),
    }.items():
        article = hall.visitor.locator(f"article[lang={lang}]").inner_text()
        assert [words for words in told if words not in article] == []
    expect(hall.visitor.locator("main")).not_to_contain_text(SECRET)
    for file in ("kk.pdf", "ru.docx"):
        assert hall.visitor.request.get(f"{hall.path}minutes/{file}").ok
    hall.clerk.goto(hall.path)
    press(hall.clerk, "Give the decision its number")
    fill(hall.clerk, number="77/1")
    press(hall.clerk, "Enter the adoption")
    expect(hall.clerk.get_by_text("№ 77/1").first).to_be_visible()
    press(hall.clerk, "Publish")


def test_a_whole_session_in_six_browsers(chromium: Browser, tmp_path: Path) -> None:
    portal = killed(f"session-{uuid.uuid4().hex[:6]}")
    told = json.loads(run(portal.environment, "-c", PREPARE).splitlines()[-1])
    paper = tmp_path / "note.txt"
    paper.write_text("Анықтама")
    with portal as address:
        hall = Hall(chromium, address, told)
        hall.plan()
        hall.convene(paper)
        hall.gather()
        decide_on_the_draft(hall)
        vote, kept = vote_without_a_link(hall, portal)
    with portal:
        hall.contexts[1].set_offline(False)
        for place in kept:
            expect(place).to_have_text(RECEIVED, timeout=60_000)
        listening(hall.visitor, vote)
        expect(hall.visitor.locator("#progress b")).to_have_text(re.compile(r"^\s*3 of "))
        hall.close(vote)
        expect(hall.visitor.get_by_text("Not adopted").first).to_be_visible(timeout=15_000)
        hall.end()
        listening(hall.visitor, hall.path)
        vote_secretly(hall)
        decide_behind_closed_doors(hall)
        elect(hall)
        finish(hall)
    votes = "SELECT count(*) FROM voting_vote JOIN voting_elector ON voting_elector.id = elector_id"
    assert rows(portal.environment, f"{votes} WHERE ballot_id = {vote.split('/')[3]}") == [(3,)]
    for context in chromium.contexts:
        context.close()

"""The demo, one process: the minutes of a sitting of forty items, as JSON."""

import json
import time
import uuid
from statistics import median

import django

django.setup()

from django.db import transaction  # noqa: E402 - after the settings

from maslikhat.demo import sittings as demo  # noqa: E402
from maslikhat.demo.cast import REGION, user_of  # noqa: E402
from maslikhat.demo.questions import WATER  # noqa: E402
from maslikhat.demo.votes import FOR  # noqa: E402
from maslikhat.registry.models import Council, Mandate, Person  # noqa: E402
from maslikhat.sittings import actions  # noqa: E402
from maslikhat.sittings.drafting import texts_of  # noqa: E402
from maslikhat.sittings.models import Item, MinutesVersion, Sitting  # noqa: E402
from maslikhat.sittings.paper import docx_of, paper_of, pdf_of  # noqa: E402
from maslikhat.voting import actions as voting  # noqa: E402

ITEMS, ROUNDS = 40, 5


def held() -> Sitting:
    """Forty items, each with a report, a question and a vote by name of all who are there."""
    council = Council.objects.get(code=REGION)
    clerk, chair = user_of("clerk"), user_of("chair")
    assert clerk is not None
    assert chair is not None
    sitting = demo.convened_now(council, clerk, "99", [WATER] * ITEMS)
    there = demo.seated(council, clerk, sitting)
    sitting = actions.open_sitting(sitting, by=chair)
    for item in sitting.items.in_order():
        _considered(actions.call_item(item, by=chair), there)
    return actions.close_sitting(sitting, by=chair)


def _considered(item: Item, there: list[Mandate]) -> None:
    clerk, chair = user_of("clerk"), user_of("chair")
    assert clerk is not None
    assert chair is not None
    for kind, mandate in zip(("report", "question"), there, strict=False):
        speech = actions.ask_floor(item, by=clerk, kind=kind, mandate=mandate)
        actions.end_speech(actions.give_floor(speech, by=chair), by=chair)
    motion = actions.move(item, by=clerk, kind="main", texts=WATER.titles)
    ballot = actions.put_to_vote(motion, by=chair)
    for mandate in there:
        user = mandate.person.user
        assert user is not None
        voting.cast(ballot, by=user, option=FOR, key=uuid.uuid4())
    voting.close_ballot(ballot, by=chair)
    actions.end_item(item, by=chair, outcome=Item.Outcome.ADOPTED)


def timed() -> dict[str, float]:
    """Milliseconds to draw them in both languages, to make a PDF, and to make a DOCX."""
    sitting = held()
    version = MinutesVersion.objects.select_related("minutes").get(minutes__sitting=sitting)
    chair = Person.objects.get(user=user_of("chair"))
    paper = paper_of(sitting, version, "kk", chair)
    spent: dict[str, list[float]] = {"drawn": [], "pdf": [], "docx": []}
    for _round in range(ROUNDS):
        for name, work in (
            ("drawn", lambda: texts_of(sitting)),
            ("pdf", lambda: pdf_of(paper)),
            ("docx", lambda: docx_of(paper)),
        ):
            begun = time.perf_counter()
            work()
            spent[name].append((time.perf_counter() - begun) * 1000)
    return {name: median(times) for name, times in spent.items()}


if __name__ == "__main__":
    with transaction.atomic():
        print(json.dumps(timed()))
        # The portal is measured further as it was.
        transaction.set_rollback(True)

"""Every address of the portal with something of the demo put in its place."""

import re
from collections.abc import Iterator
from functools import cache

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import translation

from maslikhat.commitments.models import Commitment, Event, Forwarding, Joint
from maslikhat.decisions.models import Decision, Relation
from maslikhat.demo.cast import CITY, REGION, user_of
from maslikhat.dialogue.models import Conversation, Poll, Post, Topic
from maslikhat.dialogue.models import Group as WorkGroup
from maslikhat.kit.days import today
from maslikhat.moderation.models import Measure, Report
from maslikhat.money.models import BudgetWarning, EnvironmentPlan, Source, Version
from maslikhat.notices.letters.tokens import Unsubscription
from maslikhat.registry.models import (
    Body,
    Commission,
    Council,
    Group,
    Invitation,
    Person,
    Role,
)
from maslikhat.sittings.models import (
    Candidate,
    Interest,
    Motion,
    Rapporteur,
    Recusal,
    Sitting,
    Suggestion,
    WorkPlan,
)
from maslikhat.voting.models import Ballot

# What an inquiry has in each state for the acts that come next.
OF_INQUIRIES = {
    "register": "sent",
    "withdraw": "sent",
    "attach": "sent",
    "answer": "registered",
    "assess": "answered",
    "report_done": "promised",
    "turn": "answered",
    "confirm": "reported",
    "dispute": "reported",
    "close": "confirmed",
    "reopen": "closed",
}
KINDS = {
    "moderation": "dialogue.post",
    "commitments": "inquiry",
    "commitments:blank": "letter",
}
OF_JOINT_DRAFTS = (
    "amend_joint", "address_joint", "unaddress_joint", "invite_to_joint", "sign_joint",
    "decline_joint", "send_joint", "discard_joint",
)  # fmt: skip
OF_REFERRALS = {
    "forwarding": "taken", "receive": "sent", "take_on": "received", "turn_down": "received",
    "report_back": "taken", "discuss_forwarded": "taken",
}  # fmt: skip
OF_EVENTS = ("event", "event_feed", "amend_event", "recommend")
OF_DRAFTS = (
    "revise", "refer", "mark_money", "enter_akim_conclusion", "consult", "table", "withdraw",
)  # fmt: skip
OF_TOPICS = (
    "topic", "after", "changed", "reply", "read", "unaccept", "pin", "unpin", "close", "reopen",
    "move", "retitle", "titles",
)  # fmt: skip
OF_MEASURES = ("measure", "restore", "unlock", "lift", "appeal", "decide")
OF_SOURCES = ("source", "switch_on", "discard", "choose_unit", "map_columns")
OF_PLANS = (
    "plan", "describe_plan", "correct_plan", "drop_plan", "approve_plan", "report_plan",
    "add_measure", "enter_year",
)  # fmt: skip
OF_PLAN_MEASURES = ("measure", "edit_measure", "drop_measure", "enter_amounts", "set_milestone")
OF_WARNINGS = ("warning", "explain")
OF_POLLS = ("poll", "open_poll", "answer_poll", "close_poll")
OF_GROUPS = ("group", "invite", "join_group", "leave_group", "end_group")
OF_CONVERSATIONS = ("conversation", "add_participant", "leave_conversation")
OF_PLANNED = ("edit_sitting", "convene")
OF_RUNNING = (
    "floor", "mark_attendance", "mark_invited", "call_roll", "check_in", "check_out", "pause",
    "plan_resume", "resume", "close_sitting", "screen",
)  # fmt: skip
OF_MINUTES = (
    "minutes", "minutes_changes", "edit_minutes", "approve_minutes", "renew_minutes",
)  # fmt: skip
OF_ITEMS = (
    "edit_item", "move_item", "drop_item", "close_doors", "move_doors", "open_doors",
    "name_rapporteur", "recuse", "call_item", "end_item", "move", "item", "pass_on_conclusion",
)  # fmt: skip
OF_DRAFT_BALLOTS = ("recuse", "unrecuse", "appoint_tellers", "open_ballot")
OF_OPEN_BALLOTS = (
    "progress", "cast", "cast_secretly", "count", "give_papers", "replace_teller", "close_ballot",
    "cancel_ballot",
)  # fmt: skip
_ROUTE = re.compile(r"(?<!\?P)<(?:(\w+):)?(\w+)>")
_GROUP = re.compile(r"\?P<(\w+)>")


@cache
def patterns() -> tuple[tuple[str, str], ...]:
    """The name and the route of each address, those in three languages once, as English."""
    with translation.override("en"):
        return tuple(_within(get_resolver(), "", ""))


def _within(resolver: URLResolver, prefix: str, space: str) -> Iterator[tuple[str, str]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            yield from _within(entry, route, inner)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{route} has no name"
            yield space + entry.name, route


@cache
def _numbers() -> dict[str, int]:
    """For the addresses that take a number, that of something of the demo; asked for once.

    What belongs to a council is of the council whose clerk and chair are among the nine; what
    belongs to a deputy is of the regional one of them.
    """
    own = Person.objects.get(user=user_of("deputy-regional"))
    council = Council.objects.get(code=REGION)
    commission = Commission.objects.filter(council=council, kind="standing").order_by("pk")[0]
    group = Group.objects.filter(council=council).order_by("pk")[0]
    body = Body.objects.filter(unit=council.unit).order_by("pk")[0]
    post = Post.objects.filter(author=own).order_by("pk")[0]
    reported = Report.objects.open().earliest("pk").case.number
    measure = Measure.objects.earliest("pk").pk
    asking = Topic.objects.get(asks_understood=True)
    work = WorkGroup.objects.get()
    member = work.members.filter(role="member", joined_at__isnull=False).order_by("pk")[0]
    # Who asked the question that is still waiting: the deputy of the city.
    asked = Topic.objects.filter(author__user=user_of("deputy-city"), askings__isnull=False)
    question = asked.order_by("pk")[0]
    region = Decision.objects.filter(council=council, origin="portal")
    published = region.exclude(published_on=None).order_by("pk")[0]
    draft = region.in_state("referred").get()
    sittings = Sitting.objects.of(council).filter(session__isnull=False)
    coming = sittings.get(session__number="13")
    held, live = sittings.get(session__number="11"), sittings.get(session__number="12")
    called, waiting = live.items.called().get(), live.speeches.waiting().get()
    plan = WorkPlan.objects.get(council=council, adopted_on=None)
    item = coming.items.in_order()[0].pk
    election = coming.items.get(kind="election")
    registered = region.in_state("registered").get()
    ballots = Ballot.objects.of_council(council).order_by("pk")
    environment = EnvironmentPlan.objects.of(council).get(first_year=today().year)
    first = environment.measures.in_order()[0]
    warning = BudgetWarning.objects.public().filter(council=council).order_by("pk")[0]
    asked = Commitment.objects.of(council).order_by("pk")
    inquiries = asked.filter(kind="inquiry")
    # Those that the region was sent, for what it answers; of its own what it takes back.
    referrals = Forwarding.objects.filter(to_council=council).order_by("pk")
    recalled = Forwarding.objects.get(council=council, state="sent", joint=None)
    office = Body.objects.get(roles__user=user_of("official"))
    return {
        "commitments": inquiries.filter(state="answered")[0].pk,
        **{
            f"commitments:{word}": inquiries.filter(state=state)[0].pk
            for word, state in OF_INQUIRIES.items()
        },
        "commitments:say": asked.filter(kind="mandate", place__kato=CITY, state="reported")[0].pk,
        "commitments:redirect": asked.filter(kind="recommendation", state="sent")[0].pk,
        "commitments:extend": asked.filter(kind="mandate", state="registered")[0].pk,
        "commitments:pass_on": asked.filter(kind="mandate", state="sent")[0].pk,
        "commitments:remark": Body.objects.get(roles__user=user_of("official")).pk,
        "commitments:hand_over": inquiries.filter(state="registered")[0].pk,
        **dict.fromkeys(("commitments:samples", "registry:officials"), office.pk),
        **dict.fromkeys(("registry:end_office", "registry:revoke_office"), office.pk),
        **dict.fromkeys(
            ("commitments:edit_sample", "commitments:drop_sample"),
            office.samples.order_by("pk")[0].pk,
        ),
        "invited": Invitation.objects.usable().get(body=office).pk,
        "office": Role.objects.get(body=office, rank="executor").pk,
        "commitments:blank": inquiries[0].pk,
        "commitments:succeed": Body.objects.get(to_day__isnull=False, succession=None).pk,
        "commitments:answer_letter": inquiries.filter(state="answered")[0].pk,
        **dict.fromkeys(
            (
                f"commitments:{word}"
                for word in ("joint", "joint_csv", "joint_workbook", "joint_feed", "withdraw_joint")
            ),
            Joint.objects.get(state="sent").pk,
        ),
        **{f"commitments:{word}": Joint.objects.get(state="draft").pk for word in OF_JOINT_DRAFTS},
        **{
            f"commitments:{word}": referrals.filter(state=state)[0].pk
            for word, state in OF_REFERRALS.items()
        },
        "commitments:recall": recalled.pk,
        **dict.fromkeys(
            (f"commitments:{word}" for word in OF_EVENTS), Event.objects.get(kind="conference").pk
        ),
        "commitments:drop_event": Event.objects.get(recommendations=None).pk,
        # A file is no page: tests/commitments/test_events.py says who gets one.
        "commitments:protocol": 0,
        # A file is no page: tests/commitments/test_pages.py says who gets one.
        "commitments:file": 0,
        # What is open to all; drafts are the council's own.
        "decisions": published.pk,
        **{f"decisions:{word}": draft.pk for word in OF_DRAFTS},
        "decisions:vote": region.in_state("tabled").get().pk,
        "decisions:adopt": region.in_state("tabled").get().pk,
        "decisions:reject": region.in_state("tabled").get().pk,
        "decisions:conclude": draft.referrals.filter(outcome="").get().pk,
        **{f"decisions:{word}": registered.pk for word in ("publish", "cover_words", "lift_mask")},
        "decisions:unrelate": Relation.objects.get(source__council=council, kind="repeals").pk,
        # A file is no page: tests/decisions/test_pages.py says who gets one.
        **dict.fromkeys(
            ("decisions:file", "decisions:pdf", "decisions:close_paper", "decisions:clear_paper"), 0
        ),
        "dialogue": post.pk,
        # A file is no page: tests/dialogue/test_files.py says who gets one.
        "dialogue:file": 0,
        "dialogue:room": post.topic.room_id,
        **{f"dialogue:{word}": post.topic_id for word in OF_TOPICS},
        "moderation": reported,
        "money": Version.objects.of(council).lately().exclude(kind="refined")[0].pk,
        **{f"money:{word}": Source.objects.get(council=council).pk for word in OF_SOURCES},
        **{f"money:{word}": environment.pk for word in OF_PLANS},
        **{f"money:{word}": first.pk for word in OF_PLAN_MEASURES},
        **{f"money:{word}": warning.pk for word in OF_WARNINGS},
        "money:question": council.pk,
        "money:reach_milestone": first.milestones.order_by("pk")[0].pk,
        # A file is no page: tests/money/test_pages.py says who gets one.
        "money:file": 0,
        **{f"moderation:{word}": measure for word in OF_MEASURES},
        **{
            f"dialogue:{word}": asking.pk for word in ("understood", "understand", "ask_understood")
        },
        **{f"dialogue:{word}": Poll.objects.get().topic_id for word in OF_POLLS},
        **{f"dialogue:{word}": work.pk for word in OF_GROUPS},
        "dialogue:remove_member": member.pk,
        "dialogue:make_lead": member.pk,
        **{f"dialogue:{word}": Conversation.objects.get().pk for word in OF_CONVERSATIONS},
        **dict.fromkeys(("dialogue:peers", "dialogue:ask"), question.pk),
        "portal": own.pk,
        "portal:body": body.pk,
        "portal:commission": commission.pk,
        "portal:group": group.pk,
        "registry": own.pk,
        "registry:end_body": body.pk,
        "registry:end_commission": commission.pk,
        "registry:end_group": group.pk,
        "registry:end_headship": council.headships.get(to_day=None).pk,
        "registry:end_mandate": own.mandates.get(to_day=None).pk,
        **dict.fromkeys(
            ("registry:end_role", "registry:reset_factors"),
            Role.objects.get(kind="clerk", council=council).pk,
        ),
        "registry:join_commission": commission.pk,
        "registry:join_group": group.pk,
        "registry:leave_commission": commission.members.order_by("pk")[0].pk,
        "registry:leave_group": group.members.order_by("pk")[0].pk,
        "registry:set_subjects": commission.pk,
        "registry:revoke_invitation": Invitation.objects.filter(council=council)[0].pk,
        # What is open to all; a planned one is the council's own.
        "sittings": coming.pk,
        **{f"sittings:{word}": sittings.get(convened_at=None).pk for word in OF_PLANNED},
        **{f"sittings:{word}": item for word in OF_ITEMS},
        **{f"sittings:{word}": live.pk for word in OF_RUNNING},
        **dict.fromkeys(("sittings:ask_floor", "sittings:enter_speaker"), called.pk),
        **dict.fromkeys(("sittings:withdraw_speech", "sittings:order_speech"), waiting.pk),
        "sittings:give_floor": waiting.pk,
        "sittings:end_speech": live.speeches.speaking().get().pk,
        **{f"sittings:{word}": held.pk for word in OF_MINUTES},
        "sittings:commission_calendar": commission.pk,
        **dict.fromkeys(("sittings:attendance", "sittings:subjects"), own.pk),
        "sittings:deputy_calendar": own.pk,
        **dict.fromkeys(("sittings:put_plan_item", "sittings:adopt_plan"), plan.pk),
        "sittings:drop_plan_item": plan.items.get().pk,
        "sittings:end_interest": Interest.objects.get(person=own).pk,
        # No sitting of the demo is being entered: tests/sittings/test_brought_over.py enters one.
        "sittings:bring_item": item,
        "sittings:suggest_item": post.topic_id,
        **dict.fromkeys(
            ("sittings:accept_suggestion", "sittings:decline_suggestion"),
            Suggestion.objects.get(council=council, outcome="").pk,
        ),
        "sittings:name_candidate": election.pk,
        "sittings:drop_candidate": Candidate.objects.filter(item=election)[0].pk,
        "sittings:drop_rapporteur": Rapporteur.objects.get(item=item).pk,
        "sittings:plan_sitting": commission.pk,
        "sittings:unrecuse": Recusal.objects.get(item=item).pk,
        **dict.fromkeys(
            (
                "sittings:put_to_vote",
                "sittings:choose_tellers",
                "sittings:complete_motion",
                "sittings:withdraw_motion",
            ),
            Motion.objects.get(item__sitting=coming).pk,
        ),
        # A file is no page: tests/sittings say who gets one.
        **dict.fromkeys(
            (
                "sittings:document",
                "sittings:clear_document",
                "sittings:close_document",
                "sittings:minutes_file",
                "sittings:pack",
                "sittings:kept_pack",
            ),
            0,
        ),
        # The page is of one with a result, which all may read; the acts are of those they are for.
        "voting": ballots.closed().filter(mode="open")[0].pk,
        **dict.fromkeys((f"voting:{word}" for word in OF_OPEN_BALLOTS), ballots.open().get().pk),
        **dict.fromkeys(
            (f"voting:{word}" for word in OF_DRAFT_BALLOTS),
            ballots.get(state="draft", mode="hand").pk,
        ),
        "voting:hold_again": ballots.filter(outcome="further_round")[0].pk,
        "voting:compare": own.pk,
        "voting:deputy": own.pk,
    }


@cache
def _row() -> int:
    """A row of the version of the budget that the addresses lead to."""
    lines = Version.objects.get(pk=_numbers()["money"]).lines.filter(row__gt=0)
    return lines.order_by("row")[0].row


@cache
def _stop() -> str:
    """The token in a link of a letter to the citizen, good in anybody's hands."""
    citizen = user_of("citizen")
    assert citizen is not None
    return Unsubscription(citizen.pk, "digest").token()


def arguments(name: str) -> dict[str, object]:
    """For the address of this name, something of the demo for each of its variables."""
    numbers = _numbers()
    return {
        "body": "commission",
        "code": REGION,
        "kato": REGION,
        "kind": KINDS.get(name, KINDS.get(name.split(":")[0], "nothing")),
        "key": "0" * 40,
        "lang": "kk",
        "mode": "hand",
        "part": "chair",
        "number": numbers.get(name, numbers.get(name.split(":")[0], 1)),
        "pk": 1,
        "purpose": "login",
        "invited": numbers["invited"],
        "office": numbers["office"],
        "role": "citizen",
        "form": "csv",
        "sheet": 1,
        "row": _row(),
        "step": 3,
        "year": today().year,
        "version": 1,
        "word": "environment",
        "token": _stop() if name == "notices:unsubscribe" else "0" * 26,
        "uidb36": "1",
    }


@cache
def everywhere(lang: str = "en") -> dict[str, str]:
    """Every address by name, in a language, filled in from the demo."""
    with translation.override(lang):
        return {name: _address(name, route) for name, route in patterns()}


def _address(name: str, route: str) -> str:
    known = arguments(name)
    names = [found[1] for found in _ROUTE.findall(route)] + _GROUP.findall(route)
    return reverse(name, kwargs={one: known[one] for one in names})

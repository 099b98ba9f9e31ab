"""Every act is signed, permitted and on the record, read from its source (STYLE.md, DESIGN §5)."""

import ast
import inspect
import textwrap
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from tests.acts import acts
from tests.house import HOUSE, ROOMS, called, sources, templates, told, tree

# What an act may leave out, each with the reason.
MAKES_NO_ENTRY = {
    "accounts.choose_language": "how somebody wants letters is theirs alone",
    "dialogue.add_upload": "a file is on the record with the post it is put to",
    "dialogue.answer_poll": "a choice may be changed, and the record is for ever",
    "dialogue.begin_upload": "a file is on the record with the post it is put to",
    "dialogue.discard_draft": "what somebody types and does not post is theirs alone",
    "dialogue.drop_upload": "what was never posted is nobody's business",
    "dialogue.finish_upload": "a file is on the record with the post it is put to",
    "dialogue.keep_draft": "what somebody types and does not post is theirs alone",
    "dialogue.mark_useful": "a mark may be taken back, and the record is for ever",
    "dialogue.unmark_useful": "a mark may be taken back, and the record is for ever",
    "dialogue.take_part": "a part of a file is not yet anything",
    "dialogue.dismiss_path": "what a newcomer has put aside is theirs alone",
    "dialogue.read_guide": "what somebody reads is nobody's business, least of all the record's",
    "dialogue.mark_read": "what somebody reads is nobody's business, least of all the record's",
    "commitments.decline_joint": "who does not sign leaves no trace, least of all on the record",
    "money.discard": "what was never in force is forgotten within a day",
    "notices.arrange": "how somebody wants letters is theirs alone",
    "notices.choose": "what somebody follows is theirs alone",
    "notices.follow": "what somebody follows is theirs alone",
    "notices.mark_all_read": "what somebody reads is nobody's business, least of all the record's",
    "notices.mark_read": "what somebody reads is nobody's business, least of all the record's",
    "notices.unfollow": "what somebody follows is theirs alone",
    "notices.unsubscribe": "how somebody wants letters is theirs alone",
    "search.drop": "what somebody looks for is nobody's business",
    "search.save": "what somebody looks for is nobody's business",
    "places.switch": "the last step of places.import_kato, under whose name it records",
    "voting.cast_secretly": "beside other entries it would say who voted when",
}
NEEDS_NO_PERMISSION = {
    "accounts.make_user": "the calling act has decided",
    "accounts.deactivate": "the calling act has decided",
    "registry.redeem": "the code itself is the permission",
}
# An act → the permission that speaks for it, where that is another's word.
PERMITTED_BY = {
    "accounts.begin_session": "may_enter",
    "dialogue.add_upload": "may_upload",
    "dialogue.begin_upload": "may_upload",
    "dialogue.drop_upload": "may_upload",
    "dialogue.finish_upload": "may_upload",
    "dialogue.dismiss_path": "may_take_path",
    "dialogue.read_guide": "may_take_path",
    "dialogue.reopen": "may_close",
    "dialogue.take_part": "may_upload",
    "dialogue.unaccept": "may_accept",
    "dialogue.unmark_useful": "may_mark_useful",
    "dialogue.unpin": "may_pin",
    "notices.arrange": "may_keep_inbox",
    "notices.choose": "may_follow",
    "notices.mark_all_read": "may_keep_inbox",
    "notices.mark_read": "may_keep_inbox",
    "notices.unfollow": "may_keep_inbox",
    "places.enter_indicators": "may_import_indicators",
    "places.switch": "may_import_kato",
    "registry.draw_constituencies": "may_draw_constituency",
    "registry.elect_person": "may_elect",
    "registry.end_commission": "may_change_commission",
    "registry.end_group": "may_change_group",
    "registry.end_headship": "may_head_council",
    "registry.invite_all": "may_invite",
    "registry.join_commission": "may_change_commission",
    "registry.join_group": "may_change_group",
    "registry.leave_commission": "may_change_commission",
    "registry.leave_group": "may_change_group",
}
# Public functions of actions that are not acts: they only read, or are made of acts.
NOT_ACTS = {
    "accounts.free_number": "only looks",
    "accounts.session_length": "only counts",
    "dialogue.forget_draft": "a part of the acts that post, in their transaction",
    "ledger.record": "what every act calls, inside its own transaction",
    "live.publish": "a tool of acts, inside their own transaction, as ledger.record is",
    "live.publish_to_users": "a tool of acts, inside their own transaction, as ledger.record is",
    "live.revoke": "a tool of acts, inside their own transaction: theirs is the permission",
    "live.revoke_users": "a tool of acts, inside their own transaction: theirs is the permission",
    "live.sweep": "the timetable's: what has gone stale in short transactions",
    "live.withdraw": "a tool of acts, inside their own transaction: theirs is the permission",
    "money.import_budget": "made of short writes (law 2); money.switch_on records it",
    "notices.follow_from_now": "as notices.tell",
    "notices.tell": "what acts of upper rooms call, inside their own transaction",
    "notices.tell_many": "as notices.tell, for many at once",
    "notices.told_of": "only looks",
    "places.import_indicators": "reads a file, then calls places.enter_indicators",
    "places.import_kato": "made of short acts, for no write lasts over 100 ms (law 2)",
    "registry.sort_keys": "only counts",
    "search.forget": "a part of an upper room's act, in its transaction",
    "search.index": "a part of an upper room's act, in its transaction",
    "search.index_many": "a part of an upper room's act, in its transaction",
}
ACTS = dict(acts())


def source_of(act: Callable[..., Any]) -> ast.FunctionDef:
    made = ast.parse(textwrap.dedent(inspect.getsource(act))).body[0]
    assert isinstance(made, ast.FunctionDef)
    return made


def test_the_rooms_have_acts_and_this_file_reads_them() -> None:
    assert len(ACTS) > 40
    assert len(ROOMS) > 8
    assert len(templates()) > 40


def test_every_public_function_of_actions_is_a_whole_act_or_says_why_not() -> None:
    found = set()
    for path in [*HOUSE.glob("*/actions.py"), *HOUSE.glob("*/actions/*.py")]:
        room = path.relative_to(HOUSE).parts[0]
        for node in tree(path).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.add(f"{room}.{node.name}")
    assert found == set(ACTS) | set(NOT_ACTS)
    assert not set(ACTS) & set(NOT_ACTS)


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_is_signed(name: str) -> None:
    parameter = inspect.signature(ACTS[name]).parameters.get("by")
    assert parameter is not None
    assert parameter.kind is inspect.Parameter.KEYWORD_ONLY


@pytest.mark.parametrize("name", sorted(ACTS))
def test_an_act_says_in_a_sentence_what_it_does(name: str) -> None:
    assert len((inspect.getdoc(ACTS[name]) or "").split()) >= 4


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(MAKES_NO_ENTRY)))
def test_an_act_is_recorded_by_its_own_name(name: str) -> None:
    room = name.split(".")[0]
    node = source_of(ACTS[name])
    entries = [
        call.args[1]
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "record"
    ]
    if entries:
        assert {ast.literal_eval(entry) for entry in entries} == {name}
        return
    # Through an act it calls, of this room or of a lower one.
    through = {act.split(".")[1] for act in ACTS if act not in MAKES_NO_ENTRY and act != name}
    assert called(node) & through, f"{name} of {room} is not on the record"


@pytest.mark.parametrize("name", sorted(MAKES_NO_ENTRY))
def test_what_is_said_to_make_no_entry_of_its_own_makes_none(name: str) -> None:
    entries = [line for line in inspect.getsource(ACTS[name]).splitlines() if "record(" in line]
    assert not any(f'"{name}"' in line for line in entries)


def test_record_is_given_no_name_that_is_not_an_acts() -> None:
    given = set()
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
                if name == "record" and len(node.args) > 1:
                    room = path.relative_to(HOUSE).parts[0]
                    word = ast.literal_eval(node.args[1])
                    assert word.split(".")[0] == room, told(path)
                    given.add(word)
    assert given <= set(ACTS) | set(NOT_ACTS)
    assert len(given) > 40


@cache
def permissions(room: str) -> set[str]:
    """The sentences of a room: functions, and names given to the same one."""
    body = tree(HOUSE / room / "permissions.py").body
    functions = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    same = {
        target.id
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    return {name for name in functions | same if name.startswith("may_")}


@pytest.mark.parametrize("name", sorted(set(ACTS) - set(NEEDS_NO_PERMISSION)))
def test_an_act_asks_its_permission(name: str) -> None:
    room, verb = name.split(".")
    sentence = PERMITTED_BY.get(name, f"may_{verb}")
    asked = called(source_of(ACTS[name]))
    through = {act.split(".")[1] for act in ACTS if act.startswith(f"{room}.") and act != name}
    if not sentence_is_through_another(name):
        assert sentence in permissions(room)
        assert sentence in asked, f"{name} does not ask {sentence}"
    else:
        assert asked & through


def sentence_is_through_another(name: str) -> bool:
    """Acts that only join others, which ask for themselves."""
    return name in {"accounts.enter", "registry.elect_person"}


def test_every_exception_is_still_one() -> None:
    assert set(MAKES_NO_ENTRY) | set(NEEDS_NO_PERMISSION) | set(PERMITTED_BY) <= set(ACTS)
    for name in NEEDS_NO_PERMISSION:
        assert not any(word.startswith("may_") for word in called(source_of(ACTS[name])))
    for name in PERMITTED_BY:
        room, verb = name.split(".")
        assert f"may_{verb}" not in permissions(room), f"{name} has a permission of its own"


def test_every_permission_to_act_is_of_an_act_or_of_a_page() -> None:
    of_pages = {"may_keep", "may_read", "may_write", "may_manage", "may_rename_person"}
    of_pages |= {
        "may_moderate", "may_see_deliveries", "may_see_orphaned", "may_see_queue", "may_stage",
    }  # fmt: skip
    # The same sentence for many acts, which pages ask once.
    of_pages |= {"may_lead", "may_lead_floor", "may_write_plan"}
    verbs = {name.split(".")[1] for name in [*ACTS, *NOT_ACTS]}
    for room in (path.parent.name for path in HOUSE.glob("*/permissions.py")):
        words = {word for word in permissions(room) if word.removeprefix("may_") not in verbs}
        assert words <= of_pages | set(PERMITTED_BY.values()), room

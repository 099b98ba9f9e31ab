"""Who does what in a sitting; each rule is one sentence."""

from maslikhat.decisions.permissions import concludes
from maslikhat.kit.days import holds_on
from maslikhat.registry.models import Commission, CommissionMember, Council, Mandate
from maslikhat.registry.permissions import is_chair, is_clerk
from maslikhat.registry.standing import Visitor, standing
from maslikhat.sittings.models import (
    Interest,
    Item,
    Minutes,
    Motion,
    Recusal,
    Session,
    Sitting,
    Speech,
    Suggestion,
)
from maslikhat.voting.permissions import leads


def may_read(user: Visitor | None, sitting: Sitting) -> bool:
    """A convened sitting is open to all; a planned or closed one to its council's own people."""
    return sitting.is_public or is_insider(user, sitting)


def is_insider(user: Visitor | None, sitting: Sitting) -> bool:
    """Whether the reader is of the council, and sees what is behind closed doors."""
    return sitting.council_id in standing(user).councils


def may_lead(user: Visitor | None, sitting: Sitting) -> bool:
    """Chair and clerk lead sittings of a council; in a commission its chair and secretary too."""
    return leads(user, sitting.council, sitting.commission)


# One word for one act (STYLE.md): each is the same sentence.
may_edit_sitting = may_lead
may_cancel_sitting = may_lead
may_convene = may_lead
may_send_materials = may_lead
may_open_sitting = may_lead
may_pause = may_lead
may_resume = may_lead
may_plan_resume = may_lead
may_close_sitting = may_lead
may_mark_attendance = may_lead
may_mark_invited = may_lead
may_call_roll = may_lead
may_put_item = may_lead
may_attach_document = may_lead
may_close_document = may_lead


def may_clear_document(user: Visitor | None, sitting: Sitting) -> bool:
    """The apparatus of the council says what is no personal data, as in papers of decisions."""
    return is_clerk(user, sitting.council)


def may_plan_session(user: Visitor | None, council: Council) -> bool:
    """Chair and clerk plan the sessions of their council, and its work for a year."""
    return is_chair(user, council) or is_clerk(user, council)


may_draft_plan = may_plan_session
may_put_plan_item = may_plan_session
may_drop_plan_item = may_plan_session
may_adopt_plan = may_plan_session


def may_suggest_item(user: Visitor | None, council: Council) -> bool:
    """Deputies, chair and apparatus suggest questions for the agendas of their own council."""
    return council.pk in standing(user).councils


def may_accept_suggestion(user: Visitor | None, suggestion: Suggestion) -> bool:
    """Chair and clerk decide what is taken onto the agenda."""
    return may_plan_session(user, suggestion.council)


may_decline_suggestion = may_accept_suggestion


def may_set_floor_rules(user: Visitor | None, council: Council) -> bool:
    """The clerk enters what the council's regulations say of speaking times and minutes."""
    return is_clerk(user, council)


def may_plan_sitting(user: Visitor | None, body: Session | Commission) -> bool:
    """Whoever leads the body's sittings plans one."""
    commission = body if isinstance(body, Commission) else None
    return leads(user, body.council, commission)


def may_bring_over(user: Visitor | None, council: Council, commission: Commission | None) -> bool:
    """Whoever leads the sittings of a body enters one that was held before."""
    return leads(user, council, commission)


def may_edit_item(user: Visitor | None, item: Item) -> bool:
    """Whoever leads the sitting leads its items."""
    return may_lead(user, item.sitting)


may_move_item = may_edit_item
may_drop_item = may_edit_item
may_name_rapporteur = may_edit_item
may_drop_rapporteur = may_edit_item
may_name_candidate = may_edit_item
may_drop_candidate = may_edit_item
may_close_doors = may_edit_item
may_open_doors = may_edit_item
may_move_doors = may_edit_item
may_call_item = may_edit_item
may_end_item = may_edit_item
may_bring_item = may_edit_item


def may_pass_on_conclusion(user: Visitor | None, item: Item) -> bool:
    """Who enters the conclusions of a commission hands on what it decided at its sitting."""
    return concludes_in(user, item.sitting)


def concludes_in(user: Visitor | None, sitting: Sitting) -> bool:
    """The same of all items of a sitting."""
    commission = sitting.commission
    return commission is not None and concludes(user, commission)


def mandate_in(user: Visitor | None, sitting: Sitting) -> Mandate | None:
    """The reader's mandate that sits in this body today and on the day of the sitting, if any."""
    who = standing(user)
    person = who.person_id
    if person is None or sitting.council_id not in who.deputy_of:
        return None
    day = sitting.day
    if sitting.commission_id is not None:
        place = (
            CommissionMember.objects.on(day)
            .filter(holds_on(day, "mandate__"), commission=sitting.commission_id)
            .filter(mandate__person=person)
            .select_related("mandate__person")
            .first()
        )
        return place.mandate if place else None
    mandates = Mandate.objects.on(day).of(sitting.council).select_related("person")
    return mandates.filter(person=person).first()


def may_check_in(user: Visitor | None, sitting: Sitting) -> bool:
    """A deputy of the body says that the deputy is there, for the own self alone."""
    return mandate_in(user, sitting) is not None


may_check_out = may_check_in


def knows_reasons(user: Visitor | None, person: int, council: int) -> bool:
    """Of a good reason not even its kind is for all: for who had it, and who leads the council."""
    who = standing(user)
    return who.person_id == person or council in who.chair_of | who.clerk_of


def may_declare_interest(user: Visitor | None) -> bool:
    """A deputy declares the own interests, and nobody another's."""
    who = standing(user)
    return who.person_id is not None and bool(who.deputy_of)


def may_end_interest(user: Visitor | None, interest: Interest) -> bool:
    """Whoever declared an interest says that it has ended."""
    return may_declare_interest(user) and standing(user).person_id == interest.person_id


def may_recuse(user: Visitor | None, item: Item, mandate: Mandate) -> bool:
    """The deputy concerned, or whoever leads the sitting."""
    return mandate_in(user, item.sitting) == mandate or may_lead(user, item.sitting)


def may_unrecuse(user: Visitor | None, recusal: Recusal) -> bool:
    """Whoever may recuse may take it back."""
    return may_recuse(user, recusal.item, recusal.mandate)


def may_move(user: Visitor | None, item: Item) -> bool:
    """A deputy of the body moves something on an item; whoever leads enters it for another."""
    return may_lead(user, item.sitting) or may_check_in(user, item.sitting)


def may_withdraw_motion(user: Visitor | None, motion: Motion) -> bool:
    """The deputy who moved it, or whoever leads the sitting."""
    sitting = motion.item.sitting
    is_mover = motion.mover is not None and mandate_in(user, sitting) == motion.mover
    return is_mover or may_lead(user, sitting)


def may_complete_motion(user: Visitor | None, motion: Motion) -> bool:
    """Whoever leads the sitting writes a motion in its other language."""
    return may_lead(user, motion.item.sitting)


def may_put_to_vote(user: Visitor | None, motion: Motion) -> bool:
    """Whoever leads the sitting puts a motion to the vote."""
    return may_lead(user, motion.item.sitting)


def may_ask_floor(user: Visitor | None, item: Item) -> bool:
    """A deputy of the body asks to speak; whoever leads enters others, guests among them."""
    return may_lead(user, item.sitting) or may_check_in(user, item.sitting)


def may_withdraw_speech(user: Visitor | None, speech: Speech) -> bool:
    """Who asked to speak takes it back, or whoever leads."""
    own = speech.mandate is not None and mandate_in(user, speech.sitting) == speech.mandate
    return own or may_lead(user, speech.sitting)


def may_lead_floor(user: Visitor | None, speech: Speech) -> bool:
    """Whoever leads the sitting gives the floor and takes it."""
    return may_lead(user, speech.sitting)


may_give_floor = may_lead_floor
may_end_speech = may_lead_floor
may_order_speech = may_lead_floor


def may_edit_minutes(user: Visitor | None, minutes: Minutes) -> bool:
    """Whoever leads the sitting puts its minutes right."""
    return may_lead(user, minutes.sitting)


def may_renew_minutes(user: Visitor | None, minutes: Minutes) -> bool:
    """Whoever leads the sitting has its files made anew when words in them were covered."""
    return may_lead(user, minutes.sitting)


def may_approve_minutes(user: Visitor | None, minutes: Minutes) -> bool:
    """Who presided over the sitting; of a session also who heads the council."""
    sitting, person = minutes.sitting, standing(user).person_id
    presided = person is not None and person == sitting.presided_by_id
    return presided or (sitting.session_id is not None and is_chair(user, sitting.council))

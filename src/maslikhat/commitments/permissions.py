"""Who asks, who answers, and who says whether it is done; each rule is one sentence."""

from maslikhat.accounts.models import User
from maslikhat.commitments.course import AUTHOR, DEPUTY, Act, Kind, State
from maslikhat.commitments.models import (
    Author,
    Commitment,
    Event,
    Forwarding,
    Joint,
    Sample,
    Signature,
)
from maslikhat.kit.days import holds_on, today
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Commission, CommissionMember, Council, Mandate
from maslikhat.registry.permissions import (
    hands_out,
    is_chair,
    is_clerk,
    is_deputy,
    is_official,
    is_operator,
    may_end_body,
)
from maslikhat.registry.standing import Visitor, standing

# What only a deputy asks for, in the deputy's own name (Law 148, art. 21, 21-1).
OF_DEPUTIES = frozenset({Kind.INQUIRY, Kind.MANDATE, Kind.APPEAL})
# Between these a resident's word is asked for.
ASKED_ABOUT = frozenset({State.REPORTED, State.CONFIRMED, State.DISPUTED})


def may_ask(user: Visitor | None, council: Council) -> bool:
    """Whoever may send anything in the council's name, a commission's or the own."""
    return is_clerk(user, council) or is_chair(user, council) or is_deputy(user, council)


def may_send(
    user: Visitor | None,
    council: Council,
    kind: str,
    author: str,
    in_name_of: Mandate | Commission | None,
) -> bool:
    """A deputy sends in the own name, who leads a commission in its name, the chair in the
    maslikhat's; the apparatus sends what they have signed on paper."""
    if kind in OF_DEPUTIES and author != Author.DEPUTY:
        return False
    if is_clerk(user, council):
        return True
    if author == Author.DEPUTY:
        return (
            isinstance(in_name_of, Mandate)
            and kind != Kind.TASK
            and is_deputy(user, council)
            and in_name_of.person_id == standing(user).person_id
        )
    if author == Author.COMMISSION:
        return isinstance(in_name_of, Commission) and leads(user, in_name_of)
    return is_chair(user, council)


def leads(user: Visitor | None, commission: Commission) -> bool:
    """Whether the reader is chair or secretary of the commission."""
    person = standing(user).person_id
    if not isinstance(user, User) or person is None:
        return False
    day = today()
    places = CommissionMember.objects.on(day).filter(
        holds_on(day, "mandate__"),
        commission=commission,
        mandate__person=person,
        position__in=("chair", "secretary"),
    )
    return places.exists()


def is_author(user: Visitor | None, commitment: Commitment) -> bool:
    """Whether the reader speaks for who asked: the deputy, the commission or the maslikhat."""
    mandate = commitment.mandate
    if mandate is not None:
        return mandate.holds_on(today()) and mandate.person_id == standing(user).person_id
    if commitment.author == Author.COMMISSION:
        return commitment.commission is not None and leads(user, commitment.commission)
    return is_chair(user, commitment.council)


def speaks_for_author(user: Visitor | None, commitment: Commitment) -> bool:
    """A deputy speaks alone while the mandate holds; else the apparatus enters what is said."""
    mandate = commitment.mandate
    is_alone = mandate is not None and mandate.holds_on(today())
    if not is_alone and is_clerk(user, commitment.council):
        return True
    return is_author(user, commitment)


def may_keep(user: Visitor | None, commitment: Commitment) -> bool:
    """Who asked puts papers to a matter, and so does the apparatus of the maslikhat."""
    return is_clerk(user, commitment.council) or is_author(user, commitment)


# Who asked decides what becomes of it.
may_reopen = speaks_for_author
may_close = speaks_for_author
may_withdraw = speaks_for_author
may_turn = speaks_for_author


def may_answer(user: Visitor | None, commitment: Commitment) -> bool:
    """The official of the body answers; the apparatus enters what came on paper."""
    return is_official(user, commitment.addressee) or is_clerk(user, commitment.council)


def may_remark(user: Visitor | None, body: Body) -> bool:
    """An official says for the own body how its figures came about."""
    return is_official(user, body)


may_register = may_answer
may_redirect = may_answer
may_report_done = may_answer


def may_hand_over(user: Visitor | None, commitment: Commitment) -> bool:
    """The head and the registrar of the body hand its letters out."""
    return hands_out(user, commitment.addressee)


def may_keep_sample(user: Visitor | None, body: Body) -> bool:
    """The officials of a body keep its templates of answers."""
    return is_official(user, body)


def may_drop_sample(user: Visitor | None, sample: Sample) -> bool:
    """Whoever keeps a body's templates removes one."""
    return may_keep_sample(user, sample.body)


def may_succeed(user: Visitor | None, body: Body) -> bool:
    """Whoever enters the end of a body says who takes over what it still owes."""
    return may_end_body(user, body)


def may_see_orphaned(user: Visitor | None) -> bool:
    """The operator and the apparatus see whose matters nobody has taken over."""
    return is_operator(user) or bool(standing(user).clerk_of)


def may_blank(user: Visitor | None) -> bool:
    """The operator takes away what an order is about."""
    return is_operator(user)


def may_attach(user: Visitor | None, commitment: Commitment) -> bool:
    """Either side puts papers to it."""
    return may_answer(user, commitment) or may_keep(user, commitment)


def may_extend(user: Visitor | None, commitment: Commitment) -> bool:
    """A body extends an appeal itself; the time of all else is given by who asked."""
    if commitment.kind == Kind.APPEAL:
        return may_answer(user, commitment)
    return speaks_for_author(user, commitment)


def may_assess(user: Visitor | None, commitment: Commitment) -> bool:
    """Only who asked says what an answer is worth."""
    return speaks_for_author(user, commitment)


def voice_of(user: Visitor | None, commitment: Commitment) -> str:
    """In what capacity the reader says whether it is done: author, deputy of the place, or none."""
    if speaks_for_author(user, commitment):
        return AUTHOR
    stands = standing(user)
    if not stands.deputy_of:
        return ""
    if commitment.council_id in stands.deputy_of or signed_joint(stands.person_id, commitment):
        return DEPUTY
    if commitment.place is None:
        return ""
    places = [commitment.place, *commitment.place.ancestors_on(today())]
    of_place = Council.objects.filter(pk__in=stands.deputy_of, unit__in=places)
    return DEPUTY if of_place.exists() else ""


def signed_joint(person: int | None, commitment: Commitment) -> bool:
    """Whether the person has signed the joint inquiry that the commitment is of."""
    if commitment.joint_id is None or person is None:
        return False
    signed = Signature.objects.filter(
        joint=commitment.joint_id, state=Signature.State.SIGNED, mandate__person=person
    )
    return signed.exists()


def may_confirm(user: Visitor | None, commitment: Commitment) -> bool:
    """Who asked, and the deputies of the place, say whether it is done."""
    return bool(voice_of(user, commitment))


may_dispute = may_confirm


def may_say(user: Visitor | None, commitment: Commitment) -> bool:
    """Who lived in the place before the deed was reported says what is to be seen.

    Deputies, the apparatus and officials are asked in their own way, or not at all.
    """
    stands = standing(user)
    if not isinstance(user, User) or commitment.state not in ASKED_ABOUT:
        return False
    if stands.councils or stands.body_of:
        return False
    reports = commitment.steps.filter(act=Act.REPORT_DONE).order_by("-number")
    reported = reports.values_list("day", flat=True).first()
    if reported is None:
        return False
    homes = Unit.objects.filter(
        holds_on(today(), "residences__"),
        residences__user=user,
        residences__from_day__lte=reported,
    )
    home = homes.first()
    return home is not None and lives_there(home, commitment)


def lives_there(home: Unit, commitment: Commitment) -> bool:
    """Whether a home lies in the place of a commitment, or in the maslikhat's without one."""
    wanted = commitment.place_id or commitment.council.unit_id
    return wanted is not None and wanted in {
        home.pk,
        *(unit.pk for unit in home.ancestors_on(today())),
    }


def may_pass_on(user: Visitor | None, commitment: Commitment) -> bool:
    """The apparatus enters which deputy takes a voters' mandate over."""
    return is_clerk(user, commitment.council)


def may_draft_joint(user: Visitor | None, council: Council) -> bool:
    """A deputy writes a joint inquiry in the own name (Law 148, art. 21-1)."""
    return is_deputy(user, council)


def may_amend_joint(user: Visitor | None, joint: Joint) -> bool:
    """Whoever wrote a joint inquiry speaks for it, while the mandate holds."""
    return joint.mandate.holds_on(today()) and joint.mandate.person_id == standing(user).person_id


may_address_joint = may_amend_joint
may_unaddress_joint = may_amend_joint
may_invite_to_joint = may_amend_joint
may_send_joint = may_amend_joint
may_discard_joint = may_amend_joint


def may_withdraw_joint(user: Visitor | None, joint: Joint) -> bool:
    """Whoever speaks for it; once the mandate has ended, the apparatus."""
    if not joint.mandate.holds_on(today()):
        return is_clerk(user, joint.council)
    return may_amend_joint(user, joint)


def may_forward(user: Visitor | None, council: Council, commission: Commission | None) -> bool:
    """The chair refers in the council's name, who leads a commission in its; the apparatus sends
    what they have signed on paper."""
    if commission is not None and commission.council_id != council.pk:
        return False
    if is_clerk(user, council):
        return True
    return is_chair(user, council) if commission is None else leads(user, commission)


def may_recall(user: Visitor | None, forwarding: Forwarding) -> bool:
    """Whoever could have sent it takes it back."""
    return may_forward(user, forwarding.council, forwarding.commission)


def may_receive(user: Visitor | None, forwarding: Forwarding) -> bool:
    """The chair of the other council and its apparatus say what becomes of it."""
    council = forwarding.to_council
    return is_clerk(user, council) or is_chair(user, council)


may_take_on = may_receive
may_turn_down = may_receive
may_report_back = may_receive


def may_discuss_forwarded(user: Visitor | None, forwarding: Forwarding) -> bool:
    """A deputy of the other council, its chair too, opens the topic: who writes in the dialogue
    is a deputy, and the apparatus writes no topics."""
    return is_deputy(user, forwarding.to_council)


def may_enter_event(user: Visitor | None, council: Council) -> bool:
    """The chair of the council and its apparatus, a deputy of the national chamber, the operator
    for any of them."""
    of_chamber = council.unit_id is None and is_deputy(user, council)
    return of_chamber or is_clerk(user, council) or is_chair(user, council) or is_operator(user)


def may_amend_event(user: Visitor | None, event: Event) -> bool:
    """Whoever could enter it; a deputy of the national chamber only what they entered."""
    if is_clerk(user, event.council) or is_chair(user, event.council) or is_operator(user):
        return True
    return may_enter_event(user, event.council) and user is not None and user.pk == event.by


# Whoever corrects it removes it, while nothing was sent.
may_drop_event = may_amend_event


def may_recommend(user: Visitor | None, event: Event) -> bool:
    """Whoever sends letters in the name of who held it; at an event of the national chamber each
    of its deputies, in the own name. The operator speaks for nobody."""
    council, kind = event.council, Kind.RECOMMENDATION
    if event.commission is not None:
        return may_send(user, council, kind, Author.COMMISSION, event.commission)
    of_chamber = council.unit_id is None and is_deputy(user, council)
    return of_chamber or may_send(user, council, kind, Author.COUNCIL, None)


def may_sign_joint(user: Visitor | None, joint: Joint) -> bool:
    """Whoever was invited, by themselves and while the mandate holds."""
    person = standing(user).person_id
    if person is None:
        return False
    invited = joint.signatures.filter(holds_on(today(), "mandate__"), mandate__person=person)
    return invited.exists()


may_decline_joint = may_sign_joint

"""Joint inquiries: written by one deputy, signed by many, sent to many bodies at once."""

import uuid
from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.addressees import NOT_CENTRAL, inquired
from maslikhat.commitments.clocks import legal_due
from maslikhat.commitments.course import Kind
from maslikhat.commitments.guards import allow, refuse_suspended, spoken
from maslikhat.commitments.joint import hearers, withdrawing
from maslikhat.commitments.models import Addressed, Commitment, Joint, Signature, Source
from maslikhat.commitments.models.commitments import (
    LINE_MOST,
    NUMBER_MOST,
    TEXT_MOST,
    TITLE_MOST,
)
from maslikhat.commitments.permissions import (
    may_address_joint,
    may_amend_joint,
    may_decline_joint,
    may_discard_joint,
    may_draft_joint,
    may_invite_to_joint,
    may_send_joint,
    may_sign_joint,
    may_unaddress_joint,
    may_withdraw_joint,
)
from maslikhat.kit import jobs
from maslikhat.kit.bulk import insert_rows
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Hidden, Refused, refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.norms.calendar import Calendar
from maslikhat.registry.models import Body, Council, Mandate
from maslikhat.registry.standing import standing
from maslikhat.rubrics.models import Rubric

MOST_ADDRESSED, MOST_INVITED = 400, 400
# Behind the number of the inquiry stands that of the letter.
OUT_NUMBER_MOST = NUMBER_MOST - 6


@atomic
def draft_joint(
    council: Council,
    *,
    by: User,
    language: str,
    title: str,
    text: str,
    result: str = "",
    basis: str = "",
    rubric: Rubric | None = None,
    about: str = "",
    key: uuid.UUID | None = None,
) -> Joint:
    """A deputy begins an inquiry that others may sign; until it is sent, who is invited reads it.

    The same form sent twice (`key`) answers with the first. `about` is the matter of an upper room
    it was begun with (`begun.openings`).
    """
    if not may_draft_joint(by, council):
        raise Refused(_("A deputy of the maslikhat begins a joint inquiry."), status=403)
    refuse_suspended(by)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    first = Joint.objects.filter(by=by.pk, key=key).first() if key else None
    if first is not None:
        return first
    mandate = Mandate.objects.on(today()).get(
        convocation__council=council, person=standing(by).person_id
    )
    joint = Joint(council=council, mandate=mandate, about=about, by=by.pk, key=key or uuid.uuid4())
    _write(joint, language, title, text, result, basis, rubric)
    record(by, "commitments.draft_joint", joint)
    return joint


@atomic
def amend_joint(
    joint: Joint,
    *,
    by: User,
    language: str,
    title: str,
    text: str,
    result: str = "",
    basis: str = "",
    rubric: Rubric | None = None,
) -> Joint:
    """The author changes the draft; who has signed other words is asked anew."""
    joint = _held(joint)
    _allow(may_amend_joint(by, joint), joint, by)
    before = joint.words_digest
    _write(joint, language, title, text, result, basis, rubric)
    if joint.words_digest != before:
        signed = joint.signatures.filter(state=Signature.State.SIGNED)
        asked = list(signed.values_list("pk", flat=True))
        signed.update(state=Signature.State.INVITED, at=None)
        hearers.invited(joint, asked, by=by, act="commitments.joint_amended")
    record(by, "commitments.amend_joint", joint)
    return joint


def _write(
    joint: Joint,
    language: str,
    title: str,
    text: str,
    result: str,
    basis: str,
    rubric: Rubric | None,
) -> None:
    joint.language, joint.rubric = spoken(language), rubric
    joint.title = line(title, TITLE_MOST, needed=_("Write in a line what is asked for."))
    joint.text = words(text, TEXT_MOST, needed=_("Write the text."))
    joint.result, joint.basis = line(result, LINE_MOST), line(basis, LINE_MOST)
    joint.save()


@atomic
def address_joint(joint: Joint, *, by: User, bodies: Collection[Body]) -> Joint:
    """Bodies are added to those that will be asked."""
    joint = _held(joint)
    _allow(may_address_joint(by, joint), joint, by)
    standing_today = [body.pk for body in bodies if body.holds_on(today())]
    refuse_unless(
        inquired(joint.council).filter(pk__in=standing_today).count() == len(set(standing_today)),
        str(NOT_CENTRAL),
        status=422,
    )
    day, known = today(), set(joint.addressed.values_list("body", flat=True))
    added = {body.pk for body in bodies if body.holds_on(day)} - known
    refuse_unless(
        bool(added), _("No body was added: choose some that are not there yet."), status=422
    )
    refuse_unless(
        len(known) + len(added) <= MOST_ADDRESSED,
        _("A joint inquiry goes to at most %(most)s bodies.") % {"most": MOST_ADDRESSED},
        status=422,
    )
    insert_rows(
        Addressed,
        ["joint_id", "body_id", "number", "is_delivered"],
        [(joint.pk, number, 0, False) for number in sorted(added)],
    )
    record(by, "commitments.address_joint", joint, count=len(added))
    return joint


@atomic
def unaddress_joint(joint: Joint, *, by: User, bodies: Collection[Body]) -> Joint:
    """Bodies are taken off before the inquiry is sent."""
    joint = _held(joint)
    _allow(may_unaddress_joint(by, joint), joint, by)
    count, _rows = joint.addressed.filter(body__in=[body.pk for body in bodies]).delete()
    record(by, "commitments.unaddress_joint", joint, count=count)
    return joint


@atomic
def invite_to_joint(joint: Joint, *, by: User, mandates: Collection[Mandate]) -> Joint:
    """Deputies of any maslikhat are invited to sign; each reads the draft from then on."""
    joint = _held(joint)
    _allow(may_invite_to_joint(by, joint), joint, by)
    known = set(joint.signatures.values_list("mandate", flat=True)) | {joint.mandate_id}
    added = {one.pk for one in mandates if one.holds_on(today())} - known
    refuse_unless(
        bool(added), _("Nobody was invited: choose deputies who are not there yet."), status=422
    )
    refuse_unless(
        len(known) + len(added) <= MOST_INVITED,
        _("At most %(most)s deputies sign one inquiry.") % {"most": MOST_INVITED},
        status=422,
    )
    columns = ["joint_id", "mandate_id", "state", "at"]
    insert_rows(
        Signature, columns, [(joint.pk, number, "invited", None) for number in sorted(added)]
    )
    made = joint.signatures.filter(mandate__in=added).values_list("pk", flat=True)
    hearers.invited(joint, list(made), by=by, act="commitments.invite_to_joint")
    record(by, "commitments.invite_to_joint", joint, count=len(added))
    return joint


@atomic
def sign_joint(joint: Joint, *, by: User, seen: str) -> Joint:
    """A deputy who was invited signs, by themselves, while it is a draft.

    `seen` is the hash of the words that were read (`Joint.words_digest`).
    """
    joint = _held(joint)
    if not may_sign_joint(by, joint):
        raise Hidden()
    _refuse_sent(joint)
    refuse_suspended(by)
    refuse_unless(
        seen == joint.words_digest,
        _("The words have changed meanwhile. Read them anew before you sign."),
    )
    own = joint.signatures.filter(mandate__person=standing(by).person_id)
    if own.exclude(state=Signature.State.SIGNED).update(state="signed", at=timezone.now()):
        hearers.signed(joint, by=by)
        record(by, "commitments.sign_joint", joint)
    return joint


@atomic
def decline_joint(joint: Joint, *, by: User) -> Joint:
    """A deputy does not sign, or takes the signature back: for others simply one who has not."""
    joint = _held(joint)
    if not may_decline_joint(by, joint):
        raise Hidden()
    _refuse_sent(joint)
    own = joint.signatures.filter(mandate__person=standing(by).person_id)
    own.update(state="declined", at=timezone.now())
    return joint


@atomic
def send_joint(joint: Joint, *, by: User, out_number: str = "") -> Joint:
    """The author sends it: from today each body owes its own answer by its own legal clock.

    The day and the clock are set here; the letters are made one after another by a job.
    """
    joint = _held(joint)
    _allow(may_send_joint(by, joint), joint, by)
    count = joint.addressed.count()
    refuse_unless(count > 0, _("Choose first which bodies are asked."))
    joint.out_number = line(out_number, OUT_NUMBER_MOST)
    joint.state, joint.sent_on = Joint.State.SENT, today()
    due = legal_due(Kind.INQUIRY, Source.OWN, joint.sent_on, Calendar())
    assert due is not None, "an inquiry has a legal clock"
    joint.due_on, joint.due_norm = due.day, due.norm
    joint.save()
    hearers.sent(joint, by=by)
    record(by, "commitments.send_joint", joint, count=count)
    return joint


@atomic
def discard_joint(joint: Joint, *, by: User) -> Joint:
    """The author gives a draft up; nobody reads it any more."""
    joint = _held(joint)
    _allow(may_discard_joint(by, joint), joint, by)
    joint.state = Joint.State.DISCARDED
    joint.save(update_fields=["state"])
    record(by, "commitments.discard_joint", joint)
    return joint


@atomic
def withdraw_joint(joint: Joint, *, by: User, reason: str) -> Joint:
    """What was sent is withdrawn as a whole: each body that has not answered owes nothing more.

    The letters are withdrawn one after another by a job; who has answered keeps the answer.
    """
    joint = _held(joint)
    allow(may_withdraw_joint(by, joint))
    refuse_suspended(by)
    refuse_unless(
        joint.state == Joint.State.SENT,
        _("Only an inquiry that was sent can be withdrawn; a draft is discarded."),
    )
    refuse_unless(
        joint.addressed.filter(is_delivered=False).exists()
        or Commitment.objects.waiting().filter(joint=joint).exists(),
        _("Every body has answered: there is nothing to withdraw. Judge the answers instead."),
    )
    joint.withdrawn_why = words(reason, TEXT_MOST, needed=_("Write why it is withdrawn."))
    joint.state, joint.withdrawn_on = Joint.State.WITHDRAWN, today()
    joint.withdrawn_by = by.pk
    joint.save()
    hearers.withdrawn(joint, by=by)
    jobs.enqueue(withdrawing.withdraw_letters, joint.pk, key=str(joint.pk))
    record(by, "commitments.withdraw_joint", joint)
    return joint


def _held(joint: Joint) -> Joint:
    """The inquiry as it stands, held until the act ends."""
    rows = Joint.objects.select_for_update(of=("self",)).filter(pk=joint.pk)
    found = rows.select_related("council__unit", "mandate__person").first()
    if found is None:
        raise Hidden()
    return found


def _allow(allowed: bool, joint: Joint, by: User) -> None:
    """Refuse who may not, as if there were no draft, and whom a suspension stops."""
    if not allowed:
        raise Hidden()
    _refuse_sent(joint)
    refuse_suspended(by)


def _refuse_sent(joint: Joint) -> None:
    refuse_unless(joint.is_draft, _("This inquiry is no draft any more: it was sent or discarded."))

"""The desk of a body: a letter is handed to one official; templates of answers are kept."""

from django.db import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.course import ENDED, State
from maslikhat.commitments.guards import allow, locked
from maslikhat.commitments.hearers import hearers_of
from maslikhat.commitments.models import Commitment, Handing, Sample
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.commitments.models.desk import SAMPLE_MOST, SAMPLE_NAME_MOST
from maslikhat.commitments.owing import tell_body
from maslikhat.commitments.permissions import may_drop_sample, may_hand_over, may_keep_sample
from maslikhat.commitments.samples import MOST
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line, words
from maslikhat.kit.transactions import atomic, writing
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Body, Role


@atomic
def hand_over(commitment: Commitment, *, by: User, role: Role, note: str = "") -> Handing:
    """The head or the registrar hands a letter to one official of the body, who answers it.

    Within the body alone is it known; in whose hand it was before stays there to be read.
    """
    commitment = locked(commitment)
    allow(may_hand_over(by, commitment))
    refuse_unless(
        State(commitment.state) not in ENDED, _("The matter has ended: there is nothing to answer.")
    )
    refuse_unless(
        role.body_id == commitment.addressee_id and role.holds_on(today()),
        _("Choose an official of this body."),
        status=422,
    )
    standing = Handing.objects.filter(
        commitment=commitment, body=commitment.addressee, ended_at=None
    )
    refuse_unless(
        not standing.filter(user=role.user_id).exists(), _("It is in this person's hand already.")
    )
    standing.update(ended_at=timezone.now())
    made = Handing.objects.create(
        commitment=commitment,
        body=commitment.addressee,
        user_id=role.user_id,
        note=line(note, LINE_MOST),
        by=by.pk,
    )
    act = "commitments.hand_over"
    tell_body(commitment, hearers_of(commitment).body, act, f"{act}:{made.pk}", by)
    record(by, "commitments.hand_over", made)
    return made


@atomic
def keep_sample(
    body: Body,
    *,
    by: User,
    name: str,
    text_kk: str = "",
    text_ru: str = "",
    text_en: str = "",
    sample: Sample | None = None,
) -> Sample:
    """A body keeps a template of answers, or changes one it has (`sample`)."""
    allow(may_keep_sample(by, body))
    # The lock of the body: two officials do not keep more than there may be.
    body = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    kept = Sample.objects.filter(body=body)
    refuse_unless(
        sample is not None or kept.count() < MOST,
        _("A body keeps at most 40 templates. Remove one that is not used."),
    )
    made = kept.get(pk=sample.pk) if sample is not None else Sample(body=body)
    made.name = line(name, SAMPLE_NAME_MOST, needed=_("Name the template."))
    made.text_kk, made.text_ru, made.text_en = (
        words(text, SAMPLE_MOST) for text in (text_kk, text_ru, text_en)
    )
    refuse_unless(
        bool(made.text_kk or made.text_ru or made.text_en), _("Write the text."), status=422
    )
    made.by, made.at = by.pk, timezone.now()
    try:
        with writing():
            made.save()
    except IntegrityError:
        raise Refused(_("The body has a template of this name. Choose another name.")) from None
    record(by, "commitments.keep_sample", made)
    return made


@atomic
def drop_sample(sample: Sample, *, by: User) -> None:
    """A body removes a template; answers that were written with it stay as they are."""
    allow(may_drop_sample(by, sample))
    found = Sample.objects.select_for_update(of=("self",)).filter(pk=sample.pk).first()
    refuse_unless(found is not None, _("The template is gone already."))
    record(by, "commitments.drop_sample", sample)
    sample.delete()

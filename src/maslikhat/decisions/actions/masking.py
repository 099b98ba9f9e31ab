"""Masking by hand: words covered in what everyone reads, words left open, either taken back."""

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.guards import allow, in_time, locked
from maslikhat.decisions.masking.masks import Wanted
from maslikhat.decisions.masking.personal_data import Private
from maslikhat.decisions.masking.remasking import (
    Spotted,
    cover_copy,
    remask,
    spotted,
    stand_in,
    uncovers,
)
from maslikhat.decisions.models import Decision, Mask, Publication
from maslikhat.decisions.models.masks import BECAUSE_MOST, MASKED_MOST
from maslikhat.decisions.permissions import may_cover_words, may_lift_mask, may_take_back_mask
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line, visible
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record

# With one letter nearly every word would be covered.
WORDS_LEAST, MASKS_A_DECISION = 2, 200


@prepared(within=spotted)
@atomic
def cover_words(
    decision: Decision,
    *,
    by: User,
    within: Decision | Spotted,
    words: str,
    kind: str,
    until: str = "",
    because: str = "",
) -> Mask:
    """The apparatus covers words that the portal did not find: wherever they stand, each with its
    ending, or a range from them up to others on the same line (Law 94-V).

    `kind` says what personal data it is. Everyone reads the covered text from then on: the page,
    the title in lists, feeds and cards, search, XML, the questions of votes on it, the agendas it
    stands on, and the copy that is published. Once that is published a reason is needed; its files
    are withheld until they are made anew. `within` is the decision, or what was found in its texts
    by then.
    """
    decision = locked(decision)
    allow(may_cover_words(by, decision), by, decision)
    in_time("cover_words", decision)
    copy = Publication.objects.filter(decision=decision).first()
    needed = _("The copy is published: write why words of it are covered now.") if copy else ""
    because = line(because, BECAUSE_MOST, needed=needed)
    words = _words(words)
    until = line(until, MASKED_MOST)
    if kind not in {one.value for one in Private}:
        raise Refused(_("Choose what kind of personal data it is."), status=422)
    one = Wanted(words, until, Private(kind))
    refuse_unless(
        stand_in(decision, one),
        _("These words stand in no text of the decision. Write them as they stand there."),
        status=422,
    )
    because = because if copy else ""
    mask = _enter(decision, by, words=words, until=until, kind=kind, because=because)
    if copy is not None:
        cover_copy(copy, one)
    remask(decision, spotted(within))
    record(by, "decisions.cover_words", mask)
    return mask


@prepared(within=spotted)
@atomic
def lift_mask(
    decision: Decision, *, by: User, within: Decision | Spotted, words: str, because: str
) -> Mask:
    """The apparatus leaves words open that are covered by mistake, or that a law lets be read, such
    as the name of who signs; with the reason. `within` as in `cover_words`."""
    decision = locked(decision)
    allow(may_lift_mask(by, decision), by, decision)
    _in_time("lift_mask", decision)
    words = _words(words)
    because = line(because, BECAUSE_MOST, needed=_("Write why the words stay open."))
    found = spotted(within)
    refuse_unless(
        uncovers(decision, found, Wanted(words))
        or decision.attachments.filter(holds_covered=True).exists(),
        _("Nothing is covered in these words. Write them as they stand, from end to end."),
        status=422,
    )
    mask = _enter(decision, by, words=words, because=because)
    remask(decision, found)
    record(by, "decisions.lift_mask", mask)
    return mask


@prepared(within=spotted)
@atomic
def take_back_mask(mask: Mask, *, by: User, within: Decision | Spotted) -> Mask:
    """What was covered or left open by hand is so no longer. `within` as in `cover_words`."""
    decision = locked(mask.decision)
    allow(may_take_back_mask(by, decision), by, decision)
    _in_time("take_back_mask", decision)
    mask = Mask.objects.get(pk=mask.pk)
    refuse_unless(mask.taken_back_at is None, _("This was taken back already."))
    mask.taken_back_at = timezone.now()
    mask.save(update_fields=["taken_back_at"])
    remask(decision, spotted(within))
    record(by, "decisions.take_back_mask", mask)
    return mask


def _in_time(act: str, decision: Decision) -> None:
    """Refuse what comes too late: the file of a published copy is on the record as it is."""
    in_time(act, decision)
    refuse_unless(
        not Publication.objects.filter(decision=decision).exists(),
        _("The copy is published, and the record holds the hash of its file: it stays as it is."),
    )


def _words(words: str) -> str:
    words = line(words, MASKED_MOST, needed=_("Write the words as they stand in the text."))
    refuse_unless(
        visible(words) >= WORDS_LEAST, _("Write at least two letters or digits."), status=422
    )
    return words


def _enter(decision: Decision, by: User, **told: str) -> Mask:
    refuse_unless(
        decision.masks.count() < MASKS_A_DECISION,
        _("Too much was covered and left open in this decision: at most 200 times."),
    )
    refuse_unless(
        not decision.masks.standing()
        .filter(words=told["words"], until=told.get("until", ""), kind=told.get("kind", ""))
        .exists(),
        _("This was entered already."),
    )
    return Mask.objects.create(decision=decision, by=by.pk, **told)

"""Drafts: brought in, revised and withdrawn; differences of the two languages explained."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions import heard
from maslikhat.decisions.guards import allow, convocation_on, in_time, locked
from maslikhat.decisions.masking.personal_data import personal_data
from maslikhat.decisions.masking.remasking import cover_titles
from maslikhat.decisions.models import Decision, Kind, Mover, ParityNote, Version
from maslikhat.decisions.models.decisions import MOVED_BY, TITLE_MOST
from maslikhat.decisions.movers import Movable, may_move, refuse_stranger
from maslikhat.decisions.parity.agreement import differences_of
from maslikhat.decisions.permissions import (
    may_draft,
    may_explain_difference,
    may_revise,
    may_withdraw,
)
from maslikhat.decisions.results import refuse_other_text
from maslikhat.decisions.versions import Texts, Worked, add_version, worked
from maslikhat.kit.days import today
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import Refused, refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic, prepared
from maslikhat.ledger.actions import record
from maslikhat.places.models import Unit
from maslikhat.registry.models import Council
from maslikhat.rubrics.models import Rubric

EXPLANATION_MOST, PLACES_MOST = 500, 20


@prepared(texts=worked)
@atomic
def draft(
    council: Council,
    *,
    by: User,
    kind: str,
    titles: Texts,
    texts: Texts | Worked,
    mover: str = Mover.APPARATUS,
    moved_by: Movable | None = None,
    rubric: Rubric | None = None,
    places: Collection[Unit] = (),
    touches_money: bool = False,
) -> Decision:
    """A draft decision with its first version is brought in by a deputy, a commission, a group, the
    akim or another body, or by the maslikhat itself (Law 148, art. 6, 21)."""
    if not may_draft(by, council):
        raise Refused(
            _("Drafts are brought in by the deputies and the apparatus of this maslikhat."),
            status=403,
        )
    refuse_unless(kind in Kind.values, _("Choose one of the answers offered."), status=422)
    refuse_stranger(council, mover, moved_by)
    refuse_unless(
        may_move(by, council, mover, moved_by),
        _("A deputy brings in a draft in the deputy's own name. The apparatus enters the others."),
        status=403,
    )
    convocation = convocation_on(council, today())
    if convocation is None:
        raise Refused(_("The maslikhat has no convocation today. Open the convocation first."))
    refuse_unless(len(places) <= PLACES_MOST, _("Choose at most 20 places."), status=422)
    made = Decision(
        council=council,
        convocation=convocation,
        kind=kind,
        rubric=rubric,
        touches_money=touches_money,
        mover=mover,
        by=by.pk,
        **_titled(titles),
    )
    if moved_by is not None:
        setattr(made, MOVED_BY[Mover(mover)], moved_by)
    made.save()
    made.places.set(places)
    add_version(made, texts, by=by.pk, base=None, note="")
    heard.drafted(made, by=by)
    record(by, "decisions.draft", made)
    return made


def _titled(titles: Texts) -> dict[str, str]:
    """The titles, each on one line; refused (422) without one in Kazakh or in Russian."""
    clean = {
        f"title_{lang}": line(title, TITLE_MOST)
        for lang, title in zip(LANGUAGES, titles, strict=True)
    }
    refuse_unless(
        bool(clean["title_kk"] or clean["title_ru"]),
        _("Write the title in Kazakh or in Russian first."),
        status=422,
    )
    refuse_unless(
        not any(personal_data(title) for title in clean.values()),
        _("The title holds personal data. A title is read by everyone: write it without them."),
        status=422,
    )
    return clean


@prepared(texts=worked)
@atomic
def revise(
    decision: Decision,
    *,
    by: User,
    texts: Texts | Worked,
    base: int | None = None,
    titles: Texts | None = None,
    note: str = "",
) -> Version:
    """The next version of a draft is written; `base` is the number of the one it was made from.

    Refused while the draft is voted on, and once a ballot has adopted its text.
    """
    decision = locked(decision)
    allow(may_revise(by, decision), by, decision)
    in_time("revise", decision)
    refuse_other_text(decision)
    version = add_version(decision, texts, by=by.pk, base=base, note=line(note))
    if titles is not None:
        for name, title in _titled(titles).items():
            setattr(decision, name, title)
            setattr(decision, f"own_{name}", "")
        cover_titles(decision)
    decision.moved_on = today()
    decision.save()
    heard.revised(decision, version, by=by)
    record(by, "decisions.revise", version)
    return version


@atomic
def withdraw(decision: Decision, *, by: User) -> Decision:
    """Whoever brought a draft in takes it back, as long as it has not been decided on."""
    decision = locked(decision)
    allow(may_withdraw(by, decision), by, decision)
    in_time("withdraw", decision)
    decision.withdrawn_on = decision.moved_on = today()
    decision.save()
    heard.moved(decision, "decisions.withdraw", by=by)
    record(by, "decisions.withdraw", decision)
    return decision


@atomic
def explain_difference(
    decision: Decision, *, by: User, fingerprint: str, explanation: str
) -> ParityNote:
    """The apparatus explains why a difference between the Kazakh and the Russian text is right.

    Refused when the latest version has no such difference: it may have been put right meanwhile.
    """
    decision = locked(decision)
    allow(may_explain_difference(by, decision), by, decision)
    in_time("explain_difference", decision)
    explanation = line(
        explanation, EXPLANATION_MOST, needed=_("Write why the difference is right as it is.")
    )
    latest = Version.objects.latest_of(decision)
    known = {one.fingerprint for one in differences_of(latest)} if latest else set()
    refuse_unless(
        fingerprint in known, _("The texts do not differ in this any more. Open the page anew.")
    )
    note, _is_new = ParityNote.objects.update_or_create(
        decision=decision,
        fingerprint=fingerprint,
        defaults={"explanation": explanation, "by": by.pk},
    )
    record(by, "decisions.explain_difference", note)
    return note

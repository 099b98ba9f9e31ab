"""Who does what with a decision; each rule is one sentence."""

from maslikhat.accounts.models import User
from maslikhat.decisions.course import OPEN
from maslikhat.decisions.models import Decision, Mover, Referral
from maslikhat.kit.days import holds_on, today
from maslikhat.registry.models import Commission, Council
from maslikhat.registry.permissions import is_chair, is_clerk, is_deputy, is_operator
from maslikhat.registry.standing import Visitor, standing


def may_read(user: Visitor | None, decision: Decision) -> bool:
    """A decision is open to all once it is out for consultation or tabled; before, to its own."""
    who = standing(user)
    return (
        decision.is_public
        or decision.council_id in who.councils
        or decision.mover_body_id in who.body_of
    )


def is_insider(user: Visitor | None, decision: Decision) -> bool:
    """Whether the reader is of the council, and sees its papers as they are, unmasked."""
    return decision.council_id in standing(user).councils


def may_keep(user: Visitor | None, decision: Decision) -> bool:
    """The apparatus of the council keeps the papers of its decisions."""
    return is_clerk(user, decision.council)


# One word for one act (STYLE.md): each is the same sentence.
may_refer = may_keep
may_consult = may_keep
may_enter_akim_conclusion = may_keep
may_register = may_keep
may_bring_into_force = may_keep
may_explain_difference = may_keep
may_publish = may_keep
may_renew_copy = may_keep
may_cover_words = may_keep
may_lift_mask = may_keep
may_take_back_mask = may_keep
may_relate = may_keep
may_unrelate = may_keep
may_repeal = may_keep
may_attach_scan = may_keep
may_clear_paper = may_keep
may_close_paper = may_keep
may_write_letter = may_keep


def may_draft(user: Visitor | None, council: Council) -> bool:
    """The apparatus drafts for whoever moves; a deputy drafts what the deputy moves."""
    return is_clerk(user, council) or is_deputy(user, council)


def is_mover(user: Visitor | None, decision: Decision) -> bool:
    """Whether the reader is the deputy who brought the draft in."""
    if decision.mover != Mover.DEPUTY or decision.mover_mandate is None:
        return False
    return standing(user).person_id == decision.mover_mandate.person_id


def may_revise(user: Visitor | None, decision: Decision) -> bool:
    """The apparatus, and the deputy who brought the draft in, write its next version."""
    return is_clerk(user, decision.council) or (
        is_deputy(user, decision.council) and is_mover(user, decision)
    )


def may_attach(user: Visitor | None, decision: Decision) -> bool:
    """The apparatus puts papers to a decision at any time, the mover while it is a draft."""
    if is_clerk(user, decision.council):
        return True
    return decision.state in OPEN and may_revise(user, decision)


def may_withdraw(user: Visitor | None, decision: Decision) -> bool:
    """Whoever brought a draft in withdraws it; the apparatus and the chair enter it for others."""
    return may_revise(user, decision) or is_chair(user, decision.council)


def may_conclude(user: Visitor | None, referral: Referral) -> bool:
    """The chair or the secretary of the commission enters its conclusion, or the apparatus."""
    return concludes(user, referral.commission)


def concludes(user: Visitor | None, commission: Commission) -> bool:
    """The same of a commission: who enters what it concludes."""
    if is_clerk(user, commission.council):
        return True
    person = standing(user).person_id
    if not isinstance(user, User) or person is None:
        return False
    day = today()
    return (
        commission.members.on(day)
        .filter(
            holds_on(day, "mandate__"),
            mandate__person=person,
            position__in=("chair", "secretary"),
        )
        .exists()
    )


def may_table(user: Visitor | None, decision: Decision) -> bool:
    """The chair of the council puts a draft before it."""
    return is_chair(user, decision.council)


def may_adopt(user: Visitor | None, decision: Decision) -> bool:
    """The chair signs; the apparatus enters what was signed on paper (Law 148, art. 19)."""
    return is_chair(user, decision.council) or is_clerk(user, decision.council)


may_reject = may_adopt


def may_mark_money(user: Visitor | None, decision: Decision) -> bool:
    """The apparatus and the chair say whether a draft touches money, whoever brought it in."""
    return is_chair(user, decision.council) or is_clerk(user, decision.council)


def may_import_decisions(user: Visitor | None) -> bool:
    """The operator takes in lists of existing decisions, of any council."""
    return is_operator(user)

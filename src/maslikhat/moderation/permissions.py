"""Who reports, who decides and who appeals: each rule is a sentence."""

from maslikhat.accounts.models import User
from maslikhat.kit.links import LARGEST_NUMBER
from maslikhat.moderation import registers
from maslikhat.moderation.models import Appeal, Case, Measure, is_national
from maslikhat.moderation.registers import Ref, Thing
from maslikhat.registry.standing import Visitor, standing


def may_report(user: Visitor | None, ref: Ref) -> bool:
    """Anyone who has signed in reports what they may read."""
    if not isinstance(user, User) or not user.is_active or ref.number > LARGEST_NUMBER:
        return False
    kind = registers.kinds.get(ref.kind)
    return kind is not None and kind.may_read(user, ref.number)


def may_moderate(user: Visitor | None, thing: Thing | None) -> bool:
    """The operator and moderators decide in rooms open to all, head and apparatus of a council in
    its own that they read; on anything else once there is a case that is theirs
    (`models.moderated`). Nobody decides on an own text.

    The head of a council has no seat in its commissions: what is said there is not the head's to
    read. A case is there once a thing was reported or dealt with.
    """
    if thing is None or not isinstance(user, User) or thing.author == user.pk:
        return False
    if is_national(user) and not thing.is_closed:
        return True
    word, number = thing.ref
    if _is_of(user, thing) and registers.kinds[word].may_read(user, number):
        return True
    return Case.objects.moderated_by(user, word).filter(number=number).exists()


def _is_of(user: Visitor | None, thing: Thing) -> bool:
    """Whether the thing stands in a room of the council whose head or clerk this is."""
    who = standing(user)
    return thing.council in who.clerk_of | who.chair_of


# One word for one act (STYLE.md): each is the same sentence.
may_dismiss = may_moderate
may_hide = may_moderate
may_lock = may_moderate
may_warn = may_moderate


def may_see_queue(user: Visitor | None) -> bool:
    """Whoever moderates any room has a queue."""
    who = standing(user)
    return bool(who.operator or who.moderator or who.clerk_of or who.chair_of)


def may_suspend(user: Visitor | None, thing: Thing | None) -> bool:
    """From writing anywhere only the operator and moderators of the whole portal suspend.

    The head of a council does not silence its deputies.
    """
    return is_national(user) and may_moderate(user, thing)


def may_ask_suspension(user: Visitor | None, thing: Thing | None) -> bool:
    """Head and apparatus of a council ask those who may suspend, on what they decide on."""
    is_own = thing is not None and _is_of(user, thing) and not is_national(user)
    return is_own and may_moderate(user, thing)


def may_restore(user: Visitor | None, measure: Measure) -> bool:
    """Whoever moderates the thing undoes what was done with it."""
    return may_moderate(user, registers.thing(measure.case.ref))


may_unlock = may_restore


def may_lift(user: Visitor | None, measure: Measure) -> bool:
    """Whoever may suspend ends a suspension."""
    return may_suspend(user, registers.thing(measure.case.ref))


def may_appeal(user: Visitor | None, measure: Measure) -> bool:
    """Whom a measure concerns answers to it."""
    return isinstance(user, User) and user.is_active and measure.user_id == user.pk


def may_decide(user: Visitor | None, appeal: Appeal) -> bool:
    """Another than who took a measure decides on the appeal, if free to undo the measure."""
    measure = appeal.measure
    may_undo = may_lift if measure.act == "suspend" else may_restore
    return user is not None and measure.by != user.pk and may_undo(user, measure)

"""Who may do what to an account; what a clerk may do for a deputy, the registry decides."""

from maslikhat.accounts.models import Session, User


def may_enter(by: User, user: User) -> bool:
    """Everyone signs in to the own account alone, while it is open."""
    return by.pk == user.pk and user.is_active


def may_set_password(by: User, user: User) -> bool:
    """A password is set by its owner alone; a clerk hands over a code instead."""
    return by.pk == user.pk and user.is_active


def may_choose_language(by: User, user: User) -> bool:
    """In which language somebody is written to, is chosen by that person alone."""
    return by.pk == user.pk and user.is_active


def may_end_session(by: User, session: Session) -> bool:
    """Only one's own sessions."""
    return session.user_id is not None and session.user_id == by.pk


def may_end_other_sessions(by: User, user: User) -> bool:
    """Only one's own sessions."""
    return by.pk == user.pk

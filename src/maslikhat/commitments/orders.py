"""Whose text was taken away under an order hears what it was and why, and nobody else does."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.commitments.models import Paper, Remark, Step, Taken
from maslikhat.dialogue.taken_away import what_next
from maslikhat.kit.languages import Said
from maslikhat.notices.registers import Kind, Thing

TAKEN = "commitments.taken"
PAGES = {
    Taken.Kind.REMARK: "portal:body",
    Taken.Kind.JOINT: "commitments:joint",
    Taken.Kind.FORWARDING: "commitments:forwarding",
    Taken.Kind.MINUTES: "commitments:event",
}


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """What each was and under what it went, seen by its author alone; four queries at most."""
    rows = list(Taken.objects.filter(pk__in=numbers, is_order=True))
    pages = _pages(rows)
    return {
        row.pk: Thing(
            Said(f"{row.get_kind_display()}: {row.why}. {what_next(row.reason)}", lang),
            pages.get(row.pk, reverse("commitments:commitments")),
            {row.author},
        )
        for row in rows
    }


def _pages(rows: list[Taken]) -> dict[int, str]:
    """Where each stood."""
    by_kind: dict[str, dict[int, int]] = {}
    for row in rows:
        by_kind.setdefault(row.kind, {})[row.number] = row.pk
    found: dict[int, str] = {}
    columns: dict[str, tuple[Any, str]] = {
        Taken.Kind.STEP: (Step, "commitment"),
        Taken.Kind.PAPER: (Paper, "step__commitment"),
        Taken.Kind.REMARK: (Remark, "body"),
    }
    for kind, taken in by_kind.items():
        model, column = columns.get(kind, (None, ""))
        pairs = [(n, n) for n in taken]
        if model is not None:
            pairs = list(model.objects.filter(pk__in=taken).values_list("pk", column))
        page = PAGES.get(Taken.Kind(kind), "commitments:commitment")
        found |= {taken[number]: reverse(page, args=[there]) for number, there in pairs}
    return found


def visible(user: User) -> QuerySet[Any]:
    """What of this reader's was taken away."""
    return Taken.objects.filter(author=user.pk, is_order=True)


KINDS = {TAKEN: Kind(_("Texts of yours that were taken away"), show, visible)}
ACTS = {"commitments.blank": _("Your text was taken away on a legal ground")}

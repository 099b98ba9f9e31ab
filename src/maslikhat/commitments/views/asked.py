"""What the pages of commitments ask first: which commitment, and what may be done with it."""

from collections.abc import Callable
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from maslikhat.commitments.models import Commitment
from maslikhat.kit.languages import Said
from maslikhat.kit.lines import Trail
from maslikhat.registry.views.guided import Guide

Act = Callable[[dict[str, Any]], object]


def commitment_of(number: int) -> Commitment:
    """The commitment of this number; all are open to everyone."""
    return get_object_or_404(Commitment.objects.with_all(), pk=number)


def address_of(commitment: Commitment) -> str:
    """The path of a commitment's page."""
    return reverse("commitments:commitment", args=[commitment.pk])


def trail_to(commitment: Commitment) -> Trail:
    """The way to a commitment: all of them, and itself."""
    return [
        (reverse("commitments:commitments"), _("Follow-up")),
        (address_of(commitment), Said(commitment.title, commitment.language)),
    ]


def guide_to(
    commitment: Commitment,
    title: str | Promise,
    button: str | Promise,
    done: str | Promise,
    explained: str | Promise = "",
) -> Guide:
    """What the page of a step says, with what was asked above its form."""
    return Guide(
        title=str(title),
        button=str(button),
        done=str(done),
        explained=str(explained),
        back=address_of(commitment),
        trail=trail_to(commitment),
        extra={
            "section": "commitments",
            "commitment": commitment,
            "keeps_typed": True,
            "listed": "commitments/_asked.html",
        },
    )

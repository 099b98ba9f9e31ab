"""The desk: what a person who is signed in has to do, and where."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maslikhat.commitments.waiting import answered_to, handed_to, owed_by, referred_to
from maslikhat.decisions.waiting import waiting_for
from maslikhat.dialogue import newcomers, summary
from maslikhat.kit.doors import signed_in
from maslikhat.kit.languages import reader_language, said
from maslikhat.kit.lines import Line
from maslikhat.places.models import Unit
from maslikhat.registry.models import Body, Council
from maslikhat.registry.residence import home_of
from maslikhat.registry.standing import Standing, Visitor, standing
from maslikhat.sittings.waiting import waiting_for as sittings_waiting

MOST_TOPICS = 8


class Panel(NamedTuple):
    """A part of the desk: lines, or the sentence that says what will be here."""

    title: str
    lines: list[Line]
    sentence: str = ""


@signed_in
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The desk of the reader, by what the reader is."""
    stands = standing(request.user)
    person = getattr(request.user, "person", None) if stands.person_id else None
    context = {
        "account_links": [
            (reverse("notices:inbox"), _("Notices")),
            (reverse("notices:follows"), _("What I follow")),
            (reverse("notices:settings"), _("Letters to me")),
            (reverse("moderation:mine"), _("Measures about me")),
            (reverse("mfa_index"), _("Sign-in and security")),
            (reverse("accounts:sessions"), _("Where I am signed in")),
        ],
        "panels": [
            *in_hand(request.user),
            *sittings(request.user),
            *panels(stands),
            _place(home_of(request.user)),
        ],
        "path": newcomers.path_of(request.user),
        "topics": summary.latest_topics(request.user, MOST_TOPICS),
        "who": person.full_name() if person else _said_plainly(stands),
    }
    return render(request, "portal/desk.html", context)


def _said_plainly(stands: Standing) -> str:
    if stands.operator:
        return _("Portal operator")
    if stands.moderator:
        return _("Moderator of the portal")
    if stands.clerk_of:
        return _("Apparatus of the maslikhat")
    if stands.body_of:
        return _("Responsible official")
    return _("Citizen")


def in_hand(user: Visitor | None) -> list[Panel]:
    """What was handed to this official, before all else."""
    lines = handed_to(user)
    return [Panel(_("In my hand"), lines)] if lines else []


def sittings(user: Visitor | None) -> list[Panel]:
    """Sittings that go on or come, and minutes that are owed, to the people of a maslikhat."""
    lines = sittings_waiting(user)
    return [Panel(_("Sittings and minutes"), lines)] if lines else []


def panels(stands: Standing) -> list[Panel]:
    """The parts of the desk that this reader has."""
    mine = Council.objects.filter(pk__in=stands.councils).in_order(reader_language())
    councils = {council.pk: council for council in mine}
    is_local = any(council.unit_id for council in mine)
    found = [
        Panel(
            _("My maslikhat") if is_local else _("My representative body"),
            [
                Line(reverse("portal:council", args=[council.code]), said(council, "name").text)
                for council in councils.values()
            ],
        ),
        Panel(
            _("Work of the apparatus"),
            [
                Line(
                    reverse("registry:manage", args=[councils[number].code]),
                    said(councils[number], "name").text,
                    _("Convocations, mandates, commissions, invitations"),
                )
                for number in councils
                if number in stands.clerk_of
            ],
        ),
        Panel(_("Decisions that wait for you"), waiting_for(stands)),
        Panel(_("What my body owes"), owed_by(stands)),
        Panel(_("Answers to what was asked"), answered_to(stands)),
        Panel(_("Referred to my maslikhat from another level"), referred_to(stands)),
        Panel(_("Dialogue"), _writing(stands)),
        Panel(_("My office"), _bodies(stands)),
        Panel(_("Moderation"), _deciding(stands)),
        Panel(_("The portal"), _operating(stands)),
    ]
    shown = [panel for panel in found if panel.lines]
    return shown or [
        Panel(
            _("What you can do"),
            [
                Line(reverse("portal:find"), _("Find my deputies")),
                Line(reverse("dialogue:rooms"), _("Read what deputies discuss")),
            ],
        )
    ]


def _place(home: Unit | None) -> Panel:
    """Where the reader lives and who represents the place, or how to say it."""
    find = reverse("portal:find")
    if home is None:
        note = _("Find your place and press “This is my place”. Nobody else will see it.")
        return Panel(_("Where I live"), [Line(find, _("Say where I live"), note)])
    own = Line(f"{find}?place={home.kato}", said(home, "name").text, _("Who represents this place"))
    return Panel(_("Where I live"), [own, Line(find, _("Choose another place"))])


def _writing(stands: Standing) -> list[Line]:
    if not stands.deputy_of or stands.person_id is None:
        return []
    return [
        Line(reverse("dialogue:start"), _("Start a topic")),
        Line(reverse("portal:deputy", args=[stands.person_id]), _("My page")),
    ]


def _bodies(stands: Standing) -> list[Line]:
    bodies = Body.objects.filter(pk__in=stands.body_of).order_by(f"sort_{reader_language()}", "pk")
    found = []
    for body in bodies:
        name = said(body, "name").text
        found.append(Line(reverse("portal:body", args=[body.pk]), name))
        if body.pk in stands.head_of:
            found.append(
                Line(reverse("registry:officials", args=[body.pk]), _("Offices in the body"), name)
            )
    return found


def _deciding(stands: Standing) -> list[Line]:
    if not (stands.operator or stands.moderator or stands.clerk_of or stands.chair_of):
        return []
    return [
        Line(reverse("moderation:queue"), _("Reported texts")),
        Line(reverse("moderation:appeals"), _("Appeals")),
    ]


def _operating(stands: Standing) -> list[Line]:
    if not stands.operator:
        return []
    return [
        Line(reverse("portal:councils"), _("Maslikhats")),
        Line(
            reverse("commitments:ended"),
            _("Bodies that have ended"),
            _("Whose open matters nobody has taken over"),
        ),
        Line(
            reverse("registry:roles"),
            _("Offices on the portal"),
            _("Operators, moderators, clerks, officials"),
        ),
        Line(
            reverse("notices:deliveries"),
            _("Letters that were sent"),
            _("Which went, which wait and why"),
        ),
        Line(reverse("registry:make_award"), _("New kind of award")),
        Line(reverse("norms:this_year"), _("Working-day calendar")),
        Line(reverse("norms:norms"), _("Legal numbers")),
    ]

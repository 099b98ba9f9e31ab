"""The pages of joint inquiries: the list, one with its table of answers, the same as files."""

from typing import Any

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from maslikhat.commitments.begun import page_of
from maslikhat.commitments.channels import channel_of_joint
from maslikhat.commitments.forwarding.senders import senders_for
from maslikhat.commitments.joint import answers, telling
from maslikhat.commitments.models import Joint, Signature, Taken
from maslikhat.commitments.permissions import (
    may_amend_joint,
    may_blank,
    may_sign_joint,
    may_withdraw_joint,
)
from maslikhat.commitments.taking import taken_of
from maslikhat.commitments.words import called
from maslikhat.kit.answers import held, page_or_fragment, part_of
from maslikhat.kit.days import midnight
from maslikhat.kit.downloads import made
from maslikhat.kit.installation import is_demo, marked
from maslikhat.kit.languages import Said, reader_language, said
from maslikhat.kit.lines import Trail
from maslikhat.kit.workbooks.writing import Cell, csv_of, workbook_of
from maslikhat.notices.lists import follow_state
from maslikhat.registry.standing import standing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXCERPT = 280


def joint_of(request: HttpRequest, number: int) -> Joint:
    """The joint inquiry of this number, when the reader may see it."""
    return get_object_or_404(Joint.objects.visible_to(request.user).with_all(), pk=number)


def trail_to(joint: Joint) -> Trail:
    """The way to a joint inquiry."""
    return [
        (reverse("commitments:commitments"), _("Follow-up")),
        (reverse("commitments:joints"), _("Joint inquiries")),
        (telling.address_of(joint.pk), Said(joint.title, joint.language)),
    ]


@held(15, ("page",))
def joints(request: HttpRequest) -> HttpResponse:
    """The joint inquiries that were sent; one's own drafts and invitations before them."""
    rows = Joint.objects.visible_to(request.user).with_all().lately()
    context = {
        "may_draft": bool(standing(request.user).deputy_of),
        "page": part_of(request, rows.annotate(asked=Count("addressed", distinct=True)), 20),
        "path": [(reverse("commitments:commitments"), _("Follow-up"))],
    }
    return render(request, "commitments/joints.html", context)


@held(15, ("state",))
def joint(request: HttpRequest, number: int) -> HttpResponse:
    """One joint inquiry: its text, who has signed, and the answers side by side in one table."""
    found = joint_of(request, number)
    context = {
        **_table(request, found),
        "channel": channel_of_joint(found.pk),
        "figure": page_of(found.about),
        "follow": follow_state(request.user, telling.JOINT, found.pk) if found.is_sent else None,
        "is_author": may_amend_joint(request.user, found),
        "may_blank": may_blank(request.user),
        "may_forward": found.is_sent and bool(senders_for(request.user)),
        "may_withdraw": found.state == Joint.State.SENT and may_withdraw_joint(request.user, found),
        "path": trail_to(found)[:2],
        "taken": taken_of(Taken.Kind.JOINT, [found.pk]).get(found.pk),
        **_signing(request, found),
    }
    return page_or_fragment(request, "commitments/joint.html", "commitments/_answers.html", context)


def _table(request: HttpRequest, found: Joint) -> dict[str, Any]:
    rows = answers.rows_of(found)
    wanted = _wanted(request)
    return {
        "counts": answers.counts_of(rows),
        "excerpt": EXCERPT,
        "filters": list(answers.FILTERS.items()),
        "joint": found,
        "rows": [row for row in rows if row.fits(wanted)],
        "wanted": wanted,
    }


def _wanted(request: HttpRequest) -> str:
    wanted = request.GET.get("state", "")
    if wanted and wanted not in answers.FILTERS:
        raise BadRequest("state")
    return wanted


def _signing(request: HttpRequest, found: Joint) -> dict[str, Any]:
    """Who has signed; of the others the author and the invited see that they have not."""
    rows = list(
        found.signatures.select_related(
            "mandate__person", "mandate__convocation__council"
        ).order_by("pk")
    )
    person = standing(request.user).person_id
    own = next((row for row in rows if row.mandate.person_id == person), None) if person else None
    return {
        "may_sign": found.is_draft and own is not None and may_sign_joint(request.user, found),
        "own": own,
        "signed": [row for row in rows if row.state == Signature.State.SIGNED],
        "unsigned": [row for row in rows if row.state != Signature.State.SIGNED]
        if found.is_draft
        else [],
    }


def _file(request: HttpRequest, number: int) -> tuple[Joint, list[list[Cell]]]:
    """The rows of exactly the table that the address shows."""
    found, wanted = joint_of(request, number), _wanted(request)
    base = settings.PUBLIC_URL
    lines = [
        answers.cells(
            row,
            base + reverse("commitments:commitment", args=[row.letter.pk]) if row.letter else "",
        )
        for row in answers.rows_of(found)
        if row.fits(wanted)
    ]
    if is_demo():
        told = _("Demonstration: what is asked, answered and overdue here is invented. It says nothing of the real body.")  # fmt: skip  # noqa: E501
        lines.append([None, told])
    return found, lines


@require_safe
def as_csv(request: HttpRequest, number: int) -> HttpResponse:
    """The table as CSV."""
    found, lines = _file(request, number)
    content = csv_of(answers.header(), lines)
    name, media_type = f"joint-inquiry-{found.pk}.csv", "text/csv; charset=utf-8"
    return made(content, name, media_type, is_private=found.is_draft)


@require_safe
def as_workbook(request: HttpRequest, number: int) -> HttpResponse:
    """The table as a workbook."""
    found, lines = _file(request, number)
    content = workbook_of(pgettext("of bodies", "Answers"), answers.header(), lines)
    return made(content, f"joint-inquiry-{found.pk}.xlsx", XLSX, is_private=found.is_draft)


@require_safe
def feed(request: HttpRequest, number: int) -> HttpResponse:
    """The answers as an Atom feed, the latest first."""
    found = get_object_or_404(Joint.objects.sent(), pk=number)
    base = settings.PUBLIC_URL
    title = found.title
    if is_demo():
        title += " · " + _("Demonstration: persons and amounts are invented")
    made = Atom1Feed(
        title=title,
        link=base + telling.address_of(found.pk),
        feed_url=base + reverse("commitments:joint_feed", args=[found.pk]),
        description=None,
        language=reader_language(),
    )
    for row in answers.last_moved(found):
        moment = midnight(row.moved_on)
        made.add_item(
            title=said(row.addressee, "name").text,
            link=base + reverse("commitments:commitment", args=[row.pk]),
            description=marked(str(called(row.state, row.assessment))),
            unique_id=f"{base}/commitments/{row.pk}#{row.state}-{row.moved_on}",
            updateddate=moment,
            pubdate=moment,
        )
    return HttpResponse(made.writeString("utf-8"), content_type=Atom1Feed.content_type)

"""A body that has ended hands its open matters to its successor."""

import datetime as dt

from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.commitments.guards import allow
from maslikhat.commitments.models import Succession
from maslikhat.commitments.models.commitments import LINE_MOST
from maslikhat.commitments.permissions import may_succeed
from maslikhat.commitments.successions import pass_over
from maslikhat.kit import jobs
from maslikhat.kit.days import today
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.registry.models import Body


@atomic
def succeed(
    body: Body, *, by: User, successor: Body, basis: str, day: dt.date | None = None
) -> Succession:
    """The open matters of a body that has ended pass to its successor, on the basis of an act.

    What it has brought to an end stays with the old body. They pass by a job, a few at a time.
    """
    allow(may_succeed(by, body))
    held = Body.objects.select_for_update(of=("self",)).filter(pk__in={body.pk, successor.pk})
    rows = {row.pk: row for row in held.order_by("pk")}
    old, new = rows[body.pk], rows[successor.pk]
    refuse_unless(
        old.to_day is not None and old.to_day <= today(),
        _("This body has not ended. End it first, on the page of the apparatus."),
    )
    refuse_unless(
        old.pk != new.pk and new.holds_on(today()),
        _("Choose a body that exists today."),
        status=422,
    )
    refuse_unless(
        not Succession.objects.filter(old=old).exists(), _("This body has a successor already.")
    )
    passed = day or today()
    assert old.to_day is not None
    refuse_unless(
        old.to_day <= passed <= today(),
        _("The day lies ahead, or before the end of the body."),
        status=422,
    )
    made = Succession.objects.create(
        old=old,
        new=new,
        day=passed,
        basis=line(basis, LINE_MOST, needed=_("Write the act by which they pass on.")),
        by=by.pk,
    )
    jobs.enqueue(pass_over, made.pk, key=f"succession {made.pk}")
    record(by, "commitments.succeed", made)
    return made

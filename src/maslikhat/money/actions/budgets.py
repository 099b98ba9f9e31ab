"""Acts on budgets: a file is read unseen, put in force at once, and marked when it was wrong."""

import datetime as dt
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.kit import jobs, uploads
from maslikhat.kit.days import today
from maslikhat.kit.refusals import Refused
from maslikhat.kit.texts import line
from maslikhat.kit.transactions import atomic
from maslikhat.ledger.actions import record
from maslikhat.money import tasks
from maslikhat.money.guards import web_address
from maslikhat.money.importing import intake, reading
from maslikhat.money.importing.findings import Findings
from maslikhat.money.importing.headings import ROLES
from maslikhat.money.importing.intake import Progress
from maslikhat.money.importing.lines import FIRST_YEAR
from maslikhat.money.importing.units import Unit
from maslikhat.money.models import REASON_MOST, Mapping, Source, Version, VersionKind
from maslikhat.money.permissions import (
    may_attach_decision,
    may_discard,
    may_import_budget,
    may_map_columns,
    may_switch_on,
    may_withdraw,
)
from maslikhat.registry.models import Council

FILE_NAME_MOST = 200
# What a person may say of a file's unit; "" leaves it to the file.
UNITS = frozenset(("", *(unit.value for unit in Unit)))


class About(NamedTuple):
    """What is told of a file beside the file: whose budget, of which year, of which kind and day.

    Without a council the file says in each row whose it is, and of which year.
    """

    council: Council | None
    year: int | None
    kind: str
    day: dt.date
    link: str = ""
    decision: Decision | None = None
    # "" where the file itself says it (`money.units`).
    unit: str = ""


def import_budget(
    content: bytes,
    about: About,
    *,
    by: User | None,
    name: str,
    most: int = reading.MOST_ROWS,
    progress: Progress | None = None,
) -> Source:
    """Keep a file and read it, checked, behind a source that nobody sees; `switch_on` shows it.

    What is wrong stands in the source row by row, and nothing else of the file stays. `progress` is
    called with the rows read. Refused where it cannot be read at all; nothing has changed then, nor
    when it is interrupted.
    """
    _refuse_unless_allowed(by, about)
    media_type, _ending = reading.kind_of(content)
    name = line(name[:FILE_NAME_MOST], FILE_NAME_MOST)
    intake.sweep()
    digest = uploads.store(content)
    source = Source.objects.create(
        council=about.council,
        year=about.year,
        kind=about.kind,
        day=about.day,
        decision=about.decision,
        link=web_address(about.link),
        name=name,
        sha256=digest,
        size=len(content),
        media_type=media_type,
        unit=about.unit or Unit.THOUSAND,
        says_unit=not about.unit,
        by=by.pk if by else None,
    )
    findings = Findings()
    return intake.stage(source, reading.rows_of(content, findings, most), findings, progress)


def _refuse_unless_allowed(by: User | None, about: About) -> None:
    if not may_import_budget(by, about.council):
        raise Refused(
            _("The apparatus of the maslikhat brings its budgets in, and the operator."),
            status=403,
        )
    if about.kind not in VersionKind.values:
        raise Refused(
            _("Say what the file is: approved, refined, corrected or executed."), status=422
        )
    if about.unit not in UNITS:
        raise Refused(_("Say in what unit the amounts are."), status=422)
    if about.year is not None and not (
        FIRST_YEAR <= about.year <= today().year + intake.YEARS_AHEAD
    ):
        raise Refused(_("No budget of this year can be here. Check the year."), status=422)
    if about.day > today():
        raise Refused(_("The day of the file is in the future. Check the day."), status=422)
    decision = about.decision
    if decision is not None and (
        about.council is None or decision.council_id != about.council.pk or not decision.adopted_on
    ):
        raise Refused(_("Choose a decision that this maslikhat has adopted."), status=422)


@atomic
def switch_on(source: Source, *, by: User | None) -> Source:
    """Put a file in force: all its versions are shown at once, on the record with its hash."""
    source = _locked_with_its_like(source)
    if not may_switch_on(by, source):
        raise Refused(
            _("The apparatus of the maslikhat brings its budgets in, and the operator."),
            status=403,
        )
    if source.state != Source.State.STAGED:
        raise Refused(_("This file is not waiting to be put in force. Choose it again."))
    same = Source.objects.filter(
        state=Source.State.IN_FORCE, sha256=source.sha256, council=source.council_id,
        year=source.year, kind=source.kind, day=source.day,
        versions__withdrawn_at=None,
    )  # fmt: skip
    if same.exists():
        raise Refused(_("This very file is in force already. There is nothing to do."))
    if not uploads.path_of(source.sha256).exists():
        # Another copy of it was swept away with the file while this one was brought in.
        raise Refused(_("The preview is too old. Choose the file again."))
    source.state = Source.State.IN_FORCE
    source.touched_at = timezone.now()
    source.save(update_fields=["state", "touched_at"])
    record(by, "money.switch_on", source, count=source.rows, digest=source.sha256)
    jobs.enqueue(tasks.tell_search, source.pk, key=f"in force {source.pk}")
    return source


def _locked_with_its_like(source: Source) -> Source:
    """The file as it stands, held with every copy of it: two who bring it in wait here."""
    rows = Source.objects.select_for_update(of=("self",)).order_by("pk")
    alike = {one.pk: one for one in rows.filter(sha256=source.sha256)}
    if source.pk not in alike:
        raise Refused(_("This file is not waiting to be put in force. Choose it again."))
    return alike[source.pk]


@atomic
def attach_decision(version: Version, *, by: User, decision: Decision) -> Version:
    """Name the decision behind a version whose file came in force without one."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not may_attach_decision(by, version):
        raise Refused(
            _("The apparatus of the maslikhat names the decision, and the operator."), status=403
        )
    if version.source.state != Source.State.IN_FORCE or version.decided_by is not None:
        raise Refused(_("Only a version that is in force and names no decision is given one."))
    if decision.council_id != version.council_id or not decision.adopted_on:
        raise Refused(_("Choose a decision that this maslikhat has adopted."), status=422)
    if decision.adopted_on > version.day:
        raise Refused(
            _("The decision is later than the version. Choose the one that set its amounts."),
            status=422,
        )
    version.decision = decision
    version.save(update_fields=["decision"])
    record(by, "money.attach_decision", version)
    jobs.enqueue(tasks.look_again, version.council_id, key=f"decided {version.pk}")
    return version


@atomic
def discard(source: Source, *, by: User | None) -> Source:
    """Put a file aside that is not to come in force; the portal forgets it within a day."""
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if not may_discard(by, source):
        raise Refused(_("Who may bring a file in may put it aside."), status=403)
    if source.state == Source.State.IN_FORCE:
        raise Refused(_("This file is in force. Withdraw the version that is wrong."))
    source.state = Source.State.DROPPED
    source.save(update_fields=["state"])
    return source


@atomic
def map_columns(source: Source, *, by: User | None, signature: str, roles: list[str]) -> Mapping:
    """Say what the columns under some headings are; files with the same headings follow it."""
    source = Source.objects.select_for_update(of=("self",)).get(pk=source.pk)
    if not may_map_columns(by, source):
        raise Refused(_("Who may bring a file in says what its columns are."), status=403)
    shown = {(one[0], len(one[2])) for one in source.headings} | {
        (row[1], width) for _sheet, width, rows in source.firsts for row in rows
    }
    if (signature, len(roles)) not in shown or not set(roles) <= set(ROLES):
        raise Refused(_("These are not the columns of the file. Open the preview again."))
    mapping, _is_new = Mapping.objects.update_or_create(
        council=source.council,
        signature=signature,
        defaults={"roles": roles, "by": by.pk if by else None, "made_at": timezone.now()},
    )
    record(by, "money.map_columns", mapping)
    return mapping


@atomic
def withdraw(version: Version, *, by: User, reason: str) -> Version:
    """Mark a version as wrong, with the reason: it stays to be read, and no page counts with it."""
    version = Version.objects.select_for_update(of=("self",)).get(pk=version.pk)
    if not may_withdraw(by, version):
        raise Refused(
            _("The apparatus of the maslikhat withdraws a wrong version, and the operator."),
            status=403,
        )
    if version.source.state != Source.State.IN_FORCE or version.withdrawn_at is not None:
        raise Refused(_("Only a version that is in force can be withdrawn."))
    needed = _("Say what is wrong with the version: everyone will read it.")
    reason = line(reason, REASON_MOST, needed=needed)
    version.reason, version.withdrawn_at, version.withdrawn_by = reason, timezone.now(), by.pk
    version.save(update_fields=["reason", "withdrawn_at", "withdrawn_by"])
    record(by, "money.withdraw", version)
    jobs.enqueue(tasks.tell_search, version.source_id, key=f"withdrawn {version.pk}")
    jobs.enqueue(tasks.look_again, version.council_id, key=f"withdrawn {version.pk}")
    return version

"""What warnings are called: to the inbox, on the record, and in a sentence with their figures."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maslikhat.accounts.models import User
from maslikhat.commitments.hearers import leaders_of
from maslikhat.kit.days import today
from maslikhat.kit.formats import words
from maslikhat.kit.languages import Said, said
from maslikhat.ledger import registers as ledger
from maslikhat.money.environment.verdicts import tenge
from maslikhat.money.models import BudgetWarning
from maslikhat.notices import registers as notices
from maslikhat.registry.models import Council, Mandate
from maslikhat.registry.standing import Visitor

WARNING, ACT = "money.warning", "money.warn"
MOST_ON_A_PAGE, MOST_OF_COUNTRY = 20, 10


def warnings_of(
    council: Council, user: Visitor | None, year: int | None = None
) -> list[BudgetWarning]:
    """The warnings about a council that this reader sees, of a year or the latest; one query."""
    rows = BudgetWarning.objects.visible_to(user).filter(council=council)
    if year is not None:
        rows = rows.filter(year=year)
    return list(rows.select_related("rule", "version").lately()[:MOST_ON_A_PAGE])


class OfCountry(NamedTuple):
    """Warnings about the environment's money that go on before everyone: how many, the latest."""

    total: int
    latest: list[BudgetWarning]


def of_country() -> OfCountry:
    """Those of all maslikhats whose grace is over; two queries."""
    rows = BudgetWarning.objects.public().of_environment().filter(ended_on=None)
    latest = rows.select_related("rule", "council", "version").lately()
    return OfCountry(rows.count(), list(latest[:MOST_OF_COUNTRY]))


def address_of(number: int) -> str:
    """The path of a warning's page."""
    return reverse("money:warning", args=[number])


def figure_address(warning: BudgetWarning) -> str:
    """Where the figure of a warning stands: the version at its code, or the plan."""
    if warning.version_id is None:
        return reverse("money:plan", args=[int(warning.about.partition("-")[2])])
    code = warning.rule.code
    query = f"?code={code}" if code else ""
    return reverse("money:version", args=[warning.version_id]) + query


def sentence(warning: BudgetWarning) -> str:
    """What was found, with its figures, in the language that is on."""
    facts, key = warning.facts, warning.rule.key
    told: dict[str, Any] = {"year": warning.year}
    for name, fact in facts.items():
        told[name] = tenge(fact) if isinstance(fact, int) else fact
    for name in {"due", "day"} & facts.keys():
        told[name] = words.day(dt.date.fromisoformat(facts[name]))
    told["percent"] = words.number(_percent(facts))
    return _sentences()[key] % told


def _percent(facts: dict[str, Any]) -> int:
    """Executed out of the plan in whole per cent, never rounded up; 0 where neither is told."""
    planned, executed = facts.get("planned"), facts.get("executed")
    return executed * 100 // planned if planned and executed is not None else 0


def _sentences() -> dict[str, str]:
    return {
        "plan_below_duty": _("The plan is allotted %(planned)s; the law asks for %(required)s."),
        "executed_low": _(
            "Of %(planned)s planned for %(year)s, %(executed)s were executed by %(day)s:"
            " %(percent)s %%."
        ),
        "report_late": _("The report on the plan for %(year)s was due by %(due)s."),
        "execution_late": _("The report on the execution of %(year)s was due by %(due)s."),
        "code_moved": _(
            "The programme %(before)s (%(amount)s) stands no longer; %(after)s bears its name now."
        ),
        "amount_changed": _(
            "The plan of %(year)s changed from %(before)s to %(after)s by the version of %(day)s."
        ),
    }


def _visible(user: User) -> QuerySet[Any]:
    return BudgetWarning.objects.visible_to(user)


def _titles(rows: Collection[BudgetWarning], lang: str) -> dict[int, Said]:
    found = {}
    with override(lang):
        for row in rows:
            name = said(row.rule, "name", lang)
            council = said(row.council, "name", lang).text
            found[row.pk] = Said(f"{council}, {row.year}: {name.text}", name.lang)
    return found


def _show(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, notices.Thing]:
    """Titles and addresses; in its grace a warning is for those of the council alone."""
    rows = list(BudgetWarning.objects.filter(pk__in=numbers).select_related("rule", "council"))
    titles = _titles(rows, lang)
    inside = _insiders({row.council_id for row in rows if not row.is_public}, readers)
    return {
        row.pk: notices.Thing(
            titles[row.pk],
            address_of(row.pk),
            None if row.is_public else inside.get(row.council_id, set()),
        )
        for row in rows
    }


def _insiders(councils: Collection[int], readers: Collection[User]) -> dict[int, set[int]]:
    """Who of the readers is of each council: head, apparatus, deputies; three queries at most."""
    if not councils:
        return {}
    asking = {one.pk for one in readers}
    found = {council: users & asking for council, users in leaders_of(councils).items()}
    mandates = Mandate.objects.on(today()).filter(
        convocation__council__in=councils, person__user__in=asking
    )
    for council, user in mandates.values_list("convocation__council", "person__user"):
        found.setdefault(council, set()).add(user)
    return found


def _recorded(numbers: Collection[int], lang: str) -> dict[int, ledger.Thing]:
    """Those that everyone sees; one query."""
    rows = BudgetWarning.objects.public().filter(pk__in=numbers).select_related("rule", "council")
    titles = _titles(list(rows), lang)
    return {number: ledger.Thing(title, address_of(number)) for number, title in titles.items()}


NOTICED = {WARNING: notices.Kind(gettext_lazy("Warning about a budget"), _show, _visible)}
ACTS = {ACT: gettext_lazy("The portal's own watch: a figure is worth a look before everyone sees")}
RECORDED = {
    "money.budgetwarning": ledger.Kind(
        gettext_lazy("Warning about a budget"),
        _recorded,
        {"money.explain": gettext_lazy("The maslikhat explained a warning")},
    )
}

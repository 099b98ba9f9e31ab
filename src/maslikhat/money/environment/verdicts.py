"""What the test of a region says, in one plain sentence; amounts as people say them."""

from decimal import Decimal

from django.utils.translation import gettext as _

from maslikhat.kit.formats.words import number
from maslikhat.money.environment.duty import Duty, Sum, Verdict
from maslikhat.money.environment.regions import Standing

_MILLION, _BILLION = 10**4, 10**7


def tenge(tenths: int) -> str:
    """An amount rounded to be read: billions or millions of tenge with one decimal, or tenge."""
    if abs(tenths) >= _BILLION:
        return _("%(amount)s bn tenge") % {"amount": _rounded(tenths, _BILLION)}
    if abs(tenths) >= _MILLION:
        return _("%(amount)s m tenge") % {"amount": _rounded(tenths, _MILLION)}
    return _("%(amount)s tenge") % {"amount": number(tenths * 100)}


def _rounded(tenths: int, unit: int) -> str:
    return number((Decimal(tenths) / unit).quantize(Decimal("0.1")))


def span(years: tuple[int, ...]) -> str:
    """Years as people write them: 2022–2024; with a hole between them each by itself."""
    if not years:
        return ""
    if len(years) > 1 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}–{years[-1]}"
    return ", ".join(str(year) for year in years)


def told(one: Sum) -> str:
    """A sum in words: the amount, "at least" so much where a part is missing, or not known."""
    if one.amount is not None:
        return tenge(one.amount)
    if one.at_least is not None:
        return _("at least %(amount)s") % {"amount": tenge(one.known)}
    return _("not known")


def heading(verdict: Verdict) -> str:
    """The verdict in a few words."""
    return {
        Verdict.MEETS: _("As much as the law asks for"),
        Verdict.BELOW: _("Less than the law asks for"),
        Verdict.UNKNOWN: _("It cannot be said"),
        Verdict.NO_PLAN: _("The portal does not know the plan"),
    }[verdict]


def sentence(standing: Standing, year: int) -> str:
    """The test of a region in one plain sentence."""
    found, plan = standing.duty, standing.plan
    if found is None or plan is None:
        return _(
            "The portal was given no plan for %(year)s that the maslikhat has approved. That there"
            " is none it does not say."
        ) % {"year": year}
    words = {
        "plan": span(tuple(plan.years)),
        "planned": told(found.planned),
        "required": told(found.required),
        "base": span(found.base),
        "gap": "" if found.gap is None else tenge(found.gap),
    }
    if found.verdict == Verdict.UNKNOWN:
        return _unknown(found, words)
    if found.verdict == Verdict.MEETS:
        return (
            _(
                "Budgets allot %(planned)s to the plan of %(plan)s. The law asks for at least"
                " %(required)s: that is what came in for pollution in %(base)s."
            )
            % words
        )
    if found.gap is None:
        return (
            _(
                "Budgets allot %(planned)s to the plan of %(plan)s. The law asks for more: what is"
                " known to have come in for pollution in %(base)s alone is %(required)s."
            )
            % words
        )
    return (
        _(
            "Budgets allot %(planned)s to the plan of %(plan)s. The law asks for at least"
            " %(required)s: that is what came in for pollution in %(base)s. %(gap)s are missing."
        )
        % words
    )


def _unknown(found: Duty, words: dict[str, str]) -> str:
    if found.required.missing:
        return _(
            "What came in for pollution in %(missing)s is missing here, so nobody can say from this"
            " page whether the plan of %(plan)s is large enough. Known receipts: %(required)s;"
            " allotted: %(planned)s."
        ) % {**words, "missing": span(found.required.missing)}
    return _(
        "What budgets allot to the plan of %(plan)s is not told for %(missing)s, so nobody can say"
        " from this page whether it is large enough. The law asks for %(required)s; allotted:"
        " %(planned)s."
    ) % {**words, "missing": span(found.planned.missing)}

"""A figure of the environment turned into a letter: its words, the norm, whom to ask."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from maslikhat.commitments.begun import Opening
from maslikhat.kit.days import today
from maslikhat.kit.languages import said
from maslikhat.money import mirror, verdicts
from maslikhat.registry.models import Council, Level


def about_environment(number: int, lang: str) -> Opening | None:
    """How an inquiry about a region's plan begins, in a language; `number` is its maslikhat's."""
    regions = Council.objects.on().level(Level.REGIONAL).select_related("unit")
    council = regions.filter(pk=number).first()
    if council is None or council.unit is None:
        return None
    year = today().year
    standing = mirror.region(council, year, year).standing
    body = standing.plan.body_id if standing.plan else None
    with override(lang):
        address = settings.PUBLIC_URL.rstrip("/") + reverse(
            "money:environment_of", args=[council.code]
        )
        text = [
            f"{said(council.unit, 'name', lang).text}. {verdicts.sentence(standing, year)}",
            _("Please tell in writing:"),
            _("1. whether these figures are right, and if not, which are, with the report;"),
            _("2. how much will be allotted to the measures of the plan, by which day;"),
            _("3. which measures are not funded, and why."),
            _("The figures with their files: %(address)s") % {"address": address},
        ]
        title = _("Money for the environment: what was received, and what is allotted to the plan")
        basis = _("Environmental Code, art. 29; Law No. 148, art. 21-1")
    return Opening(title, "\n\n".join(text), basis, body)


OPENINGS = {"environment": about_environment}

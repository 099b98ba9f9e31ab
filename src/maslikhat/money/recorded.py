"""What of budgets and plans the public record may show: all that everyone may see of them."""

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.kit.languages import Said, said
from maslikhat.ledger.registers import Kind, Thing
from maslikhat.money.models import EnvironmentMeasure, EnvironmentPlan, Source, Version


def show_sources(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These files, of those that are in force; one query."""
    rows = Source.objects.filter(pk__in=numbers, state=Source.State.IN_FORCE)
    return {
        row.pk: Thing(Said(row.name, row.language), reverse("money:source", args=[row.pk]))
        for row in rows
    }


def show_versions(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These versions; one query."""
    rows = Version.objects.shown().filter(pk__in=numbers).select_related("council")
    return {
        row.pk: Thing(said(row.council, "name", lang), reverse("money:version", args=[row.pk]))
        for row in rows
    }


def show_plans(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These plans, drafts too: everyone sees them; one query."""
    rows = EnvironmentPlan.objects.filter(pk__in=numbers).select_related("council")
    return {
        row.pk: Thing(said(row.council, "name", lang), reverse("money:plan", args=[row.pk]))
        for row in rows
    }


def show_measures(numbers: Collection[int], lang: str) -> dict[int, Thing]:
    """These measures, of those that are in a plan; one query."""
    rows = EnvironmentMeasure.objects.filter(pk__in=numbers)
    return {
        row.pk: Thing(said(row, "title", lang), reverse("money:measure", args=[row.pk]))
        for row in rows
    }


KINDS = {
    "money.environmentmeasure": Kind(
        _("Measure of a plan for the environment"),
        show_measures,
        {
            "money.add_measure": _("The measure was written in"),
            "money.edit_measure": _("The measure was changed"),
            "money.enter_amounts": _("The money of the measure was entered"),
            "money.set_milestone": _("A step of the measure was set"),
            "money.reach_milestone": _("A step of the measure was reached"),
        },
    ),
    "money.environmentplan": Kind(
        _("Plan for the environment"),
        show_plans,
        {
            "money.begin_plan": _("The draft of the plan was begun"),
            "money.correct_plan": _("The years of the draft were corrected"),
            "money.describe_plan": _("Its hearing and agreement were entered"),
            "money.approve_plan": _("The decision that approved the plan was entered"),
            "money.report_plan": _("A report on a year of the plan was entered"),
        },
    ),
    "money.source": Kind(
        _("File of a budget"), show_sources, {"money.switch_on": _("The file was put in force")}
    ),
    "money.version": Kind(
        _("Version of a budget"),
        show_versions,
        {
            "money.attach_decision": _("The decision behind the version was named"),
            "money.withdraw": _("The version was withdrawn as wrong"),
        },
    ),
}

"""What of decisions can be followed: each decision, by whoever may see it."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from maslikhat.accounts.models import User
from maslikhat.decisions.models import Decision
from maslikhat.kit.days import holds_on, today
from maslikhat.kit.languages import said
from maslikhat.notices.registers import Kind, Thing
from maslikhat.notices.sight import Ref
from maslikhat.registry.followed import COUNCIL, PERSON
from maslikhat.registry.insiders import insiders
from maslikhat.registry.models import Role
from maslikhat.rubrics.followed import RUBRIC

DECISION = "decisions.decision"


def sources_of(decision: Decision) -> list[Ref]:
    """What may be followed to hear of a decision: its council, its subject, the deputy it is of."""
    mover = decision.mover_mandate.person_id if decision.mover_mandate else None
    found = [(COUNCIL, decision.council_id), (RUBRIC, decision.rubric_id), (PERSON, mover)]
    return [(kind, number) for kind, number in found if number is not None]


def show(numbers: Collection[int], readers: Collection[User], lang: str) -> dict[int, Thing]:
    """The titles and addresses of these decisions; five queries at most."""
    found = list(Decision.objects.filter(pk__in=numbers))
    inside = _insiders([decision for decision in found if not decision.is_public], readers)
    return {
        decision.pk: Thing(
            said(decision, "title", lang),
            reverse("decisions:decision", args=[decision.pk]),
            None if decision.is_public else inside.get(decision.pk, set()),
        )
        for decision in found
    }


def _insiders(closed: list[Decision], readers: Collection[User]) -> dict[int, set[int]]:
    """Who of the readers may see each closed draft, as `open_to` says of one."""
    if not closed:
        return {}
    inside = insiders({decision.council_id for decision in closed}, readers)
    bodies = {decision.mover_body_id for decision in closed} - {None}
    roles = Role.objects.filter(holds_on(today()), user__in=[reader.pk for reader in readers])
    officials = set(roles.filter(body__in=bodies).values_list("body", "user")) if bodies else set()
    active = {reader.pk for reader in readers if reader.is_active}
    return {
        decision.pk: inside.get(decision.council_id, set())
        | {user for body, user in officials if body == decision.mover_body_id and user in active}
        for decision in closed
    }


def visible(user: User) -> QuerySet[Any]:
    """The decisions this reader may see."""
    return Decision.objects.visible_to(user)


KINDS = {DECISION: Kind(_("Decision"), show, visible)}
ACTS = {
    "decisions.draft": _("%(who)s brought in a draft decision"),
    "decisions.refer": _("%(who)s sent a draft to your commission"),
    "decisions.conclude": _("%(who)s entered the conclusion of a commission"),
    "decisions.mark_money": _("%(who)s marked whether it touches money"),
    "decisions.enter_akim_conclusion": _("%(who)s entered the conclusion of the akim"),
    "decisions.consult": _("%(who)s laid a draft open for consultation"),
    "decisions.table": _("%(who)s put a draft before the maslikhat"),
    "decisions.adopt": _("%(who)s entered that the decision is adopted"),
    "decisions.reject": _("%(who)s entered that the draft is rejected"),
    "decisions.withdraw": _("%(who)s withdrew the draft"),
    "decisions.register": _("%(who)s entered the registration by the State"),
    "decisions.publish": _("%(who)s published the decision"),
    "decisions.bring_into_force": _("%(who)s entered when the decision is in force"),
    "decisions.amends": _("%(who)s entered that the decision is amended"),
    "decisions.repeals": _("%(who)s entered that the decision is repealed"),
    "decisions.amends_by_mistake": _(
        "%(who)s took it back that the decision is amended: it was entered by mistake"
    ),
    "decisions.repeals_by_mistake": _(
        "%(who)s took it back that the decision is repealed: it was entered by mistake"
    ),
    "decisions.repeal": _("%(who)s entered that a court ended the decision"),
    "decisions.revise": _("%(who)s wrote a new version of the draft"),
}

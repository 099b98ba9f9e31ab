"""What referrals between levels tell the rooms below: titles, cards, notices, the record."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maslikhat.accounts.models import User
from maslikhat.commitments.channels import channel_of
from maslikhat.commitments.hearers import leaders_of, leaders_of_commissions
from maslikhat.commitments.models import Commitment, Forwarding, Joint
from maslikhat.dialogue.models import Topic
from maslikhat.kit.cards import Card
from maslikhat.kit.days import midnight, today
from maslikhat.kit.formats import words
from maslikhat.kit.installation import marked
from maslikhat.kit.languages import Said, said
from maslikhat.ledger import registers as ledger
from maslikhat.live.actions import publish
from maslikhat.notices import registers as notices
from maslikhat.notices.actions import follow_from_now, tell
from maslikhat.registry.followed import COUNCIL
from maslikhat.search import actions as search
from maslikhat.search.registers import Draft, Kind

FORWARDING, FOUND = "commitments.forwarding", "forwarding"
COLUMNS = {Commitment: "commitment", Topic: "topic", Joint: "joint"}


def address_of(number: int) -> str:
    """The path of a referral's page."""
    return reverse("commitments:forwarding", args=[number])


def column_of(matter: Commitment | Topic | Joint) -> str:
    """The column that leads to what is referred."""
    return COLUMNS[type(matter)]


def moved(forwarding: Forwarding, act: str, *, by: User) -> None:
    """It is kept as it stands now; search, both councils and who follows either hear of it.

    Called inside the act, in its transaction.
    """
    forwarding.moved_on = today()
    forwarding.save()
    tell_forwarding(forwarding)
    if forwarding.commitment_id is not None:
        publish(channel_of(forwarding.commitment_id), "moved")
    if act == "forward":
        follow_from_now(FORWARDING, forwarding.pk, by=by)
    tell(
        FORWARDING,
        forwarding.pk,
        act=f"commitments.{act}",
        by=by,
        key=f"commitments.{act}:{forwarding.pk}",
        sources=[(COUNCIL, forwarding.council_id), (COUNCIL, forwarding.to_council_id)],
        directly=sorted(hearers_of([forwarding])[forwarding.pk]),
    )


def tell_forwarding(forwarding: Forwarding) -> None:
    """Tell search of a referral as it is now."""
    search.index_many(_drafts(Forwarding.objects.filter(pk=forwarding.pk)))


def hearers_of(rows: Collection[Forwarding]) -> dict[int, set[int]]:
    """Of each referral who leads either council or is of its apparatus, and who leads the
    commission; three queries, however many."""
    councils = {number for row in rows for number in (row.council_id, row.to_council_id)}
    leading = leaders_of(councils)
    led = leaders_of_commissions({row.commission_id for row in rows if row.commission_id})
    return {
        row.pk: leading.get(row.council_id, set())
        | leading.get(row.to_council_id, set())
        | led.get(row.commission_id or 0, set())
        for row in rows
    }


def _show(
    numbers: Collection[int], readers: Collection[User], lang: str
) -> dict[int, notices.Thing]:
    rows = Forwarding.objects.filter(pk__in=numbers)
    return {
        row.pk: notices.Thing(Said(row.title, row.language), address_of(row.pk)) for row in rows
    }


def _visible(user: User) -> QuerySet[Any]:
    """All of them: what councils write to each other here everyone reads."""
    return Forwarding.objects.all()


def _recorded(numbers: Collection[int], lang: str) -> dict[int, ledger.Thing]:
    rows = Forwarding.objects.filter(pk__in=numbers).select_related("council")
    return {
        row.pk: ledger.Thing(
            Said(row.title, row.language), address_of(row.pk), said(row.council, "name", lang)
        )
        for row in rows
    }


def forwarding_card(given: Mapping[str, Any], reader: Any, lang: str) -> Card | None:
    """A referral: its title, from whom to whom, where it stands."""
    row = Forwarding.objects.filter(pk=given["number"]).with_all().first()
    if row is None:
        return None
    told = str(row.get_state_display())
    if row.is_waiting:
        due = _("word is due %(day)s") % {"day": words.day(row.due_on)}
        told = marked(f"{told}, {due}")
    return Card(
        _("Referral to another level"),
        Said(row.title, row.language),
        address_of(row.pk),
        [said(row.council, "name", lang), said(row.to_council, "name", lang), Said(told, lang)],
    )


def _after(number: int, most: int) -> list[Draft]:
    return _drafts(Forwarding.objects.filter(pk__gt=number).order_by("pk")[:most])


def _drafts(rows: QuerySet[Forwarding]) -> list[Draft]:
    return [
        Draft(
            FOUND,
            row.pk,
            row.title,
            "\n".join(filter(None, (row.out_number, row.text, row.words))),
            language=row.language,
            place=row.council.unit.kato if row.council.unit else "",
            moment=midnight(row.sent_on),
        )
        for row in rows.select_related("council__unit")
    ]


NOTICED = {FORWARDING: notices.Kind(gettext_lazy("Referral to another level"), _show, _visible)}
ACTS = {
    "commitments.forward": gettext_lazy("%(who)s referred a matter to a council of another level"),
    "commitments.receive": gettext_lazy("%(who)s registered a matter referred from another level"),
    "commitments.take_on": gettext_lazy("%(who)s: the matter referred is taken on"),
    "commitments.turn_down": gettext_lazy("%(who)s: the matter referred is not taken on"),
    "commitments.discuss_forwarded": gettext_lazy("%(who)s opened a topic on the matter referred"),
    "commitments.report_back": gettext_lazy("%(who)s wrote what came of the matter referred"),
    "commitments.recall": gettext_lazy("%(who)s took back the matter referred"),
    "commitments.word_due_soon": gettext_lazy(
        "The portal's own clock: at most three working days are left for the word on a referral"
    ),
    "commitments.word_due_today": gettext_lazy(
        "The portal's own clock: today is the last day for the word on a referral"
    ),
    "commitments.word_due_passed": gettext_lazy(
        "The portal's own clock: the day for the word on a referral has passed"
    ),
}
RECORDED = {
    FORWARDING: ledger.Kind(
        gettext_lazy("Referral to another level"),
        _recorded,
        {
            "commitments.forward": gettext_lazy("A matter was referred to another level"),
            "commitments.receive": gettext_lazy("The referral was registered there"),
            "commitments.take_on": gettext_lazy("The referral was taken on"),
            "commitments.turn_down": gettext_lazy("The referral was not taken on"),
            "commitments.discuss_forwarded": gettext_lazy("A topic on the referral was opened"),
            "commitments.report_back": gettext_lazy("Word came back of the referral"),
            "commitments.recall": gettext_lazy("The referral was taken back"),
        },
    )
}
CARDS = {"commitments:forwarding": forwarding_card}
SEARCHED = {
    FOUND: Kind(
        label=lambda: _("Referrals to another level"),
        address=lambda number, slug: address_of(number),
        entries=_after,
    )
}

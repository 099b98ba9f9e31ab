"""What decisions tell search: the decision with its open text, and the texts of its files."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from maslikhat.decisions.masking.masks import Wanted, covered_words
from maslikhat.decisions.models import Attachment, Decision, Mask, Publication, Version
from maslikhat.kit.days import ALMATY, midnight
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.transactions import at_the_end
from maslikhat.registry.standing import Visitor, standing
from maslikhat.search import actions
from maslikhat.search.models import PUBLIC
from maslikhat.search.registers import Draft, Kind

DECISION, FILE = "decision", "decision_file"
# Of a longer text the beginning is searched.
TEXT_MOST = 200_000


def audience_of(decision: Decision, *, is_open: bool = True) -> str:
    """The token of who may find a decision, or a file of it."""
    return PUBLIC if decision.is_public and is_open else f"council:{decision.council_id}"


def tokens_of(user: Visitor) -> frozenset[str]:
    """The tokens of the councils whose drafts and papers are this reader's too."""
    return frozenset(f"council:{number}" for number in standing(user).councils)


def tell_decision(decision: Decision) -> None:
    """Tell search of a decision as the act leaves it."""
    at_the_end(tell_many, decision.pk)


def tell_many(numbers: list[int]) -> None:
    """Tell search of decisions as they are now."""
    actions.index_many(_decisions(Decision.objects.filter(pk__in=numbers)))


def tell_all_of(decision: Decision) -> None:
    """Tell search of a decision and its files: after it was opened to all."""
    tell_decision(decision)
    actions.index_many(_files(decision.attachments.all()))


def tell_file(attachment: Attachment) -> None:
    """Tell search of a file once its text is read."""
    actions.index_many(_files(Attachment.objects.filter(pk=attachment.pk)))


def decisions_after(number: int, most: int) -> list[Draft]:
    """All decisions, page by page."""
    return _decisions(Decision.objects.filter(pk__gt=number).order_by("pk")[:most])


def files_after(number: int, most: int) -> list[Draft]:
    """All files that have a text, page by page."""
    return _files(Attachment.objects.filter(pk__gt=number).order_by("pk"), most)


def _decisions(decisions: QuerySet[Decision]) -> list[Draft]:
    found = list(decisions.select_related("council__unit", "rubric"))
    numbers = [decision.pk for decision in found]
    texts: dict[int, dict[str, str]] = {}
    names = [f"open_{lang}" for lang in LANGUAGES]
    # In the order of their numbers, so that the latest stays.
    versions = Version.objects.filter(decision__in=numbers).order_by("number")
    for number, *said in versions.values_list("decision", *names):
        texts[number] = dict(zip(LANGUAGES, said, strict=True))
    copies = Publication.objects.filter(decision__in=numbers)
    for number, *said in copies.values_list("decision", *(f"copy_{lang}" for lang in LANGUAGES)):
        texts[number] = dict(zip(LANGUAGES, said, strict=True))
    wanted: dict[int, list[Wanted]] = {}
    for mask in Mask.objects.standing().filter(decision__in=numbers).order_by("pk"):
        wanted.setdefault(mask.decision_id, []).append(mask.wanted)
    return [
        _decision(decision, texts.get(decision.pk, {}), wanted.get(decision.pk, []))
        for decision in found
    ]


def _decision(decision: Decision, texts: dict[str, str], wanted: list[Wanted]) -> Draft:
    council = decision.council
    return Draft(
        DECISION,
        decision.pk,
        {lang: getattr(decision, f"title_{lang}") for lang in LANGUAGES},
        {
            lang: "\n".join(
                part
                for part in (
                    f"№ {decision.number}" if decision.number else "",
                    getattr(council, f"name_{lang}"),
                    covered_words(decision.reference, wanted) if lang == "ru" else "",
                    texts.get(lang, "")[:TEXT_MOST],
                )
                if part
            )
            for lang in LANGUAGES
        },
        audience_of(decision),
        place=council.unit.kato if council.unit else "",
        rubric=decision.rubric.code if decision.rubric else "",
        moment=midnight(decision.adopted_on or decision.made_at.astimezone(ALMATY).date()),
    )


def _files(attachments: QuerySet[Attachment], most: int | None = None) -> list[Draft]:
    read = attachments.exclude(text=None).exclude(text="")
    rows = read.select_related("decision__council__unit", "decision__rubric")[:most]
    return [
        Draft(
            FILE,
            row.pk,
            row.name,
            (row.text or "")[:TEXT_MOST],
            audience_of(row.decision, is_open=row.is_open and not row.holds_covered),
            "ru",
            place=row.decision.council.unit.kato if row.decision.council.unit else "",
            rubric=row.decision.rubric.code if row.decision.rubric else "",
            moment=row.made_at,
            slug=str(row.decision_id),
        )
        for row in rows
    ]


DECISIONS = Kind(
    label=lambda: _("Decisions"),
    address=lambda number, slug: reverse("decisions:decision", args=[number]),
    entries=decisions_after,
)
FILES = Kind(
    label=lambda: _("Papers of decisions"),
    address=lambda number, slug: reverse("decisions:decision", args=[int(slug)]) + "#papers",
    entries=files_after,
    is_named=False,
)

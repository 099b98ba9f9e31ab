"""What follows from masks: the open texts of all versions, the titles, the words of the papers.

These are parts of acts, in their transactions, under the lock of the decision.
"""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from django.utils.translation import gettext as _

from maslikhat.decisions import finding, heard, registers, tasks
from maslikhat.decisions.masking.masks import Wanted, covered_words, spans_of, spans_wanted
from maslikhat.decisions.masking.personal_data import MASK, Private, Span, masked, personal_data
from maslikhat.decisions.models import Decision, Publication, Version
from maslikhat.decisions.models.decisions import TITLE_MOST
from maslikhat.decisions.results import DECISION
from maslikhat.kit import jobs
from maslikhat.kit.languages import LANGUAGES
from maslikhat.kit.refusals import refuse_unless
from maslikhat.kit.texts import visible
from maslikhat.live.actions import withdraw
from maslikhat.voting.covering import cover_motions
from maslikhat.voting.models import Ballot

TITLE_LEAST = 3
Found = tuple[tuple[Span, ...], ...]


class Spotted(NamedTuple):
    """What the portal itself finds in the texts of each version, by number and language."""

    versions: Mapping[int, Found]


def spotted(within: Decision | Spotted) -> Spotted:
    """What is found in all versions of a decision, looked for before the act's transaction."""
    if isinstance(within, Spotted):
        return within
    rows = Version.objects.filter(decision=within.pk)
    return Spotted(
        {
            row.pk: tuple(tuple(personal_data(getattr(row, f"text_{lang}"))) for lang in LANGUAGES)
            for row in rows
        }
    )


def stand_in(decision: Decision, one: Wanted) -> bool:
    """Whether these words stand in a text of the decision, in its title or in a paper of it."""
    return any(spans_wanted(text, one) for text in _texts(decision))


def uncovers(decision: Decision, spots: Spotted, one: Wanted) -> bool:
    """Whether something is covered within these words, which would be left open."""
    wanted = decision.masks.wanted()
    for row, lang, found in _told(decision, spots):
        text = getattr(row, f"text_{lang}")
        if spans_of(found, text, wanted) != spans_of(found, text, [*wanted, one]):
            return True
    return False


def remask(decision: Decision, spots: Spotted) -> None:
    """Cover all that everyone reads of a decision anew, as its masks stand now."""
    wanted = decision.masks.wanted()
    opened: dict[int, dict[str, str]] = {}
    for row, lang, found in _told(decision, spots):
        text = getattr(row, f"text_{lang}")
        shown = masked(text, spans_of(found, text, wanted))
        if shown != getattr(row, f"open_{lang}"):
            opened.setdefault(row.pk, {})[f"open_{lang}"] = shown
    for number, texts in opened.items():
        Version.objects.filter(pk=number).update(**texts)
    cover_titles(decision)
    decision.save()
    _papers(decision, wanted)
    _cover_elsewhere(decision, wanted)
    heard.told_search(decision)
    withdraw()


def _cover_elsewhere(decision: Decision, wanted: list[Wanted]) -> None:
    """The questions of votes on it, and what upper rooms have of its words."""
    cover = partial(covered_words, wanted=wanted)
    cover_motions(Ballot.objects.of_thing(DECISION, decision.pk), cover)
    for tell in registers.covered:
        tell(decision, cover)


def cover_copy(publication: Publication, one: Wanted) -> None:
    """Cover words in the text of a published copy at once; its files are withheld from now on."""
    number = 0
    for lang in LANGUAGES:
        text = getattr(publication, f"copy_{lang}")
        spans = spans_wanted(text, one)
        number += len(spans)
        setattr(publication, f"copy_{lang}", masked(text, spans))
    kind = (one.kind or Private.OTHER).value
    publication.masked = {**publication.masked, kind: publication.masked.get(kind, 0) + number}
    publication.save()


def cover_titles(decision: Decision) -> None:
    """Titles as everyone reads them; what was written stays with the council. Nothing is saved."""
    wanted = decision.masks.wanted()
    for lang in LANGUAGES:
        own = getattr(decision, f"own_title_{lang}") or getattr(decision, f"title_{lang}")
        shown = covered_words(own, wanted)[:TITLE_MOST]
        refuse_unless(
            not own or visible(shown.replace(MASK, "")) >= TITLE_LEAST,
            _("Nothing would be left of the title. Cover fewer words."),
            status=422,
        )
        setattr(decision, f"title_{lang}", shown)
        setattr(decision, f"own_title_{lang}", own if own != shown else "")


def _told(decision: Decision, spots: Spotted) -> Iterator[tuple[Version, str, tuple[Span, ...]]]:
    """Each version with each language and what is found in it; refused when there are others."""
    rows = list(Version.objects.filter(decision=decision).order_by("number"))
    refuse_unless(
        {row.pk for row in rows} == set(spots.versions),
        _("Someone has written a newer version meanwhile. Open it, and write yours anew."),
    )
    for row in rows:
        for lang, found in zip(LANGUAGES, spots.versions[row.pk], strict=True):
            yield row, lang, found


def _texts(decision: Decision) -> Iterator[str]:
    for lang in LANGUAGES:
        yield getattr(decision, f"own_title_{lang}") or getattr(decision, f"title_{lang}")
    columns = [f"text_{lang}" for lang in LANGUAGES]
    for texts in Version.objects.filter(decision=decision).values_list(*columns):
        yield from texts
    for text in decision.attachments.values_list("text", flat=True):
        yield text or ""


def _papers(decision: Decision, wanted: list[Wanted]) -> None:
    """Papers are withheld till they are read anew, and their words are covered at once: what is
    left open is among them."""
    # Each mask, and each that is taken back, is a step of its own.
    step = f"{decision.masks.count()}-{decision.masks.standing().count()}"
    for row in decision.attachments.all():
        text, before = row.text, row.holds_covered
        row.text = text and masked(text, spans_of((), text, wanted))
        row.holds_covered = before or bool(wanted)
        if (row.text, row.holds_covered) != (text, before):
            row.save(update_fields=["text", "holds_covered"])
            finding.tell_file(row)
        jobs.enqueue(tasks.read_text_anew, row.pk, key=f"{row.pk}:{step}")

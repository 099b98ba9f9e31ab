"""Asking the index: a question and its filters become a query made of terms, never parsed by it.

The reader's audience tokens are part of every query, so that what is closed to the reader is in no
count, snippet or suggestion. What has changed since the index's last commit is left out of it by
number, and what remains is looked up in the table before anything is shown: closing a room acts at
once, though the index follows a little later.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tantivy import FieldType, Occur, Order, Query, Searcher

from maslikhat.kit.days import midnight
from maslikhat.kit.languages import LANGUAGES
from maslikhat.search.letters import words_of
from maslikhat.search.models import PUBLIC, Entry
from maslikhat.search.question import Part, Question
from maslikhat.search.stems import beginnings, forms, start, stem
from maslikhat.search.volume import SCHEMA, Reader, Snapshot, place_term

# More changes than this that the index has not taken in: then nothing is counted.
MOST_PENDING = 10_000
MOST_SUGGESTIONS = 8
SHORTEST_BEGINNING = 2
# A question of so many words is not asked for texts that have them all.
LONG = 4
# So far down are hits of one score put in the order of time.
SORTED = 400
reader = Reader()


@dataclass(frozen=True)
class Asked:
    """A question with its filters; empty ones do not filter. Days are Kazakhstan's, both within."""

    question: Question = field(default_factory=Question)
    kind: str = ""
    place: str = ""
    rubric: str = ""
    language: str = ""
    from_day: dt.date | None = None
    to_day: dt.date | None = None
    is_newest_first: bool = False
    came_after: dt.datetime | None = None
    # Texts that have only some of the words are no answer, though there be no other.
    must_have_all: bool = False
    # Texts that have some of the words are answers beside those that have all.
    some_will_do: bool = False


@dataclass(frozen=True)
class Found:
    """A page of what was found, best first.

    `count` is of all pages, None while the index is too far behind to count. `is_loose`: no text
    has all the words, these have some. `stems` are what snippets mark.
    """

    entries: list[Entry]
    count: int | None
    is_loose: bool
    stems: frozenset[str]


def find(asked: Asked, tokens: Collection[str], *, offset: int = 0, limit: int = 20) -> Found:
    """What a reader with these tokens finds; UnreadableError when there is no index to ask."""
    snapshot = reader.snapshot()
    pending = _pending(snapshot)
    with reader.reading(snapshot):
        is_loose, hits, count = _hits(asked, tokens, snapshot, pending, offset, limit)
    entries = _from_table(hits, tokens)
    dropped = len(hits) - len(entries)
    return Found(
        entries,
        None if len(pending) > MOST_PENDING else count - dropped,
        is_loose,
        frozenset(found for part in asked.question.wanted for found in _marks(part)),
    )


def suggest(text: str, tokens: Collection[str], limit: int = MOST_SUGGESTIONS) -> list[Entry]:
    """Things whose names have words that begin as what was typed, at most `limit`."""
    words = [word.text for word in words_of(text[:100])][:6]
    if not words or len(start(words[-1])) < SHORTEST_BEGINNING:
        return []
    snapshot = reader.snapshot()
    pending = _pending(snapshot)
    query = Query.boolean_query(
        [(Occur.Must, _begins(word)) for word in words] + _closed_to(tokens, pending)
    )
    with reader.reading(snapshot):
        answer = snapshot.searcher.search(query, 3 * limit, count=False)
        hits = _numbers(snapshot.searcher, answer.hits)
    named: dict[str, Entry] = {}
    for entry in _from_table(hits, tokens):
        named.setdefault(entry.title().text, entry)
    return list(named.values())[:limit]


def _pending(snapshot: Snapshot) -> list[int]:
    """Entries that changed after what the index has followed: it may say of them what was."""
    changed = Entry.objects.changed_after(snapshot.floor).values_list("pk", flat=True)
    return list(changed[: MOST_PENDING + 1])


def _hits(
    asked: Asked,
    tokens: Collection[str],
    snapshot: Snapshot,
    pending: Sequence[int],
    offset: int,
    limit: int,
) -> tuple[bool, list[int], int]:
    """Whether only some of the words are there, the numbers of a page, and how many in all."""
    searcher = snapshot.searcher
    filters, bounds = _filters(asked), _closed_to(tokens, pending)
    bounds += [
        (Occur.MustNot, q) for part in asked.question.excluded for q in _part(part, searcher)
    ]
    wanted = [_part(part, searcher) for part in asked.question.wanted]
    bounds += filters
    if not wanted:
        bounds.append((Occur.Must, Query.all_query()))
    whole = [(Occur.Must, _any(queries)) for queries in wanted]
    if (len(wanted) < LONG and not asked.some_will_do) or asked.must_have_all:
        hits, count = _search(whole + bounds, asked, snapshot, offset, limit)
        if count or len(wanted) < 2 or asked.must_have_all:
            return False, hits, count
    loose = [(Occur.Should, query) for queries in wanted for query in queries]
    if filters or not loose:
        # Beside what must be there, what should be there would no longer have to.
        loose = [(Occur.Must, Query.boolean_query(loose) if loose else Query.empty_query())]
    hits, count = _search(loose + bounds, asked, snapshot, offset, limit)
    return True, hits, count


def _search(
    parts: list[tuple[Occur, Query]], asked: Asked, snapshot: Snapshot, offset: int, limit: int
) -> tuple[list[int], int]:
    is_by_time = asked.is_newest_first or not asked.question.wanted
    # What is alike in every word (the budgets of all years) is told apart by its day.
    is_sorted = not is_by_time and offset + limit <= SORTED
    answer = snapshot.searcher.search(
        Query.boolean_query(parts),
        SORTED if is_sorted else limit,
        offset=0 if is_sorted else offset,
        order_by_field="moment" if is_by_time else None,
        order=Order.Desc,
    )
    count: int = answer.count  # type: ignore[attr-defined]
    hits = list(answer.hits)
    if is_sorted:
        hits = _newest_of_equals(snapshot.searcher, hits)[offset : offset + limit]
    return _numbers(snapshot.searcher, hits), count


def _newest_of_equals(searcher: Searcher, hits: list[Any]) -> list[Any]:
    """The same hits; of those with one score the newest first."""
    values = searcher.fast_field_values("moment", [address for _score, address in hits])
    order = sorted(range(len(hits)), key=lambda at: (-hits[at][0], -(values[at] or 0)))
    return [hits[at] for at in order]


def _numbers(searcher: Searcher, hits: Iterable[tuple[object, object]]) -> list[int]:
    addresses = [address for _score, address in hits]
    values = searcher.fast_field_values("entry", addresses)  # type: ignore[arg-type]
    return [int(value) for value in values if value is not None]


def _from_table(numbers: list[int], tokens: Collection[str]) -> list[Entry]:
    """The entries as the table has them now, without those that are no longer for this reader."""
    rows = {entry.pk: entry for entry in Entry.objects.readable_with(tokens).filter(pk__in=numbers)}
    return [rows[number] for number in numbers if number in rows]


def _closed_to(tokens: Collection[str], pending: Sequence[int]) -> list[tuple[Occur, Query]]:
    """What must not be in the answer: closed entries of other audiences, and what has changed."""
    closed = Query.term_query(SCHEMA, "closed", "yes", "basic")
    own = [token for token in tokens if token != PUBLIC]
    if own:
        rooms = _any(Query.term_query(SCHEMA, "audience", token, "basic") for token in own)
        closed = Query.boolean_query([(Occur.Must, closed), (Occur.MustNot, rooms)])
    found = [(Occur.MustNot, closed)]
    if PUBLIC not in tokens:
        found.append((Occur.MustNot, Query.term_query(SCHEMA, "audience", PUBLIC, "basic")))
    if pending:
        numbers = list(pending)
        found.append((Occur.MustNot, Query.term_set_query(SCHEMA, "entry", numbers)))
    return found


def _filters(asked: Asked) -> list[tuple[Occur, Query]]:
    """The filters, none of which weighs in the order."""
    terms = {
        "kind": asked.kind,
        "rubric": asked.rubric,
        "language": asked.language,
        "place": place_term(asked.place) if asked.place else "",
    }
    found = [Query.term_query(SCHEMA, n, term, "basic") for n, term in terms.items() if term]
    if asked.from_day or asked.to_day:
        found.append(_range("moment", _second(asked.from_day), _second(asked.to_day, days=1)))
    if asked.came_after:
        found.append(_range("came", int(asked.came_after.timestamp()) + 1, None))
    return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]


def _range(name: str, least: int | None, before: int | None) -> Query:
    most = None if before is None else before - 1
    return Query.range_query(SCHEMA, name, FieldType.Integer, least, most)


def _second(day: dt.date | None, days: int = 0) -> int | None:
    return int(midnight(day + dt.timedelta(days=days)).timestamp()) if day else None


def _part(part: Part, searcher: Searcher) -> list[Query]:
    """One word in any of its forms, or a phrase in any: one of these queries must be met.

    A phrase is looked for among the stems, by their positions: "қала бюджеті" also finds "қаланың
    бюджеті", and not "бюджеті бар қала". Its words are stemmed as a text of each language would be.
    """
    if not part.is_phrase:
        there = [form for form in forms(part.words[0]) if searcher.doc_freq("text", form)]
        return [Query.term_query(SCHEMA, "text", form, "freq") for form in sorted(there)]
    # A word without a stem holds its place in texts as "_".
    readings = {tuple(stem(w, lang) or "_" for w in part.words) for lang in LANGUAGES}
    return [
        Query.phrase_query(SCHEMA, "text", list(words))
        for words in sorted(readings)
        if all(searcher.doc_freq("text", word) for word in words)
    ]


def _any(queries: Iterable[Query]) -> Query:
    several = list(queries)
    if len(several) == 1:
        return several[0]
    if not several:
        return Query.empty_query()
    return Query.boolean_query([(Occur.Should, query) for query in several])


def _marks(part: Part) -> set[str]:
    """The stems that a snippet marks for this part."""
    if part.is_phrase:
        return {stem(word, lang) for word in part.words for lang in LANGUAGES} - {""}
    return set(forms(part.words[0]))


def _begins(word: str) -> Query:
    # Letters and digits alone: nothing in them is a sign of the pattern.
    patterns = [f"{beginning}.*" for beginning in sorted(beginnings(word))]
    return _any(Query.regex_query(SCHEMA, "name", pattern) for pattern in patterns)

"""The result of a closed vote is on the record by its hash: whoever changes it is found out."""

import html
import json
import re
from collections.abc import Callable
from hashlib import sha256

import pytest
from django.test import Client

from maslikhat.cli import verify
from maslikhat.ledger.models import Entry
from maslikhat.voting import actions
from maslikhat.voting.frozen import changed_results, result_digest
from maslikhat.voting.models import Ballot, Elector, Option, Vote
from tests.voting.cast import AGAINST, FOR, Cast

pytestmark = pytest.mark.django_db
CHOICES = [FOR] * 14 + [AGAINST] * 3


def closed(cast: Cast, mode: str = "open") -> Ballot:
    ballot = cast.open(mode=mode, present=18)
    cast.vote(ballot, CHOICES)
    return cast.close(ballot)


def hashed(ballot: Ballot) -> str:
    """The line that the page gives to be hashed."""
    page = Client().get(f"/en/votes/{ballot.pk}/").content.decode()
    found = re.search(r'<code class="hash" lang="">(.*?)</code>', page)
    assert found is not None and ballot.digest in page and "changed since" not in page
    assert f"sha256={ballot.digest}" in page
    return html.unescape(found[1])


@pytest.mark.parametrize("mode", ["open", "secret"])
def test_anyone_computes_the_hash_on_the_record_from_the_page(cast: Cast, mode: str) -> None:
    ballot = closed(cast, mode)
    entry = Entry.objects.get(act="voting.close_ballot")
    text = hashed(ballot)
    assert entry.digest == ballot.digest == sha256(text.encode()).hexdigest()
    assert entry.digest == result_digest(Ballot.objects.get(pk=ballot.pk))
    told = json.loads(text)
    assert told[:3] == ["ballot/v1", cast.council.code, ballot.pk]
    assert [option[4] for option in told[10]] == [14, 3, 0]
    if mode == "secret":
        assert told[-1] is None
    else:
        chosen = dict(map(tuple, told[-1]))
        assert [chosen[person] for person in cast.people[:18]] == [*CHOICES, 0]
        assert cast.people[18] not in chosen
    found = Client().get(f"/en/verify/?sha256={ballot.digest}").content.decode()
    assert f"/en/votes/{ballot.pk}/" in found


def test_who_chose_what_in_a_secret_vote_changes_nothing_in_what_is_hashed(cast: Cast) -> None:
    texts = []
    for choices in (CHOICES, CHOICES[::-1]):
        ballot = cast.open(mode="secret", present=18)
        cast.vote(ballot, choices)
        told = json.loads(hashed(cast.close(ballot)))
        # The number of the vote, and its moments.
        texts.append([one for place, one in enumerate(told) if place not in (2, 8)])
    assert texts[0] == texts[1]


def outcome(ballot: Ballot) -> None:
    Ballot.objects.filter(pk=ballot.pk).update(outcome="not_adopted")


def number(ballot: Ballot) -> None:
    Option.objects.filter(ballot=ballot, place=FOR).update(votes=13)


def sentence(ballot: Ballot) -> None:
    Ballot.objects.filter(pk=ballot.pk).update(sentence_ru="Принято единогласно.")


def presence(ballot: Ballot) -> None:
    Elector.objects.filter(ballot=ballot, has_voted=False).update(is_present=False)


def digest_too(ballot: Ballot) -> None:
    outcome(ballot)
    again = Ballot.objects.get(pk=ballot.pk)
    Ballot.objects.filter(pk=ballot.pk).update(digest=result_digest(again))


@pytest.mark.parametrize("change", [outcome, number, sentence, presence, digest_too])
def test_a_result_changed_in_the_database_is_named(
    cast: Cast, change: Callable[[Ballot], None], capsys: pytest.CaptureFixture[str]
) -> None:
    ballot, other = closed(cast), closed(cast, "secret")
    assert list(changed_results()) == []
    change(ballot)
    (finding,) = changed_results()
    assert f"vote {ballot.pk}:" in finding and f"vote {other.pk}:" not in finding
    assert not verify.report()
    assert finding in capsys.readouterr().out
    if change is not digest_too:
        page = Client().get(f"/en/votes/{ballot.pk}/").content.decode()
        assert "it was changed since" in page


def test_a_late_vote_changes_no_frozen_result(cast: Cast) -> None:
    ballot = closed(cast)
    late = cast.deputies[17]
    actions.cast(ballot, by=late, option=FOR, key="11111111-1111-4111-8111-111111111111")  # type: ignore[arg-type]
    assert Vote.objects.late().count() == 1
    assert list(changed_results()) == []

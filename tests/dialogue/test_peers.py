"""Whom to ask: who stands before whom, and which commissions deal with what."""

import pytest

from maslikhat.dialogue.peers import MOST_PROPOSED, Peer, Seat, best, score
from maslikhat.registry.subjects import BEGINNINGS, deals_with, subjects_of
from maslikhat.rubrics.reference import FILE

CITY = Seat(1, "city", "oblast_city", 10)
OWN, FAR_CITY = CITY, Seat(2, "city", "oblast_city", 20)
NEAR_DISTRICT, FAR_DISTRICT = Seat(3, "district", "rayon", 10), Seat(4, "district", "rayon", 20)
PARLIAMENT = Seat(5, "national")


@pytest.mark.parametrize(
    ("peer", "points"),
    [
        (Peer(1, FAR_CITY), 0),
        (Peer(1, FAR_CITY, "member"), 7),
        (Peer(1, FAR_CITY, "chair"), 10),
        (Peer(1, FAR_CITY, "deputy_chair"), 8),
        (Peer(1, OWN, "chair"), 6),
        (Peer(1, NEAR_DISTRICT, "chair"), 7),
        (Peer(1, FAR_DISTRICT, "chair"), 6),
        (Peer(1, PARLIAMENT, "chair"), 6),
        (Peer(1, FAR_DISTRICT, "", 1), 4),
        (Peer(1, FAR_DISTRICT, "", 2), 8),
        (Peer(1, FAR_DISTRICT, "", 5), 20),
        (Peer(1, FAR_DISTRICT, "", 500), 20),
        (Peer(1, Seat(6, "city", "oblast_city", 10), "chair", 9), 31),
    ],
)
def test_what_speaks_for_a_deputy_is_counted(peer: Peer, points: int) -> None:
    assert score(peer, CITY) == points


def test_two_of_parliament_are_alike_by_their_level_alone() -> None:
    assert score(Peer(1, Seat(7, "national"), "chair"), PARLIAMENT) == 8


def test_likeness_without_knowledge_is_no_reason() -> None:
    assert best([Peer(1, FAR_CITY), Peer(2, OWN)], CITY, topic=1) == []


def test_the_likeliest_come_first_and_no_more_than_eight() -> None:
    seats = [Seat(n, "city", "oblast_city", 20) for n in range(10, 30)]
    peers = [Peer(n, seat, "member", n % 3) for n, seat in enumerate(seats)]
    found = best(reversed(peers), CITY, topic=5)
    assert len(found) == MOST_PROPOSED
    points = [score(peer, CITY) for peer in found]
    assert points == sorted(points, reverse=True)
    assert points[0] == max(score(peer, CITY) for peer in peers)


def test_a_council_gives_two_while_others_know_and_more_when_nobody_else_does() -> None:
    crowd = [Peer(n, FAR_CITY, "chair") for n in range(5)]
    other = Peer(9, FAR_DISTRICT, "member")
    assert [peer.person for peer in best([*crowd, other], CITY, topic=1)].index(9) == 2
    assert len(best(crowd, CITY, topic=1)) == 5


def test_among_equals_another_topic_asks_others_first() -> None:
    peers = [Peer(n, Seat(n, "city", "oblast_city", 20), "member") for n in range(100, 160)]
    chosen = [tuple(p.person for p in best(peers, CITY, topic)) for topic in range(1, 30)]
    assert chosen[0] == tuple(p.person for p in best(peers[::-1], CITY, 1))
    assert len(set(chosen)) > 25
    assert len({person for few in chosen for person in few}) > 45


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Экология және аграрлық мәселелер комиссиясы", {"environment", "agriculture"}),
        ("Постоянная комиссия по экологии и аграрным вопросам", {"environment", "agriculture"}),
        ("Standing commission on budget, finance and economy", {"budget"}),
        ("Әлеуметтік саясат жөніндегі тұрақты комиссия", {"social"}),
        ("Заңдылық және жергілікті өзін-өзі басқару комиссиясы", {"order", "self-government"}),
        ("Комиссия по вопросам местного самоуправления", {"self-government"}),
        ("Су шаруашылығы және жер қатынастары комиссиясы", {"water", "land"}),
        ("Комиссия по судебной реформе", set()),
        ("Комиссия по малым городам", set()),
        ("Business and island affairs", {"business"}),
        ("", set()),
    ],
)  # fmt: skip
def test_a_name_tells_what_a_commission_deals_with(name: str, codes: set[str]) -> None:
    assert subjects_of((name,)) == codes
    assert deals_with([name], codes) == bool(codes)


def test_every_subject_of_the_country_has_words_and_no_other_has() -> None:
    codes = {line.split(",")[0] for line in FILE.read_text().splitlines()[1:] if line}
    assert set(BEGINNINGS) == codes

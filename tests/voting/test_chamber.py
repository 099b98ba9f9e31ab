"""The picture of the chamber: squares with signs, a bar with the mark, names escaped."""

from xml.etree import ElementTree

from maslikhat.voting.chamber import IN_A_ROW, Part, Seat, bar, chamber


def test_each_deputy_is_a_square_with_a_sign_and_a_title() -> None:
    kinds = ["for", "against", "abstain", "silent"] * 4
    seats = [Seat(f"<Deputy {place}>", kind, kind) for place, kind in enumerate(kinds)]
    drawn = ElementTree.fromstring(chamber(seats, title="Who", told="4 & 4"))
    groups = drawn.findall("g")
    assert [group.get("class") for group in groups] == kinds
    assert [group.findtext("text") for group in groups[:4]] == ["+", "−", "○", ""]
    assert groups[0].findtext("title") == "<Deputy 0>: for"
    places = {(g[1].get("x"), g[1].get("y")) for g in groups}
    assert len(places) == len(seats) > IN_A_ROW
    assert drawn.findtext("desc") == "4 & 4"
    assert "style" not in chamber(seats, title="Who", told="")


def test_the_bar_is_split_as_votes_were_and_marks_what_is_needed() -> None:
    parts = [Part("for", "For", 12), Part("against", "Against", 3), Part("abstain", "Abstained", 0)]
    drawn = ElementTree.fromstring(bar(parts, whole=20, needed=13, title="Votes", told=""))
    rects = {r.get("class"): (r.get("x"), r.get("width")) for r in drawn.findall("rect")}
    assert rects["part for"] == ("0.00", "60.00")
    assert rects["part against"] == ("60.00", "15.00")
    assert "part abstain" not in rects
    mark = drawn.find("line")
    assert mark is not None
    assert mark.get("x1") == "65.00"


def test_nothing_is_drawn_of_nothing() -> None:
    assert chamber([], title="Who", told="") == ""
    assert bar([], whole=0, needed=None, title="Votes", told="") == ""

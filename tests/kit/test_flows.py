"""Flows: bands keep their sums, nodes stay within the picture, words are told."""

from maslikhat.kit.flows import HEIGHT, Band, flows, placed

BANDS = [
    Band("A", "x", 60, "60", "k0"),
    Band("A", "y", 20, "20", "k0"),
    Band("B", "x", 20, "20", "k1"),
    Band("B", "z", 0, "0", "k1"),
]


def test_nodes_are_as_high_as_their_bands_and_fit() -> None:
    left, right, laid = placed(BANDS)
    assert [one.words for one in left] == ["A", "B"]
    assert [one.words for one in right] == ["x", "y"]
    for nodes in (left, right):
        assert sum(one.height for one in nodes) > 0
        assert nodes[-1].y + nodes[-1].height <= HEIGHT + 1e-9
    assert left[0].height == 4 * left[1].height
    assert [round(one.thick / laid[1].thick) for one in laid] == [3, 1, 1]
    # Two bands into one node lie one under the other.
    assert laid[2].arrives == laid[0].arrives + laid[0].thick


def test_the_picture_says_each_band_and_escapes_its_words() -> None:
    drawn = flows([Band("<a>", "b" * 80, 5, "5 tenge", "k0")], title="Year")
    assert "&lt;a&gt; → " + "b" * 80 + ": 5 tenge" in drawn
    assert 'aria-label="Year. ' in drawn
    assert "…" in drawn
    assert "style" not in drawn
    assert flows([Band("a", "b", 0, "0", "k0")], title="Year") == ""
    assert flows([], title="Year") == ""


def test_words_go_on_in_further_lines_where_the_node_has_the_height() -> None:
    long = "10.5.254.008 Мероприятия по охране окружающей среды"
    drawn = flows([Band("a", long, 90, "90", "k0"), Band("a", f"{long}.", 1, "1", "k0")], title="")
    for line in ("10.5.254.008", "Мероприятия по охране", "окружающей среды"):
        assert f">{line}</tspan>" in drawn
    assert drawn.count("…</tspan>") == 1

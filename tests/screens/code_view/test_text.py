"""Text by line, places on the screen, search and ranges: the parts of the code view that need no screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from screens.code_view import cells as line_cells
from screens.code_view.cells import LONGEST, LineCells
from screens.code_view.motion import Place, moved, word_at
from screens.code_view.paint import STATES, CodeStyles, LineLook, LinePainter
from screens.code_view.ranges import LineSelection, as_text, merged
from screens.code_view.search import TextSearch
from screens.code_view.text import CodeText
from screens.printable import printable

_PLAIN = CodeStyles(
    text={(state, kind): Style() for state in STATES for kind in ("", "string")},
    gutter={state: Style() for state in STATES},
    cited={"exact": Style()},
    cut=Style(),
    match=Style(underline=True),
    caret=Style(reverse=True),
)


def lines_of(text: str) -> list[str]:
    """All lines, split the plain way."""
    parts = text.split("\n")
    return parts[:-1] if not parts[-1] else parts


@given(st.text(st.sampled_from("ab\n世\t"), max_size=400), st.integers(0, 3))
def test_each_line_is_that_of_a_plain_split(text: str, stretch: int) -> None:
    text = text * (1 + stretch * 100)
    code = CodeText(text)
    expected = lines_of(text)
    assert code.line_count == len(expected)
    for number in {1, 2, len(expected) // 2, len(expected) - 1, len(expected)}:
        if 1 <= number <= len(expected):
            assert code.line(number) == expected[number - 1]
            assert code.line_at(code.offset(number)) == number


def test_lines_across_blocks_keep_their_place() -> None:
    text = "\n".join(f"line {number}" for number in range(1, 50_001)) + "\n"
    code = CodeText(text)
    assert code.line_count == 50_000
    assert code.line(40_000) == "line 40000"
    assert list(code.lines(49_999, 60_000)) == ["line 49999", "line 50000"]
    assert code.line_at(text.index("line 31234")) == 31_234


@pytest.mark.parametrize(
    ("text", "first"),
    [("a\r\nb\r\n", "a"), ("a\r\nb\n", "a\r")],
    ids=["a CRLF file hides its carriage returns", "a stray one stays visible"],
)
def test_carriage_returns(text: str, first: str) -> None:
    assert CodeText(text).line(1) == first


def test_a_tab_reaches_the_next_stop_and_wide_characters_take_two_cells() -> None:
    cells = LineCells("a\t世b", tab_size=4)
    assert [cells.cell_of(index) for index in range(5)] == [0, 1, 4, 6, 7]
    assert [cells.index_at(cell) for cell in range(8)] == [0, 1, 1, 1, 2, 2, 3, 4]
    assert cells.shown(0, 4) == "a   世b"


@pytest.mark.parametrize(
    ("character", "shown"),
    [
        ("\x1b", "␛"),
        ("\x00", "␀"),
        ("\x7f", "␡"),
        ("\x85", "<85>"),
        ("\u202e", "<202E>"),
        ("\u200b", "<200B>"),
        ("\udcff", "<FF>"),
        ("\xa0", "␣"),
    ],
)
def test_characters_that_would_act_or_hide_are_shown(character: str, shown: str) -> None:
    assert LineCells(f"x{character}y", 4).shown(0, 3) == f"x{shown}y"
    assert printable(f"x{character}\ty") == f"x{shown} y"


@given(st.text(max_size=80), st.integers(1, 8))
def test_cells_agree_with_what_is_shown(line: str, tab_size: int) -> None:
    cells = LineCells(line, tab_size)
    shown = cells.shown(0, len(line))
    assert cell_len(shown) == cells.cell_of(len(line))
    assert all(character.isprintable() for character in shown)


def test_the_first_screen_of_a_megabyte_line_lays_out_a_small_part_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(line_cells, "shown_as", lambda character: seen.append(character) or (character, 2))
    cells = LineCells("\t世" * 500_000, 4)
    assert cells.index_at(120) == 59
    assert len(seen) < 5_000


def test_a_line_without_end_is_shown_up_to_a_point() -> None:
    cells = LineCells("x" * 1_000_000, 4)
    assert cells.shown(LONGEST - 2, len(cells.line)) == "xx … and 800,000 characters more"
    assert cells.cell_of(1_000_000) == len(cells.line)


@given(
    st.text(st.sampled_from("ab \t世e\u0301\x1b"), max_size=60),
    st.integers(0, 40),
    st.integers(6, 50),
    st.integers(0, 60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(1, 9)), max_size=3),
)
def test_a_painted_line_fills_exactly_its_width(
    line: str, left: int, width: int, caret: int, matches: list[tuple[int, int]]
) -> None:
    look = LineLook(7, "cursor", " ", "●", "exact", min(caret, len(line)))
    marked = [(start, start + length) for start, length in matches]
    segments = LinePainter(_PLAIN, 3, width, left).paint(look, LineCells(line, 4), (), marked)
    assert sum(cell_len(segment.text) for segment in segments) == width


def test_a_line_cut_at_both_edges_says_so() -> None:
    segments = LinePainter(_PLAIN, 3, 15, 2).paint(LineLook(1), LineCells("0123456789abcdef", 4), (), ())
    assert "".join(segment.text for segment in segments) == "   1 ‹3456789a›"


def test_search_ignores_case_until_a_capital_is_asked() -> None:
    text = "Router\nrouter\nROUTER\n"
    assert [TextSearch("router").after(text, at) for at in (0, 1, 8)] == [0, 7, 14]
    assert TextSearch("Router").after(text, 1) == -1
    assert TextSearch("router").before(text, 14) == 7
    assert TextSearch("router").before(text, 0) == -1
    assert TextSearch("router").count(text, 2) == 2
    assert list(TextSearch("oute").within("router router", 3, 9)) == [(1, 5), (8, 12)]


@given(
    st.text(st.sampled_from("abA\n"), max_size=300), st.text(st.sampled_from("abA"), min_size=1, max_size=3)
)
def test_search_finds_what_a_plain_search_finds(text: str, needle: str) -> None:
    search = TextSearch(needle)
    hay = text if needle != needle.lower() else text.lower()
    assert search.after(text, 5) == (hay.find(needle, 5) if len(text) > 5 else -1)
    assert search.before(text, len(text)) == hay.rfind(needle)
    assert search.count(text, 1000) == hay.count(needle)


def test_search_far_into_a_large_text() -> None:
    text = "x" * 300_000 + "needle" + "y" * 300_000
    assert TextSearch("needle").after(text, 0) == 300_000
    assert TextSearch("needle").before(text, len(text)) == 300_000
    assert TextSearch("needle").count(text, 5) == 1


def test_ranges_are_merged_and_written_as_a_citation_writes_them() -> None:
    assert merged([(9, 12), (1, 2), (3, 4), (10, 20)]) == ((1, 4), (9, 20))
    assert as_text(((433, 433), (466, 470))) == "433,466-470"


def test_a_selection_collects_several_ranges() -> None:
    selection = LineSelection()
    selection.start(5)
    assert selection.ranges(3) == ((3, 5),)
    selection.toggle((3, 5))
    assert selection.anchor is None
    selection.toggle((9, 9))
    assert selection.ranges(20) == ((3, 5), (9, 9))
    selection.toggle((9, 9))
    assert selection.ranges(20) == ((3, 5),)


@pytest.mark.parametrize(
    ("motion", "place"),
    [
        ("down", Place(2, 2, 5)),
        ("right", Place(1, 3, 3)),
        ("end end down", Place(2, 3, 1 << 40)),
        ("home", Place(1, 0, 0)),
        ("word", Place(1, 5, 5)),
        ("word_back", Place(1, 0, 0)),
        ("bottom", Place(3, 3, 5)),
    ],
)
def test_motions(motion: str, place: Place) -> None:
    text = CodeText("func run\n\tab\nend\n")
    start = Place(1, 2, 5) if motion in ("down", "bottom") else Place(1, 2, 2)
    for step in motion.split():
        start = moved(text, start, step, page=10, tab_size=4)
    assert start == place


def test_the_word_at_an_index() -> None:
    assert word_at("s.observe(name)", 4) == "observe"
    assert word_at("a  b", 2) == ""

"""The pieces of the page: inline text, lines, tables, prose."""

from __future__ import annotations

import pytest

from blistui.markdown.inline import GLUE, code, guarded, inline, shortened
from blistui.markdown.layout import table
from blistui.markdown.wrap import columns, fold
from blistui.markdown.write.page import Page


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain  text\nwrapped", "plain text wrapped"),
        ("a `code span` here", f"a `code{GLUE}span` here"),
        ("`unpaired", "\\`unpaired"),
        ("``two` ticks", "\\`\\`two\\` ticks"),
        ("<div> <!-- x", "\\<div> \\<!-- x"),
        ("a < b", "a < b"),
        ("`<div>`", "`<div>`"),
        ("see https://a.org/b_c.", "see <https://a.org/b_c>."),
        ("[docs](https://a.org)", "[docs](https://a.org)"),
        ("<https://a.org>", "<https://a.org>"),
        ("2 * 3 * 4", "2 \\* 3 \\* 4"),
        ("already \\* escaped \\`", "already \\* escaped \\`"),
        ("bell\a and \u202e", "bell\u2407 and \\u202e"),
    ],
)
def test_inline(text: str, expected: str) -> None:
    assert inline(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a", "`a`"), ("", ""), ("a`b", f"``{GLUE}a`b{GLUE}``"), ("`", f"``{GLUE}`{GLUE}``")],
)
def test_code(text: str, expected: str) -> None:
    assert code(text) == expected


@pytest.mark.parametrize(
    "line",
    ["# x", "#431", "> x", "- x", "+ x", "* x", "---", "===", "* * *", "~~~", "| x", "[x]: y", ":--|--"],
)
def test_structure_is_escaped_at_the_beginning_of_a_line(line: str) -> None:
    assert guarded(line) == f"\\{line}"


@pytest.mark.parametrize("line", ["-x", "*x*", "**x**", "1.5 PRs", "~~gone~~", "[x](y)", "[x] y", "`- x`"])
def test_what_is_no_structure_is_left_alone(line: str) -> None:
    assert guarded(line) == line


def test_numbers_that_would_begin_a_list_are_escaped() -> None:
    assert guarded("1. x") == "1\\. x"
    assert guarded("2) x") == "2\\) x"


def test_shortened_cuts_between_words_and_outside_code() -> None:
    assert shortened("short") == "short"
    assert shortened("aaaa `bbbb cccc` dddd", 12) == "aaaa…"
    assert shortened("aaaa bbbb, cccc", 12) == "aaaa bbbb…"
    assert shortened("`aaaa bbbb cccc dddd`", 14) == "`aaaa bbbb…`"


def test_fold_fills_lines_and_keeps_code_whole() -> None:
    assert fold("a" * 100) == ("a" * 100,)
    assert fold("aaa bbb ccc", 7) == ("aaa bbb", "ccc")
    assert fold(inline("aaa `b b b b` c"), 7) == ("aaa", f"`b{GLUE}b{GLUE}b{GLUE}b`", "c")
    assert fold("aaaaaaaaa b", 4) == ("aaaaaaaaa", "b")


def test_fold_measures_wide_characters() -> None:
    assert columns("漢字") == 4
    assert columns("e\u0301") == 1
    assert fold("漢字 漢字 漢字", 9) == ("漢字 漢字", "漢字")


def test_an_escape_at_the_beginning_of_a_line_does_not_make_it_too_long() -> None:
    assert fold("aaaa #bbb", 4) == ("aaaa", "\\#bbb") or max(map(len, fold("aaaa #bbb", 5))) <= 5
    assert all(len(line) <= 10 for line in fold("aaaaaaaa - bbbbbbbb #ccccc dd", 10))


def test_table_aligns_what_people_see() -> None:
    assert table(["A", "Name"], [["漢字", "x|y"], ["`a|b`", ""]]) == [
        "| A      | Name |",
        "| ------ | ---- |",
        "| 漢字   | x\\|y |",
        "| `a\\|b` |      |",
    ]


def test_table_that_is_too_wide_is_not_padded() -> None:
    lines = table(["A", "B"], [["x" * 200, ""], ["y", "z"]])
    assert lines == ["| A | B |", "| --- | --- |", f"| {'x' * 200} | |", "| y | z |"]


def test_pipes_that_are_escaped_stay_so() -> None:
    assert table(["A"], [["a\\|b"], ["a\\\\|b"]])[2:] == ["| a\\|b   |", "| a\\\\\\|b |"]


def test_prose_below_a_label_is_indented() -> None:
    page = Page()
    page.field("Why", "Because.\n\n- one\n  - two\n\n```text\nx\n```\nEnd", "p.why")
    page.field("Next", "n", "p.next")
    assert page.text() == (
        "- **Why:** Because.\n  - one\n    - two\n\n  ```text\n  x\n  ```\n\n  End\n- **Next:** n\n"
    )
    assert page.places == {"p.why": 1, "p.next": 10}


def test_a_numbered_list_below_a_label_is_not_taken_for_its_text() -> None:
    page = Page()
    page.field("Steps", "These:\n\n3. three", "p")
    assert page.text() == "- **Steps:** These:\n\n  3. three\n"


def test_an_empty_item_does_not_underline_what_is_above() -> None:
    page = Page()
    page.paragraph("Above")
    page.bullet("")
    assert page.text() == "Above\n\n- not stated\n"


def test_fences_outlast_what_they_hold() -> None:
    page = Page()
    page.fence("go", ["```", "\tx\a"])
    assert page.text() == "````go\n```\n\tx\u2407\n````\n"

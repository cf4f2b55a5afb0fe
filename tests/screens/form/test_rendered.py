"""The document as lines of a terminal."""

from __future__ import annotations

import pytest

from screens.form.rendered import inline, rendered

DOCUMENT = """\
# A plan

<!-- for a linter -->

A paragraph whose line
breaks are the file's.

## A) Summary

- **F1**: `Queue` holds \\*what\\* waits, see [the docs](docs/x.md).
  - below
1. first

| Block | Owns | Mirrors |
| --- | --- | --- |
| Queue | what waits for a long time in it | vLLM |

```go
func\tx() {}
```

> quoted
"""


def plain(text: str, width: int) -> list[str]:
    return [line.plain.rstrip() for line in rendered(text, width).lines]


def test_blocks_are_lines_with_air_between_groups() -> None:
    assert plain(DOCUMENT, 60) == [
        "A plan",
        "",
        "A paragraph whose line breaks are the file's.",
        "",
        "A) Summary",
        "",
        "• F1: Queue holds *what* waits, see the docs (docs/x.md).",
        "  • below",
        "1. first",
        "",
        "Block  Owns                              Mirrors",
        "─" * 48,
        "Queue  what waits for a long time in it  vLLM",
        "",
        "▏ func    x() {}",
        "",
        "▎ quoted",
    ]


def test_sections_are_where_the_headings_of_the_template_are() -> None:
    found = rendered(DOCUMENT, 60)
    assert [found.lines[at].plain.strip() for at in found.sections] == ["A plan", "A) Summary"]


@pytest.mark.parametrize("width", [2, 9, 20, 33, 84, 200])
@pytest.mark.parametrize(
    "text",
    [
        DOCUMENT,
        "# " + "名" * 90 + "\n\n" + "name" * 60,
        "| a | b | c | d | e | f | g |\n|---|---|---|---|---|---|---|\n| "
        + " | ".join(["長い" * 20] * 7)
        + " |",
        "- " * 40 + "deep",
        "> " * 30 + "deep",
        "```\n" + "x" * 500 + "\n```",
        "a \x1b[31m b \u202e c",
        "**unpaired `code** and `` more",
        "| |\n|-|\n| |",
        "",
    ],
)
def test_no_line_is_wider_than_the_screen_and_no_word_is_lost(text: str, width: int) -> None:
    lines = rendered(text, width).lines
    if width >= 20 and "deep" not in text:
        assert max((line.cell_length for line in lines), default=0) <= width
    shown = "".join(line.plain for line in lines)
    assert all(character.isprintable() for character in shown)
    if width >= 20:
        letters = [letter for letter in shown if letter not in " ▎▏•…"]
        assert all(letter in letters for letter in "deep" if "deep" in text)
        assert ("paragraph" in text) == ("paragraph" in shown)


def test_a_table_too_wide_for_its_columns_is_a_list() -> None:
    text = "| Block | Owns | vLLM | SGLang |\n|---|---|---|---|\n| Queue | what waits | -- | queue |"
    assert plain(text, 30) == ["Queue", "  Owns: what waits", "  SGLang: queue"]


def test_weight_and_code_are_styles_and_not_marks() -> None:
    shown = inline("**bold `x`** and `a*b*c` \\`")
    assert shown.plain == "bold x and a*b*c `"
    assert any("bold" in str(span.style) for span in shown.spans)

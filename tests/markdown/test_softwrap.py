"""Line breaks of the file are hidden in paragraphs and put back as they were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.markdown.softwrap import joined, wrapped
from blistui.markdown.wrap import WIDTH, columns

MIXED = """\
A paragraph in
two lines.

- an item
  that goes on
lazily
- another

Text before a table:
| a | b |
|---|---|

```
code
  more
```
Ends with\\
a break that is
meant."""


def test_breaks_are_hidden_in_paragraphs_and_kept_elsewhere() -> None:
    assert joined(MIXED) == MIXED.replace("in\ntwo", "in two").replace("is\nmeant", "is meant")


def test_only_what_was_edited_is_wrapped_again() -> None:
    original = "Wrapped by hand\nat this place.\n\nThe second\none.\n\n- kept\n  here"
    long = "The second one, " + "and more words " * 12 + "end."
    result = wrapped(joined(original).replace("The second one.", long), original)
    first, second, rest = result.split("\n\n")
    assert first == "Wrapped by hand\nat this place." and rest == "- kept\n  here"
    assert second.replace("\n", " ") == long
    assert len(second.split("\n")) == 2 and max(map(len, second.split("\n"))) <= WIDTH


@pytest.mark.parametrize(
    "text",
    [
        "x " * 49 + "- not an item, though it would begin a line " + "y " * 40,
        "x " * 49 + "1. nor this " + "y " * 40,
        "x " * 49 + "--- nor this " + "y " * 40,
        "x " * 49 + "# nor this " + "y " * 40,
        "x" * 300 + " " + "y" * 300,
        "名前 " * 90,
    ],
)
def test_a_wrapped_line_never_becomes_structure(text: str) -> None:
    result = wrapped(text, "")
    assert "\n" in result
    assert joined(result) == text
    words_fit = "x" * 99 not in text
    assert not words_fit or max(map(columns, result.split("\n"))) <= WIDTH


FRAGMENTS = st.sampled_from(
    ["word ", "word", " ", "  ", "\n", "\n\n", "- ", "1. ", "# ", "|", "> ", "```", "~~~~", "\\", "---", "=",
     "\t", "    ", "[a", "]: x", "`code span`", "*", "long" * 30, "名前", "\r\n", "<b>", "and so on " * 9]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS, max_size=30).map("".join)


@given(TEXTS)
def test_what_was_not_touched_keeps_its_bytes(text: str) -> None:
    assert wrapped(joined(text), text) == text


@given(TEXTS, TEXTS)
def test_what_is_shown_comes_back_whatever_the_file_held(shown: str, original: str) -> None:
    assert joined(wrapped(joined(shown), original)) == joined(shown)
    assert joined(wrapped(shown, original)) == joined(shown)


@given(TEXTS)
def test_joining_twice_is_joining_once(text: str) -> None:
    assert joined(joined(text)) == joined(text)

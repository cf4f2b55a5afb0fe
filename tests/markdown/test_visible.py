"""Characters that hide something are shown, whichever they are."""

from __future__ import annotations

import sys

import pytest

from blistui.markdown.inline import json_visible, visible

HIDDEN = {
    *range(0x20),
    *range(0x7F, 0xA0),
    *(0x061C, 0x200B, 0x200E, 0x200F, 0x2028, 0x2029, 0xFEFF),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    *range(0xD800, 0xE000),
} - {ord("\n"), ord("\t")}


def test_exactly_the_characters_that_hide_something_are_replaced() -> None:
    changed = {code for code in range(sys.maxunicode + 1) if visible(f"a{chr(code)}b") != f"a{chr(code)}b"}
    assert changed == HIDDEN


@pytest.mark.parametrize(
    "text", ["", "plain", "a\tb\nc", "wide\u3000space", "no\u00a0break", "caf\u00e9 \u2013 \U0001f600"]
)
def test_what_hides_nothing_stays(text: str) -> None:
    assert visible(text) == json_visible(text) == text


def test_lines_of_windows_are_lines() -> None:
    assert visible("a\r\nb\rc") == "a\nb\u240dc"

"""TOML that is valid, and more than can be worked with, is a sentence wherever it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.rules.policy import PolicyError, parse_policy
from blistui.rules.registry import by_id
from blistui.store.load import Unloadable, parse
from blistui.store.toml.read import DEEPEST, TooMuch, data_of

LEVELS = 1_000
TOO_MUCH = {
    "decimal": ("a = " + "9" * 4400, "more digits"),
    "hexadecimal": ("a = [{ b = 0x" + "f" * 4000 + " }]", "more digits"),
    "negative": ("a = -" + "9" * 4400, "more digits"),
    "lists": ("a = " + "[" * LEVELS + "]" * LEVELS, "nested too deeply"),
    "many lists": ("a = " + "[" * 100_000, "nested too deeply"),
    "tables in line": ("a = " + "{a = " * 200 + "1" + "}" * 200, "nested too deeply"),
    "dotted key": ("a." * LEVELS + "b = 1", "nested too deeply"),
    "header": ("[" + "a." * LEVELS + "b]", "nested too deeply"),
}


@pytest.mark.parametrize(("text", "said"), TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_is_too_much_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(TooMuch, match=said):
        data_of(text)
    with pytest.raises(Unloadable, match=f"p.toml: .*{said}"):
        parse(text.encode(), Path("p.toml"))
    with pytest.raises(PolicyError, match=said):
        parse_policy(text, by_id)


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "9" * 4000,
        "a = '0x" + "f" * 9000 + "'",
        "a = " + "[" * (DEEPEST - 2) + "]" * (DEEPEST - 2),
        "[" + "a." * (DEEPEST - 3) + "b]",
    ],
)
def test_what_is_only_large_is_read(text: str) -> None:
    assert data_of(text)
    assert parse(text.encode(), Path("p.toml"))

"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import blistui
from blistui.patterns import _Pattern, pattern


def test_it_finds_what_a_compiled_one_finds() -> None:
    text = "PR1, pr2"
    made, compiled = (
        pattern(r"pr(?P<number>\d)", re.IGNORECASE),
        re.compile(r"pr(?P<number>\d)", re.IGNORECASE),
    )
    for _ in range(2):
        assert made.findall(text) == compiled.findall(text) == ["1", "2"]
        assert made.sub("x", text) == compiled.sub("x", text)
        assert [found["number"] for found in made.finditer(text)] == ["1", "2"]
        assert made.search(text, 1, 8) is not None and made.fullmatch(text) is None
    assert made.pattern == compiled.pattern and made.groupindex == compiled.groupindex


def test_nothing_is_compiled_before_it_is_used() -> None:
    broken = pattern("(")
    with pytest.raises(re.error):
        broken.search("")


def test_what_a_pattern_does_not_have_is_an_error() -> None:
    with pytest.raises(AttributeError):
        _ = pattern("a").nothing  # type: ignore[attr-defined]


def test_every_pattern_of_the_core_can_be_compiled() -> None:
    names = [found.name for found in pkgutil.walk_packages(blistui.__path__, "blistui.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    held = [value for module in modules for value in vars(module).values() if isinstance(value, _Pattern)]
    assert len(held) > 300
    for made in held:
        assert made.pattern == made._source

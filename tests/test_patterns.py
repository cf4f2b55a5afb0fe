"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import blistui
from blistui.patterns import SignedPattern, _Pattern, pattern, rare_pattern


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


def held(kind: type) -> list[tuple[str, object]]:
    """Every pattern of a kind in the core, with its module."""
    names = [found.name for found in pkgutil.walk_packages(blistui.__path__, "blistui.")]
    modules = [importlib.import_module(name) for name in names if not name.endswith("__main__")]
    return [
        (module.__name__, value)
        for module in modules
        for value in vars(module).values()
        if isinstance(value, kind)
    ]


def test_every_pattern_of_the_core_can_be_compiled() -> None:
    every = [made for _, made in held(_Pattern)]
    assert len(every) > 300
    for made in every:
        assert isinstance(made, _Pattern)
        assert re.compile(made.pattern, made._flags).pattern == made.pattern


def test_a_rare_pattern_is_compiled_for_a_text_with_a_sign() -> None:
    broken = rare_pattern("(rare", signs=("rare", "scarce"))
    assert broken.search("often") is None and broken.match("often") is None
    assert list(broken.finditer("often")) == []
    with pytest.raises(re.error):
        broken.search("it is scarce")


def test_a_rare_pattern_finds_what_the_pattern_finds() -> None:
    rare = rare_pattern(r"\brar(?:e|ely)\b", re.IGNORECASE, signs=("rar",))
    found = rare.search("Some are RARE.")
    assert found is not None and found.start() == 9
    assert rare.search("Some are RARE.", 10) is None and rare.match("rarely") is not None
    assert [one[0] for one in rare.finditer("rare and rarely")] == ["rare", "rarely"]


@pytest.mark.parametrize(("module", "rare"), held(SignedPattern))
def test_whatever_a_rare_pattern_finds_has_one_of_its_signs(module: str, rare: SignedPattern) -> None:
    compiled = re.compile(str(rare.inner.pattern), rare.inner._flags)

    @given(st.from_regex(compiled))
    def has_a_sign(text: str) -> None:
        assert rare.may_be_in(text)

    has_a_sign()

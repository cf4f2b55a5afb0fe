"""The scanner: tables, statements and values are found where tomllib finds them, without gaps."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.store.toml.scan import DataPath, sections, statements
from tests.store.toml.test_positions import documents

SAMPLES = sorted((Path(__file__).parents[3] / "sample_plans").glob("*.toml"))


def at(data: Any, path: DataPath) -> Any:
    for step in path:
        data = data[step]
    return data


def agrees(text: str) -> None:
    """Sections and statements cover `text`, and each value reads as what tomllib has there."""
    data = tomllib.loads(text)
    found = list(sections(text))
    assert "".join(text[section.start : section.end] for section in found) == text
    for section in found:
        assert isinstance(at(data, section.path), dict)
        body = text[section.body : section.end]
        assert "".join(body[one.start : one.end] for one in statements(body)) == body
        for one in statements(body):
            if one.key:
                read = tomllib.loads(f"v = {body[one.value : one.value_end]}")["v"]
                assert repr(read) == repr(at(data, (*section.path, *one.key)))


@given(documents())
def test_it_finds_what_tomllib_finds(text: str) -> None:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    agrees(text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_sample_plans(path: Path) -> None:
    agrees(path.read_text(encoding="utf-8"))


@given(st.text(alphabet=st.sampled_from(list("ab\"'\\#[]{},=.\r\n\t ")), max_size=60))
def test_any_text_is_covered(text: str) -> None:
    found = list(sections(text))
    assert "".join(text[section.start : section.end] for section in found) == text
    assert "".join(text[one.start : one.end] for one in statements(text)) == text

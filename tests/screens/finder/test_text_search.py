"""Texts are looked for as they are written, or as options say: by ripgrep, by git and file by file alike."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator
from pathlib import Path

import pytest

from blistui.repo.repository import Repository
from screens.finder import text_search
from screens.finder.source import Findings
from screens.finder.text_query import TextQuery, text_query
from screens.finder.text_search import text_source
from tests.checkouts import committed

_FILES = {
    "a/put.go": "package a\n\nfunc Put() {}\nfunc putter() {} // -w\n",
    "a/put_test.go": "package a\n\nfunc TestPut() { Put() }\n",
    "b/get.go": "package b\n\nfunc Get(put int) { a.Put() }\n",
}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Put", TextQuery("Put")),
        ("func  Put", TextQuery("func  Put")),
        ("put -w", TextQuery("put", is_word=True)),
        ("-e func.*Put", TextQuery("func.*Put", is_regexp=True)),
        ("put -test in:Sim/ -w", TextQuery("put", False, True, False, "sim/")),
        ("-w", TextQuery("-w")),
        ("a -w b", TextQuery("a -w b")),
        ("  put", TextQuery("  put")),
    ],
)
def test_options_are_before_or_after_the_text(typed: str, expected: TextQuery) -> None:
    assert text_query(typed) == expected


@pytest.mark.parametrize(
    ("typed", "minds"), [("-e \\W\\S", False), ("-e A\\w", True), ("a", False), ("A", True)]
)
def test_a_class_of_a_regular_expression_is_no_capital(typed: str, minds: bool) -> None:
    assert text_query(typed).minds_case == minds


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Put", ["a/put.go:3", "a/put_test.go:3", "b/get.go:3"]),
        ("put", ["a/put.go:3", "a/put.go:4", "a/put_test.go:3", "b/get.go:3"]),
        ("put -w", ["a/put.go:3", "a/put_test.go:3", "b/get.go:3"]),
        ("Put -w -test", ["a/put.go:3", "b/get.go:3"]),
        ("put in:A/", ["a/put.go:3", "a/put.go:4", "a/put_test.go:3"]),
        ("-e func [PG]", ["a/put.go:3", "b/get.go:3"]),
        ("-e ^func.*put -test", ["a/put.go:3", "a/put.go:4", "b/get.go:3"]),
        ("-e nothing[0-9]", []),
    ],
)
@pytest.mark.parametrize("how", ["ripgrep", "git", "commit"])
async def test_the_same_is_found_everywhere(
    how: str, typed: str, expected: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, at = _repository(how, tmp_path, monkeypatch)
    found = await _last(text_source(repository, repository.files(), at)(typed).later)
    assert sorted(f"{place.path}:{place.line}" for place in found.places) == expected
    assert all(place.place.at == at for place in found.places)


@pytest.mark.parametrize("how", ["ripgrep", "git", "commit"])
async def test_what_is_no_regular_expression_is_reported(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, at = _repository(how, tmp_path, monkeypatch)
    found = await _last(text_source(repository, repository.files(), at)("-e func (").later)
    assert found.remark.startswith("This is no regular expression")


def _repository(how: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Repository, str | None]:
    if how == "ripgrep" and shutil.which("rg") is None:
        pytest.skip("ripgrep is not here")
    if how != "ripgrep":
        monkeypatch.setattr(text_search, "ripgrep", lambda: None)
    monkeypatch.setattr(text_search, "_TYPING_SECONDS", 0)
    for path, text in _FILES.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text)
    at = committed(root)
    return Repository.open(root), at if how == "commit" else None


async def _last(later: AsyncGenerator[Findings, None] | None) -> Findings:
    assert later is not None
    return [findings async for findings in later][-1]

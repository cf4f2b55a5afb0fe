"""Many questions to the same code are answered as the first: nothing is used up, no error is forgotten."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import pytest

from blistui.repo.errors import QueryError
from blistui.repo.queries import code, method_sets
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import GoFile
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository


def test_the_same_types_looked_at_again_and_again_are_counted_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = "\n".join(f"\tF{number} int" for number in range(50))
    calls = "\n".join("\tt.Close()" for _ in range(40))
    declared = f"type T struct {{\n{fields}\n}}\n\nfunc (T) Close() {{}}\n"
    (tmp_path / "a.go").write_text(f"package a\n\n{declared}\nfunc f(t T) {{\n{calls}\n}}\n")
    monkeypatch.setattr(method_sets, "_MOST_MEMBERS", 500)
    inquiry = Inquiry(GoCode(Repository(tmp_path, False)))
    for _ in range(3):
        for question in (inquiry.callers, inquiry.references):
            assert len(list(question("T.Close"))) >= 40


def test_an_answer_that_cannot_be_given_is_not_given_the_second_time_either(tmp_path: Path) -> None:
    chain = "".join(f"type I{n} interface {{\n\tI{n + 1}\n\tM{n}()\n}}\n\n" for n in range(300))
    (tmp_path / "a.go").write_text(f"package a\n\n{chain}type I300 interface{{ M300() }}\n")
    inquiry = Inquiry(GoCode(Repository(tmp_path, False)))
    for _ in range(3):
        with pytest.raises(QueryError, match="too often"):
            list(inquiry.implementers("I0"))


def test_files_that_are_no_longer_kept_are_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(30):
        (tmp_path / f"f{number}.go").write_text(f"package a\n\nfunc f{number}() {{ f{number}() }}\n")
    monkeypatch.setattr(code, "_KEPT_BYTES", 100)
    asked = GoCode(Repository(tmp_path, False))
    inquiry = Inquiry(asked)
    opened: list[weakref.ref[GoFile]] = []
    gc.disable()
    try:
        for number in range(30):
            assert len(list(inquiry.references(f"f{number}"))) == 2
            opened += [weakref.ref(asked.part(f"f{number}.go", f"f{number}"))]
    finally:
        gc.enable()
    assert sum(one() is not None for one in opened) < 5

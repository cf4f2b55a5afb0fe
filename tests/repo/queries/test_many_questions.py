"""Many questions to the same code are answered as the first: nothing is used up, no error is forgotten."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.errors import QueryError
from blistui.repo.queries import method_sets
from blistui.repo.queries.code import GoCode
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

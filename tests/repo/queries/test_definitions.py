"""A field is declared on its own line, where it is embedded too."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository

CODE = """package a

import "example.net/far"

type T struct {
	in struct{ held, Base int }
	far.Base
	*List[int]
	held, free int
	name       func(free int) // a parameter is no field
}

func (T) use(held int) {}
"""


@pytest.mark.parametrize(
    ("name", "line"), [("held", 9), ("free", 9), ("Base", 7), ("List", 8), ("in", 6), ("name", 10)]
)
def test_the_line_of_a_field(tmp_path: Path, name: str, line: int) -> None:
    (tmp_path / "a.go").write_text(CODE)
    inquiry = Inquiry(GoCode(Repository(tmp_path, False)))
    assert inquiry.line_of_field("a.go", range(5, 12), name) == line
    assert inquiry.line_of_field("a.go", range(13, 14), name) is None

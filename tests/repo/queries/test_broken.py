"""Code with errors is asked as well, and what is found beside an error has a doubt."""

from __future__ import annotations

from pathlib import Path

from blistui.repo.queries.code import GoCode
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository


def test_what_is_beside_an_error_is_not_certain(tmp_path: Path) -> None:
    (tmp_path / "whole.go").write_text("package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    (tmp_path / "half.go").write_text("package a\n\nfunc h() int {\n\tf()\n\treturn 1 +\n}\n")
    hits = Inquiry(GoCode(Repository(tmp_path, False))).callers("f")
    assert {hit.path: hit.doubt for hit in hits} == {
        "half.go": "not certain: the file has syntax errors",
        "whole.go": "",
    }

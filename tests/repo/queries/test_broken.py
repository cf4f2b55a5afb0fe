"""Code with errors is asked as well, and what is found beside an error has a doubt."""

from __future__ import annotations

from pathlib import Path

import pytest

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


CLOSES = "func (t *T) Close() error {\n\treturn nil\n}\n"
BROKEN = {
    "a method's head": ("type T struct{}\n\nfunc (t *T) Close( error {\n\treturn nil\n}\n", {5: "lost"}),
    "no bracket": ("type T struct{}\n\nfunc t *T) Close() error {\n\treturn nil\n}\n", {5: "lost"}),
    "a word at the top": (f"stray here\n\ntype T struct{{}}\n\n{CLOSES}", {3: "lost", 5: "errors"}),
    "a body that is open": (
        f"func f() {{\n\tif true {{\n}}\n\ntype T struct{{}}\n\n{CLOSES}",
        {3: "lost", 7: "errors"},
    ),
    "a text that is open": (f"var s = `open\n\ntype T struct{{}}\n\n{CLOSES}", {3: "lost"}),
    "a body": (
        "type T struct{}\n\nfunc (t *T) Close() error {\n\tx := := 3\n\treturn nil\n}\n",
        {3: "errors"},
    ),
    "no name": (
        "type T struct{}\n\nfunc (t *T) Close() error {\n\tvar = 3\n\treturn nil\n}\n",
        {3: "errors"},
    ),
    "a merge": (f"<<<<<<< one\ntype T struct{{}}\n=======\n>>>>>>> two\n\n{CLOSES}", {4: "errors"}),
    "no end of the last line": ("type T struct{}\n\nfunc (t *T) Close() error { return nil }", {3: ""}),
}
DOUBTS = {
    "": "",
    "errors": "not certain: the file has syntax errors",
    "lost": "not certain: the file has syntax errors, and what it declares may not be seen",
}


@pytest.mark.parametrize(("source", "expected"), BROKEN.values(), ids=list(BROKEN))
def test_implementers_that_errors_hide_or_spoil(
    source: str, expected: dict[int, str], tmp_path: Path
) -> None:
    (tmp_path / "whole.go").write_text("package a\n\ntype Closer interface{ Close() error }\n")
    (tmp_path / "half.go").write_text(f"package a\n\n{source}")
    hits = Inquiry(GoCode(Repository(tmp_path, False))).implementers("Closer")
    assert {hit.line: hit.doubt for hit in hits} == {line: DOUBTS[doubt] for line, doubt in expected.items()}


def test_interfaces_of_a_type_in_a_file_with_errors_are_not_certain(tmp_path: Path) -> None:
    (tmp_path / "whole.go").write_text("package a\n\ntype Closer interface{ Close() error }\n")
    (tmp_path / "half.go").write_text(
        f"package a\n\ntype T struct{{}}\n\n{CLOSES}\nfunc f() {{ return 1 + }}\n"
    )
    hits = Inquiry(GoCode(Repository(tmp_path, False))).satisfies("T")
    assert [(hit.symbol, hit.doubt) for hit in hits] == [("Closer", "not certain: half.go has syntax errors")]

"""Code kept between questions, and read again when a file changes."""

from __future__ import annotations

from blistui.repo.queries.kept import KeptCode
from blistui.repo.queries.queries import Inquiry
from tests.repo.conftest import Checkout


def test_code_is_kept_until_a_file_changes(checkout: Checkout) -> None:
    checkout.write("a.go", "package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    checkout.commit()
    kept, seen = KeptCode(checkout.repo), []

    def ask(inquiry: Inquiry) -> list[int]:
        seen.append(inquiry)
        return [hit.line for hit in inquiry.callers("./.f")]

    assert kept.ask(None, ask) == kept.ask(None, ask) == [5]
    assert seen[0] is seen[1]
    checkout.write("b.go", "package a\n\nfunc h() { f() }\n")
    assert sorted(kept.ask(None, ask)) == [3, 5]
    assert seen[2] is not seen[0]
    assert kept.ask("HEAD", ask) == [5]
    checkout.write("a.go", "package a\n\nfunc f() {}\n\n\nfunc g() { f() }\n")
    assert sorted(kept.ask(None, ask)) == [3, 6]
    assert kept.ask("HEAD", ask) == [5]

"""Code kept between questions, and read again when a file changes."""

from __future__ import annotations

import gc
import weakref

import pytest

from blistui.repo.errors import QueryError
from blistui.repo.go.parsing import parsed
from blistui.repo.queries import file
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


def test_the_files_of_the_question_that_is_asked_are_counted(checkout: Checkout) -> None:
    for name in "abc":
        checkout.write(f"{name}.go", f"package a\n\nfunc {name}() {{}}\n")
    checkout.commit()
    for name in "de":
        checkout.write(f"{name}.go", f"package a\n\nfunc {name}() {{}}\n")
    kept = KeptCode(checkout.repo)

    def looked_at(at: str | None) -> int:
        kept.ask(at, lambda inquiry: inquiry.callers("./.a"))
        return kept.looked_at

    assert [looked_at(at) for at in (None, "HEAD", None)] == [4, 2, 4]


def test_a_file_that_takes_too_long_to_parse_matters_where_it_is_needed_alone(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("a.go", "package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    checkout.write("b.go", "package a\n\nfunc slow() { slow() }\n")
    checkout.write("c.go", "package a\n\nfunc h() { f() }\n")
    checkout.commit()

    def in_time(source: bytes, is_rewritten: bool) -> object:
        return None if b"slow" in source else parsed(source)

    monkeypatch.setattr(file, "parsed_or_given_up", in_time)
    kept = KeptCode(checkout.repo)
    assert sorted(kept.ask(None, lambda inquiry: [hit.line for hit in inquiry.callers("./.f")])) == [3, 5]
    with pytest.raises(QueryError, match="too long to parse"):
        kept.ask(None, lambda inquiry: list(inquiry.callers("./.slow")))


def test_what_was_parsed_goes_with_the_version_that_it_was_of(checkout: Checkout) -> None:
    checkout.write("a.go", "package a\n\nfunc f() { f() }\n")
    checkout.commit()
    kept, opened = KeptCode(checkout.repo), []

    def ask(inquiry: Inquiry) -> int:
        opened.append(weakref.ref(inquiry._code.file("a.go")))
        return len(list(inquiry.references("./.f")))

    gc.disable()
    try:
        assert kept.ask(None, ask) == 2
        checkout.write("a.go", "package a\n\nfunc f() { f(); f() }\n")
        assert kept.ask(None, ask) == 3
    finally:
        gc.enable()
    assert [one() is None for one in opened] == [True, False]


def test_a_question_that_was_refused_does_not_refuse_the_next(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("a.go", "package a\n\nfunc f() {}\n\nfunc g() { f() }\n")
    checkout.write("b.go", "package a\n\nfunc slow() { slow() }\n")
    checkout.commit()

    def in_time(source: bytes, is_rewritten: bool) -> object:
        return None if b"slow" in source else parsed(source)

    monkeypatch.setattr(file, "parsed_or_given_up", in_time)
    kept = KeptCode(checkout.repo)

    def callers(name: str) -> list[int]:
        return kept.ask(None, lambda inquiry: [hit.line for hit in inquiry.callers(name)])

    for _ in range(2):
        with pytest.raises(QueryError, match="too long to parse"):
            callers("./.slow")
        assert callers("./.f") == [5]

"""What a subject means, as a person or an older plan writes it."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.repo.errors import QueryError
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.targets import other_meanings, target_of
from blistui.repo.repository import Repository

CODE = GoCode(Repository(Path(__file__).with_name("traps"), False))


@pytest.mark.parametrize(
    ("subject", "kind", "text"),
    [
        ("./pay.Payer", "package", "./pay.Payer"),
        ("example.com/traps/pay.Payer", "package", "./pay.Payer"),
        ("example.com/traps/pay/rail.Open", "package", ""),
        ("./pay.card.Pay", "member", "./pay.card.Pay"),
        ("pay.card.Pay", "member", "./pay.card.Pay"),
        ("./pay.(*card).Pay", "member", "./pay.card.Pay"),
        ("./pay.card.Pay()", "member", "./pay.card.Pay"),
        ("./box.Box[int].Put", "member", "./box.Box.Put"),
        ("./box.Box[map[string][]int]", "package", "./box.Box"),
        ("box.Box", "package", "./box.Box"),
        # An embedded type has declared it.
        ("./pay.byInterface.Pay", "member", "./pay.Payer.Pay"),
        ("./box.boxByAlias.Put", "member", "./box.Box.Put"),
        ("*byInterface.Pay", "member", "byInterface.Pay"),
        (".Pay", "member", ".Pay"),
        ("Payer", "package", "Payer"),
        ("bytes.Buffer", "import", "bytes.Buffer"),
        ("net/http.Handler", "import", "net/http.Handler"),
        ("http.Handler", "import", "http.Handler"),
    ],
)
def test_a_subject_is_what_is_declared(subject: str, kind: str, text: str) -> None:
    if not text:
        with pytest.raises(QueryError, match="is not declared"):
            target_of(CODE, subject)
        return
    target = target_of(CODE, subject)
    assert (target.kind, target.text) == (kind, text)
    assert target_of(CODE, target.text) == target


@pytest.mark.parametrize(
    "subject",
    [
        *("./pay.card.Nothing", "pay.card.Nothing", "pay.Nothing", "card.Nothing", "./main.main"),
        *("../pay.Payer", "/pay.Payer", "pay/pay.go:Payer", "nowhere.Name", "example.org/nowhere.Name"),
        *("net/http.Client.Do", "./pay.deeper.nothing", "a..b"),
    ],
)
def test_what_is_not_there_is_a_sentence_and_no_empty_answer(subject: str) -> None:
    with pytest.raises(QueryError, match="is not declared in this repository"):
        target_of(CODE, subject)


def test_a_member_of_types_of_several_packages_is_no_guess(tmp_path: Path) -> None:
    for folder in ("a/store", "b/store"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "s.go").write_text("package store\n\ntype S struct{}\n\nfunc (S) Get() {}\n")
    code = GoCode(Repository(tmp_path, False))
    with pytest.raises(QueryError, match=r"may be any of `a/store\.S\.Get`, `b/store\.S\.Get`"):
        target_of(code, "store.S.Get")
    assert other_meanings(code, "store.S") == [
        "S is declared in 2 packages, and all are meant: a/store.S, b/store.S"
    ]


@pytest.mark.parametrize(
    ("subject", "sentences"),
    [
        ("Payer", ["Payer is declared in 2 packages, and all are meant: ./pay.Payer, ./ledger.Payer"]),
        ("Close", ["methods are called Close too, and are not meant: .Close asks about them"]),
        ("./pay.Payer", []),
        ("Box", []),
        (".Pay", []),
    ],
)
def test_what_else_may_be_meant_is_said(subject: str, sentences: list[str]) -> None:
    found = other_meanings(CODE, subject)
    assert [set(one.replace(",", "").split()) for one in found] == [
        set(one.replace(",", "").split()) for one in sentences
    ]

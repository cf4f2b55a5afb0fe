"""What changed is cited again only after someone read it, and with a signature."""

from __future__ import annotations

from pathlib import Path

import pytest

from blistui.cli import run
from blistui.plan.signatures import SUPPORTED, stale
from blistui.repo.citations.capture import capture
from blistui.store.load import load
from tests.repo.conftest import Checkout

GO = """package sim

func first(x int) int {
	log.Println("the value is scaled here")
	return x * factor
}

func second(x int) int {
	log.Println("nothing of the kind happens")
	return x - offset
}

func third(x int) int {
	log.Println("the third does much more")
	return x + offset
}
"""

FIRST, SECOND = ("\nfunc" + part for part in GO.split("\nfunc")[1:3])


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "work")


@pytest.fixture
def plan(checkout: Checkout) -> Path:
    checkout.write("a.go", GO)
    base = checkout.commit()
    entries = []
    for number, lines in enumerate(((4, 5), (9, 10), (14, 15)), 1):
        citation = capture(checkout.repo, "a.go", [lines], base)
        entries.append(
            f'[[finding]]\nid = "F{number}"\ntopic = "data structures"\nkind = "confirmed"\nstatement = "x"\n'
            f'cites = [ {{ at = "{citation.at}", symbol = "{citation.symbol}", '
            f'digest = "{citation.digest}" }} ]\n'
        )
    path = checkout.root.parent / "plan.toml"
    head = f'[plan]\nformat = 1\ntitle = "t"\nrepository = "work"\nbase_commit = "{base}"\n\n'
    path.write_text(head + "\n".join(entries))
    checkout.write("a.go", "// head\n" + GO.replace("x * factor", "x * scale").replace("x + offset", "x"))
    checkout.commit()
    return path


def accept(plan: Path, *names: str) -> int:
    return run(["verify", str(plan), "--accept", *names, "--by", "Ada"])


def test_a_changed_citation_is_accepted_with_who_and_when(
    checkout: Checkout, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert accept(plan, "F1") == 1
    assert "+\treturn x * scale" in capsys.readouterr().out
    accepted = load(plan).plan
    citation = accepted.finding[0].cites[0]
    assert (citation.at, citation.commit) == ("a.go:5-6", checkout.repo.head())
    (signature,) = accepted.attestation
    assert (signature.subject, signature.about, signature.by) == (SUPPORTED, "finding.F1", "Ada")
    assert signature.date
    assert not stale(accepted, signature)
    assert load(plan).plan.finding[2].cites[0].at == "a.go:14-15"


def test_a_second_acceptance_renews_the_signature(checkout: Checkout, plan: Path) -> None:
    accept(plan, "F1", "F3")
    checkout.write("a.go", "// head\n" + GO.replace("x * factor", "x * unit").replace("x + offset", "x"))
    checkout.commit()
    assert run(["verify", str(plan), "--accept", "finding.F1", "--by", "Bob"]) == 1
    assert [(one.about, one.by) for one in load(plan).plan.attestation] == [
        ("finding.F1", "Bob"),
        ("finding.F3", "Ada"),
    ]


@pytest.mark.parametrize(
    ("now", "why"),
    [
        ("package sim\n" + SECOND + FIRST.replace("first", "f") + FIRST.replace("first", "g"), "only what"),
        (GO.replace('\tlog.Println("the value is scaled here")\n\treturn x * factor\n', ""), "only what"),
        (GO, "has changed"),
    ],
)
def test_what_is_gone_ambiguous_or_exact_is_refused(
    checkout: Checkout, plan: Path, now: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.write("a.go", now)
    checkout.commit()
    before = plan.read_bytes()
    assert accept(plan, "F1") == 2
    assert why in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_one_refusal_refuses_all(checkout: Checkout, plan: Path) -> None:
    before = plan.read_bytes()
    assert accept(plan, "F1", "F2") == 2
    assert accept(plan, "F1", "F9") == 2
    assert plan.read_bytes() == before


def test_text_that_no_commit_has_is_not_accepted(
    checkout: Checkout, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.write("a.go", GO.replace("x * factor", "x * rate"))
    assert accept(plan, "F1") == 2
    assert "not committed" in capsys.readouterr().err


def test_what_moved_and_what_changed_are_settled_in_one_call(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["verify", str(plan), "--fix", "--accept", "F1", "--by", "A. Reviewer"]) == 1
    shown = capsys.readouterr()
    # The difference of what was accepted is all that is shown.
    assert "+\treturn x * scale" in shown.out and "F2" not in shown.out
    assert "re-anchored 1 of 3" in shown.err and "accepted a.go:5-6" in shown.err
    found = load(plan).plan
    assert [one.cites[0].at for one in found.finding] == ["a.go:5-6", "a.go:10-11", "a.go:14-15"]
    assert run(["verify", str(plan), "--to-head"]) == 1
    shown = capsys.readouterr()
    assert "finding.F3" in shown.out and "--accept" in shown.err
    assert run(["verify", str(plan), "--accept", "F3", "--by", "A. Reviewer"]) == 0
    assert run(["verify", str(plan), "--to-head"]) == 0


def test_a_line_of_which_only_its_long_function_is_left_is_refused(
    checkout: Checkout, plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = "".join(f"\tstep{number}()\n" for number in range(80))
    text = GO.replace("\treturn x * factor\n", f"\treturn x * factor\n{steps}")
    checkout.write("a.go", text)
    checkout.commit()
    assert run(["set", str(plan), "finding.F1.cites", "a.go:5", "--no-check"]) == 0
    before = plan.read_bytes()
    checkout.write("a.go", text.replace("\treturn x * factor\n", "\tpanic(x)\n\tscale(x)\n"))
    checkout.commit()
    assert accept(plan, "F1") == 2
    assert "lines, so cite those that are meant" in capsys.readouterr().err
    assert plan.read_bytes() == before

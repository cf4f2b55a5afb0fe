"""The signature of an interface is a fact read from the code."""

from __future__ import annotations

import pytest

from blistui.plan.document import Plan
from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture, parse_at
from blistui.repo.citations.interfaces import interface_signature, signatures_of
from blistui.repo.errors import CitationError, RepositoryError
from tests.repo.conftest import Checkout

GO = """package sim

// Router selects.
type Router interface {
	// Route picks one.
	Route(n int) int
}

type (
	Scorer interface {
		Score(n int) float64
	}
	Weights map[string]float64
)

type Snapshot struct{ Load int }

func New() Router { return nil }
"""
ROUTER = "type Router interface {\n\t// Route picks one.\n\tRoute(n int) int\n}"


@pytest.mark.parametrize("lines", ["4-7", "3-7", "4", "6", "2-8"])
def test_the_text_of_the_interface_at_the_lines(checkout: Checkout, lines: str) -> None:
    checkout.write("r.go", GO)
    assert interface_signature(checkout.repo, parse_at(f"r.go:{lines}")) == ROUTER


def test_an_interface_of_a_group_stands_alone(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    found = interface_signature(checkout.repo, parse_at("r.go:10-12"))
    assert found == "type Scorer interface {\n\tScore(n int) float64\n}"


def test_it_is_read_at_a_commit(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    base = checkout.commit()
    checkout.write("r.go", GO.replace("Route(n int) int", "Route(n int) (int, error)"))
    assert interface_signature(checkout.repo, parse_at("r.go:4-7"), base) == ROUTER
    assert "(int, error)" in interface_signature(checkout.repo, parse_at("r.go:4-7"))


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("16", "declares the struct Snapshot"),
        ("18", "declares the func New"),
        ("13", "declares the type Weights"),
        ("1-2", "declares no interface"),
        ("4-12", "holds 2 interfaces, Router, Scorer"),
    ],
)
def test_anything_else_is_refused_with_what_it_is(checkout: Checkout, lines: str, says: str) -> None:
    checkout.write("r.go", GO)
    with pytest.raises(CitationError, match=says):
        interface_signature(checkout.repo, parse_at(f"r.go:{lines}"))


def test_a_missing_file_is_a_sentence(checkout: Checkout) -> None:
    with pytest.raises(RepositoryError, match="does not exist"):
        interface_signature(checkout.repo, parse_at("r.go:4"))


def test_all_frozen_interfaces_of_a_plan_at_its_base(checkout: Checkout) -> None:
    checkout.write("r.go", GO)
    base = checkout.commit()
    cite = capture(checkout.repo, "r.go", [(4, 7)])
    checkout.write("r.go", "package sim\n")
    frozen = [
        {"id": "FI-1", "interface": "Router", "cite": cite},
        {"id": "FI-2", "interface": "Snapshot", "cite": Citation(at="r.go:16")},
        {"id": "FI-3", "interface": "Uncited"},
    ]
    plan = Plan.model_validate({"plan": {"base_commit": base}, "frozen": frozen})
    found, unread = signatures_of(checkout.repo, plan)
    assert found == {"FI-1": ROUTER}
    assert ["Snapshot" in unread[0], "Uncited" in unread[1], len(unread)] == [True, True, 2]

"""Titles and remarks of sections B, F and G that deny what they stand beside."""

from __future__ import annotations

from blistui.markdown.read.document import Imported, read_markdown


def read(body: str) -> Imported:
    return read_markdown(f"# Cache\n\n{body}\n")


def test_refactors_that_are_refused_are_none() -> None:
    for title in ("Refactors we refuse", "Refactors we will not do", "Rejected refactors"):
        assert (
            read(
                f"## F) Architectural Evolution\n\n### {title}\n\n- split the pool\n"
            ).plan.evolution.refactor
            == ()
        )
    kept = read(
        "## F) Architectural Evolution\n\n### Enabling refactors (no behavior change)\n\n- split the pool\n"
    )
    assert len(kept.plan.evolution.refactor) == 1


def test_nothing_is_no_part_that_stays() -> None:
    found = read("## F) Architectural Evolution\n\n### Unchanged\n\n- Nothing will change\n- the pool\n")
    assert found.plan.evolution.unchanged == ("the pool",)
    assert [own.text for own in found.leftovers] == ["- Nothing will change"]


def test_an_interface_that_is_not_frozen_is_left_over() -> None:
    found = read(
        "## G) Frozen Interface Reference\n\n"
        "- `sim.Router` (not frozen, `a.go:3`)\n- `sim.Pool` (frozen, `a.go:3`)\n"
    )
    assert [own.interface for own in found.plan.frozen] == ["sim.Pool"]


def test_a_column_of_what_is_unchanged_is_no_change() -> None:
    found = read(
        "## B) Recon Summary\n\n| Fact | Unchanged |\n|---|---|\n| the pool exists (`a.go:1`) | yes |\n"
    ).plan
    assert found.evolution.change == ()
    assert len(found.finding) == 1


def test_an_address_is_no_path_of_a_document() -> None:
    found = read("**Based on:** [D](https://x.org/d.md)\n\n## A) Executive Summary\n\nShort.\n")
    assert found.plan.plan.design_doc == ""
    assert "https://x.org/d.md" in " ".join(own.text for own in found.leftovers)

"""Section D spends its budget on what a reader needs."""

from __future__ import annotations

from typing import Any

from blistui.markdown.write.document import section
from blistui.plan.document import Plan


def section_d(**tables: Any) -> str:
    """Section D, on one line."""
    return " ".join(section(Plan.model_validate(tables), "D").split())


def test_an_id_that_spells_the_name_is_not_repeated() -> None:
    blocks = [
        {"id": "admission", "name": "Admission", "existing_unchanged": True},
        {"id": "replica-pool", "name": "Replica Pool"},
        {"id": "B3", "name": "Router"},
    ]
    arrows = [{"id": "X1", "from": "admission", "to": "replica-pool", "data": "request"}]
    text = section_d(block=blocks, interaction=arrows)
    assert "- **Admission** (existing, unchanged):" in text
    assert "- **Replica Pool**:" in text
    assert "- **Router** (B3):" in text
    assert "X1: Admission → Replica Pool: request" in text


def test_an_event_that_a_block_produces_and_consumes_is_written_once() -> None:
    ready = {"name": "ready", "origin": "endogenous", "new": True, "priority": "12"}
    events = [
        {"id": "E1", "direction": "produced", **ready},
        {"id": "E2", "name": "resize", "direction": "consumed", "origin": "exogenous"},
        {"id": "E3", "direction": "consumed", **ready},
    ]
    text = section_d(block=[{"id": "pool", "name": "Pool", "events": events}])
    assert (
        "**Events:** ready (E1, E3) [produced and consumed, endogenous, new, priority 12]; "
        "resize (E2) [consumed, exogenous]"
    ) in text


def test_events_that_differ_in_more_than_direction_are_kept_separate() -> None:
    events = [
        {"id": "E1", "name": "ready", "direction": "produced", "origin": "endogenous"},
        {"id": "E2", "name": "ready", "direction": "consumed", "origin": "exogenous"},
    ]
    text = section_d(block=[{"id": "pool", "name": "Pool", "events": events}])
    assert "ready (E1) [produced, endogenous]; ready (E2) [consumed, exogenous]" in text


def test_an_extension_point_names_its_pr_by_id() -> None:
    text = section_d(
        extension_point=[{"id": "EP1", "name": "Drain order", "pr": "PR2"}],
        pr=[{"id": "PR2", "title": "Elastic pool"}],
    )
    assert "**Delivered by:** PR2" in text
    assert "Elastic pool" not in text

"""An id that the import makes is none that the author gives, wherever that stands."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown

BODIES = [
    (
        "C) Objectives",
        "### Objectives\n\n- fast\n- small\n\n"
        "**Objectives**\n\n| ID | Objective |\n|---|---|\n| O1 | big |\n",
        "objective",
    ),
    (
        "E) Risk Register",
        "| ID | Decision | Gate |\n|---|---|---|\n| 1 | heap | PR 1 |\n| D-1 | tick | PR 1 |\n",
        "risk",
    ),
    (
        "B) Repository Recon Summary",
        "- one (`a.go:1`)\n- two (`a.go:2`)\n\n### Facts\n\n- **F1**: three (`a.go:3`)\n",
        "finding",
    ),
    (
        "D) Concept Model",
        "### System invariants\n\n| ID | Statement |\n|---|---|\n| | one |\n| SI-1 | two |\n",
        "invariant",
    ),
]


@pytest.mark.parametrize(("title", "body", "kind"), BODIES)
def test_ids_are_different(title: str, body: str, kind: str) -> None:
    items = getattr(read_markdown(f"# Cache\n\n## {title}\n\n{body}").plan, kind)
    ids = [item.id for item in items]
    assert len(ids) > 1
    assert len(set(ids)) == len(ids)
    assert all(ids)

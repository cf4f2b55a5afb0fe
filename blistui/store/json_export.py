"""A plan and what is derived from it as JSON, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from blistui.markdown.write.document import budgets, document_with_map, lines_of
from blistui.markdown.write.source import Source
from blistui.plan.document import Plan
from blistui.plan.graph.parallel import overlaps, widest

JSON_FORMAT = 1
"""Version of the shape of the JSON export."""


def exported(plan: Plan, signatures: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The plan under `plan`, named as in its TOML; under `derived` the graph, the counts and the budgets.

    `markdown_lines` gives, for each field path, its line in the Markdown export.
    """
    source = Source(plan, signatures or {})
    graph = source.graph
    text, places = document_with_map(plan, signatures)
    measured = budgets(plan)
    return {
        "format": JSON_FORMAT,
        # Through pydantic's own JSON: TOML has infinities, which JSON does not.
        "plan": json.loads(plan.model_dump_json(by_alias=True)),
        "signatures": dict(signatures or {}),
        "derived": {
            "counts": {key: len(value) for key, value in ((key, getattr(plan, key)) for key in _LISTS)},
            "order": list(graph.order),
            "topological_order": list(graph.topological),
            "layers": [list(layer) for layer in graph.layers],
            "critical_path": list(graph.critical_path),
            "cycles": [list(cycle) for cycle in graph.cycles],
            "depends_on": {pr: list(on) for pr, on in graph.depends_on.items()},
            "ancestors": {pr: list(graph.reach.ids(graph.reach.before[pr])) for pr in graph.order},
            "redundant_dependencies": [list(pair) for pair in graph.redundant],
            "under_way_at_once": list(widest(graph)),
            "gates": [gate._asdict() for gate in source.gates],
            "freezes": [freeze._asdict() for freeze in source.freezes],
            "files_shared_in_parallel": {overlap.path: list(overlap.prs) for overlap in overlaps(graph)},
            "budgets": {
                "executive_summary_lines": measured.summary,
                "objectives_lines": measured.objectives,
                "concept_model_lines": measured.concept_model,
                "tier1_lines": measured.tier1,
                "review_core_lines": measured.core,
                "document_lines": lines_of(text),
            },
        },
        "markdown_lines": places,
    }


_LISTS = tuple(key for key, field in Plan.model_fields.items() if field.default == ())


def json_text(plan: Plan, signatures: Mapping[str, str] | None = None) -> str:
    """`exported` as text, two spaces deep, ending with a newline."""
    return json.dumps(exported(plan, signatures), ensure_ascii=False, indent=2) + "\n"

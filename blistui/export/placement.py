"""Where gates and freezes stand in the series, and which files PRs share that may run in parallel."""

from __future__ import annotations

from blistui.export.source import Source
from blistui.plan.graph import PrGraph
from blistui.plan.series import PullRequest


def gates_of(source: Source, pr: str) -> list[str]:
    """Risks that must be validated before `pr` merges, as the register and the PR say, each once."""
    named = [risk.id for risk in source.plan.risk if risk.gate == pr and risk.id]
    for own in source.plan.pr:
        if own.id == pr:
            named.extend(gate for gate in own.gates if gate)
    return list(dict.fromkeys(named))


def freezes_of(source: Source, pr: str) -> list[str]:
    """Interfaces that `pr` freezes, by name, each once."""
    scheduled = [
        item.interface for item in source.plan.crosscutting if item.area == "freezes" and item.pr == pr
    ]
    done = [frozen.interface for frozen in source.plan.frozen if frozen.freeze_pr == pr]
    return list(dict.fromkeys(name for name in (*scheduled, *done) if name))


def shared_files(prs: tuple[PullRequest, ...], graph: PrGraph) -> list[tuple[str, list[str]]]:
    """Files that PRs touch of which neither must wait for the other: (path, those PRs in series order)."""
    touching: dict[str, list[str]] = {}
    for pr in prs:
        for path in dict.fromkeys(entry.path for entry in pr.files if entry.path):
            if pr.id and pr.id not in touching.setdefault(path, []):
                touching[path].append(pr.id)
    found = []
    for path in sorted(touching):
        meeting = [
            pr
            for pr in touching[path]
            if any(
                other != pr and not graph.before(pr, other) and not graph.before(other, pr)
                for other in touching[path]
            )
        ]
        if meeting:
            found.append((path, meeting))
    return found

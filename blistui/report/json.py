"""Findings as JSON, by a published schema: `findings.schema.json` beside this file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from blistui import __version__
from blistui.plan.edits import Edit
from blistui.report.result import CheckResult, Report, ReportedFinding
from blistui.rules.rule import LEVELS

FORMAT = 1
SCHEMA = Path(__file__).with_name("findings.schema.json")


def schema() -> dict[str, Any]:
    """The JSON Schema of the report."""
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def render(report: Report) -> str:
    """The report."""
    data = {
        "format": FORMAT,
        "tool": {"name": "blistui", "version": __version__},
        "plans": [_plan(plan) for plan in report.plans],
        "broken": [
            {"file": one.file, "line": one.line, "column": one.column, "message": one.message}
            for one in report.broken
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _plan(plan: CheckResult) -> dict[str, Any]:
    return {
        "file": plan.file,
        "title": plan.title,
        "passes": plan.passes,
        "counts": {
            **{level: plan.number(level) for level in LEVELS},
            "wrong": plan.errors("wrong"),
            "to_write": plan.errors("to write"),
            "waived": len(plan.waived),
            "known": len(plan.known),
        },
        "not_run": [
            {"rule": one.rule, "why": one.why, **({"fields": list(one.fields)} if one.fields else {})}
            for one in plan.not_run
        ],
        "notes": list(plan.notes),
        "findings": [_finding(found) for found in plan.findings],
        "gone": [
            {
                "rule": entry.rule,
                "path": entry.path,
                "message": entry.message,
                "fingerprint": entry.fingerprint,
            }
            for entry in plan.gone
        ],
    }


def _finding(found: ReportedFinding) -> dict[str, Any]:
    finding, waiver = found.finding, found.waiver
    return {
        "rule": finding.rule,
        "level": finding.level,
        "kind": finding.kind,
        "waits_for": finding.waits_for or None,
        "message": finding.message,
        "how_to_fix": finding.how_to_fix,
        "details": list(finding.details),
        "path": finding.path,
        "fields": list(finding.fields),
        "line": found.position.line,
        "column": found.position.column,
        "markdown_line": found.markdown_line or None,
        "phase": found.phase,
        "heading": found.rule.heading,
        "perspective": found.perspective,
        "decided": found.rule.decided,
        "fingerprint": found.fingerprint,
        "known": found.known,
        "waived": (
            {"id": waiver.id, "by": waiver.by, "date": waiver.date, "because": waiver.because}
            if waiver
            else None
        ),
        "fix": (
            {
                "title": finding.fix.title,
                "scaffold": finding.fix.is_scaffold,
                "edits": [_edit(edit) for edit in finding.fix.edits],
            }
            if finding.fix
            else None
        ),
    }


def _edit(edit: Edit) -> dict[str, Any]:
    return {"op": edit.op, "path": edit.path, "value": _plain(edit.value), "index": edit.index}


def _plain(value: Any) -> Any:
    if hasattr(value, "model_dump"):
        return value.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    if isinstance(value, dict):
        return {key: _plain(below) for key, below in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(below) for below in value]
    return value

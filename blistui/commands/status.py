"""`blistui status`: the status of each plan of a folder."""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from blistui.commands import output
from blistui.commands.inputs import plans_of
from blistui.plan.signatures import Wanted
from blistui.report.style import Style, style_for
from blistui.rules.prose.wording import first_of
from blistui.rules.running.checking import PlanChecker
from blistui.rules.running.standing import Standing, standing_of
from blistui.store.load import Loaded, Unloadable, load

_FORMAT = 1
_NAMED = 5
"""Items of a subject that are named; JSON has all."""


def status(parsed: argparse.Namespace) -> int:
    """Print a block for each plan; 0, or 2 when one cannot be read."""
    rows: list[tuple[Path, str, Standing, str]] = []
    broken = False
    for path in plans_of(parsed.folder or [Path()]):
        try:
            loaded = load(path)
        except Unloadable as error:
            output.note(str(error))
            broken = True
            continue
        rows.append((path, loaded.plan.plan.title, *_standing(loaded)))
    if parsed.format == "json":
        plans = [_record(*row) for row in rows]
        output.as_json({"format": _FORMAT, "plans": plans})
    else:
        style = style_for(sys.stdout, os.environ)
        blocks = ["".join(f"{line}\n" for line in _lines(style, *row)) for row in rows]
        output.report("\n".join(blocks))
    return 2 if broken else 0


def _standing(loaded: Loaded) -> tuple[Standing, str]:
    """The status of the plan, and a sentence when its code could not be looked at."""
    checker = PlanChecker(loaded.path)
    return standing_of(loaded.plan, checker.checkout(loaded.plan), checker.findings(loaded.plan))


def _lines(style: Style, path: Path, title: str, found: Standing, problem: str) -> Iterator[str]:
    yield style.styled(style.shown(f"{path.as_posix()}: {title or 'no title'} ({found.status})"), "bold")
    phases = " ".join(f"{one.phase}{one.glyph}" for one in found.phases)
    yield f"  phases     {style.plain(phases)}"
    yield f"  findings   {found.wrong} wrong, {found.to_write} to write"
    merged = f": {', '.join(found.merged)}" if found.merged else ""
    dropped = f"; dropped: {', '.join(found.dropped)}" if found.dropped else ""
    counted = f"{len(found.merged)} of {found.prs} merged{merged}{dropped}"
    yield f"  PRs        {style.shown(counted)}"
    gates = ", ".join(
        f"{gate.risk} before {gate.pr}" + (" (failed)" if gate.outcome == "failed" else "")
        for gate in found.open_gates
    )
    yield f"  gates      {style.shown(f'open: {gates}') if gates else 'none open'}"
    if found.drifted is None:
        yield f"  citations  {found.cited}, not looked at: {style.shown(problem)}"
    else:
        yield f"  citations  {found.cited}, {found.drifted} not exact"
    yield f"  unsigned   {style.shown(_unsigned(found.to_sign))}"
    about = Counter(one.about for one in found.open_remarks)
    named = ", ".join(f"{item} {count}" if count > 1 else item for item, count in about.items())
    yield f"  remarks    {style.shown(f'{about.total()} open: {named}')}" if about else "  remarks    0 open"


def _unsigned(wanted: Sequence[Wanted]) -> str:
    """How many signatures are wanted, and for which items; one that is stale says so."""
    if not wanted:
        return "nothing"
    items: dict[str, list[str]] = {}
    for one in wanted:
        name = one.about or "the plan"
        items.setdefault(one.subject, []).append(f"{name} (stale)" if one.state == "stale" else name)
    parts = (f"{subject}: {first_of(names, _NAMED)}" for subject, names in items.items())
    return f"{len(wanted)}; {'; '.join(parts)}"


def _record(path: Path, title: str, found: Standing, problem: str) -> dict[str, Any]:
    return {
        "file": path.as_posix(),
        "title": title,
        "status": found.status,
        "phases": [one._asdict() for one in found.phases],
        "wrong": found.wrong,
        "to_write": found.to_write,
        "prs": found.prs,
        "merged": list(found.merged),
        "dropped": list(found.dropped),
        "open_gates": [gate._asdict() for gate in found.open_gates],
        "citations": found.cited,
        "drifted": found.drifted,
        "unread": problem if found.drifted is None else "",
        "unsigned": len(found.to_sign),
        "to_sign": [
            {"subject": one.subject, "about": one.about, "state": one.state} for one in found.to_sign
        ],
        "open_remarks": len(found.open_remarks),
        "remarks": [
            {"about": one.about, "reviewer": one.reviewer, "date": one.date, "text": one.text}
            for one in found.open_remarks
        ],
    }

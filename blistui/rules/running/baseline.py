"""Known findings: a file that lets a team start with the findings it has, and then only have fewer.

A finding is known by the path of its plan from the baseline's folder, its rule and its item in the plan, not
by lines or wording, so that neither an edit elsewhere nor a new version of this program makes it new. Of
several findings of one rule at one place as many are known as were. One file may serve several plans.
Baselines were once written by field: a finding is known, too, when one of its fields is. That the code could
not be looked at is never known.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from blistui.markdown.inline import json_visible
from blistui.rules.rule import Finding
from blistui.rules.running.fingerprints import fingerprint_of, fingerprints, place_of

FORMAT = 2
_NEVER = "CIT016"
_BY_NAME = 1
"""The format in which a plan was known by the name of its file alone."""
_MAX_BYTES = 16 * 1024 * 1024


class BaselineError(ValueError):
    """The baseline file cannot be used; the message says why."""


class Known(NamedTuple):
    """A known finding. `path` and `message` are for people: what it was when it was recorded."""

    fingerprint: str
    plan: str
    rule: str
    path: str
    message: str


class Compared(NamedTuple):
    """Findings held against a baseline: `new` ones, `known` ones, and entries that are `gone`."""

    new: tuple[Finding, ...]
    known: tuple[Finding, ...]
    gone: tuple[Known, ...]


@dataclass(frozen=True)
class Baseline:
    """Findings that were there before."""

    entries: tuple[Known, ...] = ()
    format: int = FORMAT

    def compare(
        self, plan: str, findings: Sequence[Finding], skipped: Collection[str] = frozenset()
    ) -> Compared:
        """Which findings in the plan at this path are new; waived ones are neither new nor known.

        What rules that were `skipped` had found is not gone.
        """
        plan = PurePosixPath(plan).name if self.format == _BY_NAME else plan
        own = [entry for entry in self.entries if entry.plan == plan]
        known = {entry.fingerprint for entry in own}
        counted = [
            (finding, {fingerprint, *by_field})
            for finding, fingerprint, by_field in zip(
                findings, fingerprints(plan, findings), _by_field(plan, findings), strict=True
            )
            if not finding.waived_by
        ]
        known.difference_update(*(prints for finding, prints in counted if finding.rule == _NEVER))
        found = {fingerprint for _, prints in counted for fingerprint in prints}
        # What was several findings at one place is one now.
        places = {(one.rule, place_of(place)) for one, _ in counted for place in (one.path, *one.fields)}
        return Compared(
            tuple(finding for finding, prints in counted if not prints & known),
            tuple(finding for finding, prints in counted if prints & known),
            tuple(
                entry
                for entry in own
                if entry.fingerprint not in found
                and entry.rule not in skipped
                and ("@" in place_of(entry.path) or (entry.rule, place_of(entry.path)) not in places)
            ),
        )

    def without(self, gone: Collection[Known]) -> Baseline:
        """The baseline without the entries that are `gone`. It never grows: what is new is to be fixed."""
        left_out = set(gone)
        return Baseline(tuple(entry for entry in self.entries if entry not in left_out), self.format)

    def __add__(self, other: Baseline) -> Baseline:
        return Baseline(self.entries + other.entries)

    def text(self) -> str:
        """As it is written to its file: JSON, one entry a line, sorted, so that branches merge."""
        entries = sorted(
            self.entries, key=lambda entry: (entry.plan, entry.rule, entry.path, entry.fingerprint)
        )
        lines = [f"    {json_visible(json.dumps(entry._asdict(), ensure_ascii=False))}" for entry in entries]
        known = ",\n".join(lines)
        inside = f"\n{known}\n  " if lines else ""
        return f'{{\n  "format": {self.format},\n  "known": [{inside}]\n}}\n'


def _by_field(plan: str, findings: Iterable[Finding]) -> list[tuple[str, ...]]:
    """For each finding those of its fields, as baselines were once written."""
    counts: dict[tuple[str, str], int] = {}
    return [
        tuple(
            fingerprint_of(plan, finding.rule, field, counts) for field in finding.fields or (finding.path,)
        )
        for finding in findings
    ]


def baseline_of(plan: str, findings: Sequence[Finding]) -> Baseline:
    """A first baseline: everything found now, in the plan at this path, that is not waived."""
    return Baseline(
        tuple(
            Known(fingerprint, plan, finding.rule, finding.path, finding.message)
            for finding, fingerprint in zip(findings, fingerprints(plan, findings), strict=True)
            if not finding.waived_by and finding.rule != _NEVER
        )
    )


def load_baseline(path: Path) -> Baseline:
    """The baseline in the file at `path`; raises BaselineError."""
    try:
        if not path.is_file():
            raise BaselineError(f"{path}: there is no such file; `--write-baseline` makes a first one.")
        if path.stat().st_size > _MAX_BYTES:
            raise BaselineError(f"{path}: the file is far too large for a baseline.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BaselineError(f"{path}: the file cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BaselineError(f"{path}: this is not UTF-8 text.") from error
    except json.JSONDecodeError as error:
        raise BaselineError(f"{path}:{error.lineno}:{error.colno}: this is not JSON: {error.msg}.") from error
    except RecursionError as error:
        raise BaselineError(f"{path}: its values are nested too deeply to be a baseline.") from error
    return _baseline_in(path, data)


def _baseline_in(path: Path, data: Any) -> Baseline:
    version = data.get("format") if isinstance(data, dict) else None
    if not isinstance(version, int):
        raise BaselineError(f"{path}: this is no baseline of blistui: it names no format.")
    if version > FORMAT:
        raise BaselineError(f"{path}: it is of format {version}, newer than this blistui reads ({FORMAT}).")
    known = data.get("known")
    if not isinstance(known, list):
        raise BaselineError(f"{path}: it has no list `known`.")
    return Baseline(tuple(_entry(path, number, entry) for number, entry in enumerate(known, 1)), version)


def _entry(path: Path, number: int, entry: Any) -> Known:
    names = ("fingerprint", "plan", "rule", "path", "message")
    if not isinstance(entry, dict) or not all(isinstance(entry.get(name), str) for name in names):
        raise BaselineError(f"{path}: entry {number} of `known` lacks one of {', '.join(names)}.")
    return Known(*(entry[name] for name in names))

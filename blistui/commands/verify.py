"""`blistui verify`: whether the citations still mean what they meant."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from blistui.commands.failure import Failure
from blistui.commands.opened import plan_at, repository_for
from blistui.plan.citation import Citation
from blistui.plan.document import Plan
from blistui.plan.edits import Edit, apply
from blistui.plan.paths import leaves
from blistui.repo.citations import Verification, capture, verify_all
from blistui.repo.errors import CitationError, RepositoryError
from blistui.repo.location import parse_at
from blistui.repo.repository import Repository
from blistui.store.load import Loaded
from blistui.store.save import SaveFailed, save


def verify(parsed: argparse.Namespace) -> int:
    """Verify every citation; with --fix, re-anchor those that moved."""
    loaded = plan_at(parsed.plan)
    repository = repository_for(loaded)
    at = None
    if parsed.at is not None:
        at = repository.resolve(parsed.at)
        if at is None:
            raise Failure(f"{parsed.at} is no commit of {repository.root}; name one that git knows.")
        if parsed.fix:
            raise Failure("--fix re-anchors to the work tree, so it cannot be used with --at.")
    held = citations(loaded.plan)
    try:
        base = loaded.plan.plan.base_commit or None
        found = verify_all(repository, [citation for _, citation in held], base, at)
    except RepositoryError as error:
        raise Failure(str(error)) from error
    results = list(zip([path for path, _ in held], found, strict=True))
    if parsed.fix:
        fixed = _fix(loaded, repository, results)
        print(f"blistui: re-anchored {fixed} of {len(results)} citations", file=sys.stderr)
    _print(parsed.format, results)
    sound = ("exact", "moved") if parsed.fix else ("exact",)
    return 0 if all(result.status in sound for _, result in results) else 1


def citations(plan: Plan) -> list[tuple[str, Citation]]:
    """Every citation of the plan with its path."""
    return [
        (path.removesuffix(".at"), item)
        for path, spec, _, item in leaves(plan)
        if isinstance(item, Citation) and spec.key == "at"
    ]


def _fix(loaded: Loaded, repository: Repository, results: list[tuple[str, Verification]]) -> int:
    edits: list[Edit] = []
    for path, result in results:
        if result.status != "moved":
            continue
        location = parse_at(result.moved_to)
        try:
            edits.append(Edit("put", path, capture(repository, location.path, location.ranges)))
        except (CitationError, RepositoryError) as error:
            print(f"blistui: {path}: {error}", file=sys.stderr)
    try:
        save(loaded, apply(loaded.plan, edits))
    except SaveFailed as error:
        raise Failure(str(error)) from error
    return len(edits)


def _print(format: str, results: list[tuple[str, Verification]]) -> None:
    if format == "json":
        print(json.dumps([_record(path, result) for path, result in results], ensure_ascii=False, indent=2))
        return
    for path, result in results:
        new = f" -> {result.moved_to}" if result.moved_to else ""
        print(f"{result.status:<9}  {result.citation.at}{new}  {path}")
        if result.status != "exact":
            print(f"           {result.message}")
        for candidate in result.candidates:
            print(f"           candidate: {candidate}")
        for line in result.diff:
            print(f"           {line}")
    counts: dict[str, int] = {}
    for _, result in results:
        counts[result.status] = counts.get(result.status, 0) + 1
    told = ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no citations"
    print(f"blistui: {told}", file=sys.stderr)


def _record(path: str, result: Verification) -> dict[str, Any]:
    return {
        "path": path,
        "status": result.status,
        "at": result.citation.at,
        "moved_to": result.moved_to,
        "symbol": result.citation.symbol,
        "evidence": result.evidence,
        "message": result.message,
        "candidates": list(result.candidates),
        "cosmetic": result.cosmetic,
        "diff": list(result.diff),
    }

"""`check --fix` on plans broken at random: it makes nothing wrong, comes to an end, decides nothing."""

from __future__ import annotations

import copy
import random
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from blistui.plan.document import Plan
from blistui.plan.paths import get
from blistui.repo.repository import Repository
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES
from blistui.rules.rule import Finding
from blistui.rules.running.findings import run
from blistui.rules.running.fixes import apply_fix, fix_all
from blistui.rules.shared.references import mentions
from tests.rules.harness import context_of

SAMPLES = Path(__file__).parents[2] / "sample_plans"
DECIDED = frozenset(
    {"area", "block", "change", "extension_type", "gate", "kind", "merge_order", "origin", "outcome"}
    | {"owner", "pr", "status", "topic"}
)
"""Fields in which an author decides something; the lists of ids beside them are compared as sets."""
ODD = ("", " ", "none", "PR2", "PR9", "D-1", "B1", "six PRs", "`pick`", "sim/queue.go:3-4", "2026-01-01x")


def _places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in inside:
        yield (*path, key)
        yield from _places(entry, (*path, key))


def _half_empty(data: dict[str, Any], chance: random.Random) -> None:
    for *path, key in sorted(_places(data), key=len, reverse=True):
        if path and path[0] != "plan" and isinstance(key, str) and key != "id" and chance.random() < 0.4:
            _at(data, path).pop(key)


def _share_ids(data: dict[str, Any], chance: random.Random) -> None:
    for items in data.values():
        named = [one for one in items if isinstance(one, dict) and "id" in one] if items else []
        for item in named:
            if chance.random() < 0.25:
                item["id"] = chance.choice([*(one["id"] for one in named), "", f"{item['id']}x"])


def _mutate(data: dict[str, Any], chance: random.Random) -> None:
    for _ in range(chance.randint(1, 12)):
        *path, key = chance.choice(list(_places(data)))
        holder = _at(data, path)
        held = holder[key]
        if isinstance(held, str) and chance.random() < 0.7:
            holder[key] = chance.choice([*ODD, f"{held} {held}", held.upper(), held[: len(held) // 2]])
        elif isinstance(held, list) and held and chance.random() < 0.7:
            held.insert(chance.randrange(len(held) + 1), copy.deepcopy(chance.choice(held)))
        else:
            del holder[key]


def _at(data: Any, path: list[Any]) -> Any:
    for key in path:
        data = data[key]
    return data


def _everything(data: dict[str, Any], chance: random.Random) -> None:
    for do in (_half_empty, _share_ids, _mutate):
        do(data, chance)


def _changed(plan: Plan, fixes: tuple[Finding, ...]) -> Iterator[str]:
    """Each decision that was there and is another one after a fix."""
    for finding in fixes:
        assert finding.fix is not None
        fixed = apply_fix(plan, finding.fix)
        for edit in finding.fix.edits:
            field = edit.path.rpartition(".")[2]
            if edit.op == "move":
                yield f"“{finding.fix.title}” moves {edit.path}"
            if edit.op != "put" or field not in DECIDED:
                continue
            held = str(get(plan, edit.path) or "")
            # A block may be named by its name, and its id stand there now.
            named = [one.name.casefold() for one in plan.block if one.id == edit.value]
            if held and not mentions(held, str(edit.value)) and named != [held.casefold()]:
                yield f"“{finding.fix.title}” puts {edit.value} for {held} at {edit.path}"
        plan = fixed


@pytest.mark.parametrize("breaks", [_half_empty, _share_ids, _mutate, _everything])
@pytest.mark.parametrize("name", ["overload", "half-written", "drifted"])
def test_what_every_fix_leaves(name: str, breaks: Callable[[dict[str, Any], random.Random], None]) -> None:
    chance = random.Random(f"{name} {breaks.__name__}")
    data = tomllib.loads((SAMPLES / f"{name}.toml").read_text(encoding="utf-8"))
    breaks(data, chance)
    plan = Plan.model_validate(data)
    repository = Repository.open(SAMPLES / "queuesim")
    evidence = Evidence(repository, plan.plan.base_commit)

    def find(changed: Plan) -> list[Finding]:
        return run(RULES, context_of(changed, evidence))

    def wrong(findings: tuple[Finding, ...] | list[Finding]) -> int:
        return sum(one.kind == "wrong" and one.level != "hint" for one in findings)

    fixed = fix_all(plan, find)
    assert wrong(fixed.findings) <= wrong(find(plan))
    assert fix_all(fixed.plan, find).plan == fixed.plan
    assert list(_changed(plan, fixed.applied)) == []

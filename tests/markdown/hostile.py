"""Plans in which every text holds what means something in Markdown or in an export: its labels and marks."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from blistui.markdown.labels import label_of
from blistui.markdown.outline import SECTIONS
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.ids import KINDS
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.crosscutting import AREAS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.plan.tables.recon import TOPICS
from tests.markdown.hard_texts import BETWEEN, PIECES
from tests.markdown.write.plans import NASTY

WORDS_OF_AN_EXPORT = (
    *("None", "none, because x", "None, because ", "not stated", "no reason is stated", "n/a"),
    *("Unnamed", "Unnamed block", "Untitled macro plan", "undated", "unnamed", "builtin"),
    *("Unnamed interface", "Item", "the summary built into blistui", "read by the author"),
    *("not confirmed as read", "(existing)", "existing, unchanged", "kind not stated"),
    *("UNVERIFIED", "topic: x", "area: x", "kind: x", "new, from x", "new", "priority 3"),
    *("to statistics", "[new]", "[produced, endogenous]", "direction: x", "yes", "no"),
    *("(no behavior change):", "planned by default, not stated"),
    *("(planned by default, not stated)", "Before PR1", "Before PR1 merges", "at commit"),
    *(" at commit `ab`", "adds B1", "modifies x", " at `a.go:3`", "changes an output format; x"),
    *("refactor only", "x, refactor only", "pre-existing", "x, pre-existing"),
    *("pre-existing: it was frozen before this plan", ", merged as `abc`", "12 files"),
    *("1 file (x): y", "2 files: the loader", ", shared with B1", ", because x", "in B1: x"),
    *("(mitigation: x)", "3 found", ", by nobody yet, for the plan as a whole", "Unsigned"),
    *("Signed A1", "Waived W1", "Remark RM1", "Stale", "Query", "refs of `x`, 3 found"),
    *("Workstream 1", "Layer 2", "Critical path: A -> B", "Layer 1 (2 in parallel)", "2026-01-02"),
    *("Ann, 2026-01-02", "on 2026-01-02", "Its signature was not read", "PRs not stated"),
    *("No PR waits for a validation.", "Owner not stated", "?", "? → ?", "B1 → B2: x"),
    *("B1 -> B2: x", "->", "data not stated", "L1 (why)", "<!-- markdownlint-configure-file"),
    *("-->", "scoping row not stated", "No enabling refactor is planned."),
    *("No fidelity trade-off is recorded.", "block not stated:", "none recorded."),
    *("Facts not stated.", "Inferred behavior: none recorded.", "State vs. statistics: a is state"),
    *("Default: x", "Tier 1: Human Review Summary", "PR1 Tier 2: Implementation Guide"),
    *("Invariant", "mitigated by x", "a (b), c", "add `x`", "modify `a.go`", "delete `b`", "In"),
    *("Out", "**In:** x", "BC-1: x", "**BC-1** x", "(1) a (2) b"),
)
"""What the export writes by itself, and what people write in its place."""

MARKS = (
    *("---\nowner: x\n---", "+++\nx = 1\n+++", "- [ ] x", "- [x] y", "[ ]"),
    *("<details>\n<summary>x</summary>", "</details>", "> [!NOTE]\n> x", "&nbsp;", "&#35;"),
    *("&#8212;", "&#", "\\-", "\\\\", "\\`", "\\*\\*", "\\", "\\&", "1998. x", "10)", "1.5"),
    *("v1.2.3", "3.", "0", "007", "1e5", "~", "~~x~~", "$$", "x[^1]", "[^1]: n", "a\n=", "a\n-"),
    *("\xa0", "\xa0x\xa0", "a\u200db", "\ttab", "x\t", " blank ", "“q” ‘s’ «g»", "'", '"', '""'),
    *("a—b", " — ", "—", "–", " - ", "…", "x:", ":x", "::", "(", ")", "((", "x)", "(x", "[", "]"),
    *("{x}", "|", "||", "\\|", "a|b", "| x |", "`", "``", "`a` `b`", "`a`: b", "`|`", "*", "**"),
    *("***", "**x**", "**x", "x**", "*x*", "_x_", "__x__", "<x>", "<br>", "<br/>", "<", ">", "&"),
    *("&lt;", "a;", ";", "; b", "a; b", ",", ", b", "http://a.org/x;y", "me@a.org", "#", "## x"),
    *("#1", "+", "- x", "* x", "+ x", "1. x", "2. x", "\n", "\n\n", "x\n\ny", "x  \ny", "x\\\ny"),
    *("```\nc\n```", "    code", "| a | b |\n|---|---|\n| 1 | 2 |", "| a |\n| - |", "> q", ">"),
    *("![i](a.png)", "[l](b.md)", "[l]: c", "x {#id}", "=", "=="),
)

IDS = (
    *("PR1", "PR2", "B1", "B2", "BC-17-1", "INV-M-1", "KV-CAP-3", "D-2", "D-1", "WP3", "a_b", "x"),
    *("1", "007", "R2d2"),
)
"""Ids as people write them; those of a kind are told apart by a number."""


@cache
def fragments() -> tuple[str, ...]:
    """All that the texts are put together from."""
    return (*_vocabulary(), *WORDS_OF_AN_EXPORT, *WORDS_OF_AN_EXPORT, *MARKS, *MARKS, *PIECES, *NASTY)


def _vocabulary() -> Iterator[str]:
    for letter, name in SECTIONS.items():
        yield f"## {letter}) {name}"
        yield name
    for names in (TOPICS, AREAS):
        yield from names
        yield from (f"### {name}" for name in names.values())
    yield from (f"**{name}:** x" for _, name in FAILURE_MODES.values())
    for own in IDS[:8]:
        yield from (
            f"{own}-0",
            f"{own}-0: x",
            f"{own}-0 (x)",
            f"({own}-0)",
            f"**{own}-0:** x",
            f"**{own}-0** x",
        )
    for label in sorted(set(_labels(Plan))):
        yield from (f"**{label}:** x", f"{label}: x", f" — **{label}:** ", f"{label.upper()}: x", label)


def _labels(model: type[BaseModel]) -> Iterator[str]:
    for key, spec in specs(model).items():
        yield label_of(model, key)
        yield from spec.options
        if spec.item is not None:
            yield from _labels(spec.item)


def hostile_text(chance: random.Random, most: int = 3) -> str:
    """Some fragments, one after another; none sometimes."""
    parts = [chance.choice(fragments()) for _ in range(chance.randint(0, most))]
    return "".join(f"{part}{chance.choice(BETWEEN)}" if chance.random() < 0.8 else part for part in parts)


def hostile_plan(chance: random.Random) -> Plan:
    """A plan with every field of every model filled, some of them with nothing."""
    held = _filled(Plan, chance)
    known = {kind: list(_ids(held, KINDS[kind].at)) for kind in KINDS}
    _refer(held, Plan, known, chance)
    return Plan.model_validate(held)


def _filled(model: type[BaseModel], chance: random.Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, spec in specs(model).items():
        value = _value(model, spec, chance)
        if value is not None:
            found[key] = value
    return found


def _value(model: type[BaseModel], spec: FieldSpec, chance: random.Random) -> Any:
    match spec.widget:
        case "hidden":
            return None
        case "group":
            assert spec.item is not None
            return _filled(spec.item, chance)
        case "items" | "cites":
            many = [_filled(spec.item or Citation, chance) for _ in range(chance.choice((0, 1, 2, 2, 3)))]
            return _with_ids(many, spec, chance)
        case "cite":
            return _filled(Citation, chance)
        case "flag":
            return chance.random() < 0.5
        case "number":
            numbers = (0, 1, 2, 2.5, 40, 1234567.5, 0.1 + 0.2, -3, 1e16)
            return chance.choice(numbers) if chance.random() < 0.6 else hostile_text(chance, 2)
        case "date":
            return chance.choice(("", f"2026-01-{chance.randint(1, 28):02}"))
        case "ref" | "refs":
            return [] if spec.widget == "refs" else ""
        case "lines":
            return [hostile_text(chance) for _ in range(chance.randint(0, 3))]
        case "mapping":
            return {hostile_text(chance, 1): hostile_text(chance) for _ in range(chance.randint(0, 2))}
        case "choice" if spec.options and chance.random() < 0.6:
            return chance.choice(spec.options)
    if model is Citation and spec.key == "at":
        lines = chance.choice(("3", "3-9", "3,7-9,12"))
        return f"{chance.choice(('sim/a.go', 'b.py', 'a b/c-d.go', 'go.mod'))}:{lines}"
    return hostile_text(chance)


def _with_ids(many: list[dict[str, Any]], spec: FieldSpec, chance: random.Random) -> list[dict[str, Any]]:
    if spec.item is None or "id" not in specs(spec.item):
        return many
    if spec.key == "failure_modes":
        for own, mode in zip(many, chance.sample(list(FAILURE_MODES), len(many)), strict=True):
            own["id"] = mode if chance.random() < 0.7 else f"Of-our-own-{mode}"
        return many
    for number, own in enumerate(many):
        own["id"] = f"{chance.choice(IDS)}{chance.choice(('-', 'x', '_'))}{number}"
    return many


def _ids(held: Any, keys: tuple[str, ...]) -> Iterator[str]:
    if isinstance(held, list):
        rest = keys[1:] if keys and keys[0] == "*" else keys
        for item in held:
            yield from _ids(item, rest) if rest else [item["id"]]
    elif keys and isinstance(held, dict):
        yield from _ids(held.get(keys[0], []), keys[1:])


def _refer(
    held: dict[str, Any], model: type[BaseModel], known: dict[str, list[str]], chance: random.Random
) -> None:
    """References to items that there are, and to some that there are not."""

    def one(spec: FieldSpec) -> str:
        ids = [own for kind in spec.refs for own in known[kind]]
        return chance.choice(ids) if ids and chance.random() < 0.6 else hostile_text(chance, 2)

    for key, spec in specs(model).items():
        if spec.widget == "ref":
            held[key] = one(spec)
        elif spec.widget == "refs":
            held[key] = [one(spec) for _ in range(chance.randint(0, 3))]
        elif spec.item is not None and held.get(key):
            for own in held[key] if isinstance(held[key], list) else [held[key]]:
                _refer(own, spec.item, known, chance)

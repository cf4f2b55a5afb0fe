"""Import: our own export exactly, other people's plans as well as it goes, and no text lost."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from blistui.markdown.outline import SECTIONS, outline_problems
from blistui.markdown.read.document import read_markdown
from blistui.markdown.write.document import document
from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec
from blistui.plan.ids import KINDS
from blistui.plan.tables.prevention import FAILURE_MODES
from blistui.store.toml.merge import fresh
from tests.markdown.write.plans import any_plan, built, nasty_text

KEPT_BY_TOML_ONLY = {"digest", "plan_digest", "uid", "format"}
"""What the Markdown does not hold: the tool's own bookkeeping."""

REORDERED = {"finding", "crosscutting", "failure_modes", "ownership", "revision"}
"""Lists that the document groups or sorts, so that their order is not kept."""


def facts(plan: Plan) -> Any:
    """What a plan says, without bookkeeping, emptiness and the order of grouped lists."""
    return _facts(plan.model_dump(by_alias=True), "")


def _facts(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        found = {k: _facts(v, k) for k, v in value.items() if k not in KEPT_BY_TOML_ONLY}
        found.pop("guarantees", None) if isinstance(value.get("guarantees"), dict) else None
        return {k: v for k, v in found.items() if v or v == 0}
    if isinstance(value, tuple | list):
        entries = [_facts(entry, "") for entry in value]
        grouped = key in REORDERED and entries and isinstance(entries[0], dict)
        return sorted(entries, key=lambda entry: entry["id"]) if grouped else entries
    return value


def words_of(plan: Plan) -> str:
    return json.dumps(plan.model_dump(by_alias=True), ensure_ascii=False)


WORDS = ("queue", "depth", "arrival", "order", "replica", "batch", "window", "token", "cache", "prefix")


def _value(spec: FieldSpec, number: int) -> Any:
    words = f"{WORDS[number % len(WORDS)]} {number} {WORDS[number // 3 % len(WORDS)]}"
    match spec.widget:
        case "ref":
            return _first(spec)
        case "refs":
            return [_first(spec)]
        case "flag":
            return number % 3 == 0
        case "number":
            return number % 7
        case "choice":
            return spec.options[number % len(spec.options)]
        case "mapping":
            return {"llm-d": words, "Other": f"other {words}"}
        case "lines":
            return [words, f"more {words}"]
    return words


def _first(spec: FieldSpec) -> str:
    return "-".join([*KINDS[spec.refs[0]].at, "0"])


def plain_plan(seed: int) -> Plan:
    """A full plan in plain words, with references that hold; `seed` varies choices, flags and words."""
    count = iter(range(seed, 1_000_000))

    def value_of(path: str, spec: FieldSpec) -> Any:
        number = next(count)
        if spec.key == "id" and "failure_modes" in path:
            return list(FAILURE_MODES)[(seed + int(path[-4])) % len(FAILURE_MODES)]
        if spec.key == "id":
            return re.sub(r"[.@]+", "-", path.removesuffix(".id"))
        if spec.key in ("at", "symbol", "commit", "document"):
            return (
                f"sim/{spec.key}{number}.go:{number}-{number + 1}" if spec.key == "at" else f"Symbol{number}"
            )
        if spec.widget == "date":
            return f"2026-01-0{9 - int(path.split('@')[1][0])}"
        return _value(spec, number)

    plan: Plan = built(Plan, value_of, many=2)
    return plan


@pytest.mark.parametrize("seed", range(12))
def test_an_export_reads_back_as_the_same_plan(seed: int) -> None:
    plan = plain_plan(seed)
    read = read_markdown(document(plan))
    assert read.leftovers == ()
    assert facts(read.plan) == facts(plan)


def test_an_empty_export_reads_back_empty() -> None:
    read = read_markdown(document(Plan()))
    assert read.leftovers == ()
    assert facts(read.plan) == facts(Plan())


def test_prose_keeps_its_lists_and_fences() -> None:
    text = "First.\n\n- one\n  - nested\n- two\n\n```yaml\na: 1\n```\n\nLast, with # and `a|b`."
    plan = Plan.model_validate(
        {
            "evolution": {"target": text},
            "pr": [{"id": "PR1", "motivation": text, "api_surface": "- one\n- two"}],
        }
    )
    read = read_markdown(document(plan)).plan
    assert read.evolution.target == text
    assert read.pr[0].motivation == text
    assert read.pr[0].api_surface == "- one\n- two"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_plan())
def test_any_export_can_be_read(plan: Plan) -> None:
    read = read_markdown(document(plan))
    assert outline_problems(document(read.plan)) == []


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(nasty_text(), st.sampled_from([f"## {x}) {SECTIONS[x]}" for x in SECTIONS])), max_size=12
    )
)
def test_any_text_can_be_read(pieces: list[str]) -> None:
    read = read_markdown("\n\n".join(pieces))
    assert isinstance(read.plan, Plan)


def test_lists_nested_beyond_reason_are_read() -> None:
    assert read_markdown("# T\n## B) Repository Recon Summary\n" + "- " * 50_000 + "end").plan.finding


BODY = """
{0}1 begins a paragraph with `sim/a.go:1` in it.

{0}2 is another paragraph.

- {0}3 an entry
  - {0}4 below it
    {0}5 goes on
- **{0}6** (`sim/b.go:2-3`): labelled {0}7
- **{0}8:** text {0}9
1. {0}10 numbered

| {0}11 | Other {0}12 |
|---|---|
| {0}13 | {0}14 |

```text
{0}15 in a fence
```

> {0}16 quoted

### Sub {0}17

- {0}18 below a heading

#### Deep {0}19

{0}20 deep down
"""


@pytest.mark.parametrize("letter", SECTIONS)
def test_nothing_is_lost_whatever_is_in_a_section(letter: str) -> None:
    name = f"mark{letter}"
    text = f"# Title\n\n## {letter}) {SECTIONS[letter]}\n{BODY.format(name)}"
    read = read_markdown(text)
    kept = words_of(read.plan) + "\n".join(f"{left.where} {left.text}" for left in read.leftovers)
    missing = [f"{name}{n}" for n in range(1, 21) if not re.search(rf"{name}{n}\b", kept)]
    # The header of a table that was read row by row is no text of its own.
    assert [mark for mark in missing if mark not in (f"{name}11", f"{name}12")] == []


def test_leftovers_name_their_line() -> None:
    read = read_markdown("# Plan\n\n**Issue:** #432\n\n## Something else\n\nWords.\n")
    assert [(left.line, left.text) for left in read.leftovers] == [
        (3, "**Issue:** #432"),
        (5, "## Something else"),
        (7, "Words."),
    ]


def test_leftovers_are_data_whatever_they_hold() -> None:
    plan = read_markdown(
        "# P\n\nOne\x07\n\n## E) Elsewhere\n\n### Gat\x1b[31me\n\nzzz qqq\n\n## K)\n\n### \x18\n\n]"
    ).plan
    assert Plan.model_validate(tomllib.loads(fresh(plan))) == plan
    held = [left.text for left in plan.leftover]
    assert "One\x07" in held and "zzz qqq" in held


FOREIGN = """
# Elastic pools: macro plan

**Date:** 2026-01-05
**Revision:** v1.1
**Status:** Draft
**Based on:** [Design](docs/pools-design.md)

---

## B) Repository Recon Summary

### B.1 CLI flags (Confirmed Facts)

- `cmd/root.go:12-14`: the flag `--replicas` fixes the pool.

### B.2 Open Uncertainties

| Uncertainty | Impact | Resolution |
|---|---|---|
| Cost of a resize | The autoscaler may lag | D-1 |

## C) Objectives

### Objectives

1. Grow the pool under load

### Model Scoping

| Component | Modeled | Simplified | Omitted | Justification |
|---|---|---|---|---|
| Start-up | — | fixed delay | — | steady state matters |

## D) Concept Model

### Building Blocks

**1. Pool** — Holds the replicas.
- OBSERVES: resize requests; failures
- OWNS: replicas
- EVENTS: None
- EXTENSION FRICTION: 2 files

### Real-System Correspondence

| Building Block | llm-d | vLLM |
|---|---|---|
| Pool | deployment | N/A |

## E) Architectural Risk Register

| Decision | Assumption | Validation | Cost if Wrong | Gate |
|---|---|---|---|---|
| One clock (D-1) | it scales | Run. **Success:** 1 s. **Abort:** two. | PR 2 — 1 PR | Before PR 2 merge |

## I) PR Plan

### PR 1: Pool

**Tier 1: Human Review Summary**

- **Building Block Change:** Adds Pool
- **Scope:**
  - In: the pool
  - Out: the autoscaler
- **Behavioral Guarantees:**
  - BC-1: Nothing is lost
- **Risks:** (1) Flakes — mitigated by seeds. (2) Size
- **Validation Gate:** None (too small)

### PR 2: Autoscaler (depends on PR 1)

- **Validation Gate:** D-1

## K) Design Bug Prevention Checklist

**General:**

| Failure Mode | Prevention |
|---|---|
| Scaffolding creep | all of it runs |
"""


def test_plans_of_other_authors_are_understood() -> None:
    read = read_markdown(FOREIGN)
    plan = read.plan
    assert read.leftovers == ()
    assert (plan.plan.title, plan.plan.status) == ("Elastic pools: macro plan", "draft")
    assert plan.plan.design_doc == "docs/pools-design.md"
    assert (plan.revision[0].version, plan.revision[0].date) == ("v1.1", "2026-01-05")
    fact, doubt = plan.finding
    assert (fact.topic, fact.kind, fact.cites[0].at) == ("cli", "confirmed", "cmd/root.go:12-14")
    assert (doubt.kind, doubt.impact) == ("uncertain", "The autoscaler may lag")
    assert plan.objective[0].text == "Grow the pool under load"
    assert (plan.scope[0].modeled, plan.scope[0].simplified) == ("", "fixed delay")
    block = plan.block[0]
    assert (block.id, block.responsibility, block.friction_files) == ("pool", "Holds the replicas.", 2)
    assert block.observes == ("resize requests", "failures")
    assert (block.events, block.events_none_because) == ((), "")
    assert block.real_systems == {"llm-d": "deployment", "vLLM": "N/A"}
    risk = plan.risk[0]
    assert (risk.id, risk.cost, risk.gate, risk.affects) == ("D-1", 1, "PR2", ("PR2",))
    assert (risk.success_criteria, risk.abort_plan) == ("1 s.", "two.")
    first, second = plan.pr
    assert (first.id, first.block, first.change) == ("PR1", "pool", "add")
    assert (first.scope_in, first.scope_out) == (("the pool",), ("the autoscaler",))
    assert [(own.id, own.text) for own in first.guarantees] == [("BC-1", "Nothing is lost")]
    assert [(own.risk, own.mitigation) for own in first.risks] == [("Flakes", "seeds."), ("Size", "")]
    assert first.gates_none_because == "too small"
    assert (second.depends_on, second.gates) == (("PR1",), ("D-1",))
    assert plan.prevention.failure_modes[0].id == "scaffolding-creep"


def test_front_matter_is_no_heading() -> None:
    read = read_markdown("---\ntitle: x\ntags: [a]\n---\n\n# Plan\n\nOne\n")
    assert read.plan.plan.title == "Plan"
    assert [(left.line, left.text) for left in read.leftovers] == [
        (1, "---\ntitle: x\ntags: [a]\n---"),
        (8, "One"),
    ]


def test_a_line_that_divides_is_no_front_matter() -> None:
    read = read_markdown("---\n\n# Plan\n\n---\n\n## A) Executive Summary\n\nOne\n")
    assert (read.plan.plan.title, read.plan.plan.executive_summary) == ("Plan", "One")
    assert read.leftovers == ()


def test_a_heading_that_a_line_below_makes_is_not_lost() -> None:
    read = read_markdown(
        "# Plan\n\n**Status:** Draft\n**Issue:** #432\n---\n\n## A) Executive Summary\n\nOne\n"
    )
    assert any("#432" in left.text for left in read.leftovers)

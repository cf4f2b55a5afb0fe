"""Import of plans that people wrote freely: each habit of theirs that was once misread, in a few lines."""

from __future__ import annotations

import time

import pytest

from blistui.markdown.outline import SECTIONS, section_of
from blistui.markdown.read.document import Code, Imported, read_markdown
from blistui.plan.document import Plan


def read(letter: str, body: str, *more: tuple[str, str]) -> Imported:
    """A plan with that section, and with others besides."""
    sections = "\n\n".join(f"## {own}) {SECTIONS[own]}\n\n{text}" for own, text in ((letter, body), *more))
    code = Code(projects=frozenset({"github.com/acme/lab"}))
    return read_markdown(f"# Elastic pools\n\n{sections}\n", lambda _: code)


def plan_of(letter: str, body: str, *more: tuple[str, str]) -> Plan:
    """The same, when nothing of it may be left over."""
    imported = read(letter, body, *more)
    assert imported.leftovers == ()
    return imported.plan


BLOCKS = """
### Building Blocks

**1. Replica Pool (data extension)**
- Responsibility: Holds the replicas
- OWNS: Router-side replica index (bounded)
- EVENTS: None (start-up only)

**2. Clock** — Tells the time.
- OWNS: Nothing (it is derived)
- EVENTS: None
"""


def test_a_list_that_is_counted_is_one_claim() -> None:
    body = (
        "### Data structures\n\nIt rests on two frozen types:\n\n- **Pool** (`sim/pool.go:3-9`): holds\n"
        "- **Clock** (`sim/clock.go`): tells\n- **Event** (`sim/event.go:4`): wakes\n"
    )
    (fact,) = plan_of("B", body).finding
    assert fact.statement.startswith("It rests on two frozen types:\n\n- **Pool**")
    assert [cite.at for cite in fact.cites] == ["sim/pool.go:3-9", "sim/clock.go", "sim/event.go:4"]


def test_a_list_of_places_is_one_claim_and_a_list_of_facts_is_several() -> None:
    places = "**Sites of `Pool` (all need a size):**\n1. `sim/a.go:3` — test\n2. `sim/b.go:4` — test\n"
    facts = "What was found:\n\n- `sim/a.go:3` shows it\n- `Clock` is shared\n"
    (site,) = plan_of("B", f"### Interfaces\n\n{places}").finding
    assert site.statement.startswith("**Sites of `Pool`") and len(site.cites) == 2
    assert [len(fact.cites) for fact in read("B", f"### Interfaces\n\n{facts}").plan.finding] == [1, 0]


@pytest.mark.parametrize(
    ("text", "cites"),
    [
        ("is bounded (sim/queue.go:11–18)", [("sim/queue.go:11-18", "")]),
        ("is bounded (`sim/queue.go#L11-L18`)", [("sim/queue.go:11-18", "")]),
        ("is bounded (sim/queue.go:L5-L9, sim/queue.go:L5-L9)", [("sim/queue.go:5-9", "")]),
        (
            f"is bounded ([here](https://github.com/acme/lab/blob/{'ab' * 20}/sim/queue.go#L11-L18))",
            [("sim/queue.go:11-18", "ab" * 20)],
        ),
        (
            "is bounded ([here](https://github.com/acme/lab/blob/main/sim/queue.go#L11))",
            [("sim/queue.go:11", "")],
        ),
        ("listens on localhost:8080 since 12:30, built by golang:1.27", []),
    ],
)
def test_every_form_of_a_place_is_a_citation(text: str, cites: list[tuple[str, str]]) -> None:
    (fact,) = plan_of("B", f"### Confirmed Facts\n\n- `Queue` {text}.\n").finding
    assert [(cite.at, cite.commit) for cite in fact.cites] == cites


def test_bold_lines_are_headings_and_bold_words_label_facts() -> None:
    body = (
        "**Integration points:**\n\n"
        "| Component | File:Line | Relevance |\n|---|---|---|\n"
        "| `Pool` struct | `sim/pool.go:3-9` | grows |\n"
        "| `--replicas` flag | `cmd/root.go:12` | sets it |\n"
        "| Pool config loading | `cmd/root.go:20-30` | reads it |\n"
        "| `pools.yaml` values | `pools.yaml` | measured |\n\n"
        "**Name clash:** `a` and `b` mean the same (`sim/pool.go:5`).\n\n"
        "**Sites of no interest (~40):** they may stay.\n"
    )
    facts = plan_of("B", body).finding
    topics = (
        "data structures",
        "data structures",
        "data structures",
        "data structures",
        "cli",
        "configuration",
    )
    assert tuple(fact.topic for fact in facts) == topics
    assert [cite.at for fact in facts for cite in fact.cites] == [
        "sim/pool.go:3-9",
        "pools.yaml",
        "sim/pool.go:5",
        "cmd/root.go:12",
        "cmd/root.go:20-30",
    ]


def test_what_is_still_to_come_is_no_fact() -> None:
    body = (
        "### Packages and files\n\n| Package | Files | Change type |\n|---|---|---|\n"
        "| `sim/` | `pool.go` | Major — it grows |\n| `sim/` | new file | New |\n\n"
        "**After this plan:** the flag is gone.\n"
    )
    imported = read("B", body)
    assert imported.plan.finding == ()
    assert [change.what for change in imported.plan.evolution.change] == [
        "`sim/` — `pool.go` — Major — it grows",
        "`sim/` — new file — New",
    ]
    assert [left.text for left in imported.leftovers] == ["**After this plan:** the flag is gone."]


def test_an_uncertainty_is_resolved_by_what_its_row_names() -> None:
    body = (
        "### Open uncertainties\n\n| Uncertainty | Impact | Resolution |\n|---|---|---|\n"
        "| Cost of a resize | lag | Validated when PR 2 merges (gate D-1) |\n"
    )
    risk = "| Decision | Gate |\n|---|---|\n| One clock (D-1) | Before PR 2 merge |\n"
    (doubt,) = plan_of("B", body, ("E", risk), ("I", "### PR 2: Pool\n")).finding
    assert (doubt.impact, doubt.resolved_by) == ("lag", ("D-1", "PR2"))
    assert doubt.statement == "Cost of a resize — Validated when PR 2 merges (gate D-1)"


def test_remarks_are_no_part_of_a_block_s_name_and_reasons_are_no_state() -> None:
    pool, clock = plan_of("D", BLOCKS).block
    assert (pool.id, pool.name) == ("replica-pool", "Replica Pool")
    assert pool.responsibility == "(data extension) Holds the replicas"
    assert pool.events_none_because == "start-up only"
    assert (clock.owns, clock.owns_none_because) == ((), "it is derived")
    assert (clock.events, clock.events_none_because) == ((), "")  # a bare None is no reason


@pytest.mark.parametrize("text", ["No state", "Nothing (all of it is derived)", "None"])
def test_nothing_is_not_owned(text: str) -> None:
    (block,) = plan_of("D", f"### Building Blocks\n\n**1. Clock**\n- OWNS: {text}\n").block
    assert not block.owns


@pytest.mark.parametrize(
    "text", ["No state but the index", "None of the queues but one", "Nothing, except an index"]
)
def test_an_exception_is_owned(text: str) -> None:
    (block,) = plan_of("D", f"### Building Blocks\n\n**1. Clock**\n- OWNS: {text}\n").block
    assert block.owns == (text,) or block.owns_none_because == text


def test_defaults_belong_to_the_extension_point_above_them() -> None:
    body = (
        "### Extension Points\n\n- **Adding a policy:** Implement the contract.\n"
        "- **Default behavior:** the plain one\n- **First non-default:** the greedy one\n"
    )
    (point,) = plan_of("D", body).extension_point
    assert (point.name, point.contract) == ("Adding a policy", "Implement the contract.")
    assert (point.default, point.first_non_default) == ("the plain one", "the greedy one")


def test_state_and_statistics_in_one_sentence_are_no_invariant() -> None:
    body = (
        "### System Invariants\n\nAll that held before holds.\n\n"
        "- State vs. statistics: the index is simulation state (it routes); `Scores` are statistics (told)\n"
    )
    plan = plan_of("D", body)
    assert [own.statement for own in plan.invariant] == ["All that held before holds."]
    assert plan.state.simulation == ("the index (it routes)",)
    assert plan.state.statistics == ("`Scores` (told)",)


def test_columns_of_a_part_of_a_system_and_owners_that_are_no_block() -> None:
    body = (
        f"{BLOCKS}\n### State Ownership Map\n\n| Mutable State | Owner |\n|---|---|\n"
        "| Replica index | Replica Pool |\n| Partial sums | the call stack (short-lived) |\n\n"
        "### Real-System Correspondence\n\n| Block | llm-d EPP | vLLM |\n|---|---|---|\n"
        "| Replica Pool | deployment | N/A |\n| Clock | N/A | N/A |\n"
    )
    plan = plan_of("D", body)
    assert [(row.state, row.owner) for row in plan.ownership] == [
        ("Replica index", "replica-pool"),
        ("Partial sums", "the call stack (short-lived)"),
    ]
    assert plan.block[0].real_systems == {"llm-d": "EPP: deployment", "vLLM": "N/A"}
    assert plan.block[1].real_systems == {"llm-d": "N/A", "vLLM": "N/A"}


@pytest.mark.parametrize(
    ("cell", "cost", "affects"),
    [
        ("PR 2 rework (one formula)", 1, ("PR2",)),
        ("PR 2 and PR 3", 2, ("PR2", "PR3")),
        ("A fallback exists — 0 additional cost", 0, ()),
        ("half a day — 0.5 PR", 0.5, ()),
        ("trivial", "trivial", ()),
    ],
)
def test_costs_in_words(cell: str, cost: float | str, affects: tuple[str, ...]) -> None:
    table = f"| Decision | Cost if Wrong |\n|---|---|\n| One clock | {cell} |\n"
    (risk,) = plan_of("E", table, ("I", "### PR 2: Pool\n\n### PR 3: Clock\n")).risk
    assert (risk.cost, risk.affects) == (cost, affects)


@pytest.mark.parametrize(
    ("text", "measured"), [("p99 within 5% of one clock", True), ("benchmark 10K events", False)]
)
def test_a_method_that_names_its_result_has_success_criteria(text: str, measured: bool) -> None:
    (risk,) = plan_of("E", f"| Decision | Validation |\n|---|---|\n| One clock | {text} |\n").risk
    assert (risk.validation, risk.success_criteria) == (text, text if measured else "")


def test_the_evolution_under_bold_headings() -> None:
    body = (
        "**Current → Target:**\n\nLittle changes.\n\n1. The pool grows\n\n"
        "**What remains unchanged:** the clock, the trace.\n"
    )
    plan = plan_of("F", body)
    assert plan.evolution.target == "**Current → Target:**\n\nLittle changes.\n\n1. The pool grows"
    assert plan.evolution.unchanged == ("the clock, the trace.",)


def test_changes_need_not_begin_with_a_block_and_trade_offs_find_their_row() -> None:
    scoping = (
        "### Model Scoping\n\n| Component | Simplified | Justification |\n|---|---|---|\n"
        "| Start-up | Fixed delay (no warm-up) | steady state |\n"
    )
    body = (
        "### What Changes\n\n1. `Pool` struct: grows\n2. New: an index\n3. Clock: ticks\n\n"
        "### Fidelity Trade-offs\n\n| Simplification | Lost | Breaks when | Upgrade |\n|---|---|---|---|\n"
        "| Fixed delay | warm-up curve | bursts | a trace |\n| Another | a | b | c |\n"
    )
    plan = plan_of("C", scoping, ("D", BLOCKS), ("F", body))
    assert [(change.block, change.what) for change in plan.evolution.change] == [
        ("", "`Pool` struct: grows"),
        ("", "New: an index"),
        ("clock", "ticks"),
    ]
    assert [tradeoff.scope for tradeoff in plan.evolution.tradeoff] == ["S1", ""]


def test_section_g_keeps_what_is_no_interface_to_be_refused() -> None:
    body = (
        "```go\n// sim/pool.go:3-9 — frozen by PR8\ntype Decision struct {\n}\n```\n\n"
        "- `sim.Clock` (frozen, `sim/clock.go`) — unchanged; told the time\n"
    )
    imported = read("G", body)
    # What was typed is kept, for it may differ from the code.
    assert [left.text.split("\n")[0] for left in imported.leftovers] == ["```go"]
    decision, clock = imported.plan.frozen
    assert (decision.interface, decision.annotations) == ("Decision", ("frozen by PR8",))
    assert decision.cite is not None and decision.cite.at == "sim/pool.go:3-9"
    assert (clock.interface, clock.annotations) == ("sim.Clock", ("unchanged; told the time",))
    assert clock.cite is not None and clock.cite.at == "sim/clock.go"


def test_shared_work_in_a_table() -> None:
    body = (
        "| Item | Assigned PR | Details |\n|---|---|---|\n"
        "| Test infrastructure | PR 2 | Reuse existing `sim/testutil` |\n"
        "| CI pipeline | — | No changes |\n| External dependencies | — | None. |\n"
        "| Interface freeze | — | N/A — no interface |\n| Golden dataset | — | Unaffected |\n"
    )
    items = plan_of("H", body, ("I", "### PR 2: Pool\n")).crosscutting
    assert [(item.area, bool(item.none_because), item.existing) for item in items] == [
        ("tests", False, True),
        ("ci", True, False),
        ("dependencies", True, False),
        ("freezes", True, False),
    ]
    assert items[0].item.endswith("\n\nGolden dataset — Unaffected")
    assert (items[0].pr, items[1].none_because) == ("PR2", "CI pipeline — No changes")


def test_a_table_of_documents_is_an_item_for_each() -> None:
    body = (
        "### H.2 Documentation\n\n| PR | CLAUDE.md Update | README Update | Examples Update |\n"
        "|---|---|---|---|\n"
        "| PR 2 | the flags | the pool | — |\n| PR 3 | — | — | a sample |\n"
    )
    items = plan_of("H", body, ("I", "### PR 2: Pool\n\n### PR 3: Clock\n")).crosscutting
    assert [(item.pr, item.document, item.item, item.trigger) for item in items] == [
        ("PR2", "CLAUDE.md", "the flags", "PR 2"),
        ("PR2", "README", "the pool", "PR 2"),
        ("PR3", "other", "Examples Update: a sample", "PR 3"),
    ]


def pr(*lines: str) -> Imported:
    """A plan with two blocks and one PR of those lines."""
    body = "".join(f"- **{line}\n" for line in lines)
    return read("D", BLOCKS, ("I", f"### PR 1: Pool\n\n{body}"))


@pytest.mark.parametrize(
    ("change", "block", "kind"),
    [
        ("Replica Pool — extends `Pool` by a size", "replica-pool", "modify"),
        ("Replica Pool — new function", "replica-pool", "add"),
        ("Replaces Replica Pool", "replica-pool", "modify"),
        ("Replaces Replica Pool + Clock", "Replica Pool + Clock", "modify"),
        ("Adds Clock building block", "clock", "add"),
    ],
)
def test_which_block_a_pr_changes_and_how(change: str, block: str, kind: str) -> None:
    (own,) = pr(f"Building Block Change:** {change}").plan.pr
    assert (own.block, own.change) == (block, kind)


def test_an_extension_type_with_a_remark() -> None:
    imported = pr("Extension Type:** Backend swap (a pipeline behind the unchanged Router interface)")
    (own,) = imported.plan.pr
    assert (own.extension_type, own.interface) == ("backend swap", "Router")
    assert [left.text for left in imported.leftovers] == [
        "(a pipeline behind the unchanged Router interface)"
    ]
    (own,) = pr("Extension Type:** Data extension (below the threshold)").plan.pr
    assert own.extension_type == "Data extension (below the threshold)"


def test_shared_work_that_only_the_pr_names_is_an_item() -> None:
    imported = pr("Cross-Cutting:** CLAUDE.md gets the new flag")
    (item,) = imported.plan.crosscutting
    assert (item.area, item.item, item.pr) == ("docs", "CLAUDE.md gets the new flag", "PR1")
    assert imported.plan.pr[0].crosscutting == (item.id,)
    assert (
        pr("Cross-Cutting:** None (it stands alone)").plan.pr[0].crosscutting_none_because
        == "it stands alone"
    )


def test_how_a_pr_is_exercised_is_read_from_its_reasons_and_tests() -> None:
    tests = "Test Categories:**\n  - Unit: the bounds\n  - Regression: goldens"
    (own,) = pr(tests, "Why No Dead Code:** All of it is reached via `--replicas`. No stubs.").plan.pr
    assert (own.exercised_by, own.exercised_how) == ("cli", ("All of it is reached via `--replicas`.",))
    (own,) = pr(tests, "Why No Dead Code:** There is none.").plan.pr
    assert (own.exercised_by, own.exercised_how) == ("new tests", ("Unit: the bounds",))


def test_titles_sizes_friction_and_files() -> None:
    imported = pr(
        "Title:** feat: grow the pool",
        "LOC Estimate:** ~315 (non-test)",
        "Extension Friction:** One more kind: 1 file (`pool.go`)",
        "Files touched:** `sim/pool.go` (new), CLAUDE.md (~5 lines)",
    )
    (own,) = imported.plan.pr
    assert (own.title, own.loc, own.friction_files) == ("feat: grow the pool", 315, 1)
    assert [(file.path, file.change) for file in own.files] == [
        ("sim/pool.go", "add"),
        ("CLAUDE.md", "modify"),
    ]
    assert [left.where for left in imported.leftovers] == ["I) PR1, its heading", "I) PR1 files touched"]


def test_guidance_on_merging_beside_the_graph() -> None:
    body = "```\nPR 1\n  ↓\nPR 2\n```\n\nStrictly in order.\n\n**Merge sequence:** PR 1 → PR 2.\n"
    imported = read("J", body)
    assert imported.plan.dag.merge_sequencing == "Strictly in order.\n\n**Merge sequence:** PR 1 → PR 2."
    assert len(imported.leftovers) == 1


def test_what_is_expected_of_tests() -> None:
    body = (
        "### Regression Surfaces\n\n| Existing Test | Must Pass? | Expected Change? |\n|---|---|---|\n"
        "| Goldens (`plain` policy) | Yes | No change |\n"
        "| `sim/pool_test.go` bounds | Must update | New bounds |\n"
        "| `sim/clock_test.go` | Must pass unchanged | No change |\n\n"
        "### Regression\n\n- All of `go test ./...` must pass\n"
    )
    surfaces = plan_of("K", body).prevention.regression
    assert [(own.file, own.expectation) for own in surfaces] == [
        ("", "pass unchanged"),
        ("sim/pool_test.go", "expected change"),
        ("sim/clock_test.go", "pass unchanged"),
        ("", "pass unchanged"),
    ]
    assert surfaces[1].note == "bounds — Must update — New bounds"


def test_links_start_in_the_folder_of_the_text() -> None:
    text = "# Pools\n\n**Based on:** [Design](pools-design.md)\n"
    assert (
        read_markdown(text, lambda _: Code("docs/plans")).plan.plan.design_doc == "docs/plans/pools-design.md"
    )
    assert read_markdown(text).plan.plan.design_doc == "pools-design.md"


FORMS = {
    "### PR #1: Add a heap": ("PR1", "Add a heap"),
    "### 1. PR1: Add a heap": ("PR1", "Add a heap"),
    "### **PR1: Add a heap**": ("PR1", "Add a heap"),
    "#### WP0 — Add a heap": ("WP0", "Add a heap"),
    "### PR-17 - Add a heap": ("PR17", "Add a heap"),
}


@pytest.mark.parametrize("heading", FORMS)
@pytest.mark.parametrize("group", ["", "### Phase 1: Foundation\n\n"])
def test_a_pr_is_known_by_its_heading(heading: str, group: str) -> None:
    level = heading if not group else f"#{heading}"
    imported = read("I", f"{group}{level}\n\n**Scope:**\n\n- In: alpha\n- Out: beta\n")
    (pr,) = imported.plan.pr
    assert (pr.id, pr.title, pr.scope_in, pr.scope_out) == (*FORMS[heading], ("alpha",), ("beta",))


def test_a_pr_as_a_table_and_with_its_fields_as_headings() -> None:
    body = (
        "### PR1: A\n\n| Aspect | Details |\n|---|---|\n| Motivation | it is slow |\n| **LOC** | 120 |\n"
        "| Colour | red |\n\n#### Behavioral Guarantees\n\n- BC-1: It holds.\n"
    )
    imported = read("I", body)
    (pr,) = imported.plan.pr
    assert (pr.motivation, pr.loc, pr.guarantees[0].id) == ("it is slow", 120, "BC-1")
    assert [left.text for left in imported.leftovers] == ["Colour | red"]


DEPENDENCIES = {
    "WP0 must complete before WP1 starts.": {"WP1": ("WP0",)},
    "WP1 depends on WP0; WP2 needs WP0 and WP1.": {"WP1": ("WP0",), "WP2": ("WP0", "WP1")},
    "```\nWP0 --> WP1 --> WP2\n```": {"WP1": ("WP0",), "WP2": ("WP1",)},
    "```\nWP0 (First)\n  ↓\nWP1 (Second)\n```": {"WP1": ("WP0",)},
    "| PR | Depends on |\n|---|---|\n| WP1 | WP0 |\n| WP2 | none |": {"WP1": ("WP0",)},
    "WP1 and WP2 may go on side by side.": {},
}


@pytest.mark.parametrize("said", DEPENDENCIES)
def test_dependencies_in_sentences_and_drawings(said: str) -> None:
    series = "".join(f"### WP{number}: T{number}\n\n" for number in range(3))
    plan = read("I", series, ("J", said)).plan
    assert {pr.id: pr.depends_on for pr in plan.pr if pr.depends_on} == DEPENDENCIES[said]


TITLES = {
    "B) High-Level Objectives and Model Scoping": ("C", True),
    "D) Architectural Evolution": ("F", True),
    "E) PR Series (Ordered)": ("I", True),
    "J) Extension Friction Assessment": ("", False),
    "C. Concept Model": ("D", True),
    "(E) Risks": ("E", False),
    "**A) Executive Summary**": ("A", False),
    "Phase 3: Risk Register": ("E", False),
    "K)": ("K", False),
    "How we work": ("", False),
}


@pytest.mark.parametrize("title", TITLES)
def test_a_section_is_known_by_its_words_then_by_its_letter(title: str) -> None:
    letter, remark = section_of(title)
    assert (letter, bool(remark)) == TITLES[title]


def test_semicolons_within_an_item_part_nothing() -> None:
    body = (
        "### Building Blocks\n\n**1. Model** — Predicts.\n- **Observes:** a; b (with c; d)\n"
        "- **Invariants:** `f; g` holds\n"
    )
    (block,) = plan_of("D", body).block
    assert (block.observes, block.invariants) == (("a", "b (with c; d)"), ("`f; g` holds",))


def test_an_id_in_parentheses_looks_like_one() -> None:
    table = "### Model Scoping\n\n| Component | Modeled |\n|---|---|\n| Cache (Go) | Yes |\n"
    table += "| Queue (S-2) | Yes |\n"
    assert [(row.id, row.component) for row in plan_of("C", table).scope] == [
        ("S1", "Cache (Go)"),
        ("S-2", "Queue"),
    ]


def test_a_checklist_of_failure_modes_and_risks_with_numbers() -> None:
    modes = "- [ ] **Scaffolding creep:** every flag runs\n- [ ] No documentation drift (same commit)\n"
    risks = "| # | Risk | Abort plan | Colour |\n|---|---|---|---|\n| 1 | Heap is slow | Keep it | red |\n"
    imported = read("E", risks, ("K", modes))
    assert [mode.id for mode in imported.plan.prevention.failure_modes] == [
        "scaffolding-creep",
        "documentation-drift",
    ]
    (risk,) = imported.plan.risk
    assert (risk.decision, risk.abort_plan) == ("Heap is slow", "Keep it")
    assert [left.text for left in imported.leftovers] == ["Colour: red"]


@pytest.mark.parametrize("said", ["PR1 and " * 8000, "PR1 --> " * 8000, "-" * 40000 + "x", "PR1 (" * 8000])
def test_reading_costs_what_the_text_is_long(said: str) -> None:
    start = time.process_time()
    read("J", f"{said}\n\n```\n{said}\n```\n", ("I", "### PR1: A\n\n### PR2: B\n"))
    assert time.process_time() - start < 5


def test_brackets_inside_a_text_are_no_box_to_tick() -> None:
    series = "### PR1: A\n\n- **Scope:** it reads slots[x] of the pool\n- [x] **Motivation:** fewer waits\n"
    (pr,) = plan_of("I", series).pr
    assert pr.scope_in == ("it reads slots[x] of the pool",)
    assert pr.motivation == "fewer waits"


def test_a_text_with_many_code_spans_is_read_at_once() -> None:
    said = "it calls `Push` " * 200
    facts = f"### Confirmed Facts\n\n- {said}\n"
    concept = f"### Interaction model\n\n- A → B {said}\n- ({said}\n- A → B: data\n"
    series = f"### PR1: A\n\n- **Extension friction:** {said}\n- **Guarantees:** none because {said}\n"
    start = time.process_time()
    imported = read("B", facts, ("D", concept), ("I", series))
    assert time.process_time() - start < 5
    assert [finding.statement for finding in imported.plan.finding] == [said.strip()]


def test_what_a_list_of_shared_work_says_beside_the_work() -> None:
    body = (
        "### CI pipeline\n\n- **PR2**: adds the pool package\n- **PR3:** adds a benchmark\n"
        "- No new linters\n\n### Dependencies\n\n- No new packages\n- YAML stays pinned\n"
    )
    pool, benchmark, yaml = plan_of("H", body, ("I", "### PR 2: Pool\n\n### PR 3: Bench\n")).crosscutting
    assert (pool.id, pool.pr, pool.none_because) == ("CC1", "PR2", "")
    assert benchmark.item == "**PR3:** adds a benchmark\n\nNo new linters"
    assert (yaml.item, yaml.none_because) == ("YAML stays pinned\n\nNo new packages", "")


def test_words_behind_an_id_are_no_part_of_it() -> None:
    risk = (
        "| # | Decision | Gate |\n|---|---|---|\n"
        "| R1 | One clock | PR2. **Order:** (1) PR1 lists the signals. |\n| R2 | One queue | Before PR 2 |\n"
    )
    series = "### PR 1: Clock\n\n**Validation Gate:** R1, R2 validated by a run.\n\n### PR 2: Pool\n"
    dag = "### Integration risk notes\n\n- **PR2 is the riskiest:** it moves\n- **Load generator:** late\n"
    plan = read("E", risk, ("I", series), ("J", dag)).plan
    assert [one.gate for one in plan.risk] == ["PR2", "PR2"]
    assert plan.pr[0].gates == ("R1", "R2")
    assert [note.prs for note in plan.dag.integration_risks] == [("PR2",), ()]
    assert plan.dag.integration_risks[0].note == "**PR2 is the riskiest:** it moves"


@pytest.mark.parametrize("lead", ["Worktree 2: ", "Track A — ", "Step 3: ", "4. "])
def test_a_pr_may_be_headed_by_where_it_is_worked_on(lead: str) -> None:
    (pr,) = read("I", f"### {lead}PR17: Add a heap\n\n- **Motivation:** It is slow.\n").plan.pr
    assert (pr.id, pr.title, pr.motivation) == ("PR17", "Add a heap", "It is slow.")


CONTRACTS = {
    "paragraphs": "**BC-1: No cost**\n- GIVEN none\n- THEN none\n\n#### M\n\n**BC-2: Bounded**\n\nAlways.\n",
    "fences": "```\nBC-1: No cost\n- GIVEN none\n- THEN none\n```\n\n```\nBC-2: Bounded\n\nAlways.\n```\n",
    "headings": "#### BC-1 No cost\n\n- GIVEN none\n- THEN none\n\n#### BC-2: Bounded\n\nAlways.\n",
}


@pytest.mark.parametrize("form", CONTRACTS)
def test_the_contracts_of_a_plan_of_one_pr_are_its_guarantees(form: str) -> None:
    plan = read_markdown(
        f"# PR7: Add a heap\n\n## Part 1\n\n### B) Behavioral Contracts\n\n{CONTRACTS[form]}"
    ).plan
    (pr,) = plan.pr
    assert [(pr.id, own.id, own.text) for own in pr.guarantees] == [
        ("PR7", "BC-1", "No cost\n\n- GIVEN none\n- THEN none"),
        ("PR7", "BC-2", "Bounded\n\nAlways."),
    ]


def test_contracts_in_a_table() -> None:
    rows = "| Contract | Description |\n|---|---|\n| **BC-1** | It holds. |\n| **BC-2** | It too. |\n"
    (pr,) = read_markdown(f"# P\n\n## C.1 Behavioral Contracts\n\n### MUST\n\n{rows}").plan.pr
    assert [(own.id, own.text) for own in pr.guarantees] == [("BC-1", "It holds."), ("BC-2", "It too.")]


RISKS_IN_WORDS = {
    "headings": (
        "#### Cycles\n\nThey may arise.\n\nMitigation: delete it.\n\n#### Scale\n\n_Risk_: It grows.\n\n"
        "_Possible Mitigation_: Cut it:\n- at the end\n- before",
        [
            ("Cycles", "They may arise.", "delete it."),
            ("Scale", "It grows.", "Cut it:\n\n- at the end\n- before"),
        ],
    ),
    "items": (
        "- **Risk:** It is slow. **Mitigation:** a cache.\n- It is wrong.",
        [("It is slow.", "", "a cache."), ("It is wrong.", "", "")],
    ),
    "a paragraph": (
        "Users may be confused. Documentation helps.",
        [("Users may be confused. Documentation helps.", "", "")],
    ),
    "bold lines": (
        "**Risk 1: Scale**\n- Impact: high\n- Mitigation: Cut it.\n\n**Cycles**\n\nThey may arise.",
        [("Scale", "- Impact: high", "Cut it."), ("Cycles", "They may arise.", "")],
    ),
    "nothing": ("N/A", []),
}


@pytest.mark.parametrize("form", RISKS_IN_WORDS)
def test_risks_and_their_mitigations_in_words(form: str) -> None:
    body, expected = RISKS_IN_WORDS[form]
    imported = read_markdown(
        f"# P\n\n## Proposal\n\n### Risks and Mitigations\n\n{body}\n\n## Design Details\n\nMore.\n"
    )
    assert [(own.decision, own.breaks, own.abort_plan) for own in imported.plan.risk] == expected
    assert [own.text for own in imported.leftovers][-2:] == ["## Design Details", "More."]


def test_contracts_in_a_section_of_their_own_are_those_of_the_one_pr() -> None:
    contracts = "#### MUST\n\n| ID | Contract |\n|---|---|\n| **BC-1** | Same output |\n\n"
    text = (
        f"# PR7: Wrapper\n\n## C) Expanded Contracts\n\n### C.1 Behavioral Contracts\n\n{contracts}"
        "### C.2 API Contracts\n\nNone.\n\n## 2. Negative Contracts\n\n- **NC-1:** No loss.\n"
    )
    (pr,) = read_markdown(text).plan.pr
    assert (pr.id, [(own.id, own.text) for own in pr.guarantees]) == (
        "PR7",
        [("BC-1", "Same output"), ("NC-1", "No loss.")],
    )


def test_contracts_of_several_parts_are_of_no_one_pr() -> None:
    each = "#### Behavioral Contracts\n\n- BC-1: x\n\n"
    imported = read_markdown(f"# P\n\n## One\n\n### W1\n\n{each}### W2\n\n{each}")
    assert imported.plan.pr == ()
    assert imported.words_left > 0

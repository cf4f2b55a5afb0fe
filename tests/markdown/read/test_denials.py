"""What a text denies, doubts, strikes out, quotes or heads as not of the plan is no value of it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from blistui.markdown.read.document import Imported, read_markdown

PRS = "".join(f"### PR{number}: T{number}\n\n- **Motivation:** m{number}\n\n" for number in (1, 2, 3))
RISK = "## E) Architectural Risk Register\n\n| Decision | Gate |\n|---|---|\n| Heap (D-1) | Before PR2 |\n\n"
SHARED = "## H) Cross-Cutting Infrastructure Plan\n\n- **CC1**: one\n- **CC2**: two\n\n"


def series(body: str, after: str = "") -> Imported:
    """A plan with three PRs, of which the last one has a body, and with what follows the series."""
    return read_markdown(f"# P\n\n{RISK}{SHARED}## I) PR Plan\n\n{PRS}{body}\n\n{after}")


def waits(imported: Imported) -> dict[str, tuple[str, ...]]:
    """The PRs that wait for others."""
    return {pr.id: pr.depends_on for pr in imported.plan.pr if pr.depends_on}


SAYS: Mapping[str, dict[str, tuple[str, ...]]] = {
    "PR1 merges after PR2.": {"PR1": ("PR2",)},
    "PR1 must land after PR3.": {"PR1": ("PR3",)},
    "PR3 is blocked by PR2, and by nobody's review": {"PR3": ("PR2",)},
    "PR1 unlocks PR2 and PR3.": {"PR2": ("PR1",), "PR3": ("PR1",)},
}
SAYS_NOT = [
    "PR1 blocks neither PR2 nor PR3",
    "PR1 should be done without PR2",
    "PR1 merges cleanly with PR2",
    "PR3 depends on neither PR1 nor PR2",
    "PR3 needs no change in PR2",
    "PR3 requires nothing from PR2",
    "PR3 follows the pattern of PR2",
    "PR3 needs fewer files than PR2",
    "PR3 needs PR2's reviewer",
    "PR3 requires PR2 to be reverted",
    "PR3 follows PR2 in size",
    "PR3 depends on PR2 only by habit",
    "PR3 depends on PR2 or PR1",
    "PR3 blocks a rollback of PR2",
    "PR1 unlocks the door that PR2 needs",
    "PR1 merged before PR2 was planned",
    "If PR3 needs PR2, we split it",
    "Once PR3 needs PR2, we split it",
    "Suppose PR3 needs PR2.",
    "For instance, PR3 needs PR2.",
    "It is false that PR3 depends on PR2.",
    "Ann asked whether PR3 depends on PR2",
    "Does PR3 need PR2? PR3 needs PR2?",
    "PR3 needed PR2 in the first draft",
    "In the rejected variant PR3 depends on PR2.",
    "unlike PR2, PR3 is small",
    "PR3 depends on PR 2.5.",
    "PR3 depends on PR2-style heaps",
    "PR3 depends on PR2 of the other plan",
    "In the other plan, PR3 depends on PR2.",
    "TODO: PR3 depends on PR2.",
    "PR3 depends on PR2, or so we thought",
    "~~PR3 depends on PR2~~",
    '"PR3 depends on PR2" is what Ann wrote.',
    "> PR1 depends on PR2 in the old plan.",
    "- **Parallel development:** PR2 needs nothing of PR1.",
    "- **Latency:** PR1 > PR2",
    "Rejected:\n\n- PR3 depends on PR2.",
    "- Rejected ideas\n  - PR3 depends on PR2.",
    "**Alternatives**\n\nPR3 depends on PR2.",
    "#### Alternatives\n\nPR3 depends on PR2.",
    "The old graph:\n\n```\nPR1 -> PR2\n```",
    "```\nthe old graph\nPR1 -> PR2\n```",
    "```\nPR1 -> PR2 (rejected)\n```",
    "```\nPR1 -x-> PR2\n```",
    "```go\n// PR1 -> PR2\n```",
    "~~PR1 → PR2~~",
    "Recommended order: PR1 → PR2 → PR3",
    "| PR | Not blocked by |\n|---|---|\n| PR2 | PR1 |",
    "| PR | Depends on? |\n|---|---|\n| PR2 | PR1 |",
    "| PR | Previously depended on |\n|---|---|\n| PR2 | PR1 |",
    "| PR | Depends on |\n|---|---|\n| PR2 | ~~PR1~~ |",
    "| PR | Depends on |\n|---|---|\n| PR2 | PR1 (dropped) |",
    "| PR | Blocks |\n|---|---|\n| PR2 | PR1 |",
]


@pytest.mark.parametrize("said", [*SAYS, *SAYS_NOT])
def test_sentences_tables_and_drawings_of_what_waits(said: str) -> None:
    assert waits(series(said)) == SAYS.get(said, {})
    assert waits(series("", f"## J) Dependency DAG\n\n{said}\n")) == SAYS.get(said, {})


ORDERS = [
    "## J) Dependency DAG\n\n**Merge order:** PR1 → PR2 → PR3\n",
    "## J) Dependency DAG\n\n### Merge Sequencing\n\n**Merge order:** PR1 → PR2 → PR3\n",
    "## J) Dependency DAG\n\n### Merge order\n\nPR1 → PR2 → PR3\n",
    "## J) Dependency DAG\n\n### Timeline\n\n```\nPR1 -> PR2 -> PR3\n```\n",
]


@pytest.mark.parametrize("order", ORDERS)
def test_an_order_in_which_to_merge_is_no_dependency(order: str) -> None:
    imported = series("", order)
    assert waits(imported) == {}
    assert imported.plan.dag.merge_order or imported.plan.dag.merge_sequencing


IDS = {
    "{}": True,
    "{} (existing)": True,
    "{}, as agreed": True,
    "not {}": False,
    "no longer {}": False,
    "independent of {}": False,
    "{} (dropped)": False,
    "{} (rejected in May)": False,
    "No, {} was dropped": False,
    "unlike PR9, nothing of {}": False,
    "everything but {}": False,
    "~~{}~~": False,
    "{}?": False,
    "maybe {}": False,
}


@pytest.mark.parametrize("said", IDS)
@pytest.mark.parametrize(
    ("label", "field", "own"),
    [
        ("Depends on", "depends_on", "PR1"),
        ("Validation gate", "gates", "D-1"),
        ("Cross-cutting", "crosscutting", "CC1"),
    ],
)
def test_an_id_that_is_denied(label: str, field: str, own: str, said: str) -> None:
    imported = series(f"- **{label}:** {said.format(own)}")
    assert getattr(imported.plan.pr[2], field) == ((own,) if IDS[said] else ())
    if not IDS[said]:
        assert any(own in left.text for left in imported.leftovers)


def test_of_two_ids_one_is_denied() -> None:
    (*_, pr) = series("- **Cross-cutting:** Consumes CC1, not CC2").plan.pr
    assert pr.crosscutting == ("CC1",)


NO_PRS = [
    *("### PR7-PR9: Foundation", "### PR7 – PR9", "### PR7 - 9: Foundation", "### M7-M9: Foundation"),
    *("### 2026-11-30: Review", "### 2024: last year", "### RFC-7231: HTTP", "### BC-7: Old"),
    *("### M7: Foundation", "### PR7?: Maybe", "### Not PR7: Pool"),
    *("## Rejected PRs\n\n### PR7: Old", "## Appendix: old PR plan\n\n### PR7: Old"),
    *("## Alternatives\n\n### PR7: Old", "### Rejected\n\n#### PR7: Old", "**Old plan**\n\n**PR7: Old**"),
    *("## Example PR plan\n\n### PR7: Old", "## What is not in the PR plan\n\n### PR7: Old"),
    "## Superseded PRs\n\n| PR | Title |\n|---|---|\n| PR7 | Old |",
    "Rejected:\n\n| PR | Title |\n|---|---|\n| PR7 | Old |",
    "| PR | Title |\n|---|---|\n| ~~PR7~~ | ~~Old~~ |",
]


@pytest.mark.parametrize("body", NO_PRS)
def test_what_is_no_pr_of_the_plan(body: str) -> None:
    imported = series(f"{body}\n\n- **Motivation:** other\n")
    assert [(pr.id, pr.motivation) for pr in imported.plan.pr[:2]] == [("PR1", "m1"), ("PR2", "m2")]
    assert [pr.id for pr in imported.plan.pr] == ["PR1", "PR2", "PR3"]


@pytest.mark.parametrize("body", NO_PRS[11:16])
def test_a_document_of_rejected_prs_alone_has_none(body: str) -> None:
    assert read_markdown(f"# P\n\n{body}\n\n- **Motivation:** other\n").plan.pr == ()


def test_a_number_with_a_point_and_a_status_alone() -> None:
    imported = read_markdown("# P\n\n## I) PR Plan\n\n### PR 1.5: Hotfix\n\n### PR1 (dropped)\n\nx\n")
    assert [(pr.id, pr.title, pr.status) for pr in imported.plan.pr] == [
        ("PR1.5", "Hotfix", ""),
        ("PR1", "", "dropped"),
    ]


NO_CONTRACTS = [
    *("## Removed contracts", "## Rejected behavioral contracts", "## Old guarantees", "## Non-guarantees"),
    "**Withdrawn contracts**",
]


@pytest.mark.parametrize("heading", NO_CONTRACTS)
def test_contracts_that_are_denied_make_no_pr(heading: str) -> None:
    assert read_markdown(f"# P\n\n{heading}\n\n- **BC-1:** it holds\n").plan.pr == ()


APART = {
    "### PR1: A\n\n- **Motivation:** m\n\n**PR2: B**\n\n- **Motivation:** n\n": {"PR1": "m", "PR2": "n"},
    "- **PR1: A**\n  - **Motivation:** m\n\n  **PR2: B**\n\n  - **Motivation:** n\n": {
        "PR1": "m",
        "PR2": "n",
    },
    "### PR1: A\n\n- **Motivation:** m\n\n#### PR2: B\n\n- **Motivation:** n\n": {"PR1": "m"},
    "### PR1: A\n\n- **Motivation:** m\n\n**Rejected**\n\n- **Motivation:** n\n": {"PR1": "m"},
    "### PR1: A\n\n- **Motivation:** m\n\n---\n\nAll PRs are small.\n\n- **Motivation:** n\n": {"PR1": "m"},
    "### PR1: A\n\nx\n\n---\n\n**Tier 2**\n\n- **Motivation:** m\n": {"PR1": "m"},
}


@pytest.mark.parametrize("body", APART)
def test_no_pr_takes_what_is_said_of_another(body: str) -> None:
    plan = read_markdown(f"# P\n\n## I) PR Plan\n\n{body}").plan
    assert {pr.id: pr.motivation for pr in plan.pr} == APART[body]


SIZES: Mapping[str, float | str | None] = {
    "300": 300,
    "1,200": 1200,
    "~300 lines": 300,
    "-40": -40,
    "120 (60 of them moved)": 120,
    "250 (tests: 300 lines)": 250,
    "3 files, 250 lines": 250,
    "M (1-2 days, 300 LOC)": 300,
    "100-200": "100-200",
    "300–400 lines": "300–400 lines",
    "~1.5k": "~1.5k",
    "1 200": "1 200",
    "1.200": "1.200",
    "3,00 lines": "3,00 lines",
    "at most 300 lines": "at most 300 lines",
    "+300/-20 LOC": "+300/-20 LOC",
    "S": None,
    "3 days": None,
    "2 files": None,
    "20%": None,
    "not 300 LOC": None,
    "was 300 LOC, now 200 LOC": None,
    "300 lines fewer than PR2": None,
    "250 LOC of 5 files, 40 lines of docs": None,
}


@pytest.mark.parametrize("said", SIZES)
@pytest.mark.parametrize("label", ["Lines of code", "LOC", "Size", "Estimated LOC"])
def test_a_size_is_a_number_only_where_nothing_else_can_be_meant(label: str, said: str) -> None:
    imported = series(f"- **{label}:** {said}")
    assert imported.plan.pr[2].loc == SIZES[said]
    assert SIZES[said] is not None or any(said in own.text for own in imported.leftovers)


SCOPES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "- **Scope:** Out of scope: retries": ((), ("retries",)),
    "- **Scope:** In: x. Out: y.": (("x",), ("y",)),
    "- **Scope:** in: x; out: y": (("x",), ("y",)),
    "- **Scope:** *In:* x; *Out:* y": (("x",), ("y",)),
    "- **Scope:** (in) x (out) y": (("x",), ("y",)),
    "- **Scope:**\n  - In:\n    - x\n    - z\n  - Out:\n    - y": (("x", "z"), ("y",)),
    "- **In:** x; out: y": (("x",), ("y",)),
    "- **In:** Out of scope: retries": ((), ()),
    "- **In:**\n  - x\n  - Out: y": (("x",), ()),
    "- **In:**\n  - ~~x~~\n  - z": (("z",), ()),
    "- **Scope:** x; y is out of scope": ((), ()),
    "- **Scope:** no retries": ((), ()),
    "- **Scope:** Excludes retries": ((), ()),
    "- **Not in scope?** x": ((), ()),
}


@pytest.mark.parametrize("said", SCOPES)
def test_what_is_out_of_scope_is_not_in_it(said: str) -> None:
    (*_, pr) = series(said).plan.pr
    assert (pr.scope_in, pr.scope_out) == SCOPES[said]


EXAMPLE = "```\nBC-9: an example that nobody wants\n```"
CONTRACTS = {
    f"**Guarantees:**\n\n- **BC-1:** x\n\n{EXAMPLE}": ["BC-1"],
    f"- **Guarantees:**\n  - **BC-1:** x\n\n{EXAMPLE}": ["BC-1"],
    "**Guarantees:**\n\n```\nBC-1: x\nBC-2: y\n```": ["BC-1", "BC-2"],
    "**Guarantees:**\n\nPositive:\n\n```\nBC-1: x\n```\n\n```\nBC-2: y\n```": ["BC-1", "BC-2"],
    "**Guarantees:**\n\nNot like this:\n\n```\nBC-1: x\n```": [],
    "- **Guarantees:**\n  - ~~BC-1: x~~\n  - BC-2: y": ["BC-2"],
    "- **Guarantees:**\n  - **~~BC-1~~:** x\n  - **BC-2:** y": ["BC-2"],
    "- **Guarantees:**\n  - BC-1 (dropped): x\n  - **BC-3 (withdrawn):** z\n  - BC-2: y": ["BC-2"],
    "- **Guarantees:**\n  - BC-1: x (dropped in May)\n  - BC-2: dropped samples are counted": ["BC-2"],
    "- **Guarantees:** BC-1 no longer holds": [],
    "- **Guarantees:** not BC-1": [],
    "- **Guarantees:** BC-1: is x bounded?": [],
    "- **Old guarantees:** BC-1: x": [],
    "> BC-1: x": [],
}


@pytest.mark.parametrize("said", CONTRACTS)
def test_contracts_that_hold_no_more(said: str) -> None:
    assert [own.id for own in series(said).plan.pr[2].guarantees] == CONTRACTS[said]


FILES = {
    "not a.go; deletes b.go": [("b.go", "delete")],
    "`a.go` (delete)": [("a.go", "delete")],
    "removes `a.go`": [("a.go", "delete")],
    "`a.go` (new), `b.go` (deleted), c.go": [("a.go", "add"), ("b.go", "delete"), ("c.go", "modify")],
    "modified: a.go; deleted: b.go": [("a.go", "modify"), ("b.go", "delete")],
    "a.go, but not b.go": [("a.go", "")],
    "a.go, without b.go": [("a.go", "")],
    "a.go (unchanged), b.go": [("b.go", "")],
    "no change in a.go": [],
    "a.go stays as it is": [],
    "everything except a.go": [],
    "moves a.go to b.go": [],
    "old: a.go": [],
    "a.go?": [],
    "~~a.go~~": [],
}


@pytest.mark.parametrize("said", FILES)
@pytest.mark.parametrize("form", ["- **Files:** {}", "- **Files:**\n  - {}"])
def test_files_that_are_not_touched_and_how_others_change(form: str, said: str) -> None:
    imported = series(form.format(said))
    assert [(own.path, own.change) for own in imported.plan.pr[2].files] == FILES[said]
    assert FILES[said] or any("a.go" in own.text for own in imported.leftovers)


MERGED = {
    "yes": ("merged", "", ""),
    "2026-01-02": ("merged", "2026-01-02", ""),
    "`3f2a9bc` on 2026-01-02": ("merged", "2026-01-02", "3f2a9bc"),
    "no": ("", "", ""),
    "not yet": ("", "", ""),
    "soon": ("", "", ""),
    "after PR1": ("", "", ""),
    "~~3f2a9bc~~": ("", "", ""),
}


@pytest.mark.parametrize("said", MERGED)
def test_what_is_not_merged(said: str) -> None:
    (*_, pr) = series(f"- **Merged:** {said}").plan.pr
    assert (pr.status, str(pr.merged_on or ""), pr.merged_commit) == MERGED[said]


LISTED = {
    "**Depends on:**\n\n- PR2": ("PR2",),
    "#### Depends on\n\n- PR1\n- PR2": ("PR1", "PR2"),
    "#### Depends on\n\n- not PR2": (),
    "#### Does not depend on\n\n- PR2": (),
    "- **Depends on:**\n  - PR1\n  - ~~PR2~~": ("PR1",),
    "- ~~**Depends on:** PR2~~": (),
    "Rejected:": (),
}


@pytest.mark.parametrize("said", LISTED)
def test_dependencies_in_a_list(said: str) -> None:
    (*_, pr) = series(said).plan.pr
    assert (pr.depends_on, pr.status) == (LISTED[said], "")


@pytest.mark.parametrize("title", ["Omitted ideas", "Non-tests", "Wrong tests", "Unchanged and not so"])
def test_a_heading_that_denies_does_not_vanish(title: str) -> None:
    imported = series("", f"## {title}\n\n### {title}\n\nwords\n")
    assert any(title in own.text for own in imported.leftovers)


def test_what_changes_is_not_what_remains() -> None:
    text = "# P\n\n## F) Architectural Evolution\n\n### What does not remain unchanged\n\n- the loader\n"
    assert read_markdown(text).plan.evolution.unchanged == ()


@pytest.mark.parametrize("said", ["not the heap", "no longer the heap", "the heap?"])
@pytest.mark.parametrize(
    ("label", "field"),
    [("Building block", "block"), ("Extension type", "extension_type"), ("Interface", "interface")],
)
def test_what_a_pr_is_not(label: str, field: str, said: str) -> None:
    imported = series(f"- **{label}:** {said}")
    assert getattr(imported.plan.pr[2], field) == ""
    assert any(said in own.text for own in imported.leftovers)


def test_what_cannot_be_called_is_not_exercised_by_the_command_line() -> None:
    (*_, pr) = series("- **No dead code:** it cannot be reached by the CLI yet").plan.pr
    assert pr.exercised_by == ""

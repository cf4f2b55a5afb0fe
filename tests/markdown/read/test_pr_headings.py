"""What heads a PR, how far it is, and what neither is nor says that."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown
from blistui.plan.document import Plan


def series(body: str) -> Plan:
    """A plan with that series."""
    return read_markdown(f"# P\n\n## I) PR Plan\n\n{body}").plan


HEADED = {
    "### PR S1. Grow the pool": ("S1", "Grow the pool", ""),
    "### PR B — Grow the pool": ("PR-B", "Grow the pool", ""),
    "### PR (TBD-2) – Grow the pool": ("TBD-2", "Grow the pool", ""),
    "### PR 7b: Grow the pool": ("PR7b", "Grow the pool", ""),
    "**[PATCH v2 3/9] Grow the pool**": ("PATCH3", "Grow the pool", ""),
    "### ☑ PR 1: Grow the pool": ("PR1", "Grow the pool", "merged"),
    "### ☐ PR 1: Grow the pool": ("PR1", "Grow the pool", ""),
    "### 🚧 PR 1: Grow the pool": ("PR1", "Grow the pool", ""),
    "### [x] PR 1: Grow the pool": ("PR1", "Grow the pool", "merged"),
    "### PR 1: Grow the pool ✅": ("PR1", "Grow the pool", "merged"),
    "### PR 1: Grow the pool — MERGED": ("PR1", "Grow the pool", "merged"),
    "### PR 1: Grow the pool (in review)": ("PR1", "Grow the pool", "in review"),
    "### PR 1: Grow the pool [not started]": ("PR1", "Grow the pool", "planned"),
    "### PR 1: Grow the pool — in progress": ("PR1", "Grow the pool", "in progress"),
    "### PR 1: Grow the pool — dropped": ("PR1", "Grow the pool", "dropped"),
    "### ~~PR 1: Grow the pool~~": ("PR1", "Grow the pool", "dropped"),
    "### ~~PR 1: Grow the pool~~ (dropped 2026-01-02)": ("PR1", "Grow the pool", "dropped"),
    "**PR1 — Grow the pool** 🔄 IN REVIEW": ("PR1", "Grow the pool", "in review"),
    "**PR 1: Grow the pool** \\- DONE, merged as \\#31": ("PR1", "Grow the pool", "merged"),
    "### PR 1: Return when merged": ("PR1", "Return when merged", ""),
    "### PR 1: Show ✅ in the list": ("PR1", "Show ✅ in the list", ""),
    "### PR 1: Grow the pool — not merged": ("PR1", "Grow the pool — not merged", ""),
    "### PR 1: Grow the pool (merged after PR 4)": ("PR1", "Grow the pool (merged after PR 4)", ""),
}


@pytest.mark.parametrize("heading", HEADED)
def test_a_heading_says_which_pr_it_is_and_how_far(heading: str) -> None:
    (pr,) = series(f"{heading}\n\n- **Motivation:** It is slow.\n").pr
    assert (pr.id, pr.title, pr.status) == HEADED[heading]
    assert pr.motivation == "It is slow."


NO_HEADING = [
    "### Notes on PR 1: Grow the pool",
    "### PR API: Grow the pool",
    "### PRs: Grow the pool",
    "### [PATCH 0/9] Grow the pool",
    "### 2026-01-02: Grow the pool",
    "### Fixes #12 — Grow the pool",
    "### Step 1: Grow the pool",
    "**PR1: Grow the pool** and later shrink it",
]


@pytest.mark.parametrize("heading", NO_HEADING)
def test_what_heads_no_pr(heading: str) -> None:
    assert series(f"{heading}\n\n- **Motivation:** It is slow.\n").pr == ()


SCHEMES = {
    "### Step 1: A\n\nx\n\n### Step 2. B\n": [("Step1", "A"), ("Step2", "B")],
    "**W1 \\- A**\n\n**W2 \\- B** *(Ann, landed 3/9)*\n": [("W1", "A"), ("W2", "B")],
    "### Work item 1 — A\n\n### Work item 2 — B\n": [("Workitem1", "A"), ("Workitem2", "B")],
    "### PR 1: A\n\n#### Step 1: a\n\n#### Step 2: b\n": [("PR1", "A")],
    "### M1: Foundation\n\n#### PR 1: A\n\n#### PR 2: B\n": [("PR1", "A"), ("PR2", "B")],
    "**S1: A** is a word\n\n**S2: B** is one too\n": [],
}


@pytest.mark.parametrize("body", SCHEMES)
def test_headings_of_one_form_are_prs_where_none_says_so(body: str) -> None:
    assert [(pr.id, pr.title) for pr in series(body).pr] == SCHEMES[body]


def test_a_bold_line_that_may_be_a_pr_ends_the_one_above() -> None:
    body = "**PR1: A**\n\n- **In:** a\n\n**PR2: B** and later more of it\n\n- **In:** b\n"
    (pr,) = series(body).pr
    assert (pr.title, pr.scope_in) == ("A", ("a",))


def test_bold_lines_head_a_series_that_no_heading_says() -> None:
    body = (
        "## Milestones\n\n### Soon\n\n**PR A — Pool**\n\n- Files: `a.go`\n\n**PR B — Queue**\n\nNeeds PR A.\n"
    )
    assert [(pr.id, pr.depends_on) for pr in read_markdown(f"# P\n\n{body}").plan.pr] == [
        ("PR-A", ()),
        ("PR-B", ("PR-A",)),
    ]
    said = f"# P\n\n{body}\n## PR plan\n\n### PR 1: Clock\n"
    assert [pr.id for pr in read_markdown(said).plan.pr] == ["PR1"]


def test_bold_lines_are_headings_where_there_is_none() -> None:
    text = "**P**\n\n**1\\. Goals**\n\n- one\n\n**2\\. Pull requests**\n\n**PR 1: Pool** \\- done\n\n"
    text += "Files: a.go\n\n**3\\. Notes**\n\nFiles: b.go\n"
    plan = read_markdown(text).plan
    assert (plan.plan.title, [own.text for own in plan.objective]) == ("P", ["one"])
    assert [(pr.title, pr.status, [own.path for own in pr.files]) for pr in plan.pr] == [
        ("Pool", "merged", ["a.go"])
    ]


STATUSES = {
    "merged 2026-02-03 as #31": ("merged", "2026-02-03", "#31", ""),
    "Merged (3f2a9bc)": ("merged", "", "", "3f2a9bc"),
    "✅ done": ("merged", "", "", ""),
    "In review, acme/lab#31": ("in review", "", "acme/lab#31", ""),
    "planned": ("planned", "", "", ""),
    "not merged": ("", "", "", ""),
    "merged except the docs": ("", "", "", ""),
    "will be merged in May": ("", "", "", ""),
    "half done": ("", "", "", ""),
    "reverted after it was merged": ("", "", "", ""),
}


@pytest.mark.parametrize("said", STATUSES)
@pytest.mark.parametrize(
    "form", ["- **Status:** {}\n", "| PR | Status |\n|---|---|\n| 1 | {} |\n", "*State: {}*\n"]
)
def test_a_status_is_read_only_when_nothing_else_is_said(said: str, form: str) -> None:
    (pr,) = series(f"### PR 1: Pool\n\n- **Motivation:** It is slow.\n\n{form.format(said)}").pr
    assert (pr.status, str(pr.merged_on or ""), pr.pull, pr.merged_commit) == STATUSES[said]


def test_an_export_keeps_a_title_that_looks_like_a_status() -> None:
    from blistui.markdown.write.document import document

    for title in ("Pool — merged", "✅ Pool", "Pool (dropped)", "~~Pool~~"):
        plan = Plan.model_validate({"pr": [{"id": "PR1", "title": title, "status": "planned"}]})
        (pr,) = read_markdown(document(plan, None)).plan.pr
        assert (pr.title, pr.status) == (title, "planned")

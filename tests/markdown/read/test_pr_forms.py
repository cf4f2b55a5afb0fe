"""Series whose headings do not say `PR`: which of their headings are those of PRs."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown


def heads(body: str) -> list[tuple[str, str]]:
    """The PRs of a plan with that series."""
    return [(pr.id, pr.title) for pr in read_markdown(f"# P\n\n## I) PR Plan\n\n{body}").plan.pr]


def each(*headings: str) -> str:
    """Headings, each with a field of a PR below it."""
    return "".join(f"{heading}\n\n- Files: `a.go`\n\n" for heading in headings)


FORMS = {
    ("#### MP-1 · Pool", "#### MP-2 · Queue"): [("MP-1", "Pool"), ("MP-2", "Queue")],
    ("### `P1` Pool", "### `P2` Queue"): [("P1", "Pool"), ("P2", "Queue")],
    ("### S2 Pool", "### S4 Queue"): [("S2", "Pool"), ("S4", "Queue")],
    ("### CL1 | Pool", "### CL2 | Queue"): [("CL1", "Pool"), ("CL2", "Queue")],
    ("### 12a — Pool", "### 12b — Queue"): [("PR12a", "Pool"), ("PR12b", "Queue")],
    ("### 1. Pool", "### 2. Queue"): [("PR1", "Pool"), ("PR2", "Queue")],
    ("### #481 Pool", "### #502 Queue"): [("PR481", "Pool"), ("PR502", "Queue")],
    ("### Patch 1: Pool", "### Patch 2: Queue"): [("Patch1", "Pool"), ("Patch2", "Queue")],
    ("### Change 1 — Pool", "### Change 2 — Queue"): [("Change1", "Pool"), ("Change2", "Queue")],
    # A dash behind an id is enough.
    ("### W2 - Pool", "### W1 - Queue"): [("W2", "Pool"), ("W1", "Queue")],
    ("### ~~P1 Pool~~", "### P2 Queue"): [("P1", "Pool"), ("P2", "Queue")],
    ("### 3.1 Pool", "### 3.2 Queue"): [],
    ("### Phase 1 — Pool", "### Phase 2 — Queue"): [],
    ("### `pool` Pool", "### `queue` Queue"): [],
}


@pytest.mark.parametrize("headings", FORMS)
def test_headings_of_one_form_that_number_upwards_are_prs(headings: tuple[str, ...]) -> None:
    assert heads(each(*headings)) == FORMS[headings]


def test_prs_below_groups() -> None:
    body = "### M1 — First\n\nIt is small.\n\n" + each("#### P1 Pool", "#### P2 Queue")
    body += "### M2 — Then\n\n" + each("#### P3 Clock")
    assert heads(body) == [("P1", "Pool"), ("P2", "Queue"), ("P3", "Clock")]


def test_steps_of_a_pr_are_none() -> None:
    body = each("### W1 - Pool") + each("#### Step 1: a", "#### Step 2: b") + each("### W2 - Queue")
    assert heads(body) == [("W1", "Pool"), ("W2", "Queue")]


def test_numbered_headings_without_a_field_of_a_pr_are_none() -> None:
    assert heads("### 1. Overview\n\nIt is small.\n\n### 2. Rules\n\nMerge often.\n") == []


def test_a_badge_behind_several_titles_is_how_far_they_are() -> None:
    plan = "# P\n\n## I) PR Plan\n\n"
    several = read_markdown(plan + each("### P1 · Pool `merged`", "### P2 · Queue `in review`")).plan
    assert [(pr.title, pr.status) for pr in several.pr] == [("Pool", "merged"), ("Queue", "in review")]
    one = read_markdown(plan + each("### P1 · Call it `merged`", "### P2 · Queue")).plan
    assert [(pr.title, pr.status) for pr in one.pr] == [("Call it `merged`", ""), ("Queue", "")]


NO_SERIES = [
    "## Alternatives considered\n\n" + each("### A1 Clock") + "- Out: x\n\n" + each("### A2 Heap"),
    "## Notes\n\n```\n" + each("### A1 Clock", "### A2 Heap") + "- Out: x\n```\n",
    "## Rules\n\n### R1 — Clock\n\nFiles are small.\n\n### R2 — Heap\n\nIt ends.\n",
    "## Aims\n\n### NG-1: Clock\n\n- Files: `a.go`\n\n### NG-2: Heap\n\n- Files: `b.go`\n",
    "## Notes\n\n| **P1** | **Pool** |\n|---|---|\n| Speed | high |\n",
]


@pytest.mark.parametrize("body", NO_SERIES)
def test_numbered_headings_of_another_section_are_none(body: str) -> None:
    assert read_markdown(f"# P\n\n{body}").plan.pr == ()


SAID = {
    "## The changes\n\n" + each("### P1 Pool") + "- Needs: –\n\n" + each("### P2 Queue"): [
        ("P1", "Pool"),
        ("P2", "Queue"),
    ],
    "## Details\n\n" + each("### #481 Pool") + "- Out: heap\n\n" + each("### #502 Queue"): [
        ("PR481", "Pool"),
        ("PR502", "Queue"),
    ],
    "## Work\n\n| **PR1** | **Pool** |\n|---|---|\n| Files | `a.go` |\n\n"
    "| **PR2** | **Queue** |\n|---|---|\n| Needs | PR1 |\n": [("PR1", "Pool"), ("PR2", "Queue")],
    "## First\n\n" + each("### P1 Pool") + "## Then\n\n" + each("### P2 Queue") + "- Needs: P1\n": [
        ("P1", "Pool"),
        ("P2", "Queue"),
    ],
    # Files alone may be of anything.
    "## Tests\n\n" + each("### T1 Pool", "### T2 Queue"): [],
    "## Section A — Executive Summary\n\nIt is small.\n\n## Section I — Merge units\n\n"
    + each("### P1 Pool", "### P2 Queue"): [("P1", "Pool"), ("P2", "Queue")],
}


@pytest.mark.parametrize("body", SAID)
def test_a_series_is_known_without_its_heading_by_the_fields_below(body: str) -> None:
    assert [(pr.id, pr.title) for pr in read_markdown(f"# P\n\n{body}").plan.pr] == SAID[body]


@pytest.mark.parametrize(
    ("headers", "ids"),
    [
        (("| PR 1 | Pool |", "| **PR 2** | **Queue** |"), ["PR1", "PR2"]),
        (("| MP-1 | Pool |", "| **MP-2** | **Queue** |"), ["MP-1", "MP-2"]),
    ],
)
def test_a_table_with_the_pr_as_its_header(headers: tuple[str, str], ids: list[str]) -> None:
    rows = "|---|---|\n| In | pool; clock |\n| Out | – |\n| Kind | policy template |\n"
    rows += "| Holds after merge | It ends; it grows |\n"
    body = "\n".join(f"{header}\n{rows}" for header in headers)
    first, second = read_markdown(f"# P\n\n## I) PR Plan\n\n{body}").plan.pr
    assert [(own.id, own.title) for own in (first, second)] == list(zip(ids, ("Pool", "Queue"), strict=True))
    for pr in (first, second):
        assert (pr.scope_in, pr.scope_out, pr.extension_type) == (("pool", "clock"), (), "policy template")
        assert [own.text for own in pr.guarantees] == ["It ends", "it grows"]


TABLE = "\n\n| PR | Title | Merged as | Guarantees |\n|---|---|---|---|\n"
TABLE += "| PR1 | Pool | #31 | It ends<br>It grows |\n\n"


def test_rows_of_completed_prs_stand_before_those_under_headings() -> None:
    body = f"### 1.1 Completed PRs{TABLE}### 1.2 Open PRs\n\n#### PR2 · Queue\n\n- **Needs:** PR1\n"
    first, second = read_markdown(f"# P\n\n## PR series\n\n{body}").plan.pr
    assert (first.id, first.status, first.pull) == ("PR1", "merged", "#31")
    assert [own.text for own in first.guarantees] == ["It ends", "It grows"]
    assert (second.id, second.depends_on, second.status) == ("PR2", ("PR1",), "")


@pytest.mark.parametrize(
    "heading", ["Not done", "Rejected PRs", "Merged elsewhere", "Done by others", "Notes"]
)
def test_rows_below_another_heading_are_no_prs(heading: str) -> None:
    body = f"### {heading}{TABLE}### Open PRs\n\n#### PR2 · Queue\n\n- **Needs:** PR1\n"
    (pr,) = read_markdown(f"# P\n\n## PR series\n\n{body}").plan.pr
    assert (pr.id, pr.depends_on) == ("PR2", ())


LISTS = {
    "- [x] PR 1: Pool\n- [ ] PR 2: Queue (after PR 1)\n": [
        ("PR1", "Pool", "merged", ()),
        ("PR2", "Queue", "", ("PR1",)),
    ],
    "- PR 1: Pool. Files: a.go. Must: it ends.\n- PR 2: Queue. Needs PR 1. Files: b.go.\n": [
        ("PR1", "Pool", "", ()),
        ("PR2", "Queue", "", ("PR1",)),
    ],
    "1. **Pool.** It is small. Touches `a.go`. Must: it ends.\n2. **Queue.** Needs 1. Must: it grows.\n": [
        ("PR1", "Pool", "", ()),
        ("PR2", "Queue", "", ("PR1",)),
    ],
    "1. **Be quick.** Nobody waits.\n2. **Be small.** Nobody reads.\n": [],
    "- PR 1: Pool\n- Merge often.\n": [],
    "1. Pool\n2. Queue\n": [],
    "- PR 1: Pool\n- ~~PR 2: Queue~~\n- PR 3: Heap\n": [("PR1", "Pool", "", ()), ("PR3", "Heap", "", ())],
    "> - PR 1: Pool\n> - PR 2: Queue\n": [],
}


@pytest.mark.parametrize("body", LISTS)
def test_a_list_is_the_series_where_no_heading_is_one_of_a_pr(body: str) -> None:
    prs = read_markdown(f"# P\n\n## PRs\n\n{body}").plan.pr
    assert [(pr.id, pr.title, pr.status, pr.depends_on) for pr in prs] == LISTS[body]


def test_a_list_beside_headings_is_not_read_as_prs() -> None:
    body = "- PR 1: blocked by review\n- PR 3: next year\n\n" + each("### PR 1: Pool", "### PR 2: Queue")
    assert heads(body) == [("PR1", "Pool"), ("PR2", "Queue")]


def test_bold_lines_are_headings_below_the_title_alone() -> None:
    text = "# P\n\nBy us.\n\n**Goals**\n\n- one\n\n**PRs**\n\n"
    text += "1. **Pool.** Touches `a.go`.\n2. **Queue.** Needs 1. Must: it ends.\n\n"
    plan = read_markdown(f"{text}**Dropped**\n\n3. **Heap.** Needs 1.\n\n**Notes**\n\nNone.\n").plan
    assert [(pr.title, pr.depends_on) for pr in plan.pr] == [("Pool", ()), ("Queue", ("PR1",))]
    assert [own.text for own in plan.objective] == ["one"]

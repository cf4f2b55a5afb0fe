"""A series of PRs in the ways that people and agents write one: each is read as the template's."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown

PRS = {
    "bold lines": (
        "**PR1: Pools**\n\n*Motivation:* one\n*Guarantees:*\n- BC-1: a\n- BC-2: b\n\n"
        "**PR2: Transfer**\n\n*Depends on:* PR1\n"
    ),
    "items": (
        "* PR1: Pools\n  * Motivation: one\n  * BC-1: a\n  * BC-2: b\n* PR2: Transfer\n  * Depends on: PR1\n"
    ),
    "folded details": (
        "<details>\n<summary><b>PR 1 — Pools</b></summary>\n\n- **Motivation:** one\n- **Guarantees**\n"
        "  - **BC-1** a\n  - **BC-2** b\n\n</details>\n\n<details>\n<summary>PR 2 — Transfer</summary>\n\n"
        "- **Depends on:** PR 1\n\n</details>\n"
    ),
    "tables": (
        "| PR | Title | Motivation | Depends on |\n|---|---|---|---|\n| PR1 | Pools | one | — |\n"
        "| PR2 | Transfer | | PR1 |\n\n| Contract | PR | What holds |\n|---|---|---|\n"
        "| BC-1 | PR1 | a |\n| **BC-2** | PR1 | b |\n"
    ),
    "numbered headings": (
        "### 6.1 PR1 — Pools\n\nMotivation: one\n\nGuarantees:\n\n1. `BC-1` — a\n2. `BC-2` — b\n\n"
        "### 6.2 PR2 · Transfer\n\nDepends on PR1.\n"
    ),
    "boxes to tick": (
        "### PR1: Pools\n\n- [ ] **Motivation:** one\n- [x] **Guarantees:**\n"
        "  - [ ] **BC-1:** a\n  - [ ] **BC-2:** b\n\n"
        "### PR2: Transfer\n\n- [ ] **Dependencies:** PR1.\n"
    ),
    "lines of one paragraph": (
        "### PR-1 (Pools)\n\nMOTIVATION: one\nGUARANTEES: BC-1 a; BC-2 b\n\n"
        "### PR-2 (Transfer)\n\nDEPENDS ON: PR-1\n"
    ),
    "details in a table": (
        "### PR1: Pools\n\n| Field | Value |\n|---|---|\n| Motivation | one |\n"
        "| Guarantees | BC-1: a<br>BC-2: b |\n\n"
        "### PR2: Transfer\n\n| Field | Value |\n|---|---|\n| Depends on | PR1 |\n"
    ),
    "in a phase of another section": (
        "### Wave 1: PR1 — Pools\n\n**Motivation:** one\n\n#### Behavioral Contracts\n\n"
        "- BC-1: a\n- BC-2: b\n\n"
        "### Wave 2: PR2 — Transfer\n\nPR2 needs PR1.\n"
    ),
}


@pytest.mark.parametrize("way", PRS)
def test_prs_are_read_whatever_heads_them(way: str) -> None:
    # Below a heading that does not say what it heads, only headings are those of PRs.
    heading = "## Four parallel steps" if PRS[way].startswith("###") else "## I) PR Plan"
    imported = read_markdown(f"# P\n\n{heading}\n\n{PRS[way]}")
    first, second = imported.plan.pr
    assert (first.id, first.title, first.motivation) == ("PR1", "Pools", "one")
    assert [(own.id, own.text) for own in first.guarantees] == [("BC-1", "a"), ("BC-2", "b")]
    assert (second.id, second.title, second.depends_on) == ("PR2", "Transfer", ("PR1",))


CONTRACT = {
    "table": (
        "| Block | Responsibility | Observes | Controls | Owns | Extension friction |\n"
        "|---|---|---|---|---|---|\n"
        "| Queue | Orders | arrivals | order | heap | 2 files |\n"
    ),
    "lines": "BLOCK 1: Queue\nRESPONSIBILITY: Orders\nOBSERVES: arrivals\nCONTROLS: order\nOWNS: heap\n"
    "EXTENSION FRICTION: 2 files\n",
    "dashes": "- **Queue** - Orders\n    - OBSERVES - arrivals\n    - CONTROLS - order\n    - OWNS - heap\n"
    "    - EXTENSION FRICTION - 2 files\n",
}


@pytest.mark.parametrize("way", CONTRACT)
def test_a_contract_is_read_from_a_row_and_from_lines(way: str) -> None:
    (block,) = read_markdown(
        f"# P\n\n## D) Concept Model\n\n### Building Blocks\n\n{CONTRACT[way]}"
    ).plan.block
    assert (block.id, block.name, block.responsibility, block.friction_files) == (
        "queue",
        "Queue",
        "Orders",
        2,
    )
    assert (block.observes, block.controls, block.owns) == (("arrivals",), ("order",), ("heap",))


def test_objectives_stand_below_the_section_or_a_line_with_a_colon() -> None:
    text = "# P\n\n## C) HIGH-LEVEL OBJECTIVES\n\n- one\n- two\n\nNON-GOALS:\n\n- three\n"
    plan = read_markdown(text).plan
    assert [own.text for own in plan.objective] == ["one", "two"]
    assert [own.text for own in plan.non_goal] == ["three"]


def test_goals_and_non_goals_under_headings_of_their_own_are_two_lists() -> None:
    text = "# P\n\n## Motivation\n\nWhy.\n\n### Goals\n\n- one\n\n### Non-Goals\n\n- two\n- three\n"
    plan = read_markdown(text).plan
    assert [own.text for own in plan.objective] == ["one"]
    assert [own.text for own in plan.non_goal] == ["two", "three"]

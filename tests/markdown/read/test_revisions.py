"""Notes on the versions of a plan, and what is none."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import Imported, read_markdown

FIRST = ("1.1", "2026-03-04", "Heap instead of list.")
SECOND = ("1.0", "2026-01-02", "First.")


def notes(imported: Imported) -> list[tuple[str, str, str]]:
    return [(own.version, own.date, own.what) for own in imported.plan.revision]


BOTH = {
    "a list": (
        "## Revision Notes\n\n- **1.1, 2026-03-04:** Heap instead of list.\n- **1.0 (2026-01-02)** — First.\n"
    ),
    "headings": (
        "## Changelog\n\n### 1.1 (2026-03-04)\n\nHeap instead of list.\n\n### 1.0 (2026-01-02)\n\nFirst.\n"
    ),
    "a quotation": (
        "> **Revision 1.1 (2026-03-04):** Heap instead of list.\n>\n> **Revision 1.0 (2026-01-02):** First.\n"
    ),
    "a table": (
        "| Version | Date | What changed |\n|---|---|---|\n| 1.1 | 2026-03-04 | Heap instead of list. |\n"
        "| 1.0 | 2026-01-02 | First. |\n"
    ),
    "lines": (
        "**Revision history**\n\n1.1 (2026-03-04) — Heap instead of list.\n1.0 (2026-01-02) — First.\n\n---\n"
    ),
    "days first": (
        "## Version history\n\n- 2026-03-04 (1.1): Heap instead of list.\n- 2026-01-02 (1.0): First.\n"
    ),
}


@pytest.mark.parametrize("form", BOTH)
def test_notes_with_version_and_day(form: str) -> None:
    imported = read_markdown(f"# Cache\n\n{BOTH[form]}\n## A) Executive Summary\n\nFast.\n")
    assert notes(imported) == [FIRST, SECOND]
    assert imported.leftovers == ()


def test_a_version_or_a_day_is_enough() -> None:
    text = "# Cache\n\n# 5. Changelog of this plan\n\n"
    text += "* v1.7 — a heap.\n* **2026-01-02** — a list.\n* Soon.\n"
    imported = read_markdown(text)
    assert notes(imported) == [("v1.7", "", "a heap."), ("", "2026-01-02", "a list.")]
    assert [own.text for own in imported.leftovers] == ["* Soon."]


@pytest.mark.parametrize(
    "text",
    [
        "**Date:** 2026-01-02\n**Author:** Ann\n",
        "> A word of caution: 2026 is near.\n",
        "| Version | Supported |\n|---|---|\n| 1.1 | yes |\n",
        "## Implementation History\n\n- v1.28: alpha\n- v1.29: beta\n",
        "## Releases\n\n- 1.2: faster\n",
        "## Changelog\n\n- Note: nothing\n- 3 items: gone\n",
    ],
)
def test_other_lists_with_numbers_are_no_notes(text: str) -> None:
    assert notes(read_markdown(f"# Cache\n\n{text}\n")) == []


def test_lines_below_the_title_that_begin_with_version_and_day_are_notes() -> None:
    plan = read_markdown(
        "# Cache\n\nVersion 2 (2026-10-05): rewritten.\nVersion 2.1 (2026-10-19): PR-3 narrowed.\n"
    ).plan
    assert [(own.version, own.date, own.what) for own in plan.revision] == [
        ("2", "2026-10-05", "rewritten."),
        ("2.1", "2026-10-19", "PR-3 narrowed."),
    ]


def test_a_version_without_a_day_below_the_title_is_no_note() -> None:
    assert read_markdown("# Cache\n\nVersion 2: the second.\n").plan.revision == ()

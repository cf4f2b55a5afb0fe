"""A checklist of PRs beside their series."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown

ITEMS = {
    "- [x] PR 1: Pool\n- [ ] PR 2: Queue\n": ("merged", ""),
    "- [X] PR1 Pool\n- [ ] #2 Queue — **in review**\n": ("merged", "in review"),
    "- [x] PR 1: Heap\n- [ ] ~~PR 2: Queue~~ won't do\n": ("", ""),
    "- [x] PR 1: Pool — in review\n- [x] PR 2: Queue once PR 1 is in\n": ("", ""),
    "- [x] BC-1 measured on PR 1\n- [x] 2 tests\n": ("", ""),
    "> - [x] PR 1: Pool\n\n```\n- [x] PR 2: Queue\n```\n": ("", ""),
}


@pytest.mark.parametrize("items", ITEMS)
@pytest.mark.parametrize("series", ["## PR plan\n\n### PR 1: Pool", "## Details\n\n### PR 1: Pool"])
def test_ticked_items_are_merged(items: str, series: str) -> None:
    imported = read_markdown(f"# P\n\n## Tasks\n\n{items}\n{series}\n\n- Files: a.go\n\n### PR 2: Queue\n")
    assert tuple(pr.status for pr in imported.plan.pr) == ITEMS[items]
    assert [pr.title for pr in imported.plan.pr] == ["Pool", "Queue"]
    if not any(ITEMS[items]):
        assert len(imported.leftovers) >= 2

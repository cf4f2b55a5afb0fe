"""Which PR waits for which, and what must not be read as that."""

from __future__ import annotations

import pytest

from blistui.markdown.read.document import read_markdown


def waits(field: str = "", dag: str = "", heads: str = "PR {}") -> dict[str, tuple[str, ...]]:
    """What each of four PRs depends on, of which the last says `field`."""
    prs = "".join(f"### {heads.format(number)}: T{number}\n\n" for number in range(1, 5))
    plan = read_markdown(f"# P\n\n## I) PR Plan\n\n{prs}{field}\n\n## J) Dependency DAG\n\n{dag}\n").plan
    return {own.title: own.depends_on for own in plan.pr if own.depends_on}


SAID = {
    "PR 1": ("PR1",),
    "PR1, PR #2": ("PR1", "PR2"),
    "#1, #2": ("PR1", "PR2"),
    "1 and 3": ("PR1", "PR3"),
    "PR 1 + PR 3": ("PR1", "PR3"),
    "PR 1 to PR 3": ("PR1", "PR2", "PR3"),
    "PR1–PR3": ("PR1", "PR2", "PR3"),
    "PR 2 (can be written while PR 3 is in review)": ("PR2",),
    "PR 1 (and on a month of data)": ("PR1",),
    "[PR 1](#pr-1)": ("PR1",),
    "PR 1, but not PR 2": ("PR1",),
    "PR 1 or PR 2": (),
    "not PR 1 any more": (),
    "PR 1's loader is not needed": (),
    "nothing in PR 1": (),
    "none (PR 1 is separate)": (),
    "issue #412": (),
    "optionally PR 2": (),
    "PR 12": (),
}


@pytest.mark.parametrize("said", SAID)
@pytest.mark.parametrize("form", ["- **Depends on:** {}\n", "*Depends on: {}*\n", "Needs: {}\n"])
def test_what_a_pr_says_of_itself(said: str, form: str) -> None:
    assert waits(form.format(said)) == ({"T4": SAID[said]} if SAID[said] else {})


SENTENCES = {
    "PR 4 depends on PR 2.": {"T4": ("PR2",)},
    "PR 4 must not merge before PR 2.": {"T4": ("PR2",)},
    "PR 1 must be merged before PR 2 and PR 3.": {"T2": ("PR1",), "T3": ("PR1",)},
    "`PR 1 → PR 2 → {PR 3, PR 4}`": {"T2": ("PR1",), "T3": ("PR2",), "T4": ("PR2",)},
    "4 needs 3, and 3 needs only 1.": {"T4": ("PR3",), "T3": ("PR1",)},
    "PR 4 does not depend on PR 2.": {},
    "PR 4 no longer depends on PR 2.": {},
    "PR 4 needs nothing of PR 2.": {},
    "PR 4 needs a review before PR 2.": {},
    "If PR 4 needs PR 2, we stop.": {},
    "PR 1 merges after PR 2.": {"T1": ("PR2",)},
    "PR 1 need not land before PR 2.": {},
    "In the first version PR 4 was blocked by PR 2.": {},
    "For example, PR 4 depends on PR 2.": {},
    "PR 2→3 and PR 1→4 are independent streams.": {},
    "Recommended order: PR 1 → PR 2 → PR 3.": {},
    "PR 3 and PR 4 run in parallel.": {},
    "4 needs 3 days.": {},
}


@pytest.mark.parametrize("said", SENTENCES)
def test_sentences(said: str) -> None:
    assert waits(dag=said) == SENTENCES[said]


DRAWINGS = {
    "graph LR\n  PR1[PR 1: pool] --> PR2[PR 2: needs PR 1]\n  PR2 -->|gate| PR3": {
        "T2": ("PR1",),
        "T3": ("PR2",),
    },
    'flowchart TD\n  a[PR 1 pool] --> b[PR 2 queue]\n  a --> c("PR 3: clock")\n  b & c --> d[PR 4]': {
        "T2": ("PR1",),
        "T3": ("PR1",),
        "T4": ("PR2", "PR3"),
    },
    "PR 1 ──► PR 2 ──► PR 4": {"T2": ("PR1",), "T4": ("PR2",)},
    "1 -> 2 -> 3": {"T2": ("PR1",), "T3": ("PR2",)},
    "PR1\n │\nPR2": {"T2": ("PR1",)},
    "graph LR\n  PR1 -.-> PR2": {},
    "graph LR\n  PR1 --- PR2": {},
    "graph LR\n  subgraph PR1 to PR3\n  end": {},
}


@pytest.mark.parametrize("drawn", DRAWINGS)
def test_drawings(drawn: str) -> None:
    assert waits(dag=f"```\n{drawn}\n```") == DRAWINGS[drawn]


def test_what_a_pr_says_wins_over_a_drawing() -> None:
    assert waits("- **Depends on:** PR 2\n", "```\nPR1 --> PR4\n```") == {"T4": ("PR2",)}
    assert waits("- **Depends on:** none\n", "```\nPR1 --> PR4\n```") == {}


def test_letters_and_schemes() -> None:
    letters = "".join(f"**PR {own} — T{own}**\n\n" for own in "ABC")
    order = "A goes first. B can go in parallel after A; C needs A and B."
    plan = read_markdown(f"# P\n\n## I) PR Plan\n\n{letters}\n{order}\n").plan
    assert [own.depends_on for own in plan.pr] == [(), ("PR-A",), ("PR-A", "PR-B")]
    assert waits("Needs 2 and 3. Independent of 1.\n", heads="[PATCH {}/4] x") == {
        "x: T4": ("PATCH2", "PATCH3")
    }

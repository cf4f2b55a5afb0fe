"""Which PRs meet at a file: every pair that may be under way at once, once, in few words."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.markdown.write.document import section
from blistui.plan.document import Plan
from blistui.plan.graph.parallel import meetings
from blistui.plan.graph.pr_graph import PrGraph


def graph(waits: dict[str, list[str]]) -> PrGraph:
    return PrGraph(Plan.model_validate({"pr": [{"id": pr, "depends_on": on} for pr, on in waits.items()]}).pr)


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        ({"A": [], "B": [], "C": []}, [("ABC", "ABC")]),
        ({"A": [], "B": ["A"], "C": []}, [("AB", "C")]),
        ({"A": [], "B": ["A"], "C": ["B"]}, []),
        ({"A": [], "B": ["A"], "C": [], "D": ["C"]}, [("AB", "CD")]),
        ({"A": [], "B": ["A"], "C": ["A"], "D": []}, [("A", "D"), ("BC", "BC"), ("BC", "D")]),
    ],
)
def test_prs_that_meet_the_same_ones_are_together(
    waits: dict[str, list[str]], expected: list[tuple[str, str]]
) -> None:
    found = meetings(graph(waits), tuple(waits))
    assert [("".join(own.prs), "".join(own.others)) for own in found] == expected


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1])))
def test_each_pair_is_there_once(pairs: set[tuple[int, int]]) -> None:
    waits = {f"P{at}": [f"P{on}" for on, pr in sorted(pairs) if pr == at] for at in range(8)}
    of = graph(waits)
    found = [
        frozenset(pair)
        for own in meetings(of, tuple(waits))
        for pair in (
            combinations(own.prs, 2)
            if own.prs == own.others
            else ((one, other) for one in own.prs for other in own.others)
        )
    ]
    expected = {frozenset(pair) for pair in combinations(waits, 2) if of.concurrent(*pair)}
    assert set(found) == expected and len(found) == len(expected)


@pytest.mark.parametrize("shape", ["none waits", "two chains", "a ladder"])
def test_what_is_written_grows_with_the_plan_and_not_with_its_square(shape: str) -> None:
    def length(count: int) -> int:
        waits = {
            "none waits": lambda at: [],
            "two chains": lambda at: [f"P{at - 2:03}"] if at > 1 else [],
            # Of two chains each waits for half of the other: no two PRs meet the same ones.
            "a ladder": lambda at: (
                [f"P{at - 2:03}"] + ([f"P{at // 2:03}"] if at % 2 else []) if at > 1 else []
            ),
        }[shape]
        prs = [
            {"id": f"P{at:03}", "depends_on": waits(at), "files": [{"path": f"{k}.go"} for k in range(20)]}
            for at in range(count)
        ]
        text = section(Plan.model_validate({"pr": prs}), "J")
        return len(text.partition("### Files shared")[2])

    assert length(120) < 3 * length(60)

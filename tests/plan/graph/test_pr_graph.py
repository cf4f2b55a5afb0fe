"""The graph of PRs: order, layers, critical path, overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise, permutations

from hypothesis import given
from hypothesis import strategies as st

from blistui.plan.graph.parallel import Overlap, overlaps, widest, workstreams
from blistui.plan.graph.pr_graph import PrGraph
from blistui.plan.tables.series import FileChange, PullRequest


def graph(**depends_on: str) -> PrGraph:
    """A graph from `PR2="PR1 PR0"`, in the order given."""
    return PrGraph([PullRequest(id=pr, depends_on=tuple(on.split())) for pr, on in depends_on.items()])


def touching(files: dict[str, str], merged: Sequence[str] = (), **depends_on: str) -> PrGraph:
    """The same, where each PR modifies the files named."""
    return PrGraph(
        [
            PullRequest(
                id=pr,
                depends_on=tuple(on.split()),
                status="merged" if pr in merged else "planned",
                files=tuple(FileChange(path=path, change="modify") for path in files.get(pr, "").split()),
            )
            for pr, on in depends_on.items()
        ]
    )


DIAMOND = graph(PR1="", PR2="PR1", PR3="PR1", PR4="PR2 PR3")


def test_order_and_dependencies_leave_out_what_is_unknown_or_repeated() -> None:
    found = PrGraph(
        [
            PullRequest(id="PR1", depends_on=("PR9", "PR2", "PR2")),
            PullRequest(id=""),
            PullRequest(id="PR2"),
            PullRequest(id="PR2", depends_on=("PR1",)),
        ]
    )
    assert found.order == ("PR1", "PR2")
    assert found.depends_on == {"PR1": ("PR2",), "PR2": ()}


def test_before_is_transitive_and_asks_nothing_of_strangers() -> None:
    assert DIAMOND.before("PR1", "PR4")
    assert not DIAMOND.before("PR4", "PR1")
    assert not DIAMOND.before("PR9", "PR4") and not DIAMOND.before("PR1", "PR9")
    assert DIAMOND.no_later("PR9", "PR9")
    assert DIAMOND.later("PR1") == ("PR2", "PR3", "PR4")
    assert DIAMOND.later("PR9") == ()


def test_concurrent_prs_wait_for_neither() -> None:
    assert DIAMOND.concurrent("PR2", "PR3")
    assert not DIAMOND.concurrent("PR1", "PR4")
    assert not DIAMOND.concurrent("PR2", "PR2")
    assert not DIAMOND.concurrent("PR2", "PR9")


def test_layers_and_critical_path() -> None:
    assert DIAMOND.layers == (("PR1",), ("PR2", "PR3"), ("PR4",))
    assert DIAMOND.critical_path == ("PR1", "PR2", "PR4")
    assert graph().layers == () and graph().critical_path == ()


def test_prs_on_and_after_a_cycle_are_the_last_layer() -> None:
    found = graph(PR1="", PR2="PR3", PR3="PR2", PR4="PR3", PR5="PR1")
    assert found.layers == (("PR1",), ("PR5",), ("PR2", "PR3", "PR4"))
    assert found.critical_path == () and widest(found) == () and workstreams(found) == ()
    assert found.topological == ("PR1", "PR5", "PR2", "PR3", "PR4")


def test_a_cycle_is_listed_in_merge_order_and_once() -> None:
    found = graph(PR1="PR3", PR2="PR1", PR3="PR2", PR4="PR3", PR5="PR5")
    assert found.cycles == (("PR1", "PR2", "PR3", "PR1"), ("PR5", "PR5"))
    assert found.cycle == ("PR1", "PR2", "PR3", "PR1")
    assert found.before("PR5", "PR5")
    assert DIAMOND.cycles == () and DIAMOND.cycle == ()


def test_two_cycles_after_each_other_are_two() -> None:
    found = graph(PR1="PR2", PR2="PR1", PR3="PR4 PR1", PR4="PR3")
    assert [set(cycle) for cycle in found.cycles] == [{"PR1", "PR2"}, {"PR3", "PR4"}]


def test_a_dependency_that_follows_from_another_is_redundant() -> None:
    assert graph(PR1="", PR2="PR1", PR3="PR1 PR2").redundant == (("PR3", "PR1"),)
    assert DIAMOND.redundant == ()


def test_on_and_after_a_cycle_nothing_is_redundant() -> None:
    assert graph(PR1="PR2", PR2="PR1", PR3="PR1 PR2").redundant == ()


def test_the_widest_set_may_be_wider_than_any_layer() -> None:
    found = graph(PR1="", PR2="", PR3="PR2", PR4="PR3", PR5="PR3")
    assert max(map(len, found.layers)) == 2
    assert widest(found) == ("PR1", "PR4", "PR5")


def test_topological_stays_near_the_series() -> None:
    assert graph(PR3="PR2", PR1="", PR2="PR1", PR4="").topological == ("PR1", "PR2", "PR3", "PR4")
    assert DIAMOND.topological == DIAMOND.order


def test_overlaps_name_the_prs_that_meet_at_a_file() -> None:
    found = touching(
        {"PR1": "a.go", "PR2": "a.go ./b.go", "PR3": "a.go b.go", "PR4": "a.go"},
        PR1="",
        PR2="PR1",
        PR3="PR1",
        PR4="PR2 PR3",
    )
    assert overlaps(found) == (Overlap("a.go", ("PR2", "PR3")), Overlap("b.go", ("PR2", "PR3")))
    assert overlaps(found, [["PR2", "PR3", "PR9"]]) == ()
    assert overlaps(found, [["PR2", "PR1"], ["PR3"]]) == overlaps(found)


def test_a_merged_pr_meets_nobody() -> None:
    files = {"PR1": "a.go", "PR2": "a.go"}
    assert overlaps(touching(files, PR1="", PR2=""))
    assert overlaps(touching(files, merged=["PR1"], PR1="", PR2="")) == ()


def test_thousands_of_prs_are_answered() -> None:
    ids = [f"PR{number}" for number in range(3000)]
    chain = PrGraph([PullRequest(id=ids[0]), *map(_after_the_last, pairwise(ids))])
    assert chain.before(ids[0], ids[-1])
    assert len(chain.critical_path) == len(chain.layers) == 3000
    assert chain.redundant == () and chain.cycles == ()


def _after_the_last(pair: tuple[str, str]) -> PullRequest:
    return PullRequest(id=pair[1], depends_on=(pair[0],))


@st.composite
def graphs(draw: st.DrawFn, most: int = 7) -> PrGraph:
    """Any graph at all, cycles included."""
    ids = [f"PR{number}" for number in range(draw(st.integers(0, most)))]
    links = st.lists(st.sampled_from(ids), max_size=3) if ids else st.just([])
    return PrGraph([PullRequest(id=pr, depends_on=tuple(draw(links))) for pr in ids])


@st.composite
def acyclic(draw: st.DrawFn) -> PrGraph:
    """A graph without a cycle, its series in any order."""
    ids = [f"PR{number}" for number in range(draw(st.integers(1, 7)))]
    prs = [
        PullRequest(id=pr, depends_on=tuple(draw(st.sets(st.sampled_from(ids[:place])))) if place else ())
        for place, pr in enumerate(ids)
    ]
    return PrGraph(draw(st.permutations(prs)))


def _reaches(found: PrGraph, first: str, second: str) -> bool:
    """By walking chains of direct dependencies, one step at a time."""
    known = set(found.depends_on[second])
    for _ in found.order:
        known |= {on for pr in known for on in found.depends_on[pr]}
    return first in known


@given(graphs())
def test_before_is_a_chain_of_direct_dependencies(found: PrGraph) -> None:
    for first in found.order:
        for second in found.order:
            assert found.before(first, second) == _reaches(found, first, second)
            assert (second in found.later(first)) == (first != second and found.before(first, second))


@given(graphs())
def test_every_cycle_is_one_and_every_tangle_is_listed(found: PrGraph) -> None:
    for cycle in found.cycles:
        assert cycle[0] == cycle[-1] and len(set(cycle)) == len(cycle) - 1
        assert all(first in found.depends_on[second] for first, second in pairwise(cycle))
    tangles = {
        frozenset(other for other in found.order if found.before(pr, other) and found.before(other, pr))
        for pr in found.order
        if found.before(pr, pr)
    }
    assert {next(tangle for tangle in tangles if cycle[0] in tangle) for cycle in found.cycles} == tangles
    assert len(found.cycles) == len(tangles)


@given(graphs())
def test_layers_hold_each_pr_once_and_only_the_last_may_be_tangled(found: PrGraph) -> None:
    assert sorted(pr for layer in found.layers for pr in layer) == sorted(found.order)
    for index, layer in enumerate(found.layers):
        lower = {pr for below in found.layers[:index] for pr in below}
        settled = [pr for pr in layer if _settled(found, pr)]
        assert settled == list(layer) or (not settled and index == len(found.layers) - 1)
        assert all(lower.issuperset(found.depends_on[pr]) for pr in settled)


def _settled(found: PrGraph, pr: str) -> bool:
    return not any(found.before(other, other) for other in found.order if found.no_later(other, pr))


@given(graphs())
def test_topological_holds_every_pr_once_in_an_order_that_works(found: PrGraph) -> None:
    assert sorted(found.topological) == sorted(found.order)
    place = {pr: index for index, pr in enumerate(found.topological)}
    for pr in found.order:
        if _settled(found, pr):
            assert all(place[on] < place[pr] for on in found.depends_on[pr])
    if not found.cycles and all(
        found.order.index(on) < found.order.index(pr) for pr in found.order for on in found.depends_on[pr]
    ):
        assert found.topological == found.order


@given(acyclic())
def test_without_redundant_dependencies_everything_waits_for_the_same(found: PrGraph) -> None:
    lean = PrGraph(
        [
            pr.model_copy(
                update={"depends_on": tuple(on for on in pr.depends_on if (pr.id, on) not in found.redundant)}
            )
            for pr in found.prs
        ]
    )
    assert lean.reach.before == found.reach.before
    assert lean.redundant == ()
    for pr in lean.order:
        for on in lean.depends_on[pr]:
            others = [other for other in lean.depends_on[pr] if other != on]
            assert not any(lean.no_later(on, other) for other in others)


@given(acyclic())
def test_the_critical_path_is_a_longest_chain(found: PrGraph) -> None:
    path = found.critical_path
    assert all(first in found.depends_on[second] for first, second in pairwise(path))
    assert len(path) == len(found.layers)


@given(acyclic())
def test_the_widest_set_is_a_largest_set_of_concurrent_prs(found: PrGraph) -> None:
    chosen = widest(found)
    assert all(found.concurrent(first, second) for first, second in combinations(chosen, 2))
    larger = combinations(found.order, len(chosen) + 1)
    assert not any(all(found.concurrent(a, b) for a, b in combinations(prs, 2)) for prs in larger)


@given(acyclic())
def test_workstreams_are_the_fewest_chains_that_hold_every_pr_once(found: PrGraph) -> None:
    streams = workstreams(found)
    assert sorted(pr for prs in streams for pr in prs) == sorted(found.order)
    assert all(found.no_later(first, second) for prs in streams for first, second in pairwise(prs))
    # Fewer chains cannot hold PRs of which none waits for another.
    assert len(streams) == len(widest(found))


@given(acyclic(), st.data())
def test_overlaps_are_the_pairs_that_meet(found: PrGraph, data: st.DataObject) -> None:
    touched = {pr: data.draw(st.sets(st.sampled_from(["a.go", "b.go"]))) for pr in found.order}
    noted = data.draw(st.lists(st.sets(st.sampled_from(found.order)), max_size=3))
    with_files = PrGraph(
        [
            pr.model_copy(update={"files": tuple(FileChange(path=path) for path in sorted(touched[pr.id]))})
            for pr in found.prs
        ]
    )
    expected = {
        (path, pr)
        for pr, other in permutations(found.order, 2)
        for path in touched[pr] & touched[other]
        if found.concurrent(pr, other) and not any({pr, other} <= group for group in noted)
    }
    assert {(overlap.path, pr) for overlap in overlaps(with_files, noted) for pr in overlap.prs} == expected

"""Finding names by a few letters."""

from __future__ import annotations

import time

import pytest

from blistui.repo.symbols.name_ranking import Preferred
from blistui.repo.symbols.name_score import matched
from blistui.repo.symbols.name_search import NameSearch
from blistui.repo.symbols.worth import worth_of_path

_FILES = (
    "cmd/root.go",
    "docs/routing.md",
    "sim/cluster/router_state.go",
    "sim/request.go",
    "sim/router.go",
    "sim/routing_test.go",
    "sim/workload/generator.go",
    "zebra/sim_router/x.go",
)


def last(search: NameSearch, query: str, limit: int = 10) -> list[str]:
    """The best names in the final list."""
    return [search.names[number] for number in list(search.find(query, limit))[-1]]


def test_names_that_start_with_the_query_come_before_those_that_hold_it() -> None:
    assert last(NameSearch(_FILES), "router") == [
        "sim/router.go",
        "sim/cluster/router_state.go",
        "zebra/sim_router/x.go",
    ]


def test_all_words_must_occur_and_case_does_not_matter() -> None:
    assert last(NameSearch(_FILES), "SIM Rout test")[0] == "sim/routing_test.go"


@pytest.mark.parametrize("part", ["/", "."])
def test_what_separates_parts_may_be_all_that_is_typed(part: str) -> None:
    search = NameSearch([f"sim{part}router", f"cmd{part}root"], part)
    assert sorted(last(search, part)) == [f"cmd{part}root", f"sim{part}router"]
    assert last(NameSearch((), part), part) == []


def test_letters_in_their_order_are_found_after_the_rest() -> None:
    assert last(NameSearch(_FILES), "wlgen") == ["sim/workload/generator.go"]
    assert last(NameSearch(_FILES), "qqq") == []


def test_capitals_prefer_names_that_have_them() -> None:
    names = ["routingPolicy", "RoutingPolicy", "IsRoutingPolicy"]
    assert last(NameSearch(names, part="."), "RoutingP") == [
        "RoutingPolicy",
        "IsRoutingPolicy",
        "routingPolicy",
    ]
    assert last(NameSearch(names, part="."), "routingp")[0] == "routingPolicy"


def test_a_capital_within_a_name_begins_a_word() -> None:
    names = ["Unrouting", "NewRouting", "Test_Longer_Routing"]
    assert last(NameSearch(names, part="."), "routing") == ["NewRouting", "Test_Longer_Routing", "Unrouting"]


_SYMBOLS = {
    "TestSimulator_Run": "sim/simulator_test.go",
    "mustRun": "sim/simulator/must.go",
    "ClusterSimulator.Run": "sim/cluster/cluster.go",
    "Simulator.Run": "sim/simulator.go",
    "Reader": "bufio/bufio.go",
    "NewReader": "bufio/bufio.go",
    "ByteReader": "io/io.go",
    "Simulator": "sim/simulator.go",
}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("simulator run", "Simulator.Run"),
        ("run simulator", "Simulator.Run"),
        ("run cluster", "ClusterSimulator.Run"),
        ("Reader bufio", "Reader"),
        ("bufio new", "NewReader"),
        ("reader io/io", "ByteReader"),
        ("bufio", None),
        ("reader nowhere", None),
        ("bufio go", None),
    ],
)
def test_some_of_several_words_may_be_in_the_receiver_or_the_path(query: str, first: str | None) -> None:
    paths = list(_SYMBOLS.values())
    search = NameSearch(list(_SYMBOLS), ".", paths.__getitem__)
    names = [search.names[number] for number in [*search.find(query, 10)][-1]]
    assert (names[0] if names else None) == first
    # Typed letter by letter it is found too.
    for end in range(1, len(query) + 1):
        [*_, numbers] = search.find(query[:end], 10)
    assert [search.names[number] for number in numbers] == names


def test_an_empty_query_lists_the_first_names() -> None:
    assert last(NameSearch(_FILES), "  ", 2) == ["cmd/root.go", "docs/routing.md"]


def test_what_is_in_no_best_place_is_found() -> None:
    search = NameSearch(_FILES)
    assert len(last(search, "go")) == len(_FILES) - 1
    assert last(search, "x")[0] == "zebra/sim_router/x.go"
    assert last(search, "!") == []
    assert last(NameSearch(()), "abc") == []


def test_symbols_have_parts_between_dots() -> None:
    search = NameSearch(["Router.Route", "routeAll", "NewRouter", "Sim.router"], part=".")
    assert last(search, "route") == ["Router.Route", "routeAll", "Sim.router", "NewRouter"]
    assert last(search, "router") == ["Sim.router", "Router.Route", "NewRouter"]


def test_a_longer_query_narrows_what_the_shorter_one_found() -> None:
    search = NameSearch(_FILES)
    assert last(search, "rout")
    assert last(search, "router st")[0] == "sim/cluster/router_state.go"
    assert last(search, "re")[0] == "sim/request.go"


def test_names_among_very_many_are_found_although_only_some_candidates_are_ranked() -> None:
    names = [f"pkg{number}/misrouted/file.go" for number in range(3000)] + ["zz/route.go"]
    assert last(NameSearch(names), "route")[0] == "zz/route.go"


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        ("sim/router.go", "rout sim", [(0, 3), (4, 8)]),
        ("sim/router.go", "srg", [(0, 1), (4, 5), (11, 12)]),
        ("sim/router.go", "x", []),
    ],
)
def test_matched_letters(name: str, query: str, expected: list[tuple[int, int]]) -> None:
    assert matched(name, query) == expected


_GO = {
    "http.Serve": "net/http/server.go",
    "http.httpservecontentmaxranges": "net/http/http_test.go",
    "http.ListenAndServe": "net/http/server.go",
    "obj.LASX": "cmd/obj/loong.go",
    "bufio.Reader": "bufio/bufio.go",
    "http.bufioReaderPool": "net/http/server.go",
    "io.Reader": "io/io.go",
    "mvcc.NewStore": "mvcc/store.go",
    "mvcc.watchableStore": "mvcc/watchable.go",
    "sync.WaitGroup.Wait": "sync/waitgroup.go",
    "synctest.testWaitGroupHeapAllocatedWG": "synctest/synctest_test.go",
    "ssa.mallocgc": "cmd/testdata/ssa.go",
    "runtime.mallocgc": "runtime/malloc.go",
    "blis.NewRoutingPolicy": "sim/routing.go",
    "blis.Unrelated": "sim/nrp.go",
}


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("httpserve", "http.Serve"),
        ("LAS", "http.ListenAndServe"),
        ("Reader bufio", "bufio.Reader"),
        ("bufio reader", "bufio.Reader"),
        ("wstore", "mvcc.watchableStore"),
        ("wStore", "mvcc.watchableStore"),
        ("wg wait", "sync.WaitGroup.Wait"),
        ("mallocgc", "runtime.mallocgc"),
        ("NRP", "blis.NewRoutingPolicy"),
        ("nrp", "blis.NewRoutingPolicy"),
        ("RoutPol", "blis.NewRoutingPolicy"),
    ],
)
def test_words_humps_initials_and_packages_are_ranked_together(query: str, first: str) -> None:
    owners, _, names = zip(*(name.partition(".") for name in _GO), strict=True)
    paths = list(_GO.values())
    search = NameSearch(names, ".", paths.__getitem__, owners, lambda number: worth_of_path(paths[number]))
    [*_, numbers] = search.find(query, 10)
    assert f"{owners[numbers[0]]}.{names[numbers[0]]}" == first


def test_a_choice_leaves_out_what_it_does_not_take_and_narrows_nothing_for_later() -> None:
    search = NameSearch(_FILES)
    [*_, numbers] = search.find("rout", 10, lambda number: "test" not in _FILES[number])
    assert [_FILES[number] for number in numbers if "test" in _FILES[number]] == []
    assert "sim/routing_test.go" in last(search, "routing")


def test_what_is_preferred_comes_first_among_equals_and_while_nothing_is_typed() -> None:
    names = ["a/store.go", "b/store.go", "c/store.go"]
    preferred = Preferred([2], lambda number: 5.0 if number == 2 else 0.0)
    assert [*NameSearch(names).find("", 10, None, preferred)][-1] == [2, 0, 1]
    assert [*NameSearch(names).find("store", 10, None, preferred)][-1] == [2, 0, 1]
    assert [*NameSearch(names).find("b store", 10, None, preferred)][-1][0] == 1


def test_names_with_signs_of_all_kinds_are_found_where_they_are() -> None:
    names = ["a\tb.go", "İstanbul.go", "x\ny.go", "", "😀.go", "ﬀ.go"]
    search = NameSearch(names, owners=["o"] * len(names))
    for query in ("go", "b.go", "stan", "y", "😀", "o", "ob", "ﬀ"):
        for numbers in search.find(query, 10):
            assert all(0 <= number < len(names) for number in numbers)
    assert last(search, "stanbul") == ["İstanbul.go"]
    assert last(search, "b.go")[0] == "a\tb.go"


def test_a_name_made_to_be_slow_costs_little() -> None:
    search = NameSearch(["a" * 50_000, "ab" * 20_000, "A" * 20_000])
    started = time.process_time()
    for query in ("a" * 30, "b" * 40, "aA" * 10, "ab ba aab"):
        list(search.find(query, 10))
    assert time.process_time() - started < 8

"""What the heuristics on prose see and what they leave alone."""

from __future__ import annotations

import pytest

from blistui.plan.headings import PHASE_1
from blistui.rules.prose.filled import says_something
from blistui.rules.prose.precision import has_measure, measurable, praise, vague_word
from blistui.rules.prose.sentences import sentences, words
from blistui.rules.prose.verbs import joined_verbs


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("...", 0),
        ("Chooses a replica", 1),
        ("Chooses a replica. It counts.", 2),
        ("Reads traces, e.g. Poisson arrivals, at 0.5 req/s vs. 2.", 1),
        ("Lives in sim/routing.go. Nothing else does.", 2),
        ("Says `a. B` only", 1),
        ("Ends at time T. Then more.", 1),
        ("Wrapped over\ntwo lines.", 1),
        ("First thing\n\nSecond thing", 2),
        ("- one\n- two", 2),
        ("What? This!", 2),
    ],
)
def test_sentences_are_counted(text: str, number: int) -> None:
    assert len(sentences(text)) == number


def test_words_are_those_one_says() -> None:
    assert words("The router's choice -- p99, 10 % faster") == 6


@pytest.mark.parametrize(
    "text",
    [
        "Routes each request and evicts cold blocks",
        "Selects a target; records the decision",
        "Tracks queues and routes requests",
        "Selects, scores, and routes requests",
        "Owns the clock and advances it",
        "Responsible for routing requests and evicting blocks",
        "Select a replica and record the decision",
        "Stores blocks; it also evicts them",
        "Runs the simulator with candidate models; compares simulated latencies against observed means",
        "Loads ground truth; mirrors counters of each run",
        "Admits requests and then quickly dispatches them",
        "Records requests while counting them",
        "Decides and bills",
        "Accepts and bills each request",
        "Admits requests plus billing of tenants",
        "Routes each request along with recording its class",
        "Holds the cache together with measuring its hits",
        "In addition to holding the cache, it evicts cold blocks",
        "Evicts blocks on top of counting them",
        "Apart from admitting requests, bills them",
        "Places requests but also throttles tenants",
        "Not only places requests but throttles tenants",
        "Places requests, at the same time throttling tenants",
    ],
)
def test_a_second_verb_is_seen(text: str) -> None:
    assert joined_verbs(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Routes each request to one replica.",
        "Orchestrates scoring and aggregation within `weighted` routing.",
        "Tracks queues and caches per instance",
        "Holds requests and responses",
        "YAML and CLI parsing and validation for scorer weights.",
        "Decides when to admit and when to reject a request",
        "Pure scoring functions.",
        "Turns arrivals and completions into waiting times",
        "Produce request streams from specs and traces",
        "Orders events by time and priority",
        "Keeps state and statistics apart",
        "Admits requests while the pool is full",
        "Requests and replicas of the pool",
        "Answers questions as well as it can",
        "Places requests together with their prefixes",
        "Evicts blocks apart from pinned ones",
        "Keeps the queue on top of the cache",
        "Stores not only blocks but also their ages",
    ],
)
def test_joined_nouns_are_left_alone(text: str) -> None:
    assert joined_verbs(text) == ""


@pytest.mark.parametrize(
    "text",
    [
        "p99 at most 5 % above the single queue",
        "std_dev differs by 5×",
        "score > 0.3",
        "TestBothPolicies passes",
        "the BC-14 test of PR 1",
        "sim/routing_test.go stays green",
        "acceptable: p99 within 5 ms",
        "no scoring logic found outside routing",
        "all existing tests pass",
        "byte-identical output",
        "strictly faster than the scan",
        "p99 stays below the baseline",
    ],
)
def test_a_criterion_that_decides_is_measurable(text: str) -> None:
    assert measurable(text)


@pytest.mark.parametrize(
    "text",
    [
        "looks good",
        "looks good on 3 runs",
        "works well",
        "works as expected, no issues",
        "acceptable latency",
        "good enough",
        "the team agrees",
        "PR 3 merges",
        "INV-1 holds",
        "A -> B",
        "latency is low",
    ],
)
def test_an_opinion_is_not_measurable(text: str) -> None:
    assert not measurable(text)


def test_vague_words_are_found_outside_code_only() -> None:
    assert vague_word("Better routing") == "Better"
    assert vague_word("various policies") == "various"
    assert vague_word("A run stays fast") == "stays fast"
    assert vague_word("reasonably small reports") == "reasonably small"
    assert vague_word("a fast path and a low load") == ""
    assert vague_word("cache, queue, etc.") == "etc."
    assert vague_word("the `robust` flag of the sketch") == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Make the sweep considerably shorter", "considerably shorter"),
        ("A slightly less crowded report", "slightly less"),
        ("Adding a scorer gets easier.", "easier"),
        ("Runs become cheaper for small pools", "cheaper"),
        ("Old files mostly keep their meaning", "mostly keep"),
        ("The text report is largely unchanged", "largely unchanged"),
        ("Reports stay the same where possible", "where possible"),
        ("As few keys as possible are added", "As few keys as possible"),
        ("Exit codes stay as they are in most cases", "in most cases"),
        ("Without noticeable delay", "Without noticeable delay"),
        ("The cost of a snapshot is negligible", "negligible"),
        ("Readers of the report hardly see it", "hardly see"),
        ("Choosing replicas smarter under load", "smarter"),
    ],
)
def test_a_hedge_promises_without_saying_how_much(text: str, word: str) -> None:
    assert vague_word(text) == word


@pytest.mark.parametrize(
    "text",
    [
        "The faster replica is served first",
        "Choose the cheaper of two replicas",
        "A scan that is faster than one over all replicas",
        "The largely idle pool shrinks",
        "Report the lot size of each batch",
        "Requests that are normally distributed",
        "It is possible to name two policies",
    ],
)
def test_a_comparison_or_a_plain_adverb_is_no_hedge(text: str) -> None:
    assert vague_word(text) == ""


def test_a_number_in_a_name_is_no_measure() -> None:
    assert not has_measure("as in PR 3, section 4.3, INV-7 and #12")
    assert has_measure("16 replicas")


@pytest.mark.parametrize(
    "text", ["", " ", "--", "—", "none", "N/A", "`TBD`", "...", PHASE_1, f"{PHASE_1}.\n"]
)
def test_marks_and_the_template_s_text_say_nothing(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize("text", ["it is pure", "None of the replicas fails", "p99", "Yes"])
def test_what_an_author_wrote_says_something(text: str) -> None:
    assert says_something(text)


@pytest.mark.parametrize("piece", ["and ", ".", "--", "<", "1", "; also ", "`", "the ", "\n", "_"])
def test_a_megabyte_of_anything_is_read_in_one_pass(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    assert isinstance(joined_verbs(text), str)
    assert isinstance(measurable(text), bool)
    assert isinstance(praise(text) + vague_word(text), str)
    assert len(sentences(text)) <= len(text)
    assert isinstance(says_something(text), bool)

"""Words that put work off."""

from __future__ import annotations

import pytest

from blistui.rules.prose.deferral import put_off


@pytest.mark.parametrize(
    "text",
    [
        "Add a benchmark job when needed",
        "README: TBD",
        "We will add this later",
        "Update the guidelines in a later PR",
        "`sim/kv/` package deferred to PR14",
        "Production invariant tests deferred.",
        "Eventually a linter",
        "Benchmarks if necessary",
        "No helpers now; golden files are postponed until the format settles",
        "left for a follow-up",
        "The module map, in due course",
        "At a later stage a linter",
        "A benchmark, if time permits",
        "CI steps when there is time",
        "A dashboard is nice to have",
        "Down the road a second linter",
        "A benchmark, until somebody gets around to it",
        "A linter when one of us finds time",
        "Golden cases when we find the time",
        "A linter, as soon as anybody has time for it",
        "A nightly job once time is left",
        "Fuzzing whenever capacity allows",
        "A second runner; its labels are to be agreed",
        "The cache key is to be worked out",
        "Benchmarks, the threshold chosen during implementation",
        "Fixtures are figured out along the way",
        "Which runner is left to the implementer",
        "The format of the fixture is left open",
        "A race job, should it prove flaky",
        "A stress test if anyone complains",
        "A guide for authors, sometime",
        "A table, once the next author gets round to it",
        "A dashboard when the metrics have settled",
        "The guide is written at the end of the project",
    ],
)
def test_what_puts_work_off(text: str) -> None:
    assert put_off(text)


@pytest.mark.parametrize(
    "text",
    [
        "Created in PR1, consumed by later PRs",
        "Merges no later than PR2",
        "Documentation is never deferred to another PR",
        "Pinned as required by the release policy",
        "Replicas are eventually consistent",
        "Deferred delivery queue fixture",
        "Runs later than the linter",
        "The test of the router, read left to right",
        "The golden case holds an event that fires one tick later",
        "A helper for requests that arrive later",
        "Checks what later events see",
        "The timer ends 20 ms later",
        "Hosts below example.com to it",
        "The port is to be agreed in PR2, before its merge",
        "The connection is left open by the fixture, and closed by the test",
        "The implementation of PR3 names the job",
        "Sometimes the runner has no time left: the limit is 20 minutes",
        "The job should be green when the change is merged",
        "The time that is left is printed",
        "The limits need to be specified in the workload",
        "Sometime after the release it is printed",
        "Once the interface is frozen, PR3 adds the table",
        "The report is written at the end of the run",
        "Should it be a queue, the fixture fills it",
    ],
)
def test_what_does_not(text: str) -> None:
    assert put_off(text) == ""

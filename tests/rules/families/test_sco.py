"""Analysis questions and the scoping table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.harness import Case, check_case
from tests.rules.whole_plan import WHOLE, instead, without

TRACED = """
[[block]]
id = "pool"
[[pr]]
id = "PR1"
block = "pool"
change = "add"
[[scope]]
id = "S1"
component = "Replicas"
modeled = "each of them"
block = ["pool"]
"""

CASES = (
    Case(
        "SCO001",
        WHOLE,
        instead("How much wait does a slow network add?", "The wait that a slow network adds."),
        at="question.Q2.text",
        says="question mark",
    ),
    Case(
        "SCO001",
        WHOLE,
        instead("How much wait does a slow network add?", ""),
        at="question.Q2.text",
        says="asks nothing",
    ),
    Case(
        "SCO001",
        '[[question]]\nid = "Q1"\ntext = "**Q1: Which is fastest?** — answered by the runs of PR2"\n',
        '[[question]]\nid = "Q1"\ntext = "**Q1: What? The fastest.** — answered by the runs of PR2"\n',
        says="question mark",
    ),
    Case(
        "SCO001",
        '[[question]]\nid = "Q1"\ntext = "Which is fastest (at p99)?"\n',
        "",
        at="question",
        says="no analysis question",
    ),
    Case(
        "SCO002",
        '[[scope]]\nid = "S1"\ncomponent = "Network"\nomitted = "Yes"\njustification = "one rack"\n',
        "",
        at="scope",
        says="no rows",
    ),
    Case(
        "SCO002",
        WHOLE,
        instead('omitted = "Yes"', 'omitted = "--"'),
        at="scope.S3.modeled",
        says="S3 (Failures of replicas) is neither",
    ),
    Case(
        "SCO002",
        WHOLE,
        instead('modeled = "every request in it"', 'modeled = "every request in it"\nomitted = "Yes"'),
        at="scope.S1.omitted",
        says="both modeled and omitted",
    ),
    *(
        Case(
            "SCO002",
            instead('"every request in it"', '"every request"\nomitted = "Their retries"'),
            instead('"every request in it"', f'"every request"\nomitted = "{all_of_it}"'),
            at="scope.S1.omitted",
            says="both modeled and omitted",
        )
        for all_of_it in (
            "Yes (0 GiB)",
            "**All** of it",
            "✓",
            "Every request.",
            "Not modeled in v1",
            "The queue of a replica",
        )
    ),
    Case("SCO002", WHOLE, instead('component = "Network"', 'component = ""'), at="scope.S2.component"),
    Case(
        "SCO003",
        WHOLE,
        instead('justification = "Replicas share one rack"', 'justification = "--"'),
        at="scope.S2.justification",
    ),
    Case("SCO004", WHOLE, without('lost = "congestion"\n'), at="scope.S2.lost"),
    Case(
        "SCO004",
        instead('lost = "congestion"', 'lost = "Nothing but congestion"'),
        instead('lost = "congestion"', 'lost = "Nothing that a user of the model would see"'),
        at="scope.S2.lost",
        says="as if it cost nothing",
    ),
    Case(
        "SCO004",
        WHOLE,
        instead('"replicas are spread over sites"', '"Under no circumstances, for this plan"'),
        at="scope.S2.matters_when",
    ),
    Case(
        "SCO004",
        WHOLE,
        without('matters_when = "replicas are spread over sites"\n'),
        at="scope.S2.matters_when",
    ),
    Case(
        "SCO005",
        instead(
            '\nanswers = ["Q2"]',
            '\nanswers = ["Q1"]',
            text=instead('\nanswers = ["Q1"]', '\nanswers = ["Q1", "Q2"]'),
        ),
        instead(
            '\nanswers = ["Q2"]',
            "\nanswers = []",
            text=instead('\nanswers = ["Q1"]', '\nanswers = ["Q1", "Q2"]'),
        ),
        at="scope.S2.answers",
    ),
    Case(
        "SCO006",
        WHOLE,
        instead('\nanswers = ["Q2"]', '\nanswers = ["Q1"]'),
        at="question.Q2.text",
        says="answers question Q2",
        also=("EVO008",),
    ),
    Case(
        "SCO008",
        TRACED,
        TRACED.replace('block = ["pool"]\n', ""),
        at="pr.PR1.block",
        says="names pool, which a PR adds",
    ),
    Case(
        "SCO008",
        TRACED,
        TRACED + '[[scope]]\nid = "S2"\ncomponent = "Retries"\nomitted = "Yes"\nblock = ["pool"]\n',
        at="scope.S2.block",
        says="omitted, and names pool",
    ),
    Case(
        "SCO007",
        WHOLE,
        without('data = "one measured delay"\n'),
        at="scope.S2.criteria.data",
        says="1 of the six",
    ),
    Case(
        "SCO007",
        WHOLE,
        without('accuracy = "decides it"\n', 'cost = "one file"\n'),
        at="scope.S1.criteria.accuracy",
        says="2 of the six scoping criteria open: effect on accuracy and cost of inclusion",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)

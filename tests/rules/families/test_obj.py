"""Objectives, non-goals and commitments."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.harness import Case, check_case
from tests.rules.whole_plan import WHOLE, instead, table, without

FIVE_MORE = "".join(
    f'[[objective]]\nid = "O{number}"\ntext = "Outcome {number}"\n\n' for number in range(4, 9)
)

CASES = (
    Case(
        "OBJ001",
        WHOLE,
        without(table("objective", "O3")),
        at="objective",
        says="2 objectives",
        also=("PLN002",),
    ),
    Case("OBJ001", WHOLE, FIVE_MORE + WHOLE, at="objective", says="8 objectives", also=("OBJ005",)),
    Case(
        "OBJ001",
        WHOLE,
        instead('text = "Replay a recorded workload"', 'text = " "'),
        at="objective.O2.text",
        says="says nothing",
    ),
    Case("OBJ002", WHOLE, without(table("non_goal", "N1")), at="non_goal"),
    Case(
        "OBJ002",
        WHOLE,
        instead('text = "Live migration of requests between replicas"', 'text = ""'),
        at="non_goal.N1.text",
    ),
    Case(
        "OBJ003",
        WHOLE,
        without('performance = ["10,000 requests take at most 5 % longer"]\n'),
        at="commitments.performance",
        says="performance constraints",
    ),
    Case(
        "OBJ003",
        WHOLE,
        instead('"the program has no command line of its own"', '"none"'),
        at="commitments.cli_stability",
    ),
    Case(
        "OBJ003",
        WHOLE,
        instead('compatibility = ["scenario files of format 1 load"]', 'compatibility = [""]'),
        at="commitments.compatibility",
    ),
    Case(
        "OBJ004",
        WHOLE,
        instead("Keep old scenario files valid", "Improve the handling of scenario files"),
        at="objective.O3.text",
        says="“Improve”",
    ),
    Case(
        "OBJ004",
        instead("Keep old scenario files valid", "Improve the run time by 10 %"),
        instead("Keep old scenario files valid", "Improve the run time, as needed"),
        at="objective.O3.text",
    ),
    Case(
        "OBJ004",
        instead("Replay a recorded workload", "More robust replay"),
        instead(
            "Replay a recorded workload",
            "More robust replay",
            text=instead("two runs give the same trace", "looks good"),
        ),
        at="objective.O2.text",
        says="“robust”",
    ),
    Case(
        "OBJ005",
        WHOLE,
        instead('objectives = ["O1", "O3"]', 'objectives = ["O1"]'),
        at="objective.O3.text",
        says="No PR serves objective O3",
    ),
    Case(
        "OBJ005",
        WHOLE,
        instead('id = "O3"\n', "", text=instead('["O1", "O3"]', '["O1"]')),
        at="objective.@2.id",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_case(case: Case, tmp_path: Path) -> None:
    check_case(case, tmp_path)

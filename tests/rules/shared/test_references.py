"""An id that several items have names none of them, so no fix puts it anywhere."""

from __future__ import annotations

import pytest

from blistui.rules.shared.references import is_of_one, meant
from tests.rules.fixing import problems
from tests.rules.harness import context_of, plan_of

BLOCKS = '[[block]]\nid = "B1"\nname = "Router"\nowns = ["queue depth"]\n[[block]]\nid = "{}"\nname = "Q"\n'
PRS = '[[pr]]\nid = "PR2"\n[[pr]]\nid = "{}"\n'


@pytest.mark.parametrize(
    ("rule", "text", "twin"),
    [
        ("EVO002", BLOCKS + '[[evolution.change]]\nid = "C1"\nblock = "Router"\nwhat = "x"\n', "B1"),
        ("PRS004", BLOCKS + '[[pr]]\nid = "PR1"\nblock = "Router"\n', "B1"),
        ("CON013", BLOCKS + '[[ownership]]\nid = "OW1"\nstate = "queue depth"\n', "B1"),
        ("RSK001", PRS.replace('"PR2"\n', '"PR2"\ngates = ["D-1"]\n') + '[[risk]]\nid = "D-1"\n', "PR2"),
        ("PRS012", PRS + '[[risk]]\nid = "D-1"\ngate = "PR2"\n', "PR2"),
    ],
    ids=lambda value: value if len(value) < 8 else "",
)
def test_no_fix_names_one_of_two(rule: str, text: str, twin: str) -> None:
    def offered(own: str) -> list[str]:
        return [one.fix.title for one in problems(rule, plan_of(text.replace("{}", own))) if one.fix]

    assert offered("other")
    assert offered(twin) == []


def test_an_id_of_two_is_of_none() -> None:
    context = context_of(plan_of(BLOCKS.replace("{}", "B1")))
    assert meant(context, "block", "Router") == "" and not is_of_one(context, "block", "B1")
    assert not is_of_one(context, "block", "")

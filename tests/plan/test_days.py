"""What is a day, and what only begins as one."""

from __future__ import annotations

import datetime

import pytest

from blistui.plan.days import day

NO_DAYS = [
    "2026-11-29First full draft",
    "2026-11-29 First full draft",
    "2026-11-299",
    "2026-11-29-30",
    "2026-11-29T",
    "2026-11-29T25:00",
    "2026-11-29\n2026-11-30",
    "29.11.2026",
    "20261129",
    "2026-W48-7",
    "2026-1-2",
    "2026-02-30",
    "2026-13-01",
    "0000-01-01",
    "2026-11",
    "٢٠٢٦-11-29",
    "2026-11-29\x1b[31m",
    "today",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_only_looks_like_a_day_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-29",
        " 2026-11-29\n",
        "2026-11-29T10:00",
        "2026-11-29 10:00:00.5",
        "2026-11-29T10:00:00Z",
        "2026-11-29T23:30:00+05:30",
    ],
)
def test_a_day_may_have_a_time_as_toml_writes_it(text: str) -> None:
    assert day(text) == datetime.date(2026, 11, 29)

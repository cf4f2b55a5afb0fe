"""Places in code, in all the forms that people and tools write."""

from __future__ import annotations

import time

import pytest

from blistui.repo.errors import CitationError
from blistui.repo.places import parse_place, places_in

HASH = "9c2cac9d" * 5


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("see sim/queue.go:41", ["sim/queue.go:41"]),
        ("`sim/queue.go:12-30`.", ["sim/queue.go:12-30"]),
        ("(sim/queue.go:12\u201330)", ["sim/queue.go:12-30"]),
        ("sim/queue.go#L12-L30, and", ["sim/queue.go:12-30"]),
        ("sim/queue.go:433,437,466-470 are", ["sim/queue.go:433,437,466-470"]),
        ("sim/queue.go:12, 15 jobs", ["sim/queue.go:12"]),
        ("sim/queue.go:11:3: undefined", ["sim/queue.go:11"]),
        (
            "sim/queue.go:12 and :481, `:490-492`",
            ["sim/queue.go:12", "sim/queue.go:481", "sim/queue.go:490-492"],
        ),
        ("a.go:1, :2; b/c.go:3 (:4)", ["a.go:1", "a.go:2", "b/c.go:3", "b/c.go:4"]),
        (":481 before sim/queue.go:12", ["sim/queue.go:12"]),
        (f"https://github.com/a/b/blob/{HASH}/sim/q%20r.go#L11-L18 shows", ["sim/q r.go:11-18"]),
        (f"[it](https://gitlab.com/g/s/p/-/blob/{HASH}/x.go#L1-2)", ["x.go:1-2"]),
        ("http://host:8080/a/b.go:12", []),
        ("listens on localhost:8080", ["localhost:8080"]),
        ("golang:1.27 and 99:5%", []),
        ("../x.go:3 and /etc/passwd:1", []),
        ("a.go:0 and a.go:30-20", ["a.go:0", "a.go:30-20"]),
        ("sim/queue.go:12abc", []),
        ("ratio 3:1", ["3:1"]),
        ("issue#12, no lines", []),
        ("ключ/файл.go:7", ["ключ/файл.go:7"]),
    ],
)
def test_places_in_prose(text: str, places: list[str]) -> None:
    found = places_in(text)
    assert [str(place) for place in found] == places
    assert all(0 <= place.start < place.end <= len(text) for place in found)


def test_a_permalink_says_at_which_commit() -> None:
    link = f"https://github.com/a/b/blob/{HASH}/sim/queue.go#L11-L18"
    assert parse_place(link)[:3] == ("sim/queue.go", ((11, 18),), HASH)
    (place,) = places_in(f"see {link}.")
    assert place[:3] == ("sim/queue.go", ((11, 18),), HASH)


@pytest.mark.parametrize("text", ["sim/queue.go", "", ":12", "a.go:12-3", "a.go:0", "../a.go:1", "a.go#12x"])
def test_what_names_no_lines_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(CitationError):
        parse_place(text)


@pytest.mark.parametrize(
    "piece", ["a/", "a.", ":1", "a:1 ", "a:1,", "x://", "https://h/a/blob/", "#L1-", "1-"]
)
def test_reading_takes_time_in_proportion_to_the_text(piece: str) -> None:
    started = time.process_time()
    places_in(piece * 10_000)
    assert time.process_time() - started < 2

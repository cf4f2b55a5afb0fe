"""Compares the finders of files and symbols with fzf, and measures them.

    python -m tests.benchmarks.bench_finder sim=ROOT etcd=ROOT go=ROOT cmd=ROOT grpc=ROOT

The roots are checkouts of inference-sim and etcd, the sources of Go, their folder `cmd` alone, and grpc-go.
What is asked, with the answer that is meant, is in `finder_queries.txt`. fzf is asked about what a row of the
finder shows; of symbols also about their names alone, and its better rank counts.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from blistui.repo.repository import Repository
from blistui.repo.symbols.index import Located, SymbolIndex, load_index
from blistui.repo.symbols.name_search import NameSearch, file_search

_LIMIT = 200


class Asked(NamedTuple):
    """A query of one of the kinds `files` and `symbols`, and what is meant."""

    root: str
    kind: str
    query: str
    wanted: str


def read_queries() -> list[Asked]:
    """What is asked."""
    lines = Path(__file__).with_name("finder_queries.txt").read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [
        Asked(root, kind, query, wanted) for place, query, wanted in rows for root, kind in [place.split()]
    ]


def rank(found: Sequence[str], wanted: str) -> int:
    """The place of what is meant, from 1; 0 when it is not there."""
    return next((place for place, name in enumerate(found, 1) if name == wanted), 0)


def by_fzf(rows: Sequence[str], query: str) -> list[int]:
    """The numbers of the rows that fzf finds, best first."""
    text = "".join(f"{number}\t{row}\n" for number, row in enumerate(rows))
    command = ["fzf", "--delimiter=\t", "--nth=2..", f"--filter={query}"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    return [int(line.partition("\t")[0]) for line in done.stdout.splitlines()[:_LIMIT]]


class Timed(NamedTuple):
    """What was found, the milliseconds to the first list and to the last, and those between two."""

    numbers: list[int]
    first: float
    all: float
    longest: float


def find(search: NameSearch, query: str) -> Timed:
    """Ask as a finder does."""
    started = last = time.perf_counter()
    first, longest, numbers = 0.0, 0.0, []
    for found in search.find(query, _LIMIT):
        numbers, now = found, time.perf_counter()
        first = first or (now - started) * 1000
        longest, last = max(longest, (now - last) * 1000), now
    return Timed(numbers, first, (last - started) * 1000, longest)


def _name(symbol: Located) -> str:
    return f"{symbol.path.rpartition('/')[0]} {symbol.qualified}"


def compare(root: str, at: Path, asked: Sequence[Asked]) -> tuple[list[tuple[str, int, int]], list[Timed]]:
    """Ranks by kind, ours and fzf's, and times."""
    repository = Repository(at, (at / ".git").exists())
    files = file_search(repository.files())
    index: SymbolIndex = load_index(repository, separately=True)
    files.warm()
    index.search.warm()
    symbols = list(index)
    names = [symbol.qualified for symbol in symbols]
    rows = [f"{symbol.qualified}  {symbol.path}:{symbol.start}" for symbol in symbols]
    ranks, times = [], []
    print(f"{root}: {len(files.names)} files, {len(symbols)} symbols")
    for one in asked:
        is_file = one.kind == "files"
        took = find(files if is_file else index.search, one.query)
        if is_file:
            found = [files.names[number] for number in took.numbers]
            other = rank([files.names[number] for number in by_fzf(files.names, one.query)], one.wanted)
        else:
            found = [_name(index.symbol(number)) for number in took.numbers]
            others = [
                rank([_name(symbols[n]) for n in by_fzf(r, one.query)], one.wanted) for r in (rows, names)
            ]
            other = min((place for place in others if place), default=0)
        ranks.append((one.kind, rank(found, one.wanted), other))
        times.append(took)
        print(
            f"  {one.kind:8}{one.query:20}{ranks[-1][1] or '-':>5}{other or '-':>5}   "
            f"first {took.first:5.1f}  longest {took.longest:5.1f}  all {took.all:6.1f} ms   {found[:1]}"
        )
    return ranks, times


def main() -> None:
    """Compares all that are named."""
    if not sys.argv[1:]:
        sys.exit(__doc__)
    asked = read_queries()
    ranks: list[tuple[str, int, int]] = []
    times: list[Timed] = []
    for argument in sys.argv[1:]:
        root, _, at = argument.partition("=")
        more = compare(root, Path(at), [one for one in asked if one.root == root])
        ranks += more[0]
        times += more[1]
    for kind in ("files", "symbols"):
        own = [row for row in ranks if row[0] == kind]
        ours, theirs = (sum(row[at] == 1 for row in own) for at in (1, 2))
        print(f"{kind}: of {len(own)} first with us {ours}, with fzf {theirs}")
    first = [one.first for one in times]
    print(f"to the first list: median {median(first):.1f}, longest {max(first):.1f} ms")


if __name__ == "__main__":
    main()

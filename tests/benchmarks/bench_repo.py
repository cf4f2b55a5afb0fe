"""Index, finder, verification and stalls, against ctags and git grep in the same run (run by hand).

python -m tests.benchmarks.bench_repo REPOSITORY... [--runs N] [--exact]

Each figure is a median; ratios are of neighbouring measurements, so that a busy machine spoils both alike.
With --exact the index is compared with a full parse of each file first.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from blistui.plan.tables.citation import Citation
from blistui.repo import own_cache
from blistui.repo.citations.capture import CitationError, capture_in, verify_all
from blistui.repo.go.outline import declared_in, strictly_declared_in
from blistui.repo.go.parsing import parser
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.symbols import build as index_build
from blistui.repo.symbols.index import SymbolIndex, load_index

QUERIES = ("r", "ro", "rout", "new", "NewR", "config", "get set", "zzz")
CITATIONS = 1000


def wall() -> float:
    """Seconds as they pass."""
    return time.perf_counter()


def cpu() -> float:
    """Seconds of processor time, children's included: steadier on a busy machine."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


clock = wall


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = clock()
    work()
    return clock() - start


def compare(
    runs: int, ours: Callable[[], object], theirs: Callable[[], object]
) -> tuple[float, float, float]:
    """Median seconds of both, and the median of their ratios, measured in turns."""
    pairs = [(timed(ours), timed(theirs)) for _ in range(runs)]
    return median(a for a, _ in pairs), median(b for _, b in pairs), median(a / b for a, b in pairs)


def row(name: str, seconds: float, ratio: float | None, budget: str) -> None:
    """One line of the report."""
    against = f"{ratio:6.3f}x" if ratio is not None else " " * 7
    print(f"  {name:34} {seconds * 1000:9.1f} ms {against}   budget {budget}", flush=True)


def forget(repo: Repository) -> None:
    """Makes the next load a cold one."""
    own_cache._place("index", repo.root).unlink(missing_ok=True)


def bench_index(repo: Repository, runs: int) -> SymbolIndex:
    """Cold and warm index against ctags on the same files."""
    with tempfile.NamedTemporaryFile("w", suffix=".files") as listing:
        listing.write("\n".join(f"{repo.root}/{p}" for p in repo.files() if p.endswith(".go")))
        listing.flush()
        command = ["ctags", "-L", listing.name, "--languages=Go", "-o", os.devnull]

        def ctags() -> None:
            subprocess.run(command, stderr=subprocess.DEVNULL, check=False)

        def cold(separately: bool) -> Callable[[], None]:
            def build() -> None:
                forget(repo)
                load_index(repo, separately)

            return build

        index_build._VERY_LONG = 1 << 60
        seconds, ctags_seconds, ratio = compare(runs, cold(False), ctags)
        print(f"  {'ctags':34} {ctags_seconds * 1000:9.1f} ms")
        row("cold index, one process", seconds, ratio, "2.5x ctags")
        seconds, _, ratio = compare(runs, cold(True), ctags)
        row("cold index, separate processes (two)", seconds, ratio, "1.8x ctags")
        load_index(repo)
        seconds, _, ratio = compare(runs * 3, lambda: load_index(repo), ctags)
        row("warm index", seconds, ratio, "0.1x ctags")
    return load_index(repo)


def bench_finder(index: SymbolIndex) -> None:
    """The symbol finder: the first list for a key, on this index and on one of 200,000 names.

    Lists get better for some milliseconds more; with painting it is measured by `bench_code_view`.
    """
    for name, searched in (("", index), ("200,000 names, ", grown(index, 200_000))):
        search = searched.search
        search.warm()
        taken = [timed(partial(next, search.find(query, 50))) for query in QUERIES * 5]
        row(f"finder, {name}{len(searched):,}", median(taken), None, "10 ms with painting")
        row("finder, worst key", max(taken), None, "")


def grown(index: SymbolIndex, names: int) -> SymbolIndex:
    """An index with at least so many names: copies of the files under other paths."""
    copies = -(-names // max(1, len(index)))
    return SymbolIndex({f"c{n}/{path}": file for n in range(copies) for path, file in index.files.items()})


def citations_of(repo: Repository, commit: str | None) -> list[Citation]:
    """Many citations of a few lines each, at the same places in every run."""
    chosen = random.Random(1)
    snapshot = Snapshot(repo, commit)
    paths = sorted(path for path in snapshot.paths if path.endswith(".go"))
    found: list[Citation] = []
    while len(found) < CITATIONS and paths:
        path = chosen.choice(paths)
        text = snapshot.text_or_none(path)
        if text is None or text.line_count < 20:
            paths.remove(path)
            continue
        start = chosen.randint(1, text.line_count - 10)
        try:
            found.append(capture_in(snapshot, path, [(start, start + chosen.randint(0, 8))]))
        except CitationError:
            paths.remove(path)
    return found


def bench_verify(repo: Repository, runs: int) -> None:
    """Verification of many citations against one git grep of the repository."""

    def git_grep() -> None:
        subprocess.run(
            ["git", "grep", "-n", "func Zebra"], cwd=repo.root, stdout=subprocess.DEVNULL, check=False
        )

    cited = citations_of(repo, None)
    for name, at in (("now", None), ("200 commits ago", "HEAD~200")):
        base = repo.resolve(at) if at else repo.head()
        if at is not None:
            if base is None:
                continue
            cited = [c.model_copy(update={"commit": ""}) for c in citations_of(repo, base)]
        taken, grep_seconds, _ = compare(runs, partial(verify_all, repo, cited, base), git_grep)
        statuses = [found.status for found in verify_all(repo, cited, base)]
        exact = statuses.count("exact")
        budget = f"git grep {grep_seconds * 1000:.1f} + 50 ms"
        row(f"verify {len(cited)}, {name}, {exact} exact", taken, None, budget)


def bench_stalls(repo: Repository) -> None:
    """The longest time a thread that wakes each millisecond had to wait while another loads the index."""
    for name, make_cold in (("cold", True), ("warm", False)):
        if make_cold:
            forget(repo)
        worker = threading.Thread(target=load_index, args=(repo, True))
        longest, last = 0.0, time.perf_counter()
        worker.start()
        while worker.is_alive():
            time.sleep(0.001)
            now = time.perf_counter()
            longest, last = max(longest, now - last - 0.001), now
        row(f"longest stall, {name} index in a thread", longest, None, "16 ms")


def check_exact(repo: Repository) -> None:
    """Prints every file whose index differs from a full parse."""
    index = load_index(repo)
    differ = broken = 0
    for path in index.files:
        source = repo.read_bytes(path)
        if strictly_declared_in(source) is None:
            broken += 1
            continue
        full = [(n, k, r, a, b) for n, k, r, a, b in declared_in(source).rows if k != "package"]
        ours = [(s.name, s.kind, s.receiver, s.start, s.end) for s in index.in_file(path)]
        if full != ours:
            differ += 1
            print(f"  DIFFERS: {path}")
    print(
        f"  index equals a full parse in all but {differ} of {len(index.files)} files ({broken} are broken)"
    )


def main() -> None:
    """Measures each repository named on the command line."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("repositories", nargs="+", type=Path)
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--exact", action="store_true")
    arguments.add_argument("--cpu", action="store_true", help="measure processor time")
    given = arguments.parse_args()
    global clock
    clock = cpu if given.cpu else wall
    cache = tempfile.mkdtemp(prefix="blistui-bench-")
    os.environ["XDG_CACHE_HOME"] = cache
    parser().parse(b"package p")
    try:
        for folder in given.repositories:
            repo = Repository.open(folder)
            print(f"{folder.name}: load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
            index = bench_index(repo, given.runs)
            print(f"  {len(index.files):,} files, {len(index):,} symbols")
            if given.exact:
                check_exact(repo)
            bench_finder(index)
            if repo.is_git:
                bench_verify(repo, given.runs)
            bench_stalls(repo)
    finally:
        shutil.rmtree(cache)


if __name__ == "__main__":
    main()

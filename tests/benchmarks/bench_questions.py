"""Questions about the commonest names of a repository, asked one after the other (run by hand).

python -m tests.benchmarks.bench_questions REPOSITORY... [--names N] [--worst N]

The time of the processor, which other programs disturb less: of the first question, and of those about the N
commonest methods and types, each of them asked twice.
"""

from __future__ import annotations

import argparse
import gc
import re
import time
from collections import Counter
from pathlib import Path
from statistics import median

from blistui.repo.errors import QueryError
from blistui.repo.go.type_syntax import Interface
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.kept import KeptCode
from blistui.repo.queries.queries import QUESTIONS
from blistui.repo.queries.targets import place_text
from blistui.repo.repository import Repository

_WORD = re.compile(rb"\w+")
_FIRST = 1500
_NEXT = 150
"""Budgets, in milliseconds."""


def subjects(code: GoCode, most: int) -> list[tuple[str, str]]:
    """Pairs of a question and what it is about: methods and types, those that are named most often."""
    packages = [package for package in code.packages.all if not package.program]
    words = Counter(word for _, source in code.sources for word in _WORD.findall(source))
    methods = Counter(method.name for one in packages for file in one.files for method in file.methods)
    asked = [(ask, f".{name}") for name, _ in methods.most_common(most) for ask in ("references", "callers")]
    types = sorted(
        (
            -words[declared.name.encode()],
            place_text(code, one, declared.name),
            isinstance(declared.body, Interface),
        )
        for one in packages
        for file in one.files
        for declared in file.types
    )
    interfaces = [place for _, place, is_interface in types if is_interface][:most]
    others = [place for _, place, is_interface in types if not is_interface][:most]
    asked += [(ask, place) for place in interfaces for ask in ("implementers", "references")]
    asked += [(ask, place) for place in others for ask in ("satisfies", "constructors", "references")]
    owners = {
        method.name: place_text(code, one, method.receiver, method.name)
        for one in packages
        for file in one.files
        for method in file.methods
    }
    return asked + [("callers", owners[name]) for name, _ in methods.most_common(most)]


def milliseconds(kept: KeptCode, ask: str, subject: str) -> tuple[float, int]:
    """How long an answer takes, and how many places it has."""
    started = time.process_time()
    try:
        found = kept.ask(None, lambda inquiry: len(list(QUESTIONS[ask](inquiry, subject))))
    except QueryError:
        found = 0
    return (time.process_time() - started) * 1000, found


def measure(repo: Repository, names: int, worst: int) -> None:
    """Prints the figures of one repository."""
    asked = subjects(GoCode(repo), names)
    for first in ("references", "implementers"):
        gc.collect()
        kept = KeptCode(repo)
        ask, subject = next(pair for pair in asked if pair[0] == first)
        taken, _ = milliseconds(kept, ask, subject)
        print(f"  the first, {ask} {subject}: {taken:.0f} ms (budget {_FIRST})")
    del kept
    gc.collect()
    kept = KeptCode(repo)
    milliseconds(kept, *asked[0])
    rows = [(*milliseconds(kept, ask, subject), ask, subject) for ask, subject in asked[1:]]
    again = [milliseconds(kept, ask, subject)[0] for ask, subject in asked]
    over = sum(taken > _NEXT for taken, *_ in rows)
    print(
        f"  {len(rows)} others: median {median(taken for taken, *_ in rows):.0f} ms, {over} over {_NEXT};"
        f" once more: median {median(again):.0f} ms, longest {max(again):.0f}"
    )
    for taken, found, ask, subject in sorted(rows, reverse=True)[:worst]:
        print(f"    {taken:6.0f} ms {found:6,} places  {ask} {subject}")


def main() -> None:
    """Measures each repository named on the command line."""
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("repositories", nargs="+", type=Path)
    arguments.add_argument("--names", type=int, default=20)
    arguments.add_argument("--worst", type=int, default=10)
    given = arguments.parse_args()
    for folder in given.repositories:
        print(folder.name)
        measure(Repository.open(folder), given.names, given.worst)


if __name__ == "__main__":
    main()

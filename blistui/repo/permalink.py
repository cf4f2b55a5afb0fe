"""The address of lines on the host that a repository comes from."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from urllib.parse import quote

from blistui.patterns import pattern
from blistui.repo.errors import RepositoryError
from blistui.repo.git import command as git
from blistui.repo.repository import Repository

_LARGEST = 1_000_000
_REMOTE = pattern(r'\[remote "(?P<name>[^"\n]*)"\]')
_URL = pattern(r"\s*url\s*=\s*\"?(?P<url>[^\s\"]+)")
# Nothing of what stands before the host, such as a password, is part of an address to pass on.
_ADDRESS = pattern(
    r"(?:(?:https?|ssh|git)://(?:[^/@\s]*@)?(?P<host>[^/:\s]+)(?::\d+)?/|(?:[^/@\s]*@)?(?P<short>[^/:\s]+):(?!//))"
    r"(?P<path>[^\s]+?)(?:\.git)?/?\Z"
)


def permalink(repo: Repository, path: str, lines: tuple[int, int], commit: str) -> str:
    """The address of lines at a commit; raises RepositoryError with a sentence when there is none."""
    url = _remote(repo)
    found = _ADDRESS.match(url)
    if found is None:
        raise RepositoryError("the repository has no remote on a code host: its lines have no address")
    host, project = found["host"] or found["short"], found["path"].strip("/")
    inside = quote(posixpath.join(repo.prefix, path))
    first, last = lines
    if "gitlab" in host:
        rows = f"L{first}" + (f"-{last}" if last > first else "")
        return f"https://{host}/{project}/-/blob/{commit}/{inside}#{rows}"
    rows = f"L{first}" + (f"-L{last}" if last > first else "")
    return f"https://{host}/{project}/blob/{commit}/{inside}#{rows}"


def _remote(repo: Repository) -> str:
    """The address of `origin`, or of the first remote; empty when there is none."""
    if not repo.is_git:
        return ""
    folder = os.fsdecode(git.run(repo.root, "rev-parse", "--git-common-dir")).removesuffix("\n")
    try:
        with Path(repo.root, folder, "config").open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return ""
    urls: dict[str, str] = {}
    name = None
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            section = _REMOTE.match(line.strip())
            name = section["name"] if section is not None else None
        elif name is not None and (url := _URL.match(line)) is not None:
            urls.setdefault(name, url["url"])
    return urls.get("origin", next(iter(urls.values()), ""))

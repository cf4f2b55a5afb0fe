"""Code hosts: what a repository is called there, and the addresses of its lines."""

from __future__ import annotations

import os
import posixpath
import re
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


_MODULE = pattern(r"^module\s+(\S+?)(?:/v[0-9]+)?\s*$", re.MULTILINE)


def permalink(repo: Repository, path: str, lines: tuple[int, int], commit: str) -> str:
    """The address of lines at a commit; raises RepositoryError with a sentence when there is none."""
    urls = _remotes(repo)
    found = _ADDRESS.match(urls.get("origin", next(iter(urls.values()), "")))
    if found is None:
        raise RepositoryError("the repository has no remote on a code host: its lines have no address")
    host, project = _host_and_path(found)
    inside = quote(posixpath.join(repo.prefix, path))
    first, last = lines
    if "gitlab" in host:
        rows = f"L{first}" + (f"-{last}" if last > first else "")
        return f"https://{host}/{project}/-/blob/{commit}/{inside}#{rows}"
    rows = f"L{first}" + (f"-L{last}" if last > first else "")
    return f"https://{host}/{project}/blob/{commit}/{inside}#{rows}"


def projects_of(repo: Repository) -> frozenset[str]:
    """What the repository is called on code hosts: `github.com/a/b`, of its remotes and of its Go module.

    In small letters.
    """
    found = {"/".join(_host_and_path(url)) for one in _remotes(repo).values() if (url := _ADDRESS.match(one))}
    try:
        module = _MODULE.search(repo.read("go.mod").text)
    except RepositoryError:
        module = None
    return frozenset(name.casefold() for name in (*found, *((module[1],) if module else ())))


def _host_and_path(address: re.Match[str]) -> tuple[str, str]:
    return address["host"] or address["short"], address["path"].strip("/")


def _remotes(repo: Repository) -> dict[str, str]:
    """The address of each remote by its name."""
    if not repo.is_git:
        return {}
    folder = os.fsdecode(git.run(repo.root, "rev-parse", "--git-common-dir")).removesuffix("\n")
    try:
        with Path(repo.root, folder, "config").open("rb") as file:
            text = file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return {}
    urls: dict[str, str] = {}
    name = None
    for line in text.splitlines():
        if line.lstrip().startswith("["):
            section = _REMOTE.match(line.strip())
            name = section["name"] if section is not None else None
        elif name is not None and (url := _URL.match(line)) is not None:
            urls.setdefault(name, url["url"])
    return urls

"""Addresses of lines on code hosts: never with a password, of a commit and not of a branch."""

from __future__ import annotations

import pytest

from blistui.repo.errors import RepositoryError
from blistui.repo.permalink import permalink
from blistui.repo.places import parse_place
from blistui.repo.repository import Repository
from tests.repo.conftest import Checkout

COMMIT = "a" * 40


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/o/r.git", "https://github.com/o/r/blob/{}/sim/a%20b.go#L3-L5"),
        ("https://me:secret@github.com/o/r", "https://github.com/o/r/blob/{}/sim/a%20b.go#L3-L5"),
        ("git@github.com:o/r.git", "https://github.com/o/r/blob/{}/sim/a%20b.go#L3-L5"),
        ("ssh://git@host.org:2222/o/r.git/", "https://host.org/o/r/blob/{}/sim/a%20b.go#L3-L5"),
        ("https://gitlab.com/g/s/r.git", "https://gitlab.com/g/s/r/-/blob/{}/sim/a%20b.go#L3-5"),
    ],
)
def test_the_address_is_made_from_the_remote(checkout: Checkout, url: str, expected: str) -> None:
    checkout.git("remote", "add", "upstream", "https://elsewhere.org/x/y")
    checkout.git("remote", "add", "origin", url)
    found = permalink(checkout.repo, "sim/a b.go", (3, 5), COMMIT)
    assert found == expected.format(COMMIT)
    assert "secret" not in found
    place = parse_place(permalink(checkout.repo, "sim/a.go", (3, 5), COMMIT))
    assert (place.path, place.ranges, place.commit) == ("sim/a.go", ((3, 5),), COMMIT)


@pytest.mark.parametrize("url", ["", "/a/folder", "../r", "file:///a/b"])
def test_without_a_host_there_is_no_address(checkout: Checkout, url: str) -> None:
    if url:
        checkout.git("remote", "add", "origin", url)
    with pytest.raises(RepositoryError, match="no remote on a code host"):
        permalink(checkout.repo, "a.go", (1, 1), COMMIT)


def test_of_a_folder_in_a_repository_the_path_is_that_of_the_repository(checkout: Checkout) -> None:
    checkout.write("engine/a.go", "x\n")
    checkout.commit()
    checkout.git("remote", "add", "origin", "https://github.com/o/r")
    inner = Repository.open(checkout.root / "engine")
    assert permalink(inner, "a.go", (1, 1), COMMIT).endswith(f"/{COMMIT}/engine/a.go#L1")

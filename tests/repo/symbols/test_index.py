"""The index of all symbols: exact, kept, renewed file by file, found by what a person types."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from blistui.repo.go.outline import outline
from blistui.repo.repository import Repository
from blistui.repo.symbols import build as index_build
from blistui.repo.symbols import cache as index_cache
from blistui.repo.symbols.index import SymbolIndex, load_index
from blistui.repo.symbols.indexed import package_doc
from tests.repo.conftest import Checkout

ROUTER = """// Package sim simulates.
//
//go:generate nothing
package sim

type RoutingPolicy interface {
	Route(request int) int
}

type RoundRobin struct {
	next, weight int
}

func (r *RoundRobin) Route(request int) int { return r.next }

func NewRoutingPolicy(name string) RoutingPolicy { return nil }

const DefaultWeight = 1
"""
TEST = """package sim_test

func TestRoute(t *testing.T) {}

func helper() {}
"""


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def repo(checkout: Checkout) -> Repository:
    checkout.write("sim/router.go", ROUTER)
    checkout.write("sim/router_test.go", TEST)
    checkout.write("main.go", "package main\n\nfunc main() {}\n")
    settle(checkout.root)
    return checkout.repo


def settle(root: Path) -> None:
    """Makes the files old enough to be trusted unread."""
    for path in root.rglob("*.go"):
        os.utime(path, ns=(10**18, 10**18))


def names(index: SymbolIndex) -> list[str]:
    return [symbol.qualified for symbol in index]


def test_it_holds_what_the_outline_of_each_file_holds(repo: Repository) -> None:
    index = load_index(repo)
    for path in index.files:
        expected = [
            (s.qualified, s.kind, s.start, s.end)
            for s in outline(repo.read(path).text)
            if s.kind != "package"
        ]
        assert [(s.qualified, s.kind, s.start, s.end) for s in index.in_file(path)] == expected
    assert len(index) == len(names(index)) == 9


def test_symbols_are_found_by_name_with_their_place(repo: Repository) -> None:
    index = load_index(repo)
    assert [s.at for s in index.named("RoundRobin.Route")] == ["sim/router.go:14"]
    assert [s.qualified for s in index.named("Route")] == ["RoutingPolicy.Route", "RoundRobin.Route"]
    assert [s.at for s in index.named("RoundRobin")] == ["sim/router.go:10-12"]
    assert index.named("round") == ()
    assert [s.name for s in index.tests] == ["TestRoute"]


def test_names_are_all_the_code_declares(repo: Repository) -> None:
    found = load_index(repo).names
    assert {"sim", "sim_test", "next", "weight", "Route", "RoundRobin.Route", "DefaultWeight"} <= found
    assert not {"", "int", "request"} & found


def test_packages_have_a_role_and_a_size(repo: Repository) -> None:
    root, sim = load_index(repo).packages()
    assert (root.folder, root.name, root.files) == ("", "main", 1)
    assert (sim.folder, sim.name, sim.files, sim.test_files) == ("sim", "sim", 1, 1)
    assert (sim.doc, sim.lines) == ("Package sim simulates.", 18)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("route", "RoundRobin.Route"),
        ("RoundRobin", "RoundRobin"),
        ("roundrobin.route", "RoundRobin.Route"),
        ("newr", "NewRoutingPolicy"),
        ("weight", "DefaultWeight"),
        ("policy new", "NewRoutingPolicy"),
        ("nrp", "NewRoutingPolicy"),
        ("x", ""),
        ("", "main"),
        ("a\nb", ""),
        ("(*", ""),
    ],
)
def test_what_a_person_types_finds_symbols(repo: Repository, query: str, first: str) -> None:
    found = load_index(repo).find(query)
    assert (found[0].qualified if found else "") == first


def test_a_second_load_reads_no_file_again(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    before = names(load_index(repo))
    monkeypatch.setattr(index_build, "scanned", None)
    assert names(load_index(repo)) == before


def test_only_what_changed_is_read_again(
    repo: Repository, checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_index(repo)
    scanned, read = index_build.scanned, []

    def watched(root: Path, paths: list[str]) -> object:
        read.extend(paths)
        return scanned(root, paths)

    monkeypatch.setattr(index_build, "scanned", watched)
    checkout.write("main.go", "package main\n\nfunc other() {}\n")
    checkout.write("sim/new.go", "package sim\n\nvar added = 1\n")
    (checkout.root / "sim" / "router_test.go").unlink()
    index = load_index(repo)
    assert read == ["main.go", "sim/new.go"]
    assert {"other", "added"} <= set(names(index))
    assert not {"main", "TestRoute"} & set(names(index))


def test_a_file_changed_in_the_same_moment_is_read_again(repo: Repository, checkout: Checkout) -> None:
    target = checkout.write("main.go", "package main\n\nvar a = 1\n")
    load_index(repo)
    about = target.stat()
    target.write_text("package main\n\nvar b = 1\n")
    os.utime(target, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert "b" in names(load_index(repo))


@pytest.mark.parametrize("damage", [b"", b"nonsense", b"keep", b"flip"])
def test_a_damaged_cache_is_rebuilt(repo: Repository, own_cache: Path, damage: bytes) -> None:
    before = names(load_index(repo))
    (place,) = own_cache.rglob("*.index")
    whole = place.read_bytes()
    place.write_bytes(
        {b"keep": whole[: len(whole) // 2], b"flip": whole[:-9] + b"x" + whole[-8:]}.get(damage, damage)
    )
    assert names(load_index(repo)) == before
    assert place.read_bytes() == whole


def test_the_cache_is_private_and_leaves_no_litter(repo: Repository, own_cache: Path) -> None:
    load_index(repo)
    (place,) = (path for path in own_cache.rglob("*") if path.is_file())
    assert place.stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_written_is_done_without(
    repo: Repository, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cache.write_text("a file where a folder should be")
    assert len(load_index(repo)) == 9


def test_nothing_is_read_from_a_checkout(repo: Repository, checkout: Checkout, own_cache: Path) -> None:
    load_index(repo)
    (place,) = own_cache.rglob("*.index")
    for name in (place.name, ".blistui.index", "blistui/index/x.index"):
        checkout.write(name, place.read_bytes().replace(b"RoundRobin", b"RoundRubin"))
    place.unlink()
    assert "RoundRobin" in names(load_index(repo))


def test_a_process_of_its_own_builds_the_same(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    here = names(load_index(repo))
    index_cache.save(repo.root, {})
    monkeypatch.setattr(index_build, "_LONG", 0)
    monkeypatch.setattr(index_build, "scanned", None)
    assert names(load_index(repo, separately=True)) == here


def test_a_process_that_fails_is_done_without(repo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_build, "_LONG", 0)
    monkeypatch.setattr(sys, "executable", "/nonexistent/python")
    assert len(load_index(repo, separately=True)) == 9


def test_the_process_says_why_it_cannot(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "blistui.repo.symbols.indexer", str(tmp_path / "nowhere")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no folder" in done.stderr


def test_links_pipes_and_folders_called_go_are_left_out(repo: Repository, checkout: Checkout) -> None:
    (checkout.root / "link.go").symlink_to("main.go")
    (checkout.root / "folder.go").mkdir()
    os.mkfifo(checkout.root / "pipe.go")
    assert sorted(load_index(repo).files) == ["main.go", "sim/router.go", "sim/router_test.go"]


def test_an_empty_repository_has_an_empty_index(checkout: Checkout) -> None:
    index = load_index(checkout.repo)
    assert (len(index), index.find("x"), index.names, index.packages()) == (0, (), frozenset(), ())


@pytest.mark.parametrize(
    ("source", "doc"),
    [
        (b"// Package a is.\npackage a\n", "Package a is."),
        (b"// Copyright\n\npackage a\n", ""),
        (b"/*\nPackage a\n  is.\n*/\npackage a\n", "Package a is."),
        (b"/* Package a is. */\npackage a\n", "Package a is."),
        (b"//go:build linux\n\n// Package a\n// is.\n//go:debug x\npackage a\n", "Package a is."),
        (b"package a\n", ""),
    ],
)
def test_the_comment_above_the_clause_is_the_package_doc(source: bytes, doc: str) -> None:
    line = source.split(b"\n").index(b"package a") + 1
    assert package_doc(source, line) == doc

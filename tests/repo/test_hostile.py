"""Hostile input is normal input: nothing of it may crash, hang, execute or escape."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from blistui.plan.tables.citation import Citation
from blistui.repo import watchdog
from blistui.repo.citations.capture import capture, parse_at, verify, verify_all
from blistui.repo.errors import CitationError, QueryError, RepositoryError
from blistui.repo.git.stuck import what_never_ends
from blistui.repo.go import parsing
from blistui.repo.go.layout import laid_out
from blistui.repo.go.outline import outline
from blistui.repo.go.scan import scan
from blistui.repo.queries.code import GoCode
from blistui.repo.queries.code_names import CodeNames
from blistui.repo.queries.grep import matching_lines
from blistui.repo.queries.queries import callers, implementers
from blistui.repo.recon.proposals import proposals
from blistui.repo.repository import Repository, Unreadable
from blistui.repo.symbols.index import load_index
from tests.repo.conftest import Checkout

GO = "package a\n\n// Do does.\nfunc Do() {\n\twork(1)\n}\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def ask_everything(repo: Repository) -> None:
    """Everything that reads a whole repository."""
    for path in repo.files():
        try:
            text = repo.read(path)
        except Unreadable:
            continue
        outline(text.text)
        if text.lines:
            last = (len(text.lines), len(text.lines))
            try:
                citation = capture(repo, path, [last])
            except CitationError:
                continue
            assert verify(repo, citation, None).status == "exact"
    index = load_index(repo)
    assert len(list(index)) == len(index)
    index.find("do")
    index.packages()
    with suppress(RepositoryError):
        assert repo.commits_touching("HEAD", "HEAD", ["a.go"]) == 0
    matching_lines(GoCode(repo), "work(")
    callers(repo, "Do")
    with pytest.raises(QueryError):
        implementers(repo, "Nobody")
    proposals(repo)


NAMES = [
    "with space.go",
    "new\nline.go",
    "tab\there.go",
    "-option.go",
    "--upload-pack=x.go",
    ":(glob)*.go",
    "[red]markup[/red].go",
    "quote\"'`.go",
    "back\\slash.go",
    "$(touch x).go",
    "umlaut-ü.go",
    "esc\x1b[31m.go",
    "colon:12.go",
    "*.go",
    "a" * 200 + ".go",
]


def test_any_file_name_is_read_cited_and_verified(checkout: Checkout) -> None:
    for name in NAMES:
        checkout.write(f"dir {name}/{name}", GO)
    base = checkout.commit()
    repo = checkout.repo
    assert repo.files() == tuple(sorted(f"dir {name}/{name}" for name in NAMES))
    for path in repo.files():
        assert repo.exists(path) and repo.exists(path, base)
        assert repo.read(path, base).lines == repo.read(path).lines
        if "\\" in path:
            with pytest.raises(CitationError):
                capture(repo, path, [(4, 6)])
            continue
        citation = capture(repo, path, [(4, 6)])
        assert parse_at(citation.at).path == path
        assert verify(repo, citation, base).status == "exact"
        checkout.write(path, "// head\n" + GO)
        found = verify(repo, citation, base)
        assert (found.status, parse_at(found.moved_to).ranges) == ("moved", ((5, 7),))
    ask_everything(repo)
    assert not (checkout.root / "x").exists()


def test_a_name_that_is_not_utf8_is_read_but_not_cited(checkout: Checkout) -> None:
    (checkout.root / os.fsdecode(b"bad\xff.go")).write_text(GO)
    checkout.commit()
    repo = checkout.repo
    (path,) = repo.files()
    assert repo.read(path).lines[0] == "package a"
    with pytest.raises(CitationError, match="not UTF-8"):
        capture(repo, path, [(1, 1)])
    ask_everything(repo)


CONTENTS = {
    "long line": b"package a\n\nvar x = `" + b"y" * 1_000_000 + b"`\n",
    "binary": b"\x7fELF\0\0\0",
    "late nul": b"package a\n" + b"// x\n" * 5000 + b"\0\n",
    "invalid utf-8": b"package a\n\n// \xff\xfe\nfunc Do() { work(1) }\n",
    "crlf": GO.replace("\n", "\r\n").encode(),
    "lone cr": b"package a\rfunc Do() {}\r",
    "control": b"package a\n// \x1b[2J\x07\x08\x00bell\n",
    "markup": b"package a\n\n// [red]x[/red] [link=file:///etc/passwd]y[/link]\nfunc Do() {}\n",
    "separators": "package a\n// \u2028 \u2029 \x85 \x0b \x0c\nfunc Do() {}\n".encode(),
    "bom": b"\xef\xbb\xbfpackage a\n\nfunc Do() {}\n",
    "utf-16": GO.encode("utf-16"),
    "empty": b"",
    "one newline": b"\n",
    "no newline": b"package a",
    "open string": b'package a\nvar x = "\n',
    "open comment": b"package a\n/*" + b"x\n" * 1000,
    "deep": b"package a\nvar x = " + b"(" * 3000 + b"1" + b")" * 3000 + b"\n",
    "deep braces": b"package a\nfunc Do() " + b"{" * 3000 + b"}" * 3000 + b"\n",
    "unbalanced": b"package a\n" + b"}" * 5000,
    "many names": b"package a\nvar " + b", ".join(b"v%d" % n for n in range(3000)) + b" int\n",
    "only keywords": b"func func func type var const import package\n" * 200,
}


@pytest.mark.parametrize("kind", list(CONTENTS))
def test_any_content_is_read_or_refused(checkout: Checkout, kind: str) -> None:
    checkout.write("a.go", CONTENTS[kind])
    checkout.write("a.md", CONTENTS[kind])
    base = checkout.commit()
    started = time.process_time()
    ask_everything(checkout.repo)
    assert time.process_time() - started < 20
    try:
        lines = checkout.repo.read("a.go").lines
    except Unreadable:
        return
    assert checkout.repo.read("a.go", base).lines == lines
    for line in lines:
        line.encode("utf-8")


SLOW = {
    "comments never closed": b"package p\n" + b"/*a" * 100_000,
    "raw strings never closed": b"package p\n" + b"x `" * 100_001,
    "escaped quotes": b"package p\nvar x = " + b"\\'" * 300_000 + b"\n",
    "very deep": b"package p\nvar x = " + b"(" * 300_000 + b")" * 300_000 + b"\n",
}


@pytest.mark.parametrize("kind", list(SLOW))
def test_a_file_made_to_be_slow_is_given_up(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "_PATIENCE", 100_000)
    monkeypatch.setattr(parsing, "_PATIENCE_PER_BYTE", 0)
    parsing._patient_parser.cache_clear()
    started = time.process_time()
    outline(SLOW[kind])
    scan(SLOW[kind])
    laid_out(SLOW[kind])
    assert time.process_time() - started < 5
    parsing._patient_parser.cache_clear()
    assert [s.name for s in outline(GO)] == ["a", "Do"]


def test_what_was_given_up_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    source = f"package a\n{'->' * 3000}".encode()
    assert parsing.parsed_briefly(source) is None
    monkeypatch.delattr(parsing, "_patient_parser")
    assert parsing.parsed_briefly(source) is None


@pytest.mark.parametrize("kind", ["crlf", "invalid utf-8", "separators", "bom", "long line", "markup"])
def test_lines_of_odd_files_move_like_others(checkout: Checkout, kind: str) -> None:
    checkout.write("a.go", CONTENTS[kind])
    base = checkout.commit()
    repo = checkout.repo
    lines = repo.read("a.go").lines
    citation = capture(repo, "a.go", [(2, len(lines))])
    data = CONTENTS[kind].removeprefix(b"\xef\xbb\xbf")
    checkout.write("a.go", b"// one\n// two\n" + data)
    found = verify(repo, citation, base)
    assert (found.status, found.moved_to) == ("moved", f"a.go:4-{len(lines) + 2}")


def test_line_ends_of_another_system_change_nothing(checkout: Checkout) -> None:
    checkout.write("a.go", GO)
    base = checkout.commit()
    citation = capture(checkout.repo, "a.go", [(4, 6)])
    checkout.write("a.go", ("// head\n" + GO).replace("\n", "\r\n"))
    found = verify(checkout.repo, citation, base)
    assert (found.status, found.moved_to) == ("moved", "a.go:5-7")


def test_links_pipes_and_folders_in_the_place_of_files(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "secret.go").write_text("package secret\n\nfunc Secret() {}\n")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "o.go").write_text("package o\n\nfunc Outside() {}\n")
    root = checkout.root
    checkout.write("real.go", GO)
    (root / "out.go").symlink_to(tmp_path / "secret.go")
    (root / "dangling.go").symlink_to("nowhere.go")
    (root / "loop.go").symlink_to("loop.go")
    (root / "folder").symlink_to(tmp_path / "outside")
    (root / "up").symlink_to("..")
    (root / "self").symlink_to(".")
    os.mkfifo(root / "pipe.go")
    checkout.git("add", "real.go", "out.go", "dangling.go", "loop.go", "folder", "up", "self")
    checkout.git("commit", "-q", "-m", "links")
    for repo in (checkout.repo, Repository(root.resolve(), False)):
        ask_everything(repo)
        assert not {"Secret", "Outside"} & load_index(repo).names
        assert matching_lines(GoCode(repo), "func Outside") == ()
        for path in ("out.go", "folder/o.go", "up/secret.go", "pipe.go", "loop.go", "dangling.go"):
            with pytest.raises(Unreadable):
                repo.read(path)
            with pytest.raises(CitationError):
                capture(repo, path, [(1, 1)])
        assert repo.read("self/self/real.go").lines[0] == "package a"


def test_files_of_gigabytes_and_pipes_are_not_read(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("a.go", GO)
    for name in ("big.go", "big.md", "go.mod", "golden.json"):
        with checkout.write(name, "").open("r+b") as file:
            file.truncate(3 << 30)
    for name in ("pipe.go", "CLAUDE.md", "golden.txt", "x/go.mod"):
        (checkout.root / name).parent.mkdir(exist_ok=True)
        os.mkfifo(checkout.root / name)
    checkout.git("add", "a.go")
    checkout.git("commit", "-q", "-m", "one")
    for repo in (checkout.repo, Repository(checkout.root.resolve(), False)):
        started = time.process_time()
        ask_everything(repo)
        names = CodeNames(GoCode(repo))
        assert names.knows("work") and not names.knows("nothing")
        assert time.process_time() - started < 10
        with pytest.raises(Unreadable, match="too large to read"):
            repo.read("big.go")
        with pytest.raises(Unreadable, match="named pipe"):
            repo.read("pipe.go")


READ_BY_GIT = (
    "x/y/.gitignore",
    ".git/info/exclude",
    ".git/index",
    ".git/worktrees/linked/index",
    ".git/objects/pack/pack-0123456789012345678901234567890123456789.idx",
)


@pytest.mark.parametrize("linked", [False, True])
@pytest.mark.parametrize("name", READ_BY_GIT)
def test_git_is_not_left_waiting_for_a_pipe(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, linked: bool
) -> None:
    checkout.write("x/y/a.go", GO)
    checkout.commit()
    checkout.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    repo = Repository.open(tmp_path / "linked" if linked else checkout.root)
    # The index of one work tree is none of the other's, and so are its files.
    pipe = (repo.root if name.startswith("x/") else checkout.root) / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    found = what_never_ends(repo.root, lambda: True)
    assert found is not None and found.samefile(pipe)
    assert what_never_ends(repo.root, lambda: False) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".git", ""),
        (".git/commondir", ""),
        (".git/config", '[include]\n\tpath = "../pipe"\n'),
        (".git/config", "[core]\n\texcludesFile = ../pipe\n"),
        (".git/objects/info/alternates", "../../pipe\n"),
    ],
)
def test_what_git_names_may_be_a_pipe(checkout: Checkout, name: str, text: str) -> None:
    checkout.write("a.go", GO)
    checkout.commit()
    pipe = checkout.root / ("pipe" if text else name)
    if name == ".git":
        pipe.rename(checkout.root / "away")
    os.mkfifo(pipe)
    if text:
        (checkout.root / name).write_text(text)
    found = what_never_ends(checkout.root, lambda: True)
    assert found is not None and found.samefile(pipe)


def test_a_git_command_that_waits_for_a_pipe_is_ended(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.write("x/a.go", GO)
    checkout.commit()
    os.mkfifo(checkout.root / "x/.gitignore")
    monkeypatch.setattr(watchdog, "SOON", 0.1)
    with pytest.raises(
        RepositoryError, match=r"would wait for ever: .*\.gitignore is a named pipe; remove it"
    ):
        checkout.repo.files()


@pytest.mark.parametrize("name", [".git", ".git/HEAD", ".git/config", ".git/commondir", ".git/info/exclude"])
@pytest.mark.parametrize("linked", [False, True])
def test_a_repository_whose_own_files_are_pipes_is_a_plain_folder_at_once(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, linked: bool
) -> None:
    checkout.write("a.go", GO)
    checkout.commit()
    checkout.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    monkeypatch.setattr(watchdog, "SOON", 1000.0)
    root = tmp_path / "linked" if linked else checkout.root
    pipe = (checkout.root / ".git/worktrees/linked" / name[5:]) if linked and name != ".git" else root / name
    if pipe.exists():
        pipe.rename(tmp_path / "away")
    pipe.parent.mkdir(exist_ok=True)
    os.mkfifo(pipe)
    repo = Repository.open(root)
    assert repo.files() == ("a.go",)
    assert "is a named pipe; remove it" in repo.history.problem


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/tty"])
def test_a_device_in_the_place_of_a_file_of_git_never_ends(checkout: Checkout, target: str) -> None:
    checkout.write(".gitignore", "")
    checkout.commit()
    assert what_never_ends(checkout.root, lambda: True) is None
    (checkout.root / ".git/info/exclude").unlink(missing_ok=True)
    (checkout.root / ".git/info/exclude").symlink_to(target)
    assert what_never_ends(checkout.root, lambda: True) == checkout.root / ".git/info/exclude"


def test_the_null_device_ends(checkout: Checkout) -> None:
    checkout.write("a.go", GO)
    checkout.commit()
    (checkout.root / ".git/config").write_text("[core]\n\thooksPath = /dev/null\n")
    assert what_never_ends(checkout.root, lambda: True) is None


def test_a_file_that_became_a_link_out_is_not_followed(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("a.go", GO)
    base = checkout.commit()
    citation = capture(checkout.repo, "a.go", [(4, 6)])
    (tmp_path / "copy.go").write_text(GO)
    (checkout.root / "a.go").unlink()
    (checkout.root / "a.go").symlink_to(tmp_path / "copy.go")
    found = verify(checkout.repo, citation, base)
    assert found.status in ("gone", "invalid")
    assert not found.moved_to


def test_a_file_that_became_binary_or_a_folder_is_reported(checkout: Checkout) -> None:
    checkout.write("a.go", GO)
    checkout.write("b.go", GO)
    base = checkout.commit()
    citations = [capture(checkout.repo, name, [(4, 6)]) for name in ("a.go", "b.go")]
    checkout.write("a.go", b"\0binary")
    (checkout.root / "b.go").unlink()
    (checkout.root / "b.go").mkdir()
    statuses = [found.status for found in verify_all(checkout.repo, citations, base)]
    assert statuses == ["invalid", "gone"]


def test_an_empty_and_an_unborn_repository(checkout: Checkout) -> None:
    ask_everything(checkout.repo)
    checkout.write("a.go", GO)
    ask_everything(checkout.repo)
    citation = capture(checkout.repo, "a.go", [(4, 6)])
    checkout.write("a.go", "// head\n" + GO)
    assert verify(checkout.repo, citation, "").moved_to == "a.go:5-7"


def test_a_shallow_clone_lacks_the_base(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("a.go", GO)
    base = checkout.commit()
    citation = capture(checkout.repo, "a.go", [(4, 6)])
    checkout.write("a.go", "// head\n" + GO)
    checkout.commit()
    checkout.git("clone", "-q", "--depth", "1", f"file://{checkout.root}", str(tmp_path / "shallow"))
    shallow = Repository.open(tmp_path / "shallow")
    assert shallow.resolve(base) is None
    with pytest.raises(RepositoryError):
        shallow.commits_touching(base, "HEAD", ["a.go"])
    assert verify(shallow, citation, base).moved_to == "a.go:5-7"
    ask_everything(shallow)


def test_a_submodule_is_a_repository_of_its_own(
    checkout: Checkout, make_checkout: Callable[[str], Checkout]
) -> None:
    inner = make_checkout("inner")
    inner.write("inner.go", "package inner\n\nfunc Inner() {}\n")
    inner.commit()
    checkout.write("a.go", GO)
    checkout.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "sub")
    base = checkout.commit()
    repo = checkout.repo
    assert repo.files() == (".gitmodules", "a.go")
    assert not repo.exists("sub", base)
    assert Repository.open(checkout.root / "sub").files() == ("inner.go",)
    ask_everything(repo)


def test_a_linked_work_tree_is_a_repository(checkout: Checkout, tmp_path: Path) -> None:
    checkout.write("a.go", GO)
    base = checkout.commit()
    checkout.git("worktree", "add", "-q", "--detach", str(tmp_path / "linked"))
    linked = Repository.open(tmp_path / "linked")
    assert (linked.is_git, linked.head(), linked.files()) == (True, base, ("a.go",))
    ask_everything(linked)


def test_merge_conflicts_list_a_file_once(checkout: Checkout) -> None:
    checkout.write("a.go", GO)
    checkout.commit()
    checkout.git("checkout", "-q", "-b", "other")
    checkout.write("a.go", GO.replace("1", "2"))
    checkout.commit()
    checkout.git("checkout", "-q", "main")
    checkout.write("a.go", GO.replace("1", "3"))
    checkout.commit()
    with pytest.raises(Exception, match="non-zero"):
        checkout.git("merge", "other")
    assert checkout.repo.files() == ("a.go",)
    assert list(load_index(checkout.repo).files) == ["a.go"]
    ask_everything(checkout.repo)


def test_thirty_thousand_files_are_listed_and_indexed(checkout: Checkout) -> None:
    for folder in range(300):
        place = checkout.root / f"p{folder}"
        place.mkdir()
        for number in range(100):
            (place / f"f{number}.go").write_bytes(b"package p\n\nfunc F%d() {}\n" % number)
    started = time.monotonic()
    repo = checkout.repo
    assert len(repo.files()) == 30_000
    index = load_index(repo)
    assert len(index) == 30_000
    assert len(index.packages()) == 300
    assert len(index.find("f99")) == 50
    assert time.monotonic() - started < 60


@pytest.mark.parametrize(
    "citation",
    [
        Citation(at="a.go:1" + ",1" * 5000),
        Citation(at="a.go:" + "9" * 5000),
        Citation(at="../" * 50 + "etc/passwd:1"),
        Citation(at="a.go:1", digest="b2:" + "z" * 100),
        Citation(at="a.go:1", digest="b2:0", commit="--upload-pack=touch x"),
        Citation(at="a.go:1", digest="b2:0", commit="HEAD\n--help"),
        Citation(at="a.go:1", digest="b2:0", commit="\0", symbol="[red]"),
        Citation(at="\x1b[2J:1"),
        Citation(at="a.go:1-999999999"),
    ],
)
def test_a_citation_written_by_an_enemy_is_answered(checkout: Checkout, citation: Citation) -> None:
    checkout.write("a.go", GO)
    checkout.commit()
    found = verify(checkout.repo, citation, "HEAD")
    assert found.status in ("invalid", "gone", "changed", "ambiguous", "unpinned")
    assert found.message.isprintable()
    assert not (checkout.root / "x").exists()

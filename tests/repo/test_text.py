"""Files are read safely, and their lines are the ones an editor counts."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blistui.repo.repository import Repository, Unreadable
from blistui.repo.text import SourceText, read_file, text_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("\n", ("",)),
        ("a", ("a",)),
        ("a\n", ("a",)),
        ("a\n\nb", ("a", "", "b")),
        ("a\r\nb\r\n", ("a", "b")),
        ("a\rb\n", ("a\rb",)),
        ("a\x0bb\x0cc\x85d\u2028e\n", ("a\x0bb\x0cc\x85d\u2028e",)),
    ],
)
def test_lines_end_at_newlines_only(text: str, lines: tuple[str, ...]) -> None:
    source = SourceText("f", text)
    assert source.lines == lines
    assert source.line_count == len(lines)
    assert len(source.starts) - 1 == len(lines)
    for number, line in enumerate(lines):
        assert text[source.starts[number] :].startswith(line)


@given(st.text("a\r\n", max_size=12), st.integers(1, 8), st.integers(0, 8))
def test_a_few_lines_are_the_same_however_they_are_taken(text: str, start: int, more: int) -> None:
    whole, end = SourceText("f", text), start + more
    lines = whole.lines
    assert SourceText("f", text).line_count == len(lines)
    assert SourceText("f", text).between(start, end) == lines[start - 1 : end] == whole.between(start, end)


def test_invalid_utf8_is_visible_text_that_can_be_stored() -> None:
    source = text_of("f", b"\xef\xbb\xbfa\xffb\n")
    assert source.lines == ("a\\xffb",)
    source.text.encode("utf-8")


def test_binary_is_refused() -> None:
    with pytest.raises(Unreadable, match="binary"):
        text_of("f", b"\x7fELF\0\0")


def test_what_is_no_regular_file_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "socket"))
        repo = Repository.open(tmp_path)
        for name, reason in {
            "pipe": "named pipe",
            "folder": "folder",
            "socket": "socket",
            "missing": "does not exist",
        }.items():
            with pytest.raises(Unreadable, match=reason):
                repo.read(name)
            assert not repo.exists(name)


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("x" * 101)
    with pytest.raises(Unreadable, match="too large"):
        Repository(tmp_path.resolve(), False, max_bytes=100).read("big.txt")


def test_links_are_followed_inside_the_repository_only(tmp_path: Path) -> None:
    root = tmp_path / "work"
    (root / "sub").mkdir(parents=True)
    (root / "sub" / "real.md").write_text("text\n")
    (tmp_path / "secret").write_text("secret\n")
    (root / "inside.md").symlink_to("sub/real.md")
    (root / "outside.md").symlink_to(tmp_path / "secret")
    (root / "loop.md").symlink_to("loop.md")
    (root / "away").symlink_to(tmp_path)
    repo = Repository.open(root)
    assert repo.read("inside.md").lines == ("text",)
    for name in ("outside.md", "loop.md", "away/secret"):
        with pytest.raises(Unreadable):
            repo.read(name)
        assert not repo.exists(name)


@pytest.mark.parametrize(
    "path",
    ["", " ", "/etc/passwd", "../x", "a/../../x", "C:\\x", "~/x", "a\0b", ".git/config", "s/.GIT/x", "."],
)
def test_paths_that_leave_the_repository_are_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(Unreadable):
        Repository.open(tmp_path).read(path)


def test_a_path_has_one_spelling(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "b c").write_text("x\n")
    assert Repository.open(tmp_path).read("./a//b c").path == "a/b c"


def test_a_file_is_read_whole_though_it_comes_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.go").write_bytes(b"package sim\n")
    read = os.read
    monkeypatch.setattr(os, "read", lambda handle, size: read(handle, min(size, 5)))
    assert read_file(tmp_path, "a.go") == b"package sim\n"

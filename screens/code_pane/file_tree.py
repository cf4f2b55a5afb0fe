"""The files of a repository as a tree that lists a folder only when it is opened."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from textual.message import Message
from textual.reactive import reactive

from screens.keys.code import HELP, TREE
from screens.printable import printable
from screens.widgets.virtual_list import Piece, VirtualList

_CITED = "●"


@dataclass(frozen=True, slots=True)
class Node:
    """One row: a file, or a folder whose path ends with a slash."""

    path: str
    depth: int

    @property
    def is_folder(self) -> bool:
        """Whether this is a folder."""
        return self.path.endswith("/")

    @property
    def name(self) -> str:
        """The last part of the path, without a slash."""
        return self.path.rstrip("/").rpartition("/")[2]


def children(files: Sequence[str], folder: str) -> tuple[list[str], list[str]]:
    """The folders (with a slash) and the files right in `folder`, which is "" or ends with a slash.

    `files` is sorted, so a folder is one run of it: what lies deeper is stepped over, never looked at.
    """
    folders: list[str] = []
    inside: list[str] = []
    at, length = bisect_left(files, folder), len(folder)
    while at < len(files) and files[at].startswith(folder):
        slash = files[at].find("/", length)
        if slash < 0:
            inside.append(files[at])
            at += 1
        else:
            folders.append(files[at][: slash + 1])
            # "0" follows "/": the first path after all that start with this folder.
            at = bisect_left(files, files[at][:slash] + "0", at)
    return folders, inside


class FileTree(VirtualList[Node]):
    """Folders first, then files; what the plan cites carries a mark."""

    HELP = HELP

    BINDINGS = TREE.bindings()

    files: reactive[tuple[str, ...]] = reactive[tuple[str, ...]](())
    """All paths of the repository, sorted."""

    cited: reactive[Collection[str]] = reactive[Collection[str]](())
    """Paths that the plan cites."""

    @dataclass
    class FileChosen(Message):
        """A file is to be opened."""

        path: str

    def __init__(self, *, name: str | None = None, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(self._pieces, name=name, id=id, classes=classes)
        self._opened: set[str] = set()
        self._listed: list[Node] = []
        self._cited_folders: frozenset[str] = frozenset()

    def watch_files(self) -> None:
        """List the tree again; folders that were open stay open, the highlight stays where it can."""
        path = self.item.path if self.item else ""
        self._listed = list(self._below("", 0))
        rows = {node.path: row for row, node in enumerate(self._listed)} if path else {}
        self.set_items(self._listed, rows.get(path, 0))

    def watch_cited(self, cited: Collection[str]) -> None:
        """Mark other files, and the folders that hold them."""
        parts = (path.split("/")[:-1] for path in cited)
        self._cited_folders = frozenset(
            "/".join(part[:depth]) + "/" for part in parts for depth in range(1, len(part) + 1)
        )
        self.repaint()

    @property
    def shown_files(self) -> list[str]:
        """The files on screen; none while the tree is hidden."""
        rows = self._listed[self.top : self.top + self.size.height]
        return [node.path for node in rows if not node.is_folder]

    def reveal(self, path: str) -> None:
        """Open the folders above a file and put the highlight on it."""
        above = ""
        for part in path.split("/")[:-1]:
            above += f"{part}/"
            if above not in self._opened and (row := self._row_of(above)) is not None:
                self._open(row)
        if (row := self._row_of(path)) is not None:
            self.highlighted = row

    def action_open(self) -> None:
        """Open the folder under the highlight, or step into it when it is open."""
        if self.item is None or not self.item.is_folder:
            return
        if self.item.path in self._opened:
            self.move(1)
        else:
            self._open(self.highlighted)

    def action_close(self) -> None:
        """Close the folder under the highlight, or go to the folder around."""
        if self.item is None:
            return
        if self.item.path in self._opened:
            self._close(self.highlighted)
        elif self.item.depth:
            above = self.item.path.rstrip("/").rpartition("/")[0] + "/"
            self.highlighted = self._row_of(above) or 0

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        """Open or close a folder; post a message for a file."""
        event.stop()
        node = self._listed[event.row]
        if not node.is_folder:
            self.post_message(self.FileChosen(node.path))
        elif node.path in self._opened:
            self._close(event.row)
        else:
            self._open(event.row)

    def _below(self, folder: str, depth: int) -> Iterator[Node]:
        folders, files = children(self.files, folder)
        for path in folders:
            yield Node(path, depth)
            if path in self._opened:
                yield from self._below(path, depth + 1)
        for path in files:
            yield Node(path, depth)

    def _open(self, row: int) -> None:
        node = self._listed[row]
        self._opened.add(node.path)
        self._listed[row + 1 : row + 1] = self._below(node.path, node.depth + 1)
        self.set_items(self._listed, self.highlighted)

    def _close(self, row: int) -> None:
        node = self._listed[row]
        self._opened.discard(node.path)
        end = row + 1
        while end < len(self._listed) and self._listed[end].depth > node.depth:
            end += 1
        del self._listed[row + 1 : end]
        self.set_items(self._listed, row)

    def _row_of(self, path: str) -> int | None:
        return next((row for row, node in enumerate(self._listed) if node.path == path), None)

    def _pieces(self, node: Node) -> list[Piece]:
        indent = "  " * node.depth
        name = printable(node.name)
        if node.is_folder:
            arrow = "▾ " if node.path in self._opened else "▸ "
            mark = _CITED if node.path in self._cited_folders and node.path not in self._opened else ""
            return [(indent + arrow, "detail"), (name + "/", "folder"), (f" {mark}", "mark")]
        return [
            (f"{indent}  ", "detail"),
            (name, "label"),
            (f" {_CITED}" if node.path in self.cited else "", "mark"),
        ]


if __name__ == "__main__":
    import sys
    from pathlib import Path

    from textual.app import App, ComposeResult

    from blistui.repo.repository import Repository

    class FileTreeDemo(App[None]):
        """Shows the files of a repository: python -m screens.code_pane.file_tree FOLDER."""

        def compose(self) -> ComposeResult:
            """One tree."""
            yield FileTree()

        def on_mount(self) -> None:
            """List the repository named on the command line."""
            self.query_one(FileTree).files = Repository.open(Path(sys.argv[1])).files()

        def on_file_tree_file_chosen(self, event: FileTree.FileChosen) -> None:
            """Show what was chosen."""
            self.notify(event.path, markup=False)

    FileTreeDemo().run()

"""The tree of files: what it lists and opens, and its messages."""

from __future__ import annotations

from textual.app import App, ComposeResult

from screens.code_pane.file_tree import FileTree, children

_FILES = (
    "README.md",
    "sim-x/a.go",
    "sim/cluster/x.go",
    "sim/cluster/y.go",
    "sim/router.go",
    "sim0.go",
    "we ird\n[b].txt",
)


class TreeApp(App[None]):
    """One tree; keeps the files chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield FileTree()

    def on_mount(self) -> None:
        self.query_one(FileTree).files = _FILES
        self.query_one(FileTree).focus()

    def on_file_tree_file_chosen(self, event: FileTree.FileChosen) -> None:
        self.chosen.append(event.path)


def rows(tree: FileTree) -> list[str]:
    """The rows of the tree as text."""
    shown = [strip.text[:-1].rstrip() for strip in tree.render_lines(tree.size.region)]
    return [row for row in shown if row]


def test_children_are_those_right_in_a_folder() -> None:
    assert children(_FILES, "") == (["sim-x/", "sim/"], ["README.md", "sim0.go", "we ird\n[b].txt"])
    assert children(_FILES, "sim/") == (["sim/cluster/"], ["sim/router.go"])


async def test_folders_open_and_close_by_keys() -> None:
    app = TreeApp()
    async with app.run_test(size=(30, 12)) as pilot:
        tree = app.query_one(FileTree)
        await pilot.pause()
        assert rows(tree) == ["▌▸ sim-x/", " ▸ sim/", "   README.md", "   sim0.go", "   we ird␊[b].txt"]
        await pilot.press("down", "right", "right", "right")
        assert rows(tree)[1:6] == [" ▾ sim/", "▌  ▾ cluster/", "       x.go", "       y.go", "     router.go"]
        await pilot.press("right", "enter")
        assert app.chosen == ["sim/cluster/x.go"]
        await pilot.press("left", "left", "left", "left")
        assert rows(tree)[1:3] == ["▌▸ sim/", "   README.md"]


async def test_a_click_opens_a_folder_and_then_a_file() -> None:
    app = TreeApp()
    async with app.run_test(size=(30, 12)) as pilot:
        await pilot.click(FileTree, offset=(4, 1))
        await pilot.click(FileTree, offset=(6, 3))
        assert app.chosen == ["sim/router.go"]


async def test_reveal_opens_the_folders_above_and_files_listed_again_keep_them_open() -> None:
    app = TreeApp()
    async with app.run_test(size=(30, 12)) as pilot:
        tree = app.query_one(FileTree)
        tree.reveal("sim/cluster/y.go")
        await pilot.pause()
        assert tree.item is not None
        assert tree.item.path == "sim/cluster/y.go"
        tree.files = ("a.go", *_FILES)
        assert tree.item.path == "sim/cluster/y.go"
        tree.reveal("no/such.go")
        assert tree.item.path == "sim/cluster/y.go"


async def test_cited_files_and_closed_folders_that_hold_them_have_a_mark() -> None:
    app = TreeApp()
    async with app.run_test(size=(30, 12)) as pilot:
        tree = app.query_one(FileTree)
        tree.cited = {"sim/cluster/x.go"}
        await pilot.pause()
        assert rows(tree)[1] == " ▸ sim/ ●"
        tree.reveal("sim/cluster/x.go")
        await pilot.pause()
        assert rows(tree)[1:4] == [" ▾ sim/", "   ▾ cluster/", "▌      x.go ●"]


async def test_a_folder_of_30_000_files_is_no_widgets() -> None:
    app = TreeApp()
    async with app.run_test(size=(30, 12)) as pilot:
        tree = app.query_one(FileTree)
        tree.files = tuple(sorted(f"many/file{number}.go" for number in range(30_000)))
        await pilot.press("right")
        assert len(tree.items) == 30_001
        assert len(list(app.query("*"))) < 10, "no widget a file"

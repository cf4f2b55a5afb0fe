"""Measures code view and finder in a pseudo-terminal of 120x40, against a bare Input in the same run.

Code view: first paint with a file, PageDown, memory. Finder: a letter typed among 200,000 names until the
narrowed list is painted; what is found later still, letter by letter, is not waited for.

Run by hand: python -m tests.benchmarks.bench_code_view [--rounds N]. Figures are medians of alternating
rounds; compare only figures of one run.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.terminal import Terminal, median, p95

SIZES = (1_000, 10_000, 200_000)
QUIET_SECONDS = 0.03
PAINT_GAP_SECONDS = 0.004
PAGE_DOWN = b"\x1b[6~"
BACKSPACE = b"\x7f"
NAMES = 200_000


def go_source(lines: int) -> str:
    """A Go file of that many lines: functions, comments, strings, a raw string now and then."""
    parts = ["package bench", ""]
    number = 0
    while len(parts) < lines:
        number += 1
        parts += [
            f"// Step{number} advances the clock and counts what happened; it never goes back.",
            f"func (s *Simulator) Step{number}(now int64, names []string) (count int, err error) {{",
            "\tfor i, name := range names {",
            f'\t\tif name == "request-{number}" && now > 0x{number:x} {{',
            "\t\t\tcount += s.observe(name, i, 1.5e3) // endogenous",
            "\t\t}",
            "\t}",
            "\tif count == 0 {",
            f'\t\treturn 0, fmt.Errorf("no request in step %d of {number}: %w", now, errEmpty)',
            "\t}",
            f"\ttext := `raw {number}",
            "second line`",
            "\treturn count + len(text), nil",
            "}",
            "",
        ]
    return "\n".join(parts[:lines]) + "\n"


def names() -> list[str]:
    """Paths such as a large repository has."""
    words = ["sim", "cluster", "router", "policy", "workload", "latency", "cache", "admission", "request"]
    parts = len(words)
    return [
        f"{words[n % parts]}/{words[n // 7 % parts]}/{words[n // 5 % parts]}_{words[n // 3 % parts]}{n}.go"
        for n in range(NAMES)
    ]


def child(kind: str, path: str) -> None:
    """The program that is measured."""
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Static

    class Bench(App[None]):
        def compose(self) -> ComposeResult:
            if kind == "hello":
                yield Static("hello")
            elif kind == "input":
                yield Input()
            elif kind == "view":
                from screens.code_view.view import CodeView

                yield CodeView()

        def on_mount(self) -> None:
            if kind == "finder":
                from blistui.repo.symbols.name_search import NameSearch
                from screens.code_view.place import CodePlace
                from screens.finder.finder import Finder
                from screens.finder.source import Found, name_source

                search = NameSearch(names())
                search.warm()
                here = CodePlace("x.go", 1, None)
                source = name_source(
                    search,
                    lambda number: Found(search.names[number], here),
                    lambda number: (search.names[number], ""),
                )
                self.push_screen(Finder(lambda: "Files", source))
            elif kind == "view":
                from screens.code_view.text import CodeText
                from screens.code_view.view import CodeView

                view = self.query_one(CodeView)
                view.load(path, CodeText(Path(path).read_text()))
                view.focus()
            # As the app does once it is up: what the start left behind is never collected again.
            self.call_after_refresh(gc.freeze)

    Bench().run()


def measure(rounds: int, folder: Path) -> None:
    """Print the table of figures."""
    files = {}
    for lines in SIZES:
        files[lines] = folder / f"lines{lines}.go"
        files[lines].write_text(go_source(lines))
    opened: dict[str, list[float]] = {}
    keys: dict[str, list[float]] = {}
    resident: dict[str, list[float]] = {}
    programs = {"hello": ("hello", "", "hello"), "input": ("input", "", "▔")}
    programs["finder"] = ("finder", "", "Files")
    programs |= {f"view {lines:,}": ("view", str(path), "bench") for lines, path in files.items()}
    for _ in range(rounds):
        for name, (kind, path, wanted) in programs.items():
            terminal = Terminal(
                [sys.executable, "-m", "tests.benchmarks.bench_code_view", "--child", kind, path]
            )
            try:
                opened.setdefault(name, []).append(terminal.wait_for(wanted))
                terminal.settle(0.3, 0.6)
                if kind == "finder":
                    for key in [*(b"%c" % letter for letter in b"router1"), *[BACKSPACE] * 7] * 2:
                        keys.setdefault(name, []).append(terminal.painted_after(key, PAINT_GAP_SECONDS))
                        terminal.settle(0.1, 0.3)
                elif kind != "hello":
                    key = b"a" if kind == "input" else PAGE_DOWN
                    keys.setdefault(name, []).extend(
                        terminal.painted_after(key, QUIET_SECONDS) for _ in range(25)
                    )
                resident.setdefault(name, []).append(terminal.memory())
            finally:
                terminal.stop()
    hello = statistics.median(resident["hello"])
    base_key = median(keys["input"])
    base_open = median(opened[f"view {SIZES[0]:,}"])
    print(f"{'':16}{'first paint':>14}{'key median':>12}{'key p95':>10}{'memory':>10}")
    for name, (kind, path, _) in programs.items():
        line = f"{name:16}{median(opened[name]):11.0f} ms"
        if name in keys:
            line += f"{median(keys[name]):9.2f} ms{p95(keys[name]):7.2f} ms"
        else:
            line += " " * 22
        line += f"{statistics.median(resident[name]):7.0f} MB"
        if kind == "view":
            size = Path(path).stat().st_size / 1e6
            over = statistics.median(resident[name]) - hello
            line += (
                f"  open {median(opened[name]) / base_open:.2f}x of {SIZES[0]:,} lines,"
                f" key {median(keys[name]) / base_key:.2f}x of Input,"
                f" memory hello + {over:.0f} MB ({size:.1f} MB file)"
            )
        print(line)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], sys.argv[3])
    else:
        parser = argparse.ArgumentParser(description=__doc__)
        parser.add_argument("--rounds", type=int, default=5)
        options = parser.parse_args()
        with tempfile.TemporaryDirectory() as made:
            measure(options.rounds, Path(made))

"""Measures code view and finder in a pseudo-terminal of 120x40, against a bare Input in the same run.

Code view: first paint with a file, PageDown, memory. Finder: a letter typed among 200,000 names until the
narrowed list is painted; what is found later still, letter by letter, is not waited for.

Run by hand: python tests/bench/bench_code_view.py [--rounds N]. Figures are medians of alternating rounds;
compare only figures of one run.
"""

from __future__ import annotations

import argparse
import fcntl
import gc
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from pathlib import Path

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


class Terminal:
    """A child of this script under a pseudo-terminal."""

    def __init__(self, *arguments: str) -> None:
        self.started = time.perf_counter()
        self.pid, self.handle = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", LINES="40", COLUMNS="120")
            os.execv(sys.executable, [sys.executable, __file__, "--child", *arguments])
        fcntl.ioctl(self.handle, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))

    def read_until(self, wanted: bytes, seconds: float = 30) -> float:
        """Milliseconds from the start of the program until `wanted` is painted."""
        seen = b""
        end = time.perf_counter() + seconds
        while wanted not in seen:
            if not select.select([self.handle], [], [], max(0, end - time.perf_counter()))[0]:
                raise TimeoutError(f"{wanted!r} was not painted; the end of what was: {seen[-300:]!r}")
            seen += os.read(self.handle, 1 << 16)
        return (time.perf_counter() - self.started) * 1000

    def settle(self, quiet: float = 0.3) -> None:
        """Read all that comes for a while, and until nothing does (a cursor that blinks never rests long)."""
        end = time.perf_counter() + quiet
        while time.perf_counter() < end or select.select([self.handle], [], [], 0.1)[0]:
            if select.select([self.handle], [], [], 0.05)[0]:
                os.read(self.handle, 1 << 16)

    def press(self, key: bytes) -> float:
        """Milliseconds from a key until the last byte of what it painted."""
        start = time.perf_counter()
        os.write(self.handle, key)
        last = start
        while select.select([self.handle], [], [], QUIET_SECONDS if last > start else 5)[0]:
            os.read(self.handle, 1 << 16)
            last = time.perf_counter()
        return (last - start) * 1000

    def press_until_painted(self, key: bytes) -> float:
        """Milliseconds from a key until its first paint is whole; what is refined later does not count."""
        start = time.perf_counter()
        os.write(self.handle, key)
        last = start
        while select.select([self.handle], [], [], PAINT_GAP_SECONDS if last > start else 5)[0]:
            os.read(self.handle, 1 << 16)
            last = time.perf_counter()
        return (last - start) * 1000

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def close(self) -> None:
        """End the child."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.handle)


def child(kind: str, path: str) -> None:
    """The program that is measured."""
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
    from textual.app import App, ComposeResult
    from textual.widgets import Input, Static

    class Bench(App[None]):
        def compose(self) -> ComposeResult:
            if kind == "hello":
                yield Static("hello")
            elif kind == "input":
                yield Input()
            elif kind == "view":
                from screens.widgets.code_view import CodeView

                yield CodeView()

        def on_mount(self) -> None:
            if kind == "finder":
                from blistui.repo.name_search import NameSearch
                from screens.widgets.finder import Finder
                from screens.widgets.finder_source import Found, name_source

                search = NameSearch(names())
                search.warm()
                source = name_source(search, lambda number: Found(search.names[number], "x.go"))
                self.push_screen(Finder(lambda: "Files", source))
            elif kind == "view":
                from screens.widgets.code_text import CodeText
                from screens.widgets.code_view import CodeView

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
    programs = {"hello": ("hello", "", b"hello"), "input": ("input", "", b"\xe2\x96")}
    programs["finder"] = ("finder", "", b"Files")
    programs |= {f"view {lines:,}": ("view", str(path), b"bench") for lines, path in files.items()}
    for _ in range(rounds):
        for name, (kind, path, wanted) in programs.items():
            terminal = Terminal(kind, path)
            try:
                opened.setdefault(name, []).append(terminal.read_until(wanted))
                terminal.settle()
                if kind == "finder":
                    for key in [*(b"%c" % letter for letter in b"router1"), *[BACKSPACE] * 7] * 2:
                        keys.setdefault(name, []).append(terminal.press_until_painted(key))
                        terminal.settle(0.15)
                elif kind != "hello":
                    key = b"a" if kind == "input" else PAGE_DOWN
                    keys.setdefault(name, []).extend(terminal.press(key) for _ in range(25))
                resident.setdefault(name, []).append(terminal.memory())
            finally:
                terminal.close()
    hello = statistics.median(resident["hello"])
    base_key = statistics.median(keys["input"])
    base_open = statistics.median(opened[f"view {SIZES[0]:,}"])
    print(f"{'':16}{'first paint':>14}{'key median':>12}{'key p95':>10}{'memory':>10}")
    for name, (kind, path, _) in programs.items():
        line = f"{name:16}{statistics.median(opened[name]):11.0f} ms"
        if name in keys:
            line += (
                f"{statistics.median(keys[name]):9.2f} ms{statistics.quantiles(keys[name], n=20)[-1]:7.2f} ms"
            )
        else:
            line += " " * 22
        line += f"{statistics.median(resident[name]):7.0f} MB"
        if kind == "view":
            size = Path(path).stat().st_size / 1e6
            over = statistics.median(resident[name]) - hello
            line += (
                f"  open {statistics.median(opened[name]) / base_open:.2f}x of {SIZES[0]:,} lines,"
                f" key {statistics.median(keys[name]) / base_key:.2f}x of Input,"
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

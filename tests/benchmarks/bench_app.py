"""First paint, time from a key to its result, and idle cost, against a hello app and a bare Input (by hand).

python -m tests.benchmarks.bench_app [RUNS]
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from blistui.plan.document import Plan
from blistui.store.toml.merge import fresh
from tests.benchmarks.terminal import Terminal, median, p95

HELLO = """
from textual.app import App
from textual.widgets import Static
class Hello(App):
    def compose(self):
        yield Static("hello-there")
Hello().run()
"""
INPUT = """
from textual.app import App
from textual.widgets import Input
class Bare(App):
    def compose(self):
        yield Input(placeholder="hello-there")
Bare().run()
"""
ROOT = Path(__file__).resolve().parents[2]
FINDING = "looks"
"""A word of the counts in the title line: when it is painted, the result is."""


def plan_with(prs: int, size: int = 0) -> str:
    """A plan of `prs` PRs, padded with prose to about `size` bytes, as TOML."""
    each = max(1, (size // max(1, prs)) // 90)
    made = [
        {
            "id": f"PR{number}",
            "title": f"Step {number}",
            "motivation": "It is needed for the next step.",
            "scope_in": [
                f"Part {part} of what this step does, in a line of some length" for part in range(each)
            ],
            "depends_on": [f"PR{number - 1}"] if number > 1 else [],
            "guarantees": [{"id": f"BC-{number}-1", "text": "Results stay the same."}],
        }
        for number in range(1, prs + 1)
    ]
    plan = Plan.model_validate({"plan": {"title": "hello-there", "repository": "."}, "pr": made})
    return fresh(plan)


def opening(runs: int, command: list[str], texts: list[str], env: dict[str, str]) -> list[list[float]]:
    """Seconds until each text is painted, run by run."""
    found = []
    for _ in range(runs):
        terminal = Terminal(command, env)
        found.append([terminal.wait_for(text) for text in texts])
        terminal.stop()
    return found


def typing(
    commands: dict[str, tuple[list[str], str]], env: dict[str, str], keys: int = 60
) -> dict[str, tuple[list[float], list[float]]]:
    """Seconds a key takes to show, and those of the processor, by program; each has its turn at every key.

    `commands` are the programs, each with what it paints once it is ready.
    """
    taken: dict[str, tuple[list[float], list[float]]] = {name: ([], []) for name in commands}
    terminals = {name: Terminal(command, env) for name, (command, _) in commands.items()}
    for name, terminal in terminals.items():
        terminal.wait_for(commands[name][1])
        terminal.settle(0.3)
    for n in range(keys):
        for name, terminal in terminals.items():
            terminal.settle()
            before = terminal.processor()
            taken[name][0].append(terminal.key(b"abcdefghij"[n % 10 : n % 10 + 1]))
            taken[name][1].append(terminal.processor() - before)
    for terminal in terminals.values():
        terminal.stop()
    return taken


def checking(command: list[str], env: dict[str, str], ready: str, keys: int = 15) -> list[float]:
    """Seconds from a key to the result for that plan: the screen says that it checks, and then no longer."""
    terminal = Terminal(command, env)
    terminal.wait_for(ready)
    terminal.settle(0.3)
    taken = [terminal.shown_after(b"abcde"[n % 5 : n % 5 + 1], "checking", "looks") for n in range(keys)]
    terminal.stop()
    return taken


def idle(command: list[str], env: dict[str, str], ready: str, seconds: float = 5.0) -> float:
    """Share of one processor used while nothing happens."""
    terminal = Terminal(command, env)
    terminal.wait_for(ready)
    time.sleep(2)
    terminal.settle()
    before, began = terminal.cpu(), time.perf_counter()
    time.sleep(seconds)
    used = (terminal.cpu() - before) / (time.perf_counter() - began)
    terminal.stop()
    return used


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    with tempfile.TemporaryDirectory() as folder:
        env = {"PYTHONPATH": str(ROOT), "XDG_STATE_HOME": folder, "XDG_CACHE_HOME": folder}
        # Byte code lies beside the program, as it does after an installation; the first run writes it.
        env["PYTHONDONTWRITEBYTECODE"] = ""
        plans = {"1 PR": plan_with(1), "20 PRs": plan_with(20), "200 KB": plan_with(40, 200_000)}
        for name, text in plans.items():
            (Path(folder) / f"{name}.toml").write_text(text, encoding="utf-8")
        hello = [sys.executable, "-c", HELLO]
        bare = [sys.executable, "-c", INPUT]

        def app(name: str) -> list[str]:
            return [sys.executable, "-m", "blistui", f"{folder}/{name}.toml"]

        opening(1, app("20 PRs"), [FINDING], env)
        peers: list[float] = []
        firsts: list[float] = []
        usables: list[float] = []
        readies: list[float] = []
        for _ in range(runs):
            peers += [times[0] for times in opening(1, hello, ["hello-there"], env)]
            for first, usable, ready in opening(1, app("20 PRs"), ["Opening", "Recon", FINDING], env):
                firsts.append(first)
                usables.append(usable)
                readies.append(ready)
        print(f"first paint: hello {median(peers):.0f} ms")
        for name, taken, budget in (
            ("first frame", firsts, "budget 1.15"),
            ("workbench", usables, "no budget"),
            ("with its findings", readies, "budget 2.3"),
        ):
            print(f"  {name} {median(taken):.0f} ms = {median(taken) / median(peers):.2f}x ({budget})")
        typed = typing(
            {"bare": (bare, "hello-there")} | {name: (app(name), FINDING) for name in plans},
            env | {"XDG_STATE_HOME": f"{folder}/typing"},
        )
        (base, base_used) = typed.pop("bare")
        print(f"key: bare Input {median(base):.1f} ms, processor {median(base_used):.1f} ms")
        for name, (taken, used) in typed.items():
            ratio, of_used = median(taken) / median(base), median(used) / median(base_used)
            print(
                f"  {name}: median {median(taken):.1f} ms = {ratio:.2f}x (budget 1.7), "
                f"p95 {p95(taken):.1f} ms (8); processor {median(used):.1f} ms = {of_used:.2f}x"
            )
        for name in plans:
            taken = checking(app(name), env | {"XDG_STATE_HOME": f"{folder}/checking"}, FINDING)
            print(f"result after a key, {name}: median {median(taken):.0f} ms, p95 {p95(taken):.0f} (200)")
        print(f"idle: {idle(app('20 PRs'), env, 'looks') * 100:.2f} % (budget 0.6)")


if __name__ == "__main__":
    main()

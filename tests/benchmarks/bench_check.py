"""`check`, the rules, export and save, against what Python and its libraries take (run by hand).

python -m tests.benchmarks.bench_check [RUNS]

Commands are measured in turns with the program that they are compared with, so that a busy machine spoils
both alike; each figure is a median. Byte code is kept in a folder of its own, for all of them, as it is
after an installation.
"""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

import tomlkit

from blistui.markdown.write.document import document
from blistui.plan.document import Plan
from blistui.plan.paths import put
from blistui.rules.evidence import Evidence
from blistui.rules.registry import RULES
from blistui.rules.running.checking import context_of
from blistui.store.load import load
from blistui.store.save import merged_text
from blistui.store.surroundings import repository_of
from blistui.store.toml.merge import fresh

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "sample_plans"
PEER = "from pydantic import BaseModel; import tomlkit"
READ = """
import gc, os, sys; gc.disable()
os.environ["PYDANTIC_DISABLE_PLUGINS"] = "__all__"
from pathlib import Path
from blistui.store.load import load
load(Path(sys.argv[1])); os._exit(0)
"""
"""Reading a plan and nothing else: what no `check` can be quicker than."""
TOP = 10

Tables = dict[str, Any]


def drafted(tables: Tables, size: int) -> str:
    """A draft of about `size` bytes: every list of the plan cut short."""
    for kept in range(20, 0, -1):
        cut = {key: value[:kept] if isinstance(value, list) else value for key, value in tables.items()}
        text = fresh(Plan.model_validate(cut | {"pr": tables["pr"][: max(1, kept // 4)]}))
        if len(text) <= size:
            break
    return text


def repeated(tables: Tables, times: int) -> str:
    """The plan with its series of PRs planned over and over, each time under other ids."""
    prs = tables["pr"]
    made = []
    for turn in range(times):
        for pr in prs:
            text = json.dumps(pr, default=str)
            for number in range(len(prs), 0, -1):
                other = number + turn * len(prs)
                text = re.sub(rf'"PR{number}"', f'"PR{other}"', text)
                text = text.replace(f"BC-{number}-", f"BC-{other}-")
            made.append(json.loads(re.sub(r'("uid": ")', rf"\g<1>{turn}", text)))
    return fresh(Plan.model_validate(tables | {"pr": made}))


def make_plans(folder: Path) -> dict[str, Path]:
    """The plans to check, each in a folder of its own, over a repository with a commit."""
    code = Path(shutil.copytree(SAMPLES / "queuesim", folder / "queuesim"))
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    for command in (("init", "-q"), ("add", "."), (*who, "commit", "-qm", "All")):
        subprocess.run(["git", *command], cwd=code, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=code, check=True, capture_output=True, text=True)
    sample = (SAMPLES / "overload.toml").read_text(encoding="utf-8")
    base = tomllib.loads(sample)["plan"]["base_commit"]
    sample = sample.replace(base, head.stdout.strip())
    sample = sample.replace('repository = "queuesim"', 'repository = "../queuesim"')
    tables = tomllib.loads(sample)
    texts = {"draft": drafted(tables, 21_000), "sample": sample, "large": repeated(tables, 8)}
    found = {}
    for name, text in texts.items():
        (folder / name).mkdir()
        found[name] = folder / name / "plan.toml"
        found[name].write_text(text, encoding="utf-8")
    return found


def ran(command: list[str], env: dict[str, str]) -> float:
    """Seconds that a command takes, whatever it exits with."""
    begun = time.perf_counter()
    subprocess.run(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - begun


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def show(name: str, seconds: float, ratio: float | None, budget: str) -> None:
    """One line of the report."""
    against = f"{ratio:5.2f}x" if ratio is not None else " " * 6
    print(f"{name:44} {seconds * 1000:8.1f} ms  {against}  {budget}", flush=True)


def commands(plans: dict[str, Path], runs: int, env: dict[str, str]) -> None:
    """`check` against importing pydantic and tomlkit, `--version` against nothing at all."""
    blistui = [sys.executable, "-c", "from blistui.cli import main; main()"]
    peer, nothing = [sys.executable, "-c", PEER], [sys.executable, "-c", "pass"]
    asked = [
        (f"check, {path.stat().st_size // 1000} KB ({name})", [*blistui, "check", str(path)], peer, budget)
        for (name, path), budget in zip(plans.items(), ("2.0x", "", "2.6x"), strict=True)
    ]
    asked += [
        (
            f"  only reading {path.stat().st_size // 1000} KB",
            [sys.executable, "-c", READ, str(path)],
            peer,
            "",
        )
        for path in plans.values()
    ]
    asked.append(("--version", [*blistui, "--version"], nothing, "2x"))
    for _, command, against, _ in asked:
        ran(command, env), ran(against, env)
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name, *_ in asked}
    for _ in range(runs):
        for name, command, against, _ in asked:
            taken[name].append((ran(command, env), ran(against, env)))
    for name, _, _, budget in asked:
        ours, ratios = [a for a, _ in taken[name]], [a / b for a, b in taken[name]]
        show(name, median(ours), median(ratios), f"budget {budget}" if budget else "")
    show("  the peer", median(b for name, *_ in asked[:-1] for _, b in taken[name]), None, PEER)


def rules(path: Path, runs: int) -> None:
    """All rules on a plan: with everything to be read, then again after each of some edits."""
    loaded = load(path)
    repository = repository_of(path, loaded.plan)
    each: dict[str, list[float]] = {rule.id: [] for rule in RULES}

    def check_each(plan: Plan, evidence: Evidence) -> None:
        context = context_of(plan, evidence)
        for rule in RULES:
            each[rule.id].append(timed(lambda rule=rule: list(rule.check(context))))  # type: ignore[misc]

    def top() -> str:
        found = sorted(((median(taken), id) for id, taken in each.items()), reverse=True)[:TOP]
        return ", ".join(f"{id} {seconds * 1000:.1f}" for seconds, id in found)

    whole = []
    for _ in range(runs):
        plan = load(path).plan
        evidence = Evidence(repository, plan.plan.base_commit)
        whole.append(timed(lambda plan=plan, evidence=evidence: check_each(plan, evidence)))  # type: ignore[misc]
    show(f"{len(RULES)} rules, {path.stat().st_size // 1000} KB", median(whole), None, "budget 100 ms")
    print(f"  slowest (ms): {top()}")
    for taken in each.values():
        taken.clear()
    again = []
    for number in range(runs):
        plan = put(plan, "pr.@3.motivation", f"Reason {number}.")
        again.append(timed(lambda plan=plan: check_each(plan, evidence)))  # type: ignore[misc]
    show("  again after an edit", median(again), None, "budget 200 ms to the result")
    print(f"  slowest (ms): {top()}")
    edit = median(timed(lambda: put(plan, "pr.@3.motivation", "Because.")) for _ in range(runs))
    show("  the edit itself", edit, None, "budget 1 ms added to a key")
    export = median(timed(lambda: document(plan)) for _ in range(runs))
    show("export as Markdown", export, None, "")


def save(path: Path, runs: int) -> None:
    """Writing an edit into the file's text, against `dumps` of a kept tomlkit document."""
    loaded = load(path)
    kept = tomlkit.parse(loaded.text)
    edited = put(loaded.plan, "pr.@3.motivation", "Because.")
    pairs = [
        (timed(lambda: merged_text(loaded, edited)), timed(lambda: tomlkit.dumps(kept))) for _ in range(runs)
    ]
    ratio = median(a / b for a, b in pairs)
    show(f"save, {path.stat().st_size // 1000} KB", median(a for a, _ in pairs), ratio, "budget 1.1x dumps")


def main() -> None:
    """Measure and print."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        plans = make_plans(folder)
        env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
        env |= {"PYTHONPATH": str(ROOT), "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        commands(plans, runs, env)
        gc.collect()
        gc.disable()
        rules(plans["large"], runs)
        save(plans["large"], runs)


if __name__ == "__main__":
    main()

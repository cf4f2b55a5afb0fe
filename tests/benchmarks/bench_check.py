"""`check`, the rules, export and save, against what Python and its libraries take (run by hand).

python -m tests.benchmarks.bench_check [RUNS]

Commands are measured in turns with the program that they are compared with, so that a busy machine spoils
both alike; each figure is a median. What the processor was busy with a command is the figure that counts: the
clock shows what else the machine does. Byte code lies beside the program, as it does after an installation.
"""

from __future__ import annotations

import gc
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

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
SPEC = """# Demo Specification

## Purpose
The demo shows how a small service limits the number of requests that it accepts from a client in a minute.

## Requirements
### Requirement: Limit of requests
The service SHALL refuse a request of a client that sent one hundred requests within the last minute.

#### Scenario: Above the limit
- **WHEN** a client sends its hundred and first request within a minute
- **THEN** the service answers with status 429

### Requirement: Header of the rest
The service SHALL report in a header of each answer how many requests are left.

#### Scenario: Below the limit
- **WHEN** a client sends its tenth request within a minute
- **THEN** the header says that ninety are left
"""
_ABOUT_BYTE_CODE = ("PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")

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


class Taken(NamedTuple):
    """Seconds that a command took: of the processor, with all that it started, and on the clock."""

    cpu: float
    wall: float


class Asked(NamedTuple):
    """A command to measure, and the one that it is compared with, each in its own folder."""

    name: str
    command: list[str]
    against: list[str]
    budget: str = ""
    where: Path | None = None


def ran(command: list[str], env: dict[str, str], where: Path | None = None) -> Taken:
    """What a command takes, whatever it exits with."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, env=env, cwd=where, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False
    )
    wall, after = time.perf_counter() - begun, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, wall)


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def show(name: str, seconds: float, ratio: float | None, budget: str) -> None:
    """One line of the report."""
    against = f"{ratio:5.2f}x" if ratio is not None else " " * 6
    print(f"{name:44} {seconds * 1000:8.1f} ms  {against}  {budget}", flush=True)


def installed(folder: Path) -> Path:
    """A copy of the program with its byte code beside it, as after an installation."""
    site = folder / "site"
    shutil.copytree(ROOT / "blistui", site / "blistui", ignore=shutil.ignore_patterns("__pycache__"))
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(site)], check=True)
    return site


def beside_openspec(path: Path, blistui: list[str], folder: Path) -> list[Asked]:
    """`check` against `openspec validate` of a short specification, where that program is at hand."""
    openspec = shutil.which("openspec")
    if openspec is None:
        print("openspec is not on the PATH (npm install @fission-ai/openspec): not compared")
        return []
    there = folder / "openspec-project"
    (there / "openspec" / "specs" / "demo").mkdir(parents=True)
    (there / "openspec" / "specs" / "demo" / "spec.md").write_text(SPEC, encoding="utf-8")
    validate = [openspec, "validate", "demo", "--type", "spec"]
    subprocess.run(validate, cwd=there, check=True, capture_output=True)
    return [Asked("check against openspec validate", [*blistui, "check", str(path)], validate, "0.6x", there)]


def commands(plans: dict[str, Path], runs: int, env: dict[str, str], folder: Path) -> None:
    """`check` against importing pydantic and tomlkit and against openspec, `--version` against nothing."""
    blistui = [sys.executable, "-c", "from blistui.cli import main; main()"]
    peer, nothing = [sys.executable, "-c", PEER], [sys.executable, "-c", "pass"]
    asked = [
        Asked(
            f"check, {path.stat().st_size // 1000} KB ({name})", [*blistui, "check", str(path)], peer, budget
        )
        for (name, path), budget in zip(plans.items(), ("2.0x", "", "2.6x"), strict=True)
    ]
    asked += [
        Asked(
            f"  only reading {path.stat().st_size // 1000} KB", [sys.executable, "-c", READ, str(path)], peer
        )
        for path in plans.values()
    ]
    asked += beside_openspec(plans["draft"], blistui, folder)
    asked.append(Asked("--version", [*blistui, "--version"], nothing, "2x"))
    taken: dict[str, list[tuple[Taken, Taken]]] = {one.name: [] for one in asked}
    for turn in range(runs + 1):
        for one in asked:
            pair = ran(one.command, env, one.where), ran(one.against, env, one.where)
            # The first turn fills the caches of the system.
            if turn:
                taken[one.name].append(pair)
    print(f"{'':44} {'CPU':>21}  {'clock':>21}")
    for one in asked:
        pairs = taken[one.name]
        figures = "  ".join(
            f"{median(ours[at] for ours, _ in pairs) * 1000:8.1f} ms  "
            f"{median(ours[at] / theirs[at] for ours, theirs in pairs):6.2f}x"
            for at in (0, 1)
        )
        print(f"{one.name:44} {figures}  {f'budget {one.budget} (CPU)' if one.budget else ''}", flush=True)
    seconds = [theirs.cpu for one in asked if one.against is peer for _, theirs in taken[one.name]]
    show("  the peer, CPU", median(seconds), None, PEER)


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
        env = {key: value for key, value in os.environ.items() if key not in _ABOUT_BYTE_CODE}
        env |= {"PYTHONPATH": str(installed(folder)), "OPENSPEC_TELEMETRY": "0", "DO_NOT_TRACK": "1"}
        commands(plans, runs, env, folder)
        gc.collect()
        gc.disable()
        rules(plans["large"], runs)
        save(plans["large"], runs)


if __name__ == "__main__":
    main()

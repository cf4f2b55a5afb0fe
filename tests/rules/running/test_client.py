"""The rules in a separate process: the same findings, whatever happens to that process."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from blistui.plan.document import Plan
from blistui.rules.rule import Finding
from blistui.rules.running import client
from blistui.rules.running.checking import PlanChecker
from blistui.rules.running.client import RuleProcess, RulesStopped
from blistui.store.load import load

SAMPLES = Path(__file__).parents[3] / "sample_plans"
LEAVES_AT_ONCE = """
import os
from pathlib import Path
from blistui.plan.document import Plan
from blistui.rules.running.client import RuleProcess
rules = RuleProcess()
rules.check(Path("plan.toml"), Plan())
print(rules._process.pid, flush=True)
os._exit(9)
"""


@pytest.fixture
def rules() -> Iterator[RuleProcess]:
    process = RuleProcess()
    yield process
    process.stop()


@pytest.fixture
def plan_path(tmp_path: Path) -> Path:
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "sim.go").write_text("package sim\n")
    path = tmp_path / "plan.toml"
    cite = '[[finding]]\nid = "F1"\ncites = [{ at = "sim.go:9" }]\n'
    path.write_text(f'[plan]\ntitle = "T"\nrepository = "code"\n\n{cite}')
    return path


def process_of(rules: RuleProcess) -> int:
    assert rules._process is not None
    return rules._process.pid


def findings_of(rules: RuleProcess, path: Path, plan: Plan, read_again: bool = False) -> list[Finding]:
    return rules.check(path, plan, read_again).findings


def halt(process: int) -> None:
    """Stop it where it is: a signal may arrive only after the next question was answered."""
    os.kill(process, signal.SIGSTOP)
    os.waitpid(process, os.WUNTRACED)


def test_it_finds_what_the_rules_find_here(rules: RuleProcess) -> None:
    path = SAMPLES / "half-written.toml"
    plan = load(path).plan
    here = PlanChecker(path).findings(plan)
    assert here and findings_of(rules, path, plan) == here


def test_an_edit_is_checked_by_the_same_process(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan
    first = findings_of(rules, plan_path, plan)
    process = process_of(rules)
    second = findings_of(rules, plan_path, plan.model_copy(update={"finding": []}))
    assert process_of(rules) == process
    assert first != second and any(finding.path.startswith("finding.F1") for finding in first)
    assert not any(finding.path.startswith("finding.F1") for finding in second)


def test_what_was_looked_into_ahead_is_the_answer_to_that_question_only(
    rules: RuleProcess, plan_path: Path
) -> None:
    loaded = load(plan_path)
    rules.start(plan_path)
    code = plan_path.parent / "code" / "sim.go"
    found = findings_of(rules, plan_path, loaded.plan, read_again=True)
    assert any("has 1 line" in finding.message for finding in found)
    code.write_text("package sim\n" + "// more\n" * 20)
    again = findings_of(rules, plan_path, loaded.plan, read_again=True)
    assert not any("has 1 line" in finding.message for finding in again)


def test_a_file_edited_since_is_checked_as_it_was_opened(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan
    plan_path.write_text("[plan]\n")
    rules.start(plan_path)
    assert any(finding.path.startswith("finding.F1") for finding in findings_of(rules, plan_path, plan))


def test_a_file_that_is_no_plan_stops_nothing(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan
    plan_path.write_text("[plan\n")
    rules.start(plan_path)
    assert findings_of(rules, plan_path, plan)


def test_the_code_is_read_again_when_that_is_asked(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan

    def out_of_range(read_again: bool) -> bool:
        found = findings_of(rules, plan_path, plan, read_again)
        return any(f.path.startswith("finding.F1") and "has 1 line" in f.message for f in found)

    assert out_of_range(False)
    (plan_path.parent / "code" / "sim.go").write_text("package sim\n" + "// more\n" * 20)
    assert out_of_range(False)
    assert not out_of_range(True)


def test_a_killed_process_is_started_again(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan
    first = findings_of(rules, plan_path, plan)
    killed = process_of(rules)
    os.kill(killed, signal.SIGKILL)
    assert findings_of(rules, plan_path, plan) == first
    assert process_of(rules) != killed


def test_a_rule_that_fails_is_reported(rules: RuleProcess, plan_path: Path) -> None:
    no_plan: Plan = "no plan"  # type: ignore[assignment]
    with pytest.raises(RulesStopped, match="The rules could not be run: AttributeError"):
        findings_of(rules, plan_path, no_plan)
    assert findings_of(rules, plan_path, load(plan_path).plan)


def test_an_answer_that_never_comes_is_given_up(
    rules: RuleProcess, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = load(plan_path).plan
    findings_of(rules, plan_path, plan)
    stuck = process_of(rules)
    halt(stuck)
    monkeypatch.setattr(client, "PATIENCE", 0.05)
    with pytest.raises(RulesStopped, match=r"took more than 0\.05 seconds"):
        findings_of(rules, plan_path, plan)
    monkeypatch.undo()
    assert findings_of(rules, plan_path, plan)
    assert process_of(rules) != stuck


def test_a_caller_that_waits_when_it_is_stopped_gets_the_reason(rules: RuleProcess, plan_path: Path) -> None:
    plan = load(plan_path).plan
    findings_of(rules, plan_path, plan)
    halt(process_of(rules))
    with ThreadPoolExecutor(1) as threads:
        answer = threads.submit(rules.check, plan_path, plan)
        while not rules._lock.locked():
            os.sched_yield()
        rules.stop()
        with pytest.raises(RulesStopped, match="no longer run"):
            answer.result(timeout=30)


def test_a_process_that_starts_while_all_is_stopped_is_ended(
    rules: RuleProcess, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = subprocess.Popen
    started = []

    def stopped_meanwhile(*args: Any, **named: Any) -> subprocess.Popen[bytes]:
        rules.stop()
        started.append(start(*args, **named))
        return started[-1]

    monkeypatch.setattr(client.subprocess, "Popen", stopped_meanwhile)
    with pytest.raises(RulesStopped, match="no longer run"):
        rules.check(plan_path, load(plan_path).plan)
    assert [process.returncode for process in started] == [-signal.SIGKILL]


def test_what_cannot_be_started_is_reported(
    rules: RuleProcess, plan_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(plan_path.parent / "no-python"))
    rules.start(None)
    with pytest.raises(RulesStopped, match="No such file"):
        findings_of(rules, plan_path, Plan())
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(RulesStopped, match="their process was ended"):
        findings_of(rules, plan_path, Plan())


def test_a_full_disk_is_named(rules: RuleProcess, plan_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(client.tempfile, "TemporaryFile", full)
    with pytest.raises(RulesStopped, match="No space left"):
        findings_of(rules, plan_path, Plan())


def test_modules_of_the_folder_worked_in_are_never_loaded(
    rules: RuleProcess, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tomllib", "blistui", "pickle"):
        (tmp_path / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'w')\n")
    monkeypatch.chdir(tmp_path)
    assert findings_of(rules, tmp_path / "plan.toml", Plan())
    assert not (tmp_path / "run").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for the process in /proc")
def test_it_ends_with_the_one_who_asks() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVES_AT_ONCE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 9, done.stderr
    process, until = int(done.stdout), time.monotonic() + 30
    while Path(f"/proc/{process}").exists() and _state_of(process) != "Z":
        assert time.monotonic() < until, "the process of the rules outlives the one that asked"
        os.sched_yield()


def _state_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"

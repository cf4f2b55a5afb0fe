"""Changed plans, Go source, Markdown and policies through everything that reads them: a sentence or a result.

`python -m tests.faults.fuzz --count 100000 [--kind plan] [--seed S] [--first N]`: a traceback, more than two
seconds of processor time (of an input over a megabyte: for each megabyte), or an output that its own reader
cannot read is a fault. It is printed once for each cause, made
smaller, with the options that repeat it.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from blistui.markdown.read.document import read_markdown
from blistui.markdown.write.document import core, document_with_map
from blistui.plan.document import Plan
from blistui.plan.edits import apply
from blistui.repo.go.outline import outline
from blistui.repo.go.scan import scan
from blistui.report import FORMATS, render
from blistui.report.result import check_result
from blistui.rules.evidence import Evidence
from blistui.rules.go.in_prose import go_in
from blistui.rules.policy import PolicyError, parse_policy
from blistui.rules.registry import RULES, by_id
from blistui.rules.rule import Finding
from blistui.rules.running.checking import context_of
from blistui.rules.running.findings import run
from blistui.rules.running.fixes import fix_all
from blistui.store.json_export import json_text
from blistui.store.load import Loaded, Unloadable, parse
from blistui.store.save import merged_text
from blistui.store.toml.merge import fresh
from tests.faults import inputs
from tests.faults.odd_plans import edit_of
from tests.faults.tally import PATIENCE, Caught, Tally, finish, kind_of, shown, smaller, text_of, within

FILE = Path("plan.toml")


class Unreadable(Exception):
    """What we wrote cannot be read again, or reads as something else."""


@cache
def _evidence() -> Evidence:
    import subprocess
    import tempfile
    from shutil import copytree

    from blistui.repo.repository import Repository

    folder = tempfile.TemporaryDirectory(prefix="blistui-fuzz-")
    _KEPT.append(folder)
    root = Path(folder.name) / "queuesim"
    copytree(inputs.SAMPLES / "queuesim", root)
    subprocess.run(["git", "init", "-q", root], check=True)
    return Evidence(Repository.open(root), "")


_KEPT: list[object] = []
"""What lives as long as the program."""


def read_plan(data: bytes, random: Random) -> None:
    """Load, check, export, import what was exported; at times with code, fixes, and an edit that is saved."""
    try:
        plan = parse(data, FILE)
    except Unloadable as error:
        _readable(str(error))
        return
    text = data.decode("utf-8").removeprefix("\ufeff")
    with_code = random.random() < 0.1
    evidence = _evidence() if with_code else None
    findings = run(RULES, context_of(plan, evidence))
    exported, places = document_with_map(plan)
    result = check_result(FILE, plan, findings, text, markdown=places)
    format = random.choice(("text", "json", "github", "text", "json", "github", *FORMATS))
    report = render(format, [result])
    _readable(report)
    if format in ("json", "sarif"):
        json.loads(report)
    _readable(exported)
    if random.random() < 0.3:
        _readable(core(plan))
        json.loads(json_text(plan))
    if random.random() < 0.15:
        _imported(exported)
    if random.random() < 0.1:
        written = fresh(plan)
        # By its words: a plan with nan in it does not equal itself.
        if repr(Plan.model_validate(tomllib.loads(written))) != repr(plan):
            raise Unreadable("a plan written as a new file is another plan")
    if random.random() < 0.3:
        edit, _ = edit_of(random, plan)
        # Raises where the plan would not be what the text holds.
        merged_text(Loaded(FILE, plan, data), apply(plan, (edit,)))
    if random.random() < 0.05:

        def find(one: Plan) -> list[Finding]:
            return run(RULES, context_of(one, evidence))

        fix_all(plan, find)


def read_go(data: bytes, random: Random) -> None:
    """Both outlines, and the search for Go in prose."""
    outline(data)
    scan(data)
    if random.random() < 0.5:
        go_in(data.decode("utf-8", "replace")[:4000])


def read_md(data: bytes, random: Random) -> None:
    """Import, and the file that it gives."""
    del random
    _imported(data.decode("utf-8", "replace"))


def read_policy(data: bytes, random: Random) -> None:
    """The policy, or sentences about it."""
    del random
    try:
        parse_policy(data.decode("utf-8", "replace"), by_id)
    except PolicyError as error:
        _readable(str(error))


def _imported(text: str) -> None:
    imported = read_markdown(text)
    written = fresh(imported.plan)
    _readable(written)
    try:
        again = parse(written.encode(), FILE)
    except Unloadable as error:
        raise Unreadable(f"what was imported cannot be opened: {error}") from error
    if again != imported.plan:
        raise Unreadable("what was imported opens as another plan")


def _readable(text: str) -> None:
    text.encode("utf-8")


class Kind(NamedTuple):
    """Where inputs of a kind come from, what reads them, and how many of a hundred runs they are."""

    make: Callable[[Random], bytes]
    read: Callable[[bytes, Random], None]
    share: int


KINDS = {
    "plan": Kind(inputs.plan, read_plan, 45),
    "go": Kind(inputs.go, read_go, 25),
    "markdown": Kind(inputs.markdown, read_md, 20),
    "policy": Kind(inputs.policy, read_policy, 10),
}


def fault_in(kind: str, data: bytes, number: str, patience: float = PATIENCE) -> BaseException | None:
    """What goes wrong with `data`, or None. What is left to chance depends on `number` alone."""
    with Caught() as caught, within(patience * max(1.0, len(data) / 1e6)):
        KINDS[kind].read(data, Random(number))
    return caught.error


def fuzz(count: int, seed: str = "0", kind: str = "", first: int = 0) -> Tally:
    """Read `count` inputs, beginning with the one of number `first`."""
    tally = Tally("fuzz")
    known: set[str] = set()
    _evidence()
    for number in range(first, first + count):
        name = f"{seed}:{number}"
        random = Random(name)
        # Drawn in any case: what repeats a fault names its kind, and must get the same input.
        drawn = random.choices(list(KINDS), [entry.share for entry in KINDS.values()])[0]
        one = kind or drawn
        data = KINDS[one].make(random)
        error = fault_in(one, data, name)
        tally.runs += 1
        if error is None:
            continue
        where = kind_of(error)
        text = text_of(error)
        if where not in known:
            known.add(where)
            data = smaller(data, lambda less, one=one, name=name, where=where: _same(one, less, name, where))
        tally.add(
            f"{one}: {where}", text, f"--kind {one} --seed {seed} --first {number} --count 1", shown(data)
        )
        if number % 1000 == 0:
            gc.collect()
    return tally


def _same(kind: str, data: bytes, number: str, where: str) -> bool:
    error = fault_in(kind, data, number)
    return error is not None and kind_of(error) == where


def main() -> int:
    """Fuzz by hand."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--kind", choices=KINDS, default="")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    return finish(fuzz(options.count, options.seed, options.kind, options.first))


if __name__ == "__main__":
    sys.exit(main())

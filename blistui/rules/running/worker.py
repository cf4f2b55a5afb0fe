"""The process that runs the rules, for `blistui.rules.running.client`.

It checks the plan in the file PLAN, for the first question will be about that one. Then it reads requests
from standard input and writes an answer to each to standard output, both pickled, until the input ends:
with the process that asks, however that one ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import sys
from pathlib import Path
from typing import BinaryIO

from blistui.plan.document import Plan
from blistui.rules.rule import Answer
from blistui.rules.running.checking import PlanChecker
from blistui.store.load import Unloadable, load


def serve(requests: BinaryIO, answers: BinaryIO, first: Path | None) -> None:
    """Answer each request `(path, plan, whether to read everything again)` with an `Answer`.

    `first` is the file that the first request will be about, as far as is known.
    """
    checker = PlanChecker(first) if first is not None else None
    plan_ahead = _plan_in(first) if first is not None else None
    ahead = _answer(checker, plan_ahead) if checker is not None and plan_ahead is not None else None
    while True:
        try:
            path, plan, read_again = pickle.load(requests)
        except EOFError:
            return
        if checker is None or checker.path != path:
            checker, plan_ahead = PlanChecker(path), None
        elif read_again:
            checker.forget()
            plan_ahead = None
        answer = ahead if ahead is not None and plan_ahead == plan else _answer(checker, plan)
        plan_ahead = None
        pickle.dump(answer, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()


def _answer(checker: PlanChecker, plan: Plan) -> Answer:
    found = checker.findings(plan)
    given_up = (one.fields for one in checker.not_run(plan) if one.why == "given up")
    return Answer(found, tuple(dict.fromkeys(field for fields in given_up for field in fields)))


def _plan_in(path: Path) -> Plan | None:
    try:
        return load(path).plan
    except Unloadable:
        return None


if __name__ == "__main__":
    # What is loaded by now is never garbage.
    gc.freeze()
    # Nothing but answers may reach the pipe that they travel through.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as pipe:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        try:
            serve(sys.stdin.buffer, pipe, Path(sys.argv[1]) if len(sys.argv) > 1 else None)
        except BrokenPipeError:
            os._exit(0)

"""`blistui set`, `add`, `remove`, `rename`, `move` and `edit`: edits without a screen, all saved or none."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at, repository_for, text_given
from blistui.commands.saving import save_plan
from blistui.markdown.inline import one_line
from blistui.plan.fields import specs
from blistui.plan.paths import PathError, ValueRefused
from blistui.plan.tables.citation import Citation
from blistui.plan.targets import target
from blistui.repo.errors import CitationError, RepositoryError
from blistui.report import changed as changed_report
from blistui.report.style import style_for
from blistui.rules.living.changed import ChangedFindings, changed_by
from blistui.store.load import Loaded
from blistui.store.session import Session
from blistui.store.steps import Done, Step, StepRefused, do, step_of

_SHOWN = 100
_FORMAT = 1


def edit(parsed: argparse.Namespace) -> int:
    """Do every step, save once, and print which findings are new, changed and gone; 2 when one is refused."""
    loaded = plan_at(parsed.plan)
    session = Session(loaded)
    done = _done(session, _steps(parsed, loaded), loaded)
    renamed = {}
    for one in done:
        if one.op == "rename":
            parent = one.path.rpartition(".")[0]
            renamed[f"{parent}.{one.before}"] = one.path
    changed = None
    if not parsed.no_check:
        changed = changed_by(parsed.plan, loaded.plan, session.plan, renamed)
    if not parsed.dry_run:
        save_plan(session.loaded, session.plan)
    if parsed.format == "json":
        _print_json(parsed, done, changed)
    else:
        _print(parsed, done, changed)
    return 0


def _done(session: Session, steps: Sequence[Step], loaded: Loaded) -> list[Done]:
    def capture(text: str) -> Citation:
        return _captured(loaded, session, text)

    try:
        return do(session, steps, capture)
    except StepRefused as error:
        which = f"step {error.number}: " if len(steps) > 1 else ""
        raise Failure(f"{which}{error}", "Nothing was written.") from error


def _captured(loaded: Loaded, session: Session, text: str) -> Citation:
    """A citation of the place that `text` names, in the plan's repository; raises ValueRefused."""
    from blistui.repo.citations.current import Capturer
    from blistui.repo.places import parse_place

    repository = repository_for(loaded._replace(plan=session.plan))
    try:
        place = parse_place(text)
        capturer = Capturer(repository, session.plan.plan.base_commit or None)
        return capturer.capture(place.path, place.ranges)
    except (CitationError, RepositoryError) as error:
        raise ValueRefused(f"{str(error).removesuffix('.')}; cite lines as path:12 or path:12-20.") from error


def _steps(parsed: argparse.Namespace, loaded: Loaded) -> list[Step]:
    where: dict[str, Any] = {
        "before": getattr(parsed, "before", None) or "",
        "after": getattr(parsed, "after", None) or "",
        "position": 0 if getattr(parsed, "first", False) else -1 if getattr(parsed, "last", False) else None,
    }
    match parsed.command:
        case "set":
            return [Step("set", parsed.path, text_given() if parsed.value == "-" else parsed.value)]
        case "add":
            return [Step("add", parsed.kind, _fields(parsed.values, parsed.kind, loaded), **where)]
        case "remove":
            return [Step("remove", path) for path in parsed.path]
        case "rename":
            return [Step("rename", parsed.path, parsed.new)]
        case "move":
            return [Step("move", parsed.path, **where)]
    return _steps_in(text_given() if parsed.steps == Path("-") else _file(parsed.steps))


def _steps_in(text: str) -> list[Step]:
    try:
        given = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Failure(f"the steps are no JSON: {error}.", "Nothing was written.") from error
    found: list[Step] = []
    for number, one in enumerate(given if isinstance(given, list) else [given], 1):
        try:
            found.append(step_of(one))
        except ValueRefused as error:
            raise Failure(f"step {number}: {error}", "Nothing was written.") from error
    return found


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{path} cannot be read: {error.strerror}.", "Nothing was written.") from error
    except UnicodeDecodeError as error:
        raise Failure(f"{path} is not UTF-8 text.", "Nothing was written.") from error


def _fields(values: Sequence[str], kind: str, loaded: Loaded) -> Any:
    """`KEY=VALUE` as the fields of an item; a single value for a list of texts, ids or citations."""
    if len(values) == 1 and _is_list_of_values(kind, loaded):
        return text_given() if values[0] == "-" else values[0]
    found: dict[str, Any] = {}
    for value in values:
        key, sign, rest = value.partition("=")
        if not sign or not key.strip():
            raise Failure(f"`{value}` is not KEY=VALUE.", "Nothing was written.")
        if key in found:
            raise Failure(f"`{key}` is given twice.", "Nothing was written.")
        found[key] = text_given() if rest == "-" else rest
    return found


def _is_list_of_values(kind: str, loaded: Loaded) -> bool:
    try:
        spec = target(loaded.plan, kind).spec
    except PathError:
        return False
    return spec is not None and spec.widget in ("lines", "refs", "cites")


def _print(parsed: argparse.Namespace, done: list[Done], changed: ChangedFindings | None) -> None:
    style = style_for(sys.stdout, os.environ)
    text = "".join(style.shown(line) + "\n" for one in done for line in _lines(one))
    if parsed.dry_run:
        output.note("nothing was written: --dry-run was given.")
    if changed is not None:
        text += changed_report.text(changed, style)
    output.report(text)


def _lines(done: Done) -> Iterator[str]:
    """What a step did: a line, or for a table whose fields were set a line for each that changed."""
    if done.op == "set" and isinstance(done.before, BaseModel) and isinstance(done.after, type(done.before)):
        before, after = _plain(done.before), _plain(done.after)
        for key in after | before:
            if before.get(key) != after.get(key):
                yield f"set {done.path}.{key}: {_short(before.get(key, ''))} → {_short(after.get(key, ''))}"
    else:
        yield f"{done.op} {done.path}: {_summary(done)}"


def _summary(done: Done) -> str:
    match done.op:
        case "remove":
            return f"was {_short(done.before)}"
        case "rename":
            return f"was {done.before}"
        case "move":
            return f"from position {done.before} to {done.after}"
        case "add":
            return _short(done.after)
    return f"{_short(done.before)} → {_short(done.after)}"


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(_plain(value), ensure_ascii=False)
    text = one_line(text.strip()) or "(empty)"
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        hidden = {spec.attr for spec in specs(type(value)).values() if spec.widget == "hidden"}
        return json.loads(value.model_dump_json(by_alias=True, exclude_defaults=True, exclude=hidden))
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value


def _print_json(parsed: argparse.Namespace, done: list[Done], changed: ChangedFindings | None) -> None:
    data: dict[str, Any] = {
        "format": _FORMAT,
        "written": not parsed.dry_run,
        "steps": [
            {"op": one.op, "path": one.path, "before": _plain(one.before), "after": _plain(one.after)}
            for one in done
        ],
    }
    if changed is not None:
        data |= changed_report.record(changed)
    output.as_json(data)

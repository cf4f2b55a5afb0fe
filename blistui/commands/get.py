"""`blistui get`: values of a plan."""

from __future__ import annotations

import argparse
import json
from typing import Any

from pydantic import BaseModel

from blistui.commands import output
from blistui.commands.inputs import Failure, plan_at
from blistui.plan.paths import PathError
from blistui.plan.targets import target


def get(parsed: argparse.Namespace) -> int:
    """Print what is at each path: a text as it is, a list of texts one a line, all else as JSON."""
    plan = plan_at(parsed.plan).plan
    try:
        values = [target(plan, path).value for path in parsed.path]
    except PathError as error:
        raise Failure(str(error)) from error
    if parsed.format == "json":
        plain = [_plain(value) for value in values]
        found = dict(zip(parsed.path, plain, strict=True)) if len(plain) > 1 else plain[0]
        output.as_json(found)
        return 0
    for value in values:
        output.json(_text(value))
    return 0


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value if value.endswith("\n") else f"{value}\n"
    if isinstance(value, tuple) and all(isinstance(one, str) for one in value):
        return "".join(f"{one}\n" for one in value)
    return json.dumps(_plain(value), ensure_ascii=False, indent=2) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return json.loads(value.model_dump_json(by_alias=True, exclude_defaults=True))
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return value

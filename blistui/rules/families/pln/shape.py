"""PLN, rules on the shape of the file: keys that the format does not have, values of another type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from pydantic import BaseModel

from blistui.plan.fields import specs
from blistui.plan.headings import OUTPUT
from blistui.plan.paths import with_paths
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.frozen import TYPED_CODE, Frozen
from blistui.plan.tables.living import Attestation
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import FileChange
from blistui.rules.prose.filled import filled
from blistui.rules.prose.wording import listed, quoted, spelled_alike
from blistui.rules.rule import Context, Problem, rule
from blistui.rules.shared.plan_texts import plan_leaves

_CHOICES: dict[type[BaseModel], str] = {
    Attestation: "subject",
    CrossCutting: "document",
    FileChange: "change",
    Risk: "outcome",
}
"""Choices that no rule of their phase looks at when they are none of the options."""


@rule("PLN007", "warning", OUTPUT, 8)
def keys_known(context: Context) -> Iterator[Problem]:
    """Every table and key of the file is one of the format.

    Why: A misspelled key is read as if it were not there, so its value is checked by no rule.
    Fix: Write the key as the format has it (`blistui schema`); keys that another tool reads are listed in
        `other_keys` of the team's policy.
    Fails: [[pr]] depend_on = ["PR1"]
    Passes: [[pr]] depends_on = ["PR1"]
    """
    others = frozenset(context.policy.other_keys)
    for path, item, key in _unknown(context.plan, ""):
        if key in others or path in others or (isinstance(item, Frozen) and key in TYPED_CODE):
            continue
        near = spelled_alike(key, specs(type(item)))
        what = (
            "table"
            if isinstance((item.model_extra or {})[key], dict | list) and item is context.plan
            else "key"
        )
        yield Problem(
            path,
            f"The format has no {what} `{key}` here, so nothing reads it.",
            f"Did you mean `{near[0]}`?"
            if near
            else "Take it out, or list it in `other_keys` of .blistui.toml when another tool reads it.",
        )


def _unknown(item: BaseModel, start: str) -> Iterator[tuple[str, BaseModel, str]]:
    """Every key that its table does not have: (its path, the table, the key)."""
    for key in item.model_extra or {}:
        yield start + key, item, key
    for key, attr, is_list in _tables_in(type(item)):
        value = getattr(item, attr)
        if is_list:
            for at, entry in with_paths(value, start + key):
                yield from _unknown(entry, f"{at}.")
        elif value is not None:
            yield from _unknown(value, f"{start}{key}.")


@cache
def _tables_in(model: type[BaseModel]) -> tuple[tuple[str, str, bool], ...]:
    """The fields of a table that are tables: (key, attribute, whether it is a list of them)."""
    return tuple(
        (key, spec.attr, spec.widget in ("items", "cites"))
        for key, spec in specs(model).items()
        if spec.widget in ("items", "cites", "group", "cite")
    )


@rule("PLN008", "error", OUTPUT, 8)
def values_fit(context: Context) -> Iterator[Problem]:
    """Every value of the file has the type of its field, and is one of its options where it has some.

    Why: What has another type cannot be read: the rules take its field for blank.
    Fix: Write it as the message says; `blistui schema` has the types of all fields.
    Fails: [[pr]] scope_in = "its flag"
    Passes: [[pr]] scope_in = ["its flag"]
    """
    for misfit in context.misfits:
        yield Problem(
            misfit.field,
            f"`{misfit.field}` does not fit: {misfit.reason}.",
            "Write it so; until then its field counts as blank.",
        )
    for path, spec, value, item in context.derived(plan_leaves):
        if _CHOICES.get(type(item)) == spec.key and filled(value) and value not in spec.options:
            yield Problem(
                path,
                f"“{spec.title}” is {quoted(value)}, which is none of its options.",
                f"Choose {listed(spec.options, 'or')}.",
            )

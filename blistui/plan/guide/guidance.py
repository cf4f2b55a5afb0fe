"""What the template asks for, phase by phase and field by field, with its words defined and an example each.

The texts are data in `texts/`: one file a phase, and one of terms. They are read when they are first asked
for, so that a command that shows none of them does not pay.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.phases import BY_MARK, PHASES

_TEXTS = Path(__file__).parent / "texts"


class Term(NamedTuple):
    """A word of the template: what it means, what prevents it (of a failure mode), and an example."""

    group: str
    name: str
    what: str
    prevention: str = ""
    example: str = ""


class PhaseGuidance(NamedTuple):
    """What a phase asks for, in a paragraph; and in a line, what to do first."""

    asks: str
    first: str


class FieldGuidance(NamedTuple):
    """What the template asks in one field, an example, and the terms that it uses."""

    asks: str
    example: str
    terms: tuple[Term, ...]


class Place(NamedTuple):
    """A field of the format by its path without ids, such as `pr.guarantees.text`."""

    path: str
    model: type[BaseModel]
    spec: FieldSpec


def phase_guidance(mark: str) -> PhaseGuidance:
    """The guidance of the phase with this mark; raises KeyError for a mark that no phase has."""
    text = _phase_texts(BY_MARK[mark].mark)
    return PhaseGuidance(" ".join(text["asks"].split()), text["first"])


def field_guidance(model: type[BaseModel], key: str) -> FieldGuidance:
    """The guidance of the field `key` of `model`; its example is empty where none is written."""
    spec = specs(model)[key]
    text = _field_texts().get(model.__name__, {}).get(key, {})
    asks = f"{spec.help.rstrip('.')}{'' if spec.help.endswith('?') else '.'} {text.get('more', '')}".strip()
    named = [term for name in text.get("terms", ()) for term in _terms_called(name)]
    # The options of a choice are defined by the group that has just these names.
    options = [term for term in option_terms(spec) if term not in named]
    return FieldGuidance(asks, text.get("example", ""), (*named, *options))


def option_terms(spec: FieldSpec) -> tuple[Term, ...]:
    """The definitions of the options of a choice, in their order; none where they are not defined."""
    options = spec.options
    for group in _groups().values() if options else ():
        if set(options) <= group.keys():
            return tuple(group[option] for option in options)
    return ()


def terms() -> tuple[Term, ...]:
    """Every term, by group."""
    return tuple(term for group in _groups().values() for term in group.values())


def places(model: type[BaseModel] = Plan, start: str = "") -> Iterator[Place]:
    """Every field that a form shows, in the order of the format; what is inside of a citation once."""
    for key, spec in specs(model).items():
        if spec.widget == "hidden":
            continue
        path = f"{start}{key}"
        yield Place(path, model, spec)
        if spec.item is not None and (spec.widget not in ("cite", "cites") or path == "finding.cites"):
            yield from places(spec.item, f"{path}.")


def agent_page() -> str:
    """A page for the instructions of a coding agent, in Markdown."""
    return (_TEXTS / "agent.md").read_text("utf-8")


def _terms_called(name: str) -> tuple[Term, ...]:
    group, _, one = name.partition("/")
    return (_groups()[group][one],) if one else tuple(_groups()[group].values())


@cache
def _phase_texts(mark: str) -> dict[str, Any]:
    return tomllib.loads((_TEXTS / f"phase_{mark}.toml").read_text("utf-8"))


@cache
def _field_texts() -> dict[str, dict[str, dict[str, Any]]]:
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for phase in PHASES:
        for model, fields in _phase_texts(phase.mark).items():
            if isinstance(fields, dict):
                found.setdefault(model, {}).update(fields)
    return found


@cache
def _groups() -> dict[str, dict[str, Term]]:
    data = tomllib.loads((_TEXTS / "terms.toml").read_text("utf-8"))
    return {
        group: {name: Term(group, name, **text) for name, text in members.items()}
        for group, members in data.items()
    }

"""The reference of format, terms and rules as one Markdown document, made from models, texts and rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from blistui.plan.fields import specs
from blistui.plan.guide.guidance import field_guidance, phase_guidance, places, terms
from blistui.plan.phases import PHASES, Phase
from blistui.report.guide import kind_of
from blistui.rules.rule import Rule, explanation


def reference(rules: Sequence[Rule]) -> str:
    """The whole document."""
    lines = ["# Reference of macro plans", "", "Made by `blistui guide --markdown`.", ""]
    lines += ["## The format", "", "A plan is one TOML file. Every field may be empty in a draft.", ""]
    for phase in PHASES:
        lines += _phase(phase)
    lines += ["## Terms", ""]
    lines += _terms()
    lines += ["## Rules", ""]
    for rule in rules:
        lines += _rule(rule)
    return "\n".join(lines).rstrip() + "\n"


def _phase(phase: Phase) -> Iterator[str]:
    yield from (f"### {phase.mark} {phase.name}", "")
    yield from (f"Template: {phase.heading}.", "", phase_guidance(phase.mark).asks, "")
    every = list(places())
    for table in phase.tables:
        top = next(place for place in every if place.path == table)
        brackets = f"[[{table}]]" if top.spec.widget == "items" else f"[{table}]"
        yield from (f"#### `{brackets}` {top.spec.title}", "")
        yield from ("| key | holds | what | example |", "| --- | --- | --- | --- |")
        for place in every:
            if place.path.startswith(f"{table}."):
                guidance = field_guidance(place.model, place.spec.key)
                key = place.path.removeprefix(f"{table}.")
                cells = (f"`{key}`", kind_of(place.spec), guidance.asks, guidance.example)
                yield f"| {' | '.join(_cell(cell) for cell in cells)} |"
        declared = specs(top.spec.item) if top.spec.item is not None else {}
        kept = [key for key, spec in declared.items() if spec.widget == "hidden"]
        if kept:
            yield from ("", f"Kept by the tool: {', '.join(f'`{key}`' for key in kept)}.")
        yield ""


def _terms() -> Iterator[str]:
    group = ""
    for term in terms():
        if term.group != group:
            yield from (*([""] if group else []), f"### {term.group.capitalize()}", "")
            group = term.group
        more = f" Prevention: {term.prevention}" if term.prevention else ""
        example = f" For example: {term.example}" if term.example else ""
        yield f"- **{term.name}**: {term.what}{more}{example}"
    yield ""


def _rule(rule: Rule) -> Iterator[str]:
    explained = explanation(rule)
    yield from (f"### {rule.id} {rule.title}", "")
    yield from (f"{rule.level.capitalize()}. Template: {rule.heading}.", "")
    yield from (explained.what, "")
    yield from (f"- Why: {_flat(explained.why)}", f"- To fix: {_flat(explained.how_to_fix)}", "")
    for name, text in (("Fails", explained.fails), ("Passes", explained.passes)):
        yield from (f"{name}:", "", *(f"    {line}" for line in text.splitlines()), "")


def _flat(text: str) -> str:
    return " ".join(text.split())


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")

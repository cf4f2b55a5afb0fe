"""F1: what the template asks at the focused field, its words, an example, its findings, and the keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import BaseModel
from textual.content import Content
from textual.widget import Widget

from blistui.plan.document import Plan
from blistui.plan.fields import specs
from blistui.plan.guide.guidance import field_guidance, phase_guidance
from blistui.plan.paths import PathError, get
from blistui.rules.rule import Finding
from screens.dialogs.ask import Reading
from screens.fields.field import GROUP_GLYPHS, Field, group_of
from screens.form.phases import Station
from screens.keys.form import CITATIONS, LISTS
from screens.keys.workbench import APP, WORKBENCH
from screens.widgets.lines import FAINT, GLYPH_STYLES, MUTED, named

PANES = {"code": "Code", "findings": "Findings", "evidence": "Evidence", "rail": "Phases"}
"""What people call the panes that are no form, by their ids."""


def explain_place(
    plan: Plan, focused: Widget | None, station: Station, findings: Sequence[Finding]
) -> Reading:
    """A page about the focused field or pane, and the phase; `findings` are all that the plan has."""
    parts: list[Content] = []
    title = f"{station.mark} {station.title}"
    if isinstance(focused, Field):
        title = focused.spec.title
        asks, more = _of_field(plan, focused)
        about = [one for one in findings if one.is_about(focused.path) and not one.waived_by]
        parts += [*asks, *_of_findings(about), *more]
    else:
        around = focused.ancestors_with_self if focused is not None else ()
        title = next((PANES[node.id] for node in around if node.id in PANES), title)
        text = next((node.HELP for node in around if isinstance(node, Widget) and node.HELP), "")
        if text:
            parts.append(named(f"{text}\n\n"))
    parts += _section(f"The template: {station.heading}", phase_guidance(station.mark).asks)
    for keys in (WORKBENCH, APP, LISTS, CITATIONS):
        parts += _section(f"Keys: {keys.title}", keys.help())
    rules = f"`blistui guide {station.mark}` prints this; the rules of this phase: `blistui rules`"
    parts.append(named(f"Without a screen, {rules}.\n", MUTED))
    return Reading(title, Content("").join(parts))


def _of_field(plan: Plan, field: Field) -> tuple[list[Content], list[Content]]:
    """What is asked; and an example with what the words mean."""
    spec = field.spec
    model = _model_of(plan, field)
    if model is None:
        return [named(f"{spec.help}.\n\n")], []
    guidance = field_guidance(model, spec.key)
    asks = [named(f"{guidance.asks}\n")]
    if "guidelines" in guidance.asks:
        asks.append(Content("Design guidelines (Ctrl+P) shows those that blistui ships.\n"))
    asks.append(Content.styled(f"Template: {spec.heading}\n\n", MUTED))
    more = _section("Example", guidance.example) if guidance.example else []
    if guidance.terms:
        more.append(Content.styled("What the words mean\n", "bold"))
        for term in guidance.terms:
            prevention = f" Prevention: {term.prevention}" if term.prevention else ""
            example = f" For example: {term.example}" if term.example else ""
            text = named(f": {term.what}{prevention}{example}\n")
            more.append(Content.assemble((term.name, "bold"), text))
        more.append(Content("\n"))
    return asks, more


def _of_findings(findings: Sequence[Finding]) -> Iterator[Content]:
    """What is the matter, and what to do about each."""
    if findings:
        yield Content.styled("What the rules find here\n", "bold")
    for one in findings:
        glyph = GROUP_GLYPHS[group_of(one)]
        yield Content.assemble((f"{glyph} ", GLYPH_STYLES[glyph]), named(one.message), "\n")
        yield Content.assemble(named(one.how_to_fix, MUTED), (f"  {one.rule}\n\n", FAINT))


def _model_of(plan: Plan, field: Field) -> type[BaseModel] | None:
    """The model that declares the field: that of the item around it."""
    path = field.path
    while path:
        path = path.rpartition(".")[0]
        try:
            held = get(plan, path) if path else plan
        except PathError:
            return None
        if isinstance(held, BaseModel):
            return type(held) if field.spec.key in specs(type(held)) else None
    return None


def _section(heading: str, text: str) -> list[Content]:
    return [Content.styled(f"{heading}\n", "bold"), named(f"{text}\n\n")]

"""The guidance as pages for a terminal: what a phase, a field or a term is, and the list of phases."""

from __future__ import annotations

from collections.abc import Iterable

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.guide.guidance import Place, Term, field_guidance, phase_guidance, places
from blistui.plan.ids import kind_in_words, with_article
from blistui.plan.phases import PHASES, Phase
from blistui.report.pages import folded, page
from blistui.report.style import PLAIN, Style


def overview(style: Style = PLAIN) -> str:
    """The phases, a line each: what to do in it first."""
    rows = [
        f"{style.styled(f'{phase.mark}  {phase.name:<16}', 'bold')}{phase_guidance(phase.mark).first}"
        for phase in PHASES
    ]
    more = (
        "blistui guide 0              what Phase 0 asks, with its fields",
        "blistui guide pr.guarantees  a field: what is asked, its terms, an example",
        "blistui guide exercisable    a term of the template",
        "blistui guide guidelines     the design guidelines that blistui ships",
        "blistui guide agent          a page for a coding agent's instructions",
        "blistui guide --markdown     the whole reference: format and rules",
    )
    return page(["\n".join(rows), "\n".join(more)], style)


def phase_page(phase: Phase, style: Style = PLAIN) -> str:
    """What the template asks in a phase, and each of its fields with its help."""
    blocks = [
        style.styled(f"{phase.mark}  {phase.name}", "bold"),
        f"Template: {phase.heading}",
        folded(phase_guidance(phase.mark).asks),
    ]
    listed = [place for place in places() if place.path.partition(".")[0] in phase.tables]
    for table in phase.tables:
        rows = [place for place in listed if place.path == table or place.path.startswith(f"{table}.")]
        blocks.append("\n".join(_row(place, style) for place in rows))
    return page(blocks, style)


def field_page(place: Place, style: Style = PLAIN) -> str:
    """What the template asks at a field, an example, its terms, and the fields below it."""
    spec = place.spec
    guidance = field_guidance(place.model, spec.key)
    blocks = [
        f"{style.styled(place.path, 'bold')}  {spec.title}",
        folded(guidance.asks),
        _facts(spec),
    ]
    if guidance.example:
        blocks.append(f"{style.styled('Example', 'bold')}\n{folded(guidance.example, '  ')}")
    if guidance.terms:
        defined = "\n".join(term_lines(term, style) for term in guidance.terms)
        blocks.append(f"{style.styled('What the words mean', 'bold')}\n{defined}")
    if spec.item is not None:
        below = [one for one in places(spec.item, f"{place.path}.") if one.model is spec.item]
        blocks.append("\n".join([style.styled("Its fields", "bold"), *(_row(one, style) for one in below)]))
    return page(blocks, style)


def term_page(found: Iterable[Term], style: Style = PLAIN) -> str:
    """Terms with their definitions."""
    groups: dict[str, list[Term]] = {}
    for term in found:
        groups.setdefault(term.group, []).append(term)
    return page(
        (
            "\n".join([style.styled(group.capitalize(), "bold"), *(term_lines(one, style) for one in held)])
            for group, held in groups.items()
        ),
        style,
    )


def term_lines(term: Term, style: Style = PLAIN) -> str:
    """A term: what it is, what prevents it, an example; folded."""
    parts = [f"{style.styled(term.name, 'bold')}: {term.what}"]
    if term.prevention:
        parts.append(f"Prevention: {term.prevention}")
    if term.example:
        parts.append(f"Example: {term.example}")
    first, *more = parts
    return "\n".join([folded(first, "  "), *(folded(part, "    ") for part in more)])


def kind_of(spec: FieldSpec) -> str:
    """What a field holds, in words."""
    if spec.options:
        return f"one of: {', '.join(spec.options)}"
    if spec.refs:
        several = "ids" if spec.widget == "refs" else "the id"
        return f"{several} of {' or '.join(with_article(kind_in_words(kind)) for kind in spec.refs)}"
    return _KINDS[spec.widget]


_TEXTS = frozenset({"line", "prose", "hidden"})

_KINDS = {
    "line": "one line of text",
    "prose": "text",
    "lines": "a list of lines",
    "choice": "a word",
    "flag": "true or false",
    "number": "a number",
    "date": "a day, YYYY-MM-DD",
    "file": "a path in the repository",
    "ref": "an id",
    "refs": "a list of ids",
    "cite": "a citation",
    "cites": "a list of citations",
    "items": "a list of tables",
    "group": "a table",
    "mapping": "texts by name",
}


def _facts(spec: FieldSpec) -> str:
    facts = [f"Template: {spec.heading}", f"Holds {kind_of(spec)}"]
    if spec.when is not None:
        facts.append(f"Only where {spec.when[0]} is {' or '.join(spec.when[1])}")
    return "\n".join(facts)


def _row(place: Place, style: Style) -> str:
    depth = place.path.count(".") if place.path in specs(Plan) else 1
    name = style.styled(f"{place.path:<34}", "bold" if depth == 0 else "dim")
    kind = "" if place.spec.widget in _TEXTS else f" ({kind_of(place.spec)})"
    return f"{'  ' * depth}{name} {place.spec.help}{kind}"

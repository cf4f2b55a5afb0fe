"""Every table of the format as comments, with its help: what `blistui new --full` puts below the head.

Lines of help begin with `##`, lines of the plan with `# `: without that mark they are the table.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pydantic import BaseModel

from blistui.plan.document import Plan
from blistui.plan.fields import FieldSpec, specs
from blistui.plan.guide.guidance import field_guidance, phase_guidance
from blistui.plan.phases import PHASES

_EMPTY = {"flag": "false", "lines": "[]", "refs": "[]", "cites": "[]"}


def skeleton() -> str:
    """The tables in the order of the phases; that of the head is left out."""
    lines = ["## Every table there is. Take the `# ` away from the lines that you want.", ""]
    for phase in PHASES:
        lines += [
            f"## {phase.mark} {phase.name}. {phase.heading}",
            *_help(phase_guidance(phase.mark).asks),
            "",
        ]
        for table in phase.tables:
            spec = specs(Plan)[table]
            if table != "plan" and spec.item is not None:
                lines += [*_table(table, spec, spec.item), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(path: str, spec: FieldSpec, model: type[BaseModel]) -> Iterator[str]:
    yield f"# [[{path}]]" if spec.widget == "items" else f"# [{path}]"
    below = []
    for key, field in specs(model).items():
        if field.widget in ("hidden", "cite"):
            continue
        if field.item is not None and field.widget != "cites":
            below.append((f"{path}.{key}", field, field.item))
            continue
        guidance = field_guidance(model, key)
        one_of = f" One of: {', '.join(field.options)}." if field.options else ""
        yield from _help(f"{guidance.asks}{one_of} For example: {guidance.example}")
        empty = "{}" if field.widget == "mapping" else _EMPTY.get(field.widget, '""')
        yield f"# {key} = {empty}"
    for at, field, item in below:
        yield ""
        yield from _table(at, field, item)


def _help(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        100,
        initial_indent="## ",
        subsequent_indent="## ",
        break_long_words=False,
        break_on_hyphens=False,
    )

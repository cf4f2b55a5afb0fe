"""What an edit did to the findings of a plan, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from blistui.report.style import Style
from blistui.rules.living.changed import ChangedFindings
from blistui.rules.prose.wording import counted
from blistui.rules.rule import Finding

_WORDS = ("new", "changed", "gone")


def text(changed: ChangedFindings, style: Style) -> str:
    """A line for each finding that is new, changed or gone, how to fix it, and how many there are now."""
    return "".join(f"{line}\n" for line in _lines(changed, style))


def _lines(changed: ChangedFindings, style: Style) -> Iterator[str]:
    for word in _WORDS:
        for one in getattr(changed, word):
            level = style.level(one.level, one.kind)
            yield f"{word}: {level} {one.rule} {style.shown(f'{one.path}: {one.message}')}"
            if word != "gone":
                yield f"    → {style.shown(one.how_to_fix)}"
    now = _counts(changed)
    yield (
        f"{len(changed.new)} new, {len(changed.changed)} changed, {len(changed.gone)} gone; "
        f"now {now['wrong']} wrong, {now['to_write']} to write, {counted(now['warning'], 'warning')}."
    )


def record(changed: ChangedFindings) -> dict[str, Any]:
    """For JSON: `counts` of the findings that there are now, and `findings`, lists of what is different."""
    return {
        "counts": _counts(changed),
        "findings": {word: [_record(one) for one in getattr(changed, word)] for word in _WORDS},
    }


def _counts(changed: ChangedFindings) -> dict[str, int]:
    """How many findings count, by what they are."""
    counting = [one for one in changed.now if not one.waived_by]
    errors = [one for one in counting if one.level == "error"]
    return {
        "wrong": sum(one.kind == "wrong" for one in errors),
        "to_write": sum(one.kind == "to write" for one in errors),
        "warning": sum(one.level == "warning" for one in counting),
        "hint": sum(one.level == "hint" for one in counting),
    }


def _record(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "level": finding.level,
        "kind": finding.kind,
        "path": finding.path,
        "fields": list(finding.fields),
        "message": finding.message,
        "how_to_fix": finding.how_to_fix,
    }

"""What became of the citations of Markdown documents, in each format."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from blistui import __version__
from blistui.markdown.verified import CitedResult
from blistui.report.github import escaped_data, escaped_property
from blistui.report.sarif import SCHEMA, uri_of
from blistui.report.style import cut

FORMATS = ("text", "json", "sarif", "github")
_SAYS = {
    "exact": "The cited lines are there, unchanged.",
    "moved": "The cited lines are at another place now.",
    "changed": "The cited lines have another text now.",
    "ambiguous": "The cited lines may be at several places now.",
    "gone": "The cited lines were removed.",
    "unpinned": "The version that the citation speaks of is not here.",
    "invalid": "The citation named no lines of the repository when it was written.",
}


class DocumentResult(NamedTuple):
    """A document (its path as it was named, and from the top of its repository) and its citations."""

    file: str
    from_top: str
    results: tuple[CitedResult, ...]
    elsewhere: int


def render(format: str, documents: Sequence[DocumentResult]) -> str:
    """The whole answer in one of FORMATS."""
    if format == "json":
        records = [_record(one, own) for one in documents for own in one.results]
        return json.dumps(records, ensure_ascii=False, indent=2) + "\n"
    if format == "sarif":
        return json.dumps(_sarif(documents), ensure_ascii=False, indent=2) + "\n"
    lines = _commands(documents) if format == "github" else _lines(documents)
    return "".join(f"{line}\n" for line in lines)


def counted(documents: Sequence[DocumentResult]) -> str:
    """How many citations have which state."""
    counts: Counter[str] = Counter(own.result.status for one in documents for own in one.results)
    states = ", ".join(f"{counts[state]} {state}" for state in _SAYS if counts[state])
    elsewhere = sum(one.elsewhere for one in documents)
    beside = f"; {elsewhere} name no single file or no version of this repository" if elsewhere else ""
    return f"{states or 'no citations'}{beside}"


def _lines(documents: Sequence[DocumentResult]) -> Iterator[str]:
    for one in documents:
        for own in one.results:
            result = own.result
            new = f" -> {result.moved_to}" if result.moved_to else ""
            yield f"{one.file}:{own.cited.line}: {result.status}: {own.cited.shown}{new}"
            if result.status != "exact":
                yield f"    {result.message}"
                yield from (f"    candidate: {candidate}" for candidate in result.candidates)
                yield from (f"    {line}" for line in cut(result.diff))


def _record(one: DocumentResult, own: CitedResult) -> dict[str, Any]:
    result = own.result
    return {
        "file": one.file,
        "line": own.cited.line,
        "column": own.cited.column,
        "text": own.cited.shown,
        "version": own.version,
        "status": result.status,
        "at": result.citation.at,
        "moved_to": result.moved_to,
        "evidence": result.evidence,
        "message": result.message,
        "candidates": list(result.candidates),
        "diff": list(result.diff),
    }


def _sarif(documents: Sequence[DocumentResult]) -> dict[str, Any]:
    states = [state for state in _SAYS if state != "exact"]
    rules = [{"id": f"citation-{state}", "shortDescription": {"text": _SAYS[state]}} for state in states]
    results = [
        {
            "ruleId": f"citation-{own.result.status}",
            "level": "error",
            "message": {"text": _message(own)},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": uri_of(one.from_top)},
                        "region": {"startLine": own.cited.line, "startColumn": own.cited.column},
                    }
                }
            ],
        }
        for one in documents
        for own in one.results
        if own.result.status != "exact"
    ]
    driver = {"name": "blistui", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _commands(documents: Sequence[DocumentResult]) -> Iterator[str]:
    for one in documents:
        for own in one.results:
            if own.result.status != "exact":
                place = f"file={escaped_property(one.from_top)},line={own.cited.line},col={own.cited.column}"
                yield (f"::error {place},title=citation {own.result.status}::{escaped_data(_message(own))}")


def _message(own: CitedResult) -> str:
    message = own.result.message
    cited = "" if message.startswith(own.cited.shown) else f"{own.cited.shown}: "
    return f"{cited}{message}{'' if message.endswith('.') else '.'}"

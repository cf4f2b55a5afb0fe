"""Design guidelines: module map (4.2), friction targets (4.5), scoping criteria (2.1), extension types (5.1).

They are read from the repository's guideline file when it has these sections; what it lacks comes from a
built-in summary.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from blistui.patterns import pattern
from blistui.plan.tables.concept import FRICTION_TYPES
from blistui.plan.tables.series import EXTENSION_TYPES
from blistui.plan.tables.summary import BUILTIN_GUIDELINES
from blistui.repo.repository import Repository

_HEADING = pattern(r"#{1,6}\s+(?P<number>[0-9]+(?:\.[0-9]+)*)\.?\s+\S")
_NUMBERED = pattern(r"\s{0,3}[0-9]+[.)]\s+(?P<text>\S.*)")
_RULER = pattern(r"[\s|:-]+\Z")
_COUNT = pattern(r"[0-9]+")
_EXTENSION_WORDS = {
    "policy template": ("policy", "template"),
    "tier composition": ("tier",),
    "backend swap": ("backend",),
    "subsystem module": ("module",),
}
"""By which words a row of the touch points is about an extension type."""
_MARKUP = pattern(r"\*\*|__|`")


class Module(NamedTuple):
    """A row of the module map. `interface` is worded as in the file, with names of the code.

    `line` counts from 1; it is 0 for a built-in row.
    """

    name: str
    responsibility: str
    interface: str
    status: str
    line: int = 0


class ExtensionType(NamedTuple):
    """One of the four ways to extend: what it is, and how far it reaches."""

    name: str
    what: str
    scope: str


class Guidelines(NamedTuple):
    """What a plan needs of the guidelines. `source` is the path read or `builtin`; `from_builtin` names the
    parts the file does not have: modules, friction, criteria, species, extension types.

    Targets are numbers of files: `friction_targets` by what one more variant is, `extension_targets` by the
    extension type of a PR, of which one may have none.
    """

    source: str
    modules: tuple[Module, ...]
    friction_targets: dict[str, int]
    extension_targets: dict[str, int]
    criteria: tuple[str, ...]
    species: tuple[str, ...]
    extension_types: tuple[ExtensionType, ...]
    from_builtin: tuple[str, ...] = ()


SHIPPED = Guidelines(
    source=BUILTIN_GUIDELINES,
    modules=(
        Module("Admission", "Let a request in or turn it away", "one decision a request", ""),
        Module("Router", "Choose the instance that serves a request", "one decision a request", ""),
        Module("Scheduler", "Order the requests that wait inside an instance", "one ordering", ""),
        Module("Priority", "Rank a request among those that wait", "one rank a request", ""),
        Module("KV Cache Manager", "Give out, reuse and free cache blocks", "allocate, look up, release", ""),
        Module("AutoScaler", "Add and remove instances as load changes", "one decision a tick", ""),
        Module("Latency Model", "Estimate how long a step takes", "one estimate a step", ""),
        Module("Batch Formation", "Pick the requests of the next step", "one batch a step", ""),
        Module("Workload Generator", "Produce the stream of requests", "a stream from a specification", ""),
        Module("Trace Recorder", "Keep the decisions for later study", "one record a decision", ""),
        Module("Metrics Collector", "Turn records into statistics", "figures on demand", ""),
    ),
    friction_targets={
        "policy template": 3,
        "KV tier": 4,
        "config parameter": 2,
        "metric": 3,
        "latency backend": 2,
        "batch strategy": 2,
    },
    extension_targets={
        "policy template": 3,
        # A variant of what a new module brings is a policy behind its interface.
        "subsystem module": 3,
        "backend swap": 2,
        "tier composition": 4,
    },
    criteria=(
        "Would leaving it out noticeably change the answer to an analysis question?",
        "How exact must the answer be before somebody can act on it?",
        "Are the data it needs at hand, or measurable?",
        "What does it cost in code, upkeep and configuration?",
        "How far do results drift without it? If hardly, it can wait.",
        "Which is the simplest version that still answers the same questions?",
    ),
    species=("Decision Record", "Specification", "Problem Analysis", "System Overview"),
    extension_types=(
        ExtensionType(
            "policy template", "another algorithm behind an interface that exists", "one file, registered"
        ),
        ExtensionType(
            "subsystem module", "a module with an interface, events and state of its own", "new interface"
        ),
        ExtensionType(
            "backend swap", "another implementation of what is built in today", "extract, then add"
        ),
        ExtensionType("tier composition", "a wrapper that adds behaviour to a module", "delegation"),
    ),
)


def read_guidelines(repo: Repository, path: str, at: str | None = None) -> Guidelines:
    """The guidelines in the file `path`, or the built-in ones for `builtin` and for no path at all.

    Raises Unreadable when there is no such file.
    """
    if path.strip() in ("", BUILTIN_GUIDELINES):
        return SHIPPED
    return parse_guidelines(repo.read(path, at).lines, path)


def parse_guidelines(lines: Sequence[str], source: str) -> Guidelines:
    """The guidelines written in the `lines` of a Markdown file called `source`; it never fails."""
    sections = _sections(lines)
    modules = tuple(
        Module(name, responsibility, interface, status, number)
        for number, cells in _table(sections.get("4.2", []), "module")
        for name, responsibility, interface, status in [_padded(cells, 4)]
    )
    touch_points = _table(sections.get("4.5", []), "extension")
    friction = _targets(touch_points, {kind: kind.casefold().split() for kind in FRICTION_TYPES})
    extension_targets = _targets(touch_points, _EXTENSION_WORDS)
    criteria = tuple(
        _plain(found["text"])
        for _, line in sections.get("2.1", [])
        if (found := _NUMBERED.match(line)) is not None
    )
    species = tuple(cells[0] for _, cells in _table(sections.get("3.2", []), "species"))
    extensions = tuple(
        ExtensionType(name.casefold(), what, scope)
        for _, cells in _table(sections.get("5.1", []), "type")
        for name, what, _, scope in [_padded(cells, 4)]
        if name.casefold() in EXTENSION_TYPES
    )
    parts = {
        "modules": modules,
        "friction": friction,
        "criteria": criteria,
        "species": species,
        "extension types": extensions,
    }
    return Guidelines(
        source,
        modules or SHIPPED.modules,
        SHIPPED.friction_targets | friction,
        SHIPPED.extension_targets | _with_modules(extension_targets),
        criteria or SHIPPED.criteria,
        species or SHIPPED.species,
        extensions or SHIPPED.extension_types,
        tuple(name for name, part in parts.items() if not part),
    )


def _sections(lines: Sequence[str]) -> dict[str, list[tuple[int, str]]]:
    """The numbered lines below each numbered heading, up to the next heading; code fences are left out."""
    found: dict[str, list[tuple[int, str]]] = {}
    current: list[tuple[int, str]] = []
    fenced = False
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("```", "~~~")):
            fenced = not fenced
        elif fenced:
            continue
        elif line.startswith("#"):
            heading = _HEADING.match(line)
            current = found.setdefault(heading["number"], []) if heading else []
        else:
            current.append((number, line))
    return found


def _table(section: Sequence[tuple[int, str]], first_column: str) -> list[tuple[int, list[str]]]:
    """The rows of the first table whose first column's name holds `first_column`, each with its line."""
    rows: list[tuple[int, list[str]]] = []
    inside = False
    for number, line in section:
        cells = [_plain(cell) for cell in line.strip().strip("|").split("|")] if "|" in line else []
        if not cells:
            if inside:
                break
        elif not inside:
            inside = first_column in cells[0].casefold()
        elif not _RULER.match(line) and cells[0]:
            rows.append((number, cells))
    return rows


def _targets(rows: Sequence[tuple[int, list[str]]], kinds: Mapping[str, Collection[str]]) -> dict[str, int]:
    """Targets by kind: a row is of the first kind all of whose words its first cell holds."""
    found: dict[str, int] = {}
    for _, cells in rows:
        words = set(re.findall(r"\w+", cells[0].casefold()))
        count = _COUNT.search(cells[1]) if len(cells) > 1 else None
        name = next((kind for kind, asked in kinds.items() if set(asked) <= words), "")
        if name and count:
            found.setdefault(name, int(count[0]))
    return found


def _with_modules(targets: dict[str, int]) -> dict[str, int]:
    template = targets.get("policy template")
    return targets if template is None else {"subsystem module": template} | targets


def _padded(cells: Sequence[str], count: int) -> list[str]:
    return [*cells, *[""] * count][:count]


def _plain(text: str) -> str:
    return _MARKUP.sub("", text).strip()

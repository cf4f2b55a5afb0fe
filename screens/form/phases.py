"""The stations of the wizard: which tables each phase holds, and what its template section asks for."""

from __future__ import annotations

from dataclasses import dataclass

from blistui.plan import headings


@dataclass(frozen=True, slots=True)
class Station:
    """One entry of the rail.

    `tables` are keys of the plan shown as its form; `families` the rules it answers for; `guidance` says in
    short what the template's section asks (its heading is `heading`).
    """

    key: str
    mark: str
    title: str
    heading: str
    tables: tuple[str, ...]
    families: tuple[str, ...]
    guidance: str


STATIONS: tuple[Station, ...] = (
    Station(
        "summary",
        "A",
        "Summary",
        headings.SECTION_A,
        ("plan", "revision"),
        ("PRE", "OUT", "LIV"),
        "Name the plan, its repository, its design document and the guidelines you have read. The "
        "summary says in under 15 lines what is built, why, in how many PRs, and which milestones there"
        " are. Once the plan has been reviewed, every change gets a dated revision note.",
    ),
    Station(
        "phase0",
        "0",
        "Recon",
        headings.PHASE_0,
        ("finding", "constraint"),
        ("CIT", "REC"),
        "Read the code before proposing anything. Each of eight topics gets a finding or a reason for "
        "having none. A confirmed fact cites its lines; what you conclude is an inference and says from"
        " what; what you do not know is an open uncertainty. What cannot be cited is marked UNVERIFIED "
        "and nothing may rest on it. Name the constraints that the design must not violate.",
    ),
    Station(
        "phase1",
        "1",
        "Objectives",
        headings.PHASE_1,
        ("objective", "non_goal", "commitments", "question", "scope"),
        ("OBJ", "SCO"),
        "Three to seven crisp objectives, and what you leave out on purpose. State compatibility, "
        "performance and stability, or why there is nothing to state. Then the analysis questions, and "
        "for each part of the real system whether it is modeled, simplified or omitted. A "
        "simplification says what it loses and when that would matter.",
    ),
    Station(
        "phase2",
        "2",
        "Concept model",
        headings.PHASE_2,
        ("block", "interaction", "invariant", "state", "extension_point", "ownership"),
        ("CON",),
        "The system as you would explain it at a whiteboard, in under 80 lines: three to seven building"
        " blocks, each with its module contract, who calls whom, what must always and never hold, where"
        " behaviour plugs in, and who owns each piece of mutable state.",
    ),
    Station(
        "phase3",
        "3",
        "Risks",
        headings.PHASE_3,
        ("risk",),
        ("RSK",),
        "For every decision that is not obvious: what it assumes, how to test that cheaply, how many "
        "PRs a mistake costs, and before which PR the answer must be in. Success is measurable, and "
        "failure has an abort plan. From three PRs of rework on, a spike or a step before the first PR "
        "is mandatory.",
    ),
    Station(
        "phase4",
        "4",
        "Evolution",
        headings.PHASE_4,
        ("evolution",),
        ("EVO",),
        "How the architecture gets from what it is to the concept model, in behaviour and without Go "
        "code. Every change belongs to a building block; enabling refactors change no behaviour and "
        "name the tests that prove it; every simplification has its trade-off and its upgrade path.",
    ),
    Station(
        "phase5",
        "5",
        "Cross-cutting",
        headings.PHASE_5,
        ("crosscutting",),
        ("XCT",),
        "Tests, documents, CI, dependencies and interface freezes, planned once for the whole series, "
        "each item assigned to a PR. Look for existing test helpers first. Every system invariant needs"
        " a companion test. Nothing is left for when it is needed.",
    ),
    Station(
        "phase6",
        "6",
        "PR series",
        headings.PHASE_6,
        ("pr",),
        ("PRS",),
        "An ordered series in which every PR changes one building block, can be reviewed and merged "
        "alone and is exercised at once. Tier 1 is for the human reviewer and stays within 25 lines; "
        "Tier 2 is what the micro plan needs. Guarantees are named contracts.",
    ),
    Station(
        "phase7",
        "7",
        "Dependency DAG",
        headings.PHASE_7,
        ("dag",),
        ("DAG",),
        "The graph is drawn from what each PR depends on. Say how to sequence merges, and where PRs "
        "that may run in parallel meet. Gates and freeze points come from the risk register and Phase "
        "5.",
    ),
    Station(
        "phase8",
        "8",
        "Bug prevention",
        headings.PHASE_8,
        ("prevention",),
        ("BUG",),
        "Which invariants must never break, which existing tests must keep passing, how data formats "
        "migrate, and what this plan does, in its own words, about each of fourteen well known ways to "
        "fail.",
    ),
    Station(
        "frozen",
        "G",
        "Frozen",
        headings.SECTION_G,
        ("frozen",),
        ("ABS",),
        "Only interfaces whose freeze has merged, or that were frozen before. Pick one in the code; its"
        " signature is always read from there and never typed.",
    ),
    Station(
        "review",
        "R",
        "Review & export",
        headings.OUTPUT,
        ("leftover", "waiver", "attestation"),
        ("PLN",),
        "The document as it will be exported, with its budgets. Waive a heuristic finding with a "
        "reason, and sign what only a person can judge. No errors means that the mechanical rules pass,"
        " not that anybody has approved the plan.",
    ),
)

BY_KEY = {station.key: station for station in STATIONS}
_BY_TABLE = {table: station for station in STATIONS for table in station.tables}
_BY_FAMILY = {family: station for station in STATIONS for family in station.families}


def station_of(path: str, rule: str = "") -> Station:
    """Where the field at `path` is edited; where that says nothing, the station of the rule's family."""
    table = path.split(".")[0]
    return _BY_TABLE.get(table) or _BY_FAMILY.get(rule[:3]) or STATIONS[0]

"""The plan as one document: every table of the file, named as in the file."""

from blistui.plan import fields as f
from blistui.plan.headings import (
    LIVING,
    OUTPUT,
    PHASE_0,
    PHASE_1,
    PHASE_2,
    PHASE_3,
    PHASE_4,
    PHASE_5,
    PHASE_6,
    PHASE_7,
    PHASE_8,
    QUALITY,
    SECTION_G,
)
from blistui.plan.tables.base import Item
from blistui.plan.tables.concept import Block, ExtensionPoint, Interaction, Invariant, Ownership, State
from blistui.plan.tables.crosscutting import CrossCutting
from blistui.plan.tables.dag import Dag
from blistui.plan.tables.evolution import Evolution
from blistui.plan.tables.frozen import Frozen
from blistui.plan.tables.leftover import Leftover
from blistui.plan.tables.living import Attestation, Remark, Revision, Waiver
from blistui.plan.tables.objectives import Commitments, NonGoal, Objective, Question, Scope
from blistui.plan.tables.prevention import Prevention
from blistui.plan.tables.recon import Constraint, Finding
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import PullRequest
from blistui.plan.tables.summary import Summary


class Plan(Item):
    """A macro plan. Attributes are the tables of the TOML file, by their own names."""

    plan: Summary = f.group(Summary, "Plan", "What the plan is, and its summary", OUTPUT)
    revision: tuple[Revision, ...] = f.items("Revisions", "Dated notes, newest first", LIVING)
    finding: tuple[Finding, ...] = f.items(
        "Findings", "What the code is today, each claim beside its lines", PHASE_0
    )
    constraint: tuple[Constraint, ...] = f.items("Constraints", "What must not be violated", PHASE_0)
    objective: tuple[Objective, ...] = f.items(
        "Objectives", "What the plan is to reach, in 3 to 7 sentences", PHASE_1
    )
    non_goal: tuple[NonGoal, ...] = f.items("Non-goals", "What is left out on purpose", PHASE_1)
    commitments: Commitments = f.group(Commitments, "Commitments", "Compatibility and performance", PHASE_1)
    question: tuple[Question, ...] = f.items("Analysis questions", "What the feature helps answer", PHASE_1)
    scope: tuple[Scope, ...] = f.items("Model scoping", "Modeled, simplified, omitted", PHASE_1)
    block: tuple[Block, ...] = f.items("Building blocks", "3 to 7, each with its contract", PHASE_2)
    interaction: tuple[Interaction, ...] = f.items("Interactions", "Who calls whom", PHASE_2)
    invariant: tuple[Invariant, ...] = f.items("System invariants", "Always, never, causality", PHASE_2)
    state: State = f.group(State, "State and statistics", "Kept separate", PHASE_2)
    extension_point: tuple[ExtensionPoint, ...] = f.items(
        "Extension points", "Where behaviour plugs in", PHASE_2
    )
    ownership: tuple[Ownership, ...] = f.items("State ownership map", "One owner each", PHASE_2)
    risk: tuple[Risk, ...] = f.items(
        "Risks", "Decisions, what they rest on, and how each is validated", PHASE_3
    )
    evolution: Evolution = f.group(Evolution, "Evolution", "From current to target", PHASE_4)
    crosscutting: tuple[CrossCutting, ...] = f.items(
        "Cross-cutting items", "What several PRs share, by five areas", PHASE_5
    )
    pr: tuple[PullRequest, ...] = f.items("PR series", "What is merged as one, in merge order", PHASE_6)
    dag: Dag = f.group(Dag, "Dependency DAG", "Sequencing and integration", PHASE_7)
    prevention: Prevention = f.group(Prevention, "Prevention", "Against common design bugs", PHASE_8)
    frozen: tuple[Frozen, ...] = f.items(
        "Frozen interfaces", "Interfaces that are merged and frozen, read from the code", SECTION_G
    )
    leftover: tuple[Leftover, ...] = f.items("Not placed yet", "What an import could not place", OUTPUT)
    remark: tuple[Remark, ...] = f.items("Remarks", "What reviewers said about items", LIVING)
    waiver: tuple[Waiver, ...] = f.items("Waivers", "Heuristic findings overruled", QUALITY)
    attestation: tuple[Attestation, ...] = f.items("Attestations", "What only a person can decide", QUALITY)

"""The brief of one PR, for the author of its micro plan: the text of an issue or a pull request."""

from __future__ import annotations

from collections.abc import Mapping

from blistui.markdown.inline import code, inline
from blistui.markdown.nothing import NONE_BECAUSE, NOT_STATED
from blistui.markdown.write import concept, frozen, series
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, citation
from blistui.plan.graph.parallel import overlaps
from blistui.plan.graph.placement import is_gate_of
from blistui.plan.items import item_path
from blistui.plan.paths import citations, get, leaves, with_paths
from blistui.plan.tables.citation import Citation
from blistui.plan.tables.risks import Risk
from blistui.plan.tables.series import STATUSES, PullRequest


def brief(source: Source, path: str, pr: PullRequest, states: Mapping[str, str]) -> str:
    """All that a plan says to the person who implements the PR at `path`, as Markdown.

    `states` gives, by the path of a citation, what became of it in words, such as `moved to sim/a.go:7`.
    """
    page = Page()
    title = inline(pr.title).rstrip(".,;:!?")
    page.heading(1, ": ".join(text for text in (inline(pr.id), title) if text) or "PR", path)
    page.paragraph(f"From the macro plan “{inline(source.plan.plan.title) or 'without a title'}”.")
    series.tier1(page, source, path, pr)
    _contract(page, source, pr)
    _gates(page, source, pr)
    _builds_on(page, source, pr)
    if source.plan.frozen:
        page.heading(2, "Frozen interfaces")
        frozen.write(page, source)
    series.tier2(page, source, path, pr)
    _evidence(page, source, path, pr, states)
    _beside(page, source, pr)
    return page.text()


def _contract(page: Page, source: Source, pr: PullRequest) -> None:
    for at, block in with_paths(source.plan.block, "block"):
        if block.id and block.id == pr.block:
            page.heading(2, "Contract of its building block")
            concept.contract(page, source, at, block)


def _gates(page: Page, source: Source, pr: PullRequest) -> None:
    page.heading(2, "Validation gates")
    own = [(at, risk) for at, risk in with_paths(source.plan.risk, "risk") if is_gate_of(risk, pr)]
    for at, risk in own:
        page.bullet(f"{labelled(_state(risk))} {source.ref(risk.id, 'risk')}", at)
        page.field("Validation", risk.validation, at, depth=1, needed=True)
        page.field("Passes when", risk.success_criteria, at, depth=1, needed=True)
        page.field("If it fails", risk.abort_plan, at, depth=1, needed=True)
        if risk.outcome_finding:
            page.field("What was found", risk.outcome_finding, at, depth=1)
    if not own:
        why = inline(pr.gates_none_because)
        page.paragraph(f"{NONE_BECAUSE}{why}" if why else "No gate comes before this PR.")


def _state(risk: Risk) -> str:
    outcome = risk.outcome or "open"
    return f"{outcome} since {risk.outcome_on}" if risk.outcome_on and outcome != "open" else outcome


def _builds_on(page: Page, source: Source, pr: PullRequest) -> None:
    """Every guarantee of the PRs that come before it."""
    page.heading(2, "Guarantees that it builds on")
    graph = source.graph
    earlier = [(at, other) for at, other in with_paths(source.plan.pr, "pr") if graph.before(other.id, pr.id)]
    for at, other in earlier:
        page.bullet(f"{source.ref(other.id, 'pr')}, {inline(other.status) or STATUSES[0]}", at)
        for below, guarantee in with_paths(other.guarantees, f"{at}.guarantees"):
            page.field(guarantee.id or "Unnamed", guarantee.text, below, depth=1, needed=True)
    if not earlier:
        page.paragraph("It depends on no other PR of the plan.")


def _evidence(page: Page, source: Source, path: str, pr: PullRequest, states: Mapping[str, str]) -> None:
    """The citations of its files, its own, and those of the facts it relies on, each with its claim."""
    page.heading(2, "Evidence")
    touched = {file.path.strip() for file in pr.files if file.path.strip()}
    own = (f"{path}.", *(f"finding.{id}." for id in pr.relies_on if id))
    claims: dict[str, list[tuple[str, Citation]]] = {}
    for at, cite in citations(leaves(source.plan)):
        if at.startswith(own) or cite.at.rpartition(":")[0] in touched:
            claims.setdefault(_holder(at), []).append((at, cite))
    for holder, cites in claims.items():
        page.bullet(f"{code(holder.partition('.')[2] or holder)}: {_claim(source, holder)}", holder)
        for at, cite in cites:
            page.bullet(f"{citation(cite)}: {inline(states.get(at, 'not verified'))}", at, depth=1)
    if not claims:
        page.paragraph("The plan cites nothing in the files that it touches, and it relies on no fact.")


def _holder(path: str) -> str:
    """The item that a citation is of."""
    return item_path(path.rpartition(".cites")[0] or path.rpartition(".")[0])


def _claim(source: Source, path: str) -> str:
    held = get(source.plan, path)
    texts = (getattr(held, key, "") for key in ("statement", "item", "interface", "title", "test"))
    return next((inline(text) for text in texts if isinstance(text, str) and text), NOT_STATED)


def _beside(page: Page, source: Source, pr: PullRequest) -> None:
    page.heading(2, "May run beside it")
    shared = {other: one.path for one in overlaps(source.graph) if pr.id in one.prs for other in one.prs}
    found = False
    for at, other in with_paths(source.plan.pr, "pr"):
        if not other.is_ahead or not source.graph.concurrent(pr.id, other.id):
            continue
        found = True
        file = shared.get(other.id)
        meets = f"; both touch {code(file)}, so agree who merges first" if file else ""
        page.bullet(f"{source.ref(other.id, 'pr')}{meets}", at)
    later = ", ".join(source.graph.later(pr.id))
    if not found:
        page.paragraph("No other PR: all of them come before or after it.")
    if later:
        page.paragraph(f"These wait for it: {inline(later)}.")

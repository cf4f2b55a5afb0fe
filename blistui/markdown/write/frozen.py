"""Section G: Frozen Interface Reference; left out while no interface is frozen."""

from __future__ import annotations

from blistui.markdown.inline import code, inline
from blistui.markdown.labels import label_of
from blistui.markdown.nothing import NOT_STATED
from blistui.markdown.write.fields import fields
from blistui.markdown.write.page import Page, labelled
from blistui.markdown.write.source import Source, citation
from blistui.plan.paths import with_paths
from blistui.plan.tables.frozen import Frozen


def write(page: Page, source: Source) -> None:
    """Facts of merged code: signatures come from the repository, through the caller, never from the plan."""
    page.mark("frozen")
    for path, frozen in with_paths(source.plan.frozen, "frozen"):
        name = code(frozen.interface) or "Unnamed interface"
        page.heading(3, f"{inline(frozen.id)}: {name}" if frozen.id else name, path)
        if frozen.cite is not None:
            page.bullet(labelled(label_of(Frozen, "cite"), citation(frozen.cite)), f"{path}.cite")
        page.bullet(
            labelled(label_of(Frozen, "freeze_pr"), _frozen_by(source, frozen)),
            f"{path}.freeze_pr",
            f"{path}.pre_existing",
        )
        fields(page, source, frozen, path)
        signature = source.signatures.get(frozen.id, "")
        page.gap()
        if signature.strip():
            page.fence("go", signature.strip("\n").split("\n"))
            page.gap()
        else:
            page.paragraph("Its signature was not read from the repository for this export.")


def _frozen_by(source: Source, frozen: Frozen) -> str:
    merged = next((pr for pr in source.plan.pr if pr.id == frozen.freeze_pr), None)
    by = source.ref(frozen.freeze_pr, "pr") if frozen.freeze_pr else ""
    if merged is not None and (commit := code(merged.merged_commit)):
        by += f", merged as {commit}"
    if frozen.pre_existing:
        by = f"{by}, pre-existing" if by else "pre-existing: it was frozen before this plan"
    return by or NOT_STATED

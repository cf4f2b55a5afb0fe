"""The design guidelines of the plan, as rules ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from blistui.rules.rule import Context

if TYPE_CHECKING:
    from blistui.repo.recon.guidelines import Guidelines


def guidelines(context: Context) -> Guidelines:
    """Those that the plan names, else the built-in ones; use `context.derived(guidelines)`."""
    # Imported here: many plans ask for none of it.
    from blistui.repo.recon.guidelines import SHIPPED

    found = context.repo.guidelines(context.plan.plan.guidelines) if context.repo else None
    return found or SHIPPED

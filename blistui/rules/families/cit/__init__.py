"""CIT: evidence: citations that stay true, and names that exist.

How a citation is verified is in `blistui.repo.citations`.
"""

from blistui.rules.families.cit import (
    citations,
    claims,
    completeness,
    drift,
    history,
    inventories,
    names,
    prose,
    queries,
    symbols,
)

__all__ = [
    "citations",
    "claims",
    "completeness",
    "drift",
    "history",
    "inventories",
    "names",
    "prose",
    "queries",
    "symbols",
]

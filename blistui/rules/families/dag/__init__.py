"""DAG: Phase 7, the dependency graph of PRs.

The graph itself is `blistui.plan.graph.pr_graph`.
"""

from blistui.rules.families.dag import graph

__all__ = ["graph"]

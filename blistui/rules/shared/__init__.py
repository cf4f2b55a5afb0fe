"""What several families derive from the same plan, computed once a run.

No rule is declared here; what needs only a text is in `prose`.
"""

"""The graph of PRs: the order of merging, what may be under way at once, where gates and freezes are.

Never here: how a graph is drawn, or whether it breaks a rule.
"""

"""Reading what an author wrote: text in, an answer out.

Nothing here knows a plan, a repository or a rule.
"""

"""Go code inside prose: found, and sorted into kinds.

Nothing here knows a plan or a rule; the code of the repository is `blistui.repo`.
"""

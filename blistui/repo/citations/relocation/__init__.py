"""Where cited lines are now, when they are not where they were cited: moved, changed, ambiguous or gone.

Never here: how a citation is read, captured or verified in place; that is one folder above.
"""

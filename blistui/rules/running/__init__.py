"""Running the rules: on the plan in a file, in a process of their own, with fixes, baselines and selections.

Never here: a rule, or how its findings are shown.
"""

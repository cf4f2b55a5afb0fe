"""The rules: what a plan must hold, and what it means to check that.

Nothing here changes a plan or knows a screen; how results are written out is `blistui.report`.
"""

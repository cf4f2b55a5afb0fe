"""The screen of an open plan: its panes side by side, its keys, and what each action does.

Never here: how one field or the code is shown. Actions take a `Bench`, and no module imports the workbench.
"""

"""Code of one repository beside the form: tree, file, finders and history of positions.

Never here: the plan. The pane is given what the plan cites, and posts citations as messages.
"""

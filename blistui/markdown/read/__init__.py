"""Reading a plan from Markdown: one module per section, each undoing what its namesake in `write` does.

Never here: what a block is (`blocks`), or a text dropped without a word (what is not placed is left over).
"""

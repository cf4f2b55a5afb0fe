"""Reading a plan from Markdown: one module per section, named as the one in `write` that writes it.

Never here: what a block is (`blocks`), or a text dropped without a word (what is not placed is left over).
"""

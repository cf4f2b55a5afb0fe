"""Writing a plan as Markdown: one module per section, named as the one in `read` that reads it back.

Never here: a signature or a fact read from a repository; the caller hands them in.
"""

"""Writing a plan as Markdown: one module per section, each writing what its namesake in `read` reads.

Never here: a signature or a fact read from a repository; the caller hands them in.
"""

"""The document: pydantic models, one module per phase, with ids, paths, edits and the graph of PRs.

Nothing here reads a file, a repository or a setting: plans in, values out.
"""

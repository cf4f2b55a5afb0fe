"""The index of all Go symbols of a repository: built, cached between runs, searched by name.

No symbol is resolved or type-checked here; questions about uses are in `queries`.
"""

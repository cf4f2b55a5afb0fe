"""One module or package per family of rules (CIT, PRE, …), in the template's terms.

Families never import each other: what two of them need is in `shared`, `prose` or `go`.
"""

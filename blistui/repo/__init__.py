"""The evidence: the repository, its Go source, and citations of it."""

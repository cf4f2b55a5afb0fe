"""Recon proposals: facts that a repository shows about itself, and its design guidelines.

No finding is added here: a person chooses which proposals enter the plan.
"""

"""The law: one module per family of rules."""

"""Reading a plan from Markdown: one module per section, each undoing what its namesake of the export does."""

"""Plans on disk and in memory: load, save, the session that owns the open plan, its journal, recent plans.
Never here: rules, Markdown, questions to the code, or anything that is shown."""

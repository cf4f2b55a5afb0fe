"""TOML in and out, recovery, and the session that owns the open plan."""

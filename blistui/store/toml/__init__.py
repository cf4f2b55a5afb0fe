"""TOML as text: where things are in it, and edits that touch nothing else.
Never here: files, or what a field of a plan means beyond its name and its order."""

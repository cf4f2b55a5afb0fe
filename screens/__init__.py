"""The face: a Textual app over the core."""

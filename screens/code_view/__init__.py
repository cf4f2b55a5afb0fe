"""Code_view."""

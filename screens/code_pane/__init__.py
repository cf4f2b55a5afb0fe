"""Code_pane."""

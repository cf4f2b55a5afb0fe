"""Field editors, code view, findings list, graph view."""

"""One form per phase, composed from field widgets."""

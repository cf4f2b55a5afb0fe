"""The document: pydantic models, one module per phase of the template."""

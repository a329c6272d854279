"""Pydantic models for what crosses a border: files, batch rows, HTTP, model replies."""

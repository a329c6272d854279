"""Alembic's entry: run the migrations on the connection it is handed, inside that transaction."""

from __future__ import annotations

from alembic import context

from assistant.adapters.sql.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_as_batch=True)
context.run_migrations()

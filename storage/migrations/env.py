"""Run by Alembic, over the connection that :mod:`storage.migrate` hands it."""

from __future__ import annotations

from alembic import context

from storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a column by making the table anew
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Catalogues, plans, weekly schedules, absences, files; what lists ask of a task item."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import Instant, MonthText

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _widen_task_items()
    _create_documents()
    _create_absences()
    _create_notebook()


def downgrade() -> None:
    for name in (
        "unit_clerk",
        "done_once",
        "preference",
        "stored_file",
        "absence",
        "weekly_schedule",
        "month_plan",
        "catalogue",
    ):
        op.drop_table(name)
    op.drop_index("ix_task_item_handed_in_at", "task_item")
    op.drop_index("ix_task_item_due", "task_item")
    with op.batch_alter_table("task_item") as table:
        for column in ("asks", "handed_in_at", "item"):
            table.drop_column(column)


def _widen_task_items() -> None:
    op.add_column("task_item", sa.Column("item", sa.String(), nullable=False, server_default=""))
    op.add_column("task_item", sa.Column("handed_in_at", Instant(), nullable=True))
    op.add_column(
        "task_item", sa.Column("asks", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_task_item_due", "task_item", ["due"])
    op.create_index("ix_task_item_handed_in_at", "task_item", ["handed_in_at"])


def _create_documents() -> None:
    op.create_table(
        "catalogue",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_catalogue"),
        sa.UniqueConstraint("unit", "number", name="uq_catalogue_unit"),
    )
    op.create_index("ix_catalogue_state", "catalogue", ["state"])
    op.create_table(
        "month_plan",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("month", MonthText(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_month_plan"),
        sa.UniqueConstraint("unit", "month", name="uq_month_plan_unit"),
    )
    op.create_table(
        "weekly_schedule",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("week", sa.String(8), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_weekly_schedule"),
        sa.UniqueConstraint("person", "week", name="uq_weekly_schedule_person"),
    )
    op.create_index("ix_weekly_schedule_week_state", "weekly_schedule", ["week", "state"])


def _create_absences() -> None:
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_absence"),
    )
    op.create_index("ix_absence_person_first", "absence", ["person", "first"])
    op.create_index("ix_absence_state_first", "absence", ["state", "first"])


def _create_notebook() -> None:
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("digest", "by", name="pk_stored_file"),
    )
    op.create_table(
        "preference",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("person", "key", name="pk_preference"),
    )
    op.create_index("ix_preference_key_value", "preference", ["key", "value"])
    op.create_table(
        "done_once",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_done_once"),
    )
    op.create_table(
        "unit_clerk",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.Column("until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_unit_clerk"),
    )
    op.create_index("ix_unit_clerk_unit", "unit_clerk", ["unit"])

"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage import columns

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = (
    "evaluation",
    "task_item",
    "audit",
    "ward_setting",
    "chat",
    "turn",
    "link_code",
    "link_try",
    "outbox",
    "unit",
    "person",
    "staff_revision",
    "post",
    "field_charge",
    "delegation",
)


def upgrade() -> None:
    _create_work()
    _create_trust()
    _create_conversations()
    _create_links()
    _create_notices()
    _create_organisation()
    _create_posts()


def downgrade() -> None:
    for table in reversed(_TABLES):
        op.drop_table(table)


def _create_work() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("month", columns.MonthText(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("commenter", sa.String(), nullable=True),
        sa.Column("decider", sa.String(), nullable=True),
        sa.Column("waits_for_pick", sa.Boolean(), nullable=False),
        sa.Column("submitted_at", columns.Instant(), nullable=True),
        sa.Column("decided_at", columns.Instant(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evaluation"),
        sa.UniqueConstraint("person", "month", name="uq_evaluation_person"),
    )
    op.create_index("ix_evaluation_commenter_state", "evaluation", ["commenter", "state"])
    op.create_index("ix_evaluation_decided_by", "evaluation", ["decided_by", "decided_at"])
    op.create_index("ix_evaluation_decider_state", "evaluation", ["decider", "state"])
    op.create_index("ix_evaluation_month_state", "evaluation", ["month", "state"])
    op.create_table(
        "task_item",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("due", columns.Instant(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("events", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_task_item"),
    )
    op.create_index("ix_task_item_person_due", "task_item", ["person", "due"])


def _create_trust() -> None:
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_audit"),
    )
    op.create_index("ix_audit_subject", "audit", ["subject", "seq"])
    op.create_table(
        "ward_setting",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("valid_from", columns.MonthText(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", "valid_from", name="pk_ward_setting"),
    )


def _create_conversations() -> None:
    op.create_table(
        "chat",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=True),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.Column("card", sa.String(), nullable=True),
        sa.Column("shown", sa.Integer(), nullable=False),
        sa.Column("linked_at", columns.Instant(), nullable=True),
        sa.CheckConstraint("(person IS NULL) = (linked_at IS NULL)", name="ck_chat_linked"),
        sa.PrimaryKeyConstraint("channel", "address", name="pk_chat"),
    )
    op.create_index("ix_chat_person", "chat", ["person"])
    op.create_table(
        "turn",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.Column("answered_at", columns.Instant(), nullable=True),
        sa.ForeignKeyConstraint(
            ["channel", "address"], ["chat.channel", "chat.address"], name="fk_turn_channel"
        ),
        sa.PrimaryKeyConstraint("channel", "address", "number", name="pk_turn"),
        sa.UniqueConstraint("channel", "address", "event_id", name="uq_turn_channel"),
    )


def _create_links() -> None:
    op.create_table(
        "link_code",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("issued_at", columns.Instant(), nullable=False),
        sa.Column("expires_at", columns.Instant(), nullable=False),
        sa.Column("used_at", columns.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name="pk_link_code"),
    )
    op.create_table(
        "link_try",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("at", columns.Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_link_try"),
    )
    op.create_index("ix_link_try_account", "link_try", ["channel", "address", "at"])


def _create_notices() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("not_before", columns.Instant(), nullable=False),
        sa.Column("stale_after", columns.Instant(), nullable=True),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("channel", sa.String(), nullable=True),
        sa.Column("sent_at", columns.Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_due", "outbox", ["state", "urgency", "not_before"])


def _create_organisation() -> None:
    op.create_table(
        "unit",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("list_to", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_unit"),
    )
    op.create_table(
        "person",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("labour", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_person"),
    )
    op.create_index("ix_person_folded", "person", ["folded"])
    op.create_table(
        "staff_revision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_staff_revision_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_staff_revision"),
    )


def _create_posts() -> None:
    op.create_table(
        "post",
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("main", sa.Boolean(), nullable=False),
        sa.Column("in_charge", sa.String(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("ordinal", name="pk_post"),
    )
    op.create_table(
        "field_charge",
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("leader", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("ordinal", name="pk_field_charge"),
    )
    op.create_table(
        "delegation",
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("giver", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("ordinal", name="pk_delegation"),
    )

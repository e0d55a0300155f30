"""Every table. A column that may be NULL says why; all others may not.

Values that are read as a whole are one JSON document beside the columns that lists need.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
)

from storage.columns import Instant, MonthText

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

evaluation = Table(
    "evaluation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("month", MonthText, nullable=False),
    Column("form", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("commenter", String, nullable=True),  # none before submission, outside or to be picked
    Column("decider", String, nullable=True),  # none before submission, outside
    Column("waits_for_pick", Boolean, nullable=False),
    Column("submitted_at", Instant, nullable=True),  # never submitted
    Column("decided_at", Instant, nullable=True),  # no decision in force
    Column("decided_by", String, nullable=True),  # the same
    Column("document", Text, nullable=False),
    UniqueConstraint("person", "month"),
    Index("ix_evaluation_commenter_state", "commenter", "state"),
    Index("ix_evaluation_decider_state", "decider", "state"),
    Index("ix_evaluation_month_state", "month", "state"),
    Index("ix_evaluation_decided_by", "decided_by", "decided_at"),
)

task_item = Table(
    "task_item",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("due", Instant, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),  # the rest of the item
    Column("events", Text, nullable=False),  # JSON list, oldest first
    Column("item", String, nullable=False, server_default=""),
    Column("handed_in_at", Instant, nullable=True),  # nothing waits for the leader
    Column("asks", Boolean, nullable=False, server_default=false()),
    Index("ix_task_item_person_due", "person", "due"),
    Index("ix_task_item_due", "due"),
    Index("ix_task_item_handed_in_at", "handed_in_at"),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("unit", String, nullable=False),
    Column("number", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("unit", "number"),
    Index("ix_catalogue_state", "state"),
)

month_plan = Table(
    "month_plan",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("unit", String, nullable=False),
    Column("month", MonthText, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("unit", "month"),
)

weekly_schedule = Table(
    "weekly_schedule",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("week", String(8), nullable=False),  # 2026-W43
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    UniqueConstraint("person", "week"),
    Index("ix_weekly_schedule_week_state", "week", "state"),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("person", String, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index("ix_absence_person_first", "person", "first"),
    Index("ix_absence_state_first", "state", "first"),
)

stored_file = Table(
    "stored_file",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("name", String, nullable=False),
    Column("mime", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("at", Instant, nullable=False),
    Column("by", String, primary_key=True),
)

preference = Table(
    "preference",
    metadata,
    Column("person", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
    Index("ix_preference_key_value", "key", "value"),
)

done_once = Table(
    "done_once",
    metadata,
    Column("key", String, primary_key=True),
    Column("at", Instant, nullable=False),
)

unit_clerk = Table(
    "unit_clerk",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("unit", String, nullable=False),
    Column("person", String, nullable=False),
    Column("by", String, nullable=False),
    Column("since", Instant, nullable=False),
    Column("until", Instant, nullable=True),  # still in force
    Index("ix_unit_clerk_unit", "unit"),
)

chat = Table(
    "chat",
    metadata,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("person", String, nullable=True),  # not linked yet, or no more
    Column("alive", Boolean, nullable=False),
    Column("card", String, nullable=True),  # nothing was shown yet
    Column("shown", Integer, nullable=False),  # number of the turn that the card shows
    Column("linked_at", Instant, nullable=True),  # as person
    CheckConstraint("(person IS NULL) = (linked_at IS NULL)", name="linked"),
    Index("ix_chat_person", "person"),
)

turn = Table(
    "turn",
    metadata,
    Column("channel", String, primary_key=True),
    Column("address", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("event_id", String, nullable=False),
    Column("place", Text, nullable=False),
    Column("at", Instant, nullable=False),
    Column("answered_at", Instant, nullable=True),  # the messenger has not accepted it yet
    UniqueConstraint("channel", "address", "event_id"),
    ForeignKeyConstraint(["channel", "address"], ["chat.channel", "chat.address"]),
)

link_code = Table(
    "link_code",
    metadata,
    Column("digest", String, primary_key=True),
    Column("person", String, nullable=False),
    Column("issued_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant, nullable=True),  # not used yet
)

link_try = Table(
    "link_try",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("channel", String, nullable=False),
    Column("address", String, nullable=False),
    Column("at", Instant, nullable=False),
    Index("ix_link_try_account", "channel", "address", "at"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", String, nullable=False, unique=True),
    Column("recipient", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("facts", Text, nullable=False),
    Column("not_before", Instant, nullable=False),
    Column("stale_after", Instant, nullable=True),  # never stale
    Column("urgency", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("error", Text, nullable=True),  # no attempt failed
    Column("channel", String, nullable=True),  # no channel took it yet
    Column("sent_at", Instant, nullable=True),  # not sent
    Index("ix_outbox_due", "state", "urgency", "not_before"),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", Instant, nullable=False),
    Column("actor", String, nullable=False),
    Column("act", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("facts", Text, nullable=False),  # canonical JSON, hashed as it stands
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_subject", "subject", "seq"),
)

ward_setting = Table(
    "ward_setting",
    metadata,
    Column("key", String, primary_key=True),
    Column("valid_from", MonthText, primary_key=True),
    Column("value", Text, nullable=False),
    Column("document", String, nullable=False),  # number of the paper that decided it
    Column("by", String, nullable=False),
    Column("at", Instant, nullable=False),
)

unit = Table(
    "unit",
    metadata,
    Column("code", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),  # the clerk's order, kept
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False),
    Column("block", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("parent", String, nullable=True),  # the ward's own top units have none
    Column("list_to", String, nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("code", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("folded", String, nullable=False, index=True),
    Column("phone", String, nullable=False),
)

post = Table(
    "post",
    metadata,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("person", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("position", String, nullable=False),
    Column("labour", String, nullable=False),
    Column("pool", String, nullable=False),
    Column("title", String, nullable=False),
    Column("main", Boolean, nullable=False),
    Column("in_charge", String, nullable=True),  # nobody is in direct charge
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),  # still held
)

field_charge = Table(
    "field_charge",
    metadata,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("leader", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),  # still held
)

delegation = Table(
    "delegation",
    metadata,
    Column("ordinal", Integer, primary_key=True, autoincrement=False),
    Column("giver", String, nullable=False),
    Column("receiver", String, nullable=False),
    Column("act", String, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=True),  # until ended
    Column("document", String, nullable=False),
)

staff_revision = Table(
    "staff_revision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),  # always 1: one row
    Column("number", Integer, nullable=False),
    CheckConstraint("id = 1", name="one_row"),
)

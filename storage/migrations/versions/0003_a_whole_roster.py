"""Kind of labour and quota pool belong to a post, a phone to a person."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("phone", sa.String(), nullable=False, server_default=""))
    for name, default in (("labour", "civil_servant"), ("pool", "professional")):
        op.add_column("post", sa.Column(name, sa.String(), nullable=False, server_default=default))
    op.execute(
        "UPDATE post SET labour = (SELECT person.labour FROM person"
        " WHERE person.code = post.person)"
        " WHERE EXISTS (SELECT 1 FROM person WHERE person.code = post.person)"
    )
    op.execute("UPDATE post SET pool = 'support' WHERE labour = 'contract_support'")
    with op.batch_alter_table("person") as table:
        table.drop_column("labour")


def downgrade() -> None:
    op.add_column(
        "person",
        sa.Column("labour", sa.String(), nullable=False, server_default="civil_servant"),
    )
    op.execute(
        "UPDATE person SET labour = (SELECT post.labour FROM post"
        " WHERE post.person = person.code ORDER BY post.main DESC, post.valid_from DESC LIMIT 1)"
        " WHERE EXISTS (SELECT 1 FROM post WHERE post.person = person.code)"
    )
    with op.batch_alter_table("post") as table:
        table.drop_column("pool")
        table.drop_column("labour")
    with op.batch_alter_table("person") as table:
        table.drop_column("phone")

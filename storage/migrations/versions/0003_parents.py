"""Digests, what residents want to be told of, what parents were told; two indexes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("shut", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["resident.id"], name="fk_digest_parent_id"),
        sa.PrimaryKeyConstraint("id", name="pk_digest"),
        sa.UniqueConstraint("parent_id", "day", name="uq_digest_parent_id_day"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_digest_at", "digest", ["at"])
    op.create_table(
        "preference",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("every", sa.String(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("hour", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Boolean(), nullable=False),
        sa.Column("muted", sa.Boolean(), nullable=False),
        sa.Column("off", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_preference_resident_id"),
        sa.PrimaryKeyConstraint("resident_id", name="pk_preference"),
    )
    op.create_table(
        "parent_told",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["resident.id"], name="fk_parent_told_child_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["resident.id"], name="fk_parent_told_parent_id"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_parent_told_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_parent_told"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_parent_told_at", "parent_told", ["at"])
    op.create_index("ix_parent_told_child_id", "parent_told", ["child_id"])
    op.create_index(
        "ix_outbox_line",
        "outbox",
        ["channel", "rank", "id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_review_stage_id", "review", ["stage_id"])

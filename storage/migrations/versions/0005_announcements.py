"""Announcements, whom each went to, and what they answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "announcement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("office", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("answer_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("safety", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["resident.id"], name="fk_announcement_author_id"),
        sa.PrimaryKeyConstraint("id", name="pk_announcement"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_announcement_author_id", "announcement", ["author_id"])
    op.create_table(
        "announcement_answer",
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name="fk_announcement_answer_announcement_id",
        ),
        sa.ForeignKeyConstraint(
            ["consent_id"], ["consent.id"], name="fk_announcement_answer_consent_id"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_announcement_answer_resident_id"
        ),
        sa.PrimaryKeyConstraint(
            "announcement_id", "resident_id", "subject_id", name="pk_announcement_answer"
        ),
    )
    op.create_table(
        "announcement_receiver",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("announcement_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("known", sa.Boolean(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
            name="fk_announcement_receiver_announcement_id",
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_announcement_receiver_resident_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_announcement_receiver"),
        sa.UniqueConstraint(
            "announcement_id",
            "resident_id",
            name="uq_announcement_receiver_announcement_id_resident_id",
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_announcement_receiver_resident_id", "announcement_receiver", ["resident_id"]
    )

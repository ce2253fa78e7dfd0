"""Conferences: sections, talks, the published programme."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "conference",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.Column("closing", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_conference_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_conference")),
    )
    op.create_table(
        "conference_section",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("chair_id", sa.Integer(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=False),
        sa.Column("talk", sa.Integer(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["chair_id"], ["resident.id"], name=op.f("fk_conference_section_chair_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_conference_section_event_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_section")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_conference_section_chair_id"), "conference_section", ["chair_id"], unique=False
    )
    op.create_index(
        op.f("ix_conference_section_event_id"), "conference_section", ["event_id"], unique=False
    )
    op.create_table(
        "conference_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("section_id", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("thesis", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_section", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["author_id"], ["resident.id"], name=op.f("fk_conference_talk_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_conference_talk_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_conference_talk_project_id")
        ),
        sa.ForeignKeyConstraint(
            ["section_id"],
            ["conference_section.id"],
            name=op.f("fk_conference_talk_section_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conference_talk")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_conference_talk_author_id"), "conference_talk", ["author_id"], unique=False
    )
    op.create_index(
        op.f("ix_conference_talk_event_id"), "conference_talk", ["event_id"], unique=False
    )

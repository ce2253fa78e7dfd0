"""The rest room: talks with the psychologist, moods, leisure, calls to helplines."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "psych_mark",
        sa.Column("month", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "mark", name="pk_psych_mark"),
    )
    op.create_table(
        "handoff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("urgency", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("psychologist_id", sa.Integer(), nullable=True),
        sa.Column("left_by", sa.Integer(), nullable=True),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_through", sa.Integer(), nullable=False),
        sa.Column("answered_through", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("wish_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("meeting_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_place", sa.String(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revealed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed_reason", sa.String(), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pupil_mark_id", sa.Integer(), nullable=True),
        sa.Column("pupil_marked", sa.Integer(), nullable=False),
        sa.Column("staff_mark_id", sa.Integer(), nullable=True),
        sa.Column("staff_marked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["psychologist_id"], ["resident.id"], name="fk_handoff_psychologist_id"
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["resident.id"], name="fk_handoff_pupil_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handoff"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_handoff_open",
        "handoff",
        ["pupil_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'taken')"),
        postgresql_where=sa.text("state IN ('waiting', 'taken')"),
    )
    op.create_index("ix_handoff_psychologist_id", "handoff", ["psychologist_id"])
    op.create_index("ix_handoff_pupil_id", "handoff", ["pupil_id"])

    op.create_table(
        "helpline_check",
        sa.Column("line", sa.String(), nullable=False),
        sa.Column("works", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["resident.id"], name="fk_helpline_check_by_id"),
        sa.PrimaryKeyConstraint("line", name="pk_helpline_check"),
    )
    op.create_table(
        "leisure_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["edited_by"], ["resident.id"], name="fk_leisure_entry_edited_by"),
        sa.PrimaryKeyConstraint("id", name="pk_leisure_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_leisure_entry_replaces", "leisure_entry", ["replaces"])

    op.create_table(
        "mood_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_mood_mark_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mood_mark"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mood_mark_at", "mood_mark", ["at"])
    op.create_index("ix_mood_mark_resident_id", "mood_mark", ["resident_id"])

    op.create_table(
        "presence",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("here", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_presence_resident_id"),
        sa.PrimaryKeyConstraint("resident_id", name="pk_presence"),
    )
    op.create_table(
        "rest_run",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("run", sa.Integer(), nullable=False),
        sa.Column("technique", sa.String(), nullable=False),
        sa.Column("beat", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_rest_run_resident_id"),
        sa.PrimaryKeyConstraint("resident_id", name="pk_rest_run"),
    )
    op.create_table(
        "relay_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("handoff_id", sa.Integer(), nullable=False),
        sa.Column("from_pupil", sa.Boolean(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], name="fk_relay_line_handoff_id"),
        sa.PrimaryKeyConstraint("id", name="pk_relay_line"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relay_line_handoff", "relay_line", ["handoff_id", "id"])
    # Not in a batch: that makes the table anew, without AUTOINCREMENT.
    for table, column in (("outbox", "sealed"), ("stored_file", "secret")):
        op.add_column(
            table, sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false())
        )

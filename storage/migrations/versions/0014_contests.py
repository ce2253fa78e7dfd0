"""Contests: teams, cases, works, the jury and its marks."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "contest",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.Column("criteria", sa.JSON(), nullable=False),
        sa.Column("max_each", sa.Integer(), nullable=False),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dealt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("scored_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_contest_event_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_contest")),
    )
    op.create_table(
        "contest_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by"], ["resident.id"], name=op.f("fk_contest_case_added_by")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_contest_case_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_case")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contest_case_event_id"), "contest_case", ["event_id"], unique=False)
    op.create_table(
        "contest_juror",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("named_by", sa.Integer(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_contest_juror_event_id")),
        sa.ForeignKeyConstraint(
            ["named_by"], ["resident.id"], name=op.f("fk_contest_juror_named_by")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_contest_juror_resident_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "resident_id", name=op.f("pk_contest_juror")),
    )
    op.create_index(
        op.f("ix_contest_juror_resident_id"), "contest_juror", ["resident_id"], unique=False
    )
    op.create_table(
        "contest_team",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("captain_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.String(), nullable=True),
        sa.Column("code_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["captain_id"], ["resident.id"], name=op.f("fk_contest_team_captain_id")
        ),
        sa.ForeignKeyConstraint(
            ["case_id"], ["contest_case.id"], name=op.f("fk_contest_team_case_id")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_contest_team_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_team")),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_contest_team_fingerprint")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_contest_team_event_id"), "contest_team", ["event_id"], unique=False)
    op.create_table(
        "contest_mark",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("juror_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.Integer(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["juror_id"], ["resident.id"], name=op.f("fk_contest_mark_juror_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["contest_team.id"], name=op.f("fk_contest_mark_team_id")
        ),
        sa.PrimaryKeyConstraint("team_id", "juror_id", "criterion", name=op.f("pk_contest_mark")),
    )
    op.create_index(op.f("ix_contest_mark_juror_id"), "contest_mark", ["juror_id"], unique=False)
    op.create_table(
        "contest_member",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_contest_member_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_contest_member_resident_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["contest_team.id"], name=op.f("fk_contest_member_team_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "resident_id", name=op.f("pk_contest_member")),
    )
    op.create_index(
        op.f("ix_contest_member_resident_id"), "contest_member", ["resident_id"], unique=False
    )
    op.create_index(op.f("ix_contest_member_team_id"), "contest_member", ["team_id"], unique=False)
    op.create_table(
        "contest_work",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["resident.id"], name=op.f("fk_contest_work_by_id")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["contest_team.id"], name=op.f("fk_contest_work_team_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contest_work")),
        sa.UniqueConstraint("team_id", "version", name=op.f("uq_contest_work_team_id_version")),
        sqlite_autoincrement=True,
    )

"""Children in danger, which adult answers, who is on duty; the key of fingerprints."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "sealed_key",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sealed_key"),
        sa.UniqueConstraint("name", name="uq_sealed_key_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("since_minute", sa.Integer(), nullable=False),
        sa.Column("until_minute", sa.Integer(), nullable=False),
        sa.Column("instead_of", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["instead_of"], ["resident.id"], name="fk_duty_line_instead_of"),
        sa.ForeignKeyConstraint(["made_by"], ["resident.id"], name="fk_duty_line_made_by"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_duty_line_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_duty_line"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_duty_line_resident_id", "duty_line", ["resident_id"])
    op.create_table(
        "crisis_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("alerted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stage", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_crisis_event_account_id"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_crisis_event_resident_id"
        ),
        sa.ForeignKeyConstraint(["taken_by"], ["resident.id"], name="fk_crisis_event_taken_by"),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_crisis_event_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_crisis_event"),
        sqlite_autoincrement=True,
    )
    for column in ("account_id", "heard_at", "resident_id"):
        op.create_index(f"ix_crisis_event_{column}", "crisis_event", [column])
    op.create_table(
        "crisis_alert",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["crisis_event.id"], name="fk_crisis_alert_event_id"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_crisis_alert_resident_id"
        ),
        sa.PrimaryKeyConstraint("event_id", "resident_id", name="pk_crisis_alert"),
    )

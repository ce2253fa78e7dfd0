"""Events: who holds them, who takes part, their rooms; tokens of outside services (E1-E3)."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "service_token",
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("access", sa.String(), nullable=False),
        sa.Column("refresh", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_service_token")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("room", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("pupils", sa.String(), nullable=False),
        sa.Column("consent", sa.Boolean(), nullable=False),
        sa.Column("cohosts", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by"], ["resident.id"], name=op.f("fk_event_decided_by")),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["resident.id"], name=op.f("fk_event_proposed_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("uid", name=op.f("uq_event_uid")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_time", "event", ["state", "starts_at"], unique=False)

    op.create_table(
        "event_host",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_host_event_id")),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_event_host_resident_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "resident_id", name=op.f("pk_event_host")),
    )
    op.create_index(op.f("ix_event_host_resident_id"), "event_host", ["resident_id"], unique=False)

    op.create_table(
        "event_registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_event_registration_account_id")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_registration_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_event_registration_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_registration")),
        sa.UniqueConstraint(
            "event_id", "person", name=op.f("uq_event_registration_event_id_person")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_event_registration_event_id"), "event_registration", ["event_id"], unique=False
    )
    op.create_index(
        op.f("ix_event_registration_person"), "event_registration", ["person"], unique=False
    )
    op.create_index(
        op.f("ix_event_registration_resident_id"),
        "event_registration",
        ["resident_id"],
        unique=False,
    )

    op.create_table(
        "event_room",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_room_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_room")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_room_event_id"), "event_room", ["event_id"], unique=False)
    op.create_index(
        "ix_event_room_live",
        "event_room",
        ["event_id"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )

    op.create_table(
        "event_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_reminder_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["event_registration.id"], name=op.f("fk_event_reminder_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_reminder")),
        sa.UniqueConstraint(
            "line_id",
            "sequence",
            "minutes",
            name=op.f("uq_event_reminder_line_id_sequence_minutes"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_event_reminder_event_id"), "event_reminder", ["event_id"], unique=False
    )

    op.create_table(
        "event_room_letter",
        sa.Column("room_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["room_id"], ["event_room.id"], name=op.f("fk_event_room_letter_room_id")
        ),
        sa.PrimaryKeyConstraint("room_id", "message_id", name=op.f("pk_event_room_letter")),
    )
    op.create_table(
        "event_feedback",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("useful", sa.String(), nullable=False),
        sa.Column("again", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_feedback_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["event_registration.id"], name=op.f("fk_event_feedback_line_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_feedback")),
        sa.UniqueConstraint("line_id", name=op.f("uq_event_feedback_line_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_event_feedback_event_id"), "event_feedback", ["event_id"])

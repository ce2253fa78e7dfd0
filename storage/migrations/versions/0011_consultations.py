"""Consultations: queues in chats, questions to them, times to book."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "consultation_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["resident.id"], name=op.f("fk_consultation_slot_teacher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_slot")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_consultation_slot_free",
        "consultation_slot",
        ["teacher_id", "starts_at"],
        unique=True,
        sqlite_where=sa.text("cancelled_at IS NULL"),
        postgresql_where=sa.text("cancelled_at IS NULL"),
    )
    op.create_index(
        op.f("ix_consultation_slot_starts_at"), "consultation_slot", ["starts_at"], unique=False
    )
    op.create_index(
        op.f("ix_consultation_slot_teacher_id"), "consultation_slot", ["teacher_id"], unique=False
    )

    op.create_table(
        "slot_booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slot_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_slot_booking_resident_id")
        ),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["consultation_slot.id"], name=op.f("fk_slot_booking_slot_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot_booking")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_slot_booking_person",
        "slot_booking",
        ["slot_id", "resident_id"],
        unique=True,
        sqlite_where=sa.text("state = 'booked'"),
        postgresql_where=sa.text("state = 'booked'"),
    )
    op.create_index(
        op.f("ix_slot_booking_resident_id"), "slot_booking", ["resident_id"], unique=False
    )
    op.create_index(
        "ix_slot_booking_seat",
        "slot_booking",
        ["slot_id", "seat"],
        unique=True,
        sqlite_where=sa.text("state = 'booked'"),
        postgresql_where=sa.text("state = 'booked'"),
    )
    op.create_index(op.f("ix_slot_booking_slot_id"), "slot_booking", ["slot_id"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("teacher_id", sa.Integer(), nullable=False),
        sa.Column("topic", sa.String(), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("card_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pin_id", sa.Integer(), nullable=True),
        sa.Column("room_tries", sa.Integer(), nullable=False),
        sa.Column("room_provider", sa.String(), nullable=False),
        sa.Column("room_reference", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name=op.f("fk_consultation_talk_id")),
        sa.ForeignKeyConstraint(
            ["teacher_id"], ["resident.id"], name=op.f("fk_consultation_teacher_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_consultation_open",
        "consultation",
        ["talk_id", "teacher_id"],
        unique=True,
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_consultation_talk_id"), "consultation", ["talk_id"], unique=False)
    op.create_index(
        op.f("ix_consultation_teacher_id"), "consultation", ["teacher_id"], unique=False
    )

    op.create_table(
        "consultation_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_edit_consultation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_edit")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_consultation_edit_consultation_id"),
        "consultation_edit",
        ["consultation_id"],
        unique=False,
    )

    op.create_table(
        "consultation_guest",
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_guest_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_consultation_guest_resident_id")
        ),
        sa.PrimaryKeyConstraint(
            "consultation_id", "resident_id", name=op.f("pk_consultation_guest")
        ),
    )
    op.create_index(
        op.f("ix_consultation_guest_resident_id"),
        "consultation_guest",
        ["resident_id"],
        unique=False,
    )

    op.create_table(
        "consultation_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["resident.id"], name=op.f("fk_consultation_question_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_question_consultation_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_consultation_question_author_id"),
        "consultation_question",
        ["author_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_question_consultation_id"),
        "consultation_question",
        ["consultation_id"],
        unique=False,
    )

    op.create_table(
        "consultation_visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("consultation_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("skips", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("called_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"],
            ["consultation.id"],
            name=op.f("fk_consultation_visit_consultation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_consultation_visit_resident_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation_visit")),
        sa.UniqueConstraint(
            "consultation_id", "number", name=op.f("uq_consultation_visit_consultation_id_number")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_consultation_visit_consultation_id"),
        "consultation_visit",
        ["consultation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_consultation_visit_resident_id"),
        "consultation_visit",
        ["resident_id"],
        unique=False,
    )
    op.create_index(
        "ix_consultation_visit_standing",
        "consultation_visit",
        ["consultation_id", "resident_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'called')"),
        postgresql_where=sa.text("state IN ('waiting', 'called')"),
    )

    op.create_table(
        "consultation_voice",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["consultation_question.id"],
            name=op.f("fk_consultation_voice_question_id"),
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_consultation_voice_resident_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "resident_id", name=op.f("pk_consultation_voice")),
    )

"""The Council: sanctions, reports, case files, votes, openings, contracts; acts in chats."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "moderation_line",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_moderation_line"),
    )
    op.create_index("ix_moderation_line_about_id", "moderation_line", ["about_id"])

    op.create_table(
        "contract",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by"], ["resident.id"], name="fk_contract_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_contract"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "council_case",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["opened_by"], ["resident.id"], name="fk_council_case_opened_by"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_council_case_resident_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_council_case"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_council_case_resident_id", "council_case", ["resident_id"])

    op.create_table(
        "council_term",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("elected_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_council_term_resident_id"
        ),
        sa.PrimaryKeyConstraint("resident_id", name="pk_council_term"),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["resident.id"], name="fk_evidence_added_by"),
        sa.ForeignKeyConstraint(["case_id"], ["council_case.id"], name="fk_evidence_case_id"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_case_id", "evidence", ["case_id"])

    op.create_table(
        "motion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("sanction_id", sa.Integer(), nullable=True),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("opened_to", sa.String(), nullable=False),
        sa.Column("asked_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("for_safety", sa.Boolean(), nullable=False),
        sa.Column("secret", sa.Boolean(), nullable=False),
        sa.Column("rapporteur_id", sa.Integer(), nullable=True),
        sa.Column("opened_by", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("yes", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("abstained", sa.Integer(), nullable=False),
        sa.Column("casting", sa.String(), nullable=False),
        sa.Column("protocol", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["council_case.id"], name="fk_motion_case_id"),
        sa.ForeignKeyConstraint(["opened_by"], ["resident.id"], name="fk_motion_opened_by"),
        sa.ForeignKeyConstraint(["rapporteur_id"], ["resident.id"], name="fk_motion_rapporteur_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_motion_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_motion"),
        sa.UniqueConstraint("number", name="uq_motion_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_motion_ends_at", "motion", ["ends_at"])
    op.create_index("ix_motion_resident_id", "motion", ["resident_id"])

    op.create_table(
        "ballot",
        sa.Column("motion_id", sa.Integer(), nullable=False),
        sa.Column("member_id", sa.Integer(), nullable=False),
        sa.Column("interest", sa.String(), nullable=False),
        sa.Column("voted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("choice", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["resident.id"], name="fk_ballot_member_id"),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name="fk_ballot_motion_id"),
        sa.PrimaryKeyConstraint("motion_id", "member_id", name="pk_ballot"),
    )
    op.create_table(
        "opening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column("to", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name="fk_opening_motion_id"),
        sa.PrimaryKeyConstraint("id", name="pk_opening"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_opening_segment", "opening", ["segment"])

    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.Column("motion_id", sa.Integer(), nullable=True),
        sa.Column("for_safety", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_how", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["resident.id"], name="fk_sanction_by_id"),
        sa.ForeignKeyConstraint(["motion_id"], ["motion.id"], name="fk_sanction_motion_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_sanction_resident_id"),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_sanction_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sanction"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_sanction_resident_id", "sanction", ["resident_id"])

    op.create_table(
        "chat_act",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=True),
        sa.Column("asked_by", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ending", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["asked_by"], ["resident.id"], name="fk_chat_act_asked_by"),
        sa.ForeignKeyConstraint(["sanction_id"], ["sanction.id"], name="fk_chat_act_sanction_id"),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_chat_act_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_chat_act"),
        sa.UniqueConstraint("message_id", name="uq_chat_act_message_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_chat_act_sanction_id", "chat_act", ["sanction_id"])
    op.create_index("ix_chat_act_talk_id", "chat_act", ["talk_id"])

    op.create_table(
        "moderation_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("about_id", sa.Integer(), nullable=False),
        sa.Column("reported_by", sa.Integer(), nullable=True),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("sanction_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["about_id"], ["resident.id"], name="fk_moderation_report_about_id"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["resident.id"], name="fk_moderation_report_decided_by"
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["resident.id"], name="fk_moderation_report_reported_by"
        ),
        sa.ForeignKeyConstraint(
            ["sanction_id"], ["sanction.id"], name="fk_moderation_report_sanction_id"
        ),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_moderation_report_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_moderation_report"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_moderation_report_about_id", "moderation_report", ["about_id"])
    op.create_index("ix_moderation_report_state", "moderation_report", ["state"])

    op.add_column("outbox", sa.Column("aim", sa.String(), nullable=True))
    op.add_column("outbox", sa.Column("aim_until", sa.DateTime(timezone=True), nullable=True))

    op.add_column(
        "resident", sa.Column("suspended_until", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "resident", sa.Column("silenced_until", sa.DateTime(timezone=True), nullable=True)
    )

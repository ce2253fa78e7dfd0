"""Consents with their texts; a pupil's age group."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "consent_text",
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_consent_text"),
    )
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("signer_id", sa.Integer(), nullable=True),
        sa.Column("signed_as", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["resident.id"], name="fk_consent_entered_by"),
        sa.ForeignKeyConstraint(["signer_id"], ["resident.id"], name="fk_consent_signer_id"),
        sa.ForeignKeyConstraint(["subject_id"], ["resident.id"], name="fk_consent_subject_id"),
        sa.ForeignKeyConstraint(["version"], ["consent_text.version"], name="fk_consent_version"),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_consent_subject_id", "consent", ["subject_id"])
    # Not in a batch: that makes the table anew, without AUTOINCREMENT.
    op.add_column(
        "resident", sa.Column("age_group", sa.String(), nullable=False, server_default="")
    )

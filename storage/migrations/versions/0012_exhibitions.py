"""Exhibitions: works and their pictures, who looks at them and likes them, questions to authors."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "exhibit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("annotation", sa.String(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["resident.id"], name=op.f("fk_exhibit_decided_by")
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_exhibit_event_id")),
        sa.ForeignKeyConstraint(["made_by"], ["resident.id"], name=op.f("fk_exhibit_made_by")),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name=op.f("fk_exhibit_project_id")),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"], ["resident.id"], name=op.f("fk_exhibit_withdrawn_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_exhibit_event_id"), "exhibit", ["event_id"], unique=False)
    op.create_index(op.f("ix_exhibit_project_id"), "exhibit", ["project_id"], unique=False)
    op.create_index(
        "ix_exhibit_standing",
        "exhibit",
        ["event_id", "project_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )
    op.create_table(
        "exhibit_author",
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_author_exhibit_id")
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name=op.f("fk_exhibit_author_resident_id")
        ),
        sa.PrimaryKeyConstraint("exhibit_id", "resident_id", name=op.f("pk_exhibit_author")),
    )
    op.create_index(
        op.f("ix_exhibit_author_resident_id"), "exhibit_author", ["resident_id"], unique=False
    )
    op.create_table(
        "exhibit_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asker_id"], ["resident.id"], name=op.f("fk_exhibit_question_asker_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["resident.id"], name=op.f("fk_exhibit_question_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_question_exhibit_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_question")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_exhibit_question_asker_id"), "exhibit_question", ["asker_id"], unique=False
    )
    op.create_index(
        op.f("ix_exhibit_question_exhibit_id"), "exhibit_question", ["exhibit_id"], unique=False
    )
    op.create_table(
        "exhibit_visit",
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("liked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_visit_exhibit_id")
        ),
        sa.PrimaryKeyConstraint("exhibit_id", "person", name=op.f("pk_exhibit_visit")),
    )
    op.create_table(
        "exhibit_answer",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["resident.id"], name=op.f("fk_exhibit_answer_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["exhibit_question.id"], name=op.f("fk_exhibit_answer_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "author_id", name=op.f("pk_exhibit_answer")),
    )
    op.create_table(
        "exhibit_picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("exhibit_id", sa.Integer(), nullable=False),
        sa.Column("artefact_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["artefact_id"], ["artefact.id"], name=op.f("fk_exhibit_picture_artefact_id")
        ),
        sa.ForeignKeyConstraint(
            ["exhibit_id"], ["exhibit.id"], name=op.f("fk_exhibit_picture_exhibit_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_exhibit_picture_file_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exhibit_picture")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_exhibit_picture_exhibit_id"), "exhibit_picture", ["exhibit_id"], unique=False
    )
    op.add_column("stored_file", sa.Column("let_go_at", sa.DateTime(timezone=True), nullable=True))

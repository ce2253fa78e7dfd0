"""Parents' questions, what is asked often, and the index of words."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: Each database's own index of words; SQLite's follows its table by triggers.
SQLITE = (
    "CREATE VIRTUAL TABLE search_text USING fts5(head, body,"
    " content='search_entry', content_rowid='id', tokenize=\"unicode61 remove_diacritics 0\")",
    "CREATE TRIGGER search_text_insert AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_text(rowid, head, body) VALUES (new.id, new.head, new.body); END",
    "CREATE TRIGGER search_text_delete AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_text(search_text, rowid, head, body)"
    " VALUES ('delete', old.id, old.head, old.body); END",
    "CREATE TRIGGER search_text_update AFTER UPDATE ON search_entry BEGIN"
    " INSERT INTO search_text(search_text, rowid, head, body)"
    " VALUES ('delete', old.id, old.head, old.body);"
    " INSERT INTO search_text(rowid, head, body) VALUES (new.id, new.head, new.body); END",
)
POSTGRES = (
    "CREATE INDEX search_text_head ON search_entry"
    " USING gin (array_to_tsvector(string_to_array(head, ' ')))",
    "CREATE INDEX search_text_body ON search_entry"
    " USING gin (array_to_tsvector(string_to_array(body, ' ')))",
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_search_entry"),
        sa.UniqueConstraint("subject", "thing_id", name="uq_search_entry_subject_thing_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "faq_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_by", sa.Integer(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["edited_by"], ["resident.id"], name="fk_faq_entry_edited_by"),
        sa.ForeignKeyConstraint(["made_by"], ["resident.id"], name="fk_faq_entry_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_faq_entry"),
        sa.UniqueConstraint("key", name="uq_faq_entry_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("asker_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("route", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("about_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("waits_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("mark_line", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["about_id"], ["resident.id"], name="fk_question_about_id"),
        sa.ForeignKeyConstraint(["asker_id"], ["resident.id"], name="fk_question_asker_id"),
        sa.ForeignKeyConstraint(["child_id"], ["resident.id"], name="fk_question_child_id"),
        sa.ForeignKeyConstraint(["closed_by"], ["resident.id"], name="fk_question_closed_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_question_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_asker", "question", ["asker_id", "id"])
    op.create_index("ix_question_closed", "question", ["closed_at"])
    op.create_index(
        "ix_question_waiting",
        "question",
        ["answer_by"],
        sqlite_where=sa.text("answer_by IS NOT NULL"),
        postgresql_where=sa.text("answer_by IS NOT NULL"),
    )

    op.create_table(
        "question_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["given_by"], ["resident.id"], name="fk_question_assignment_given_by"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_assignment_question_id"
        ),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_question_assignment_resident_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_assignment"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_question_assignment_now",
        "question_assignment",
        ["resident_id"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_question_assignment_question_id", "question_assignment", ["question_id"])

    op.create_table(
        "question_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["resident.id"], name="fk_question_message_author_id"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name="fk_question_message_question_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_question_message"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_question_message_question_id", "question_message", ["question_id"])
    own = SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES
    for statement in own:
        op.execute(statement)

"""The tables of the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("asked", sa.String(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=True),
        sa.Column("touched_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offered_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_draft"),
        sa.UniqueConstraint("owner", "action", name="uq_draft_owner_action"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "file_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("peer_kind", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_file_upload"),
        sa.UniqueConstraint(
            "digest", "channel", "peer_kind", name="uq_file_upload_digest_channel_peer_kind"
        ),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("args", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
        sa.UniqueConstraint("name", "key", name="uq_job_name_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_job_done_at", "job", ["done_at"])
    op.create_index("ix_job_due_at", "job", ["due_at"])

    op.create_table(
        "journal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal"),
    )
    op.create_index("ix_journal_subject", "journal", ["subject", "subject_id"])

    op.create_table(
        "parked_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_parked_update"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "position",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_position"),
    )
    op.create_table(
        "resident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("patronymic", sa.String(), nullable=False),
        sa.Column("grade", sa.String(), nullable=False),
        sa.Column("subjects", sa.String(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("contract_number", sa.String(), nullable=False),
        sa.Column("contract_until", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_resident"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_resident_name", "resident", ["family", "name"])

    op.create_table(
        "taken_update",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_taken_update"),
    )
    op.create_index("ix_taken_update_at", "taken_update", ["at"])

    op.create_table(
        "our_account",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("messenger", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", name="pk_our_account"),
    )
    op.create_table(
        "account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("messenger", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=True),
        sa.Column("first_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_account_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("messenger", "user", name="uq_account_messenger_user"),
    )
    op.create_index("ix_account_resident_id", "account", ["resident_id"])

    op.create_table(
        "family_link",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["resident.id"], name="fk_family_link_child_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["resident.id"], name="fk_family_link_parent_id"),
        sa.PrimaryKeyConstraint("parent_id", "child_id", name="pk_family_link"),
    )
    op.create_index("ix_family_link_child_id", "family_link", ["child_id"])

    op.create_table(
        "project",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("template", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("offered_to", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["resident.id"], name="fk_project_author_id"),
        sa.ForeignKeyConstraint(["offered_to"], ["resident.id"], name="fk_project_offered_to"),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["resident.id"], name="fk_project_supervisor_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_project"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_project_offered_to", "project", ["offered_to"])
    op.create_index("ix_project_supervisor_id", "project", ["supervisor_id"])

    op.create_table(
        "resident_role",
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_resident_role_resident_id"
        ),
        sa.PrimaryKeyConstraint("resident_id", "role", name="pk_resident_role"),
    )
    op.create_table(
        "code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("sealed", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("child_id", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["child_id"], ["resident.id"], name="fk_code_child_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_code_resident_id"),
        sa.ForeignKeyConstraint(["used_by"], ["account.id"], name="fk_code_used_by"),
        sa.PrimaryKeyConstraint("id", name="pk_code"),
        sa.UniqueConstraint("fingerprint", name="uq_code_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_code_resident_id", "code", ["resident_id"])

    op.create_table(
        "code_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_code_try_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_code_try"),
    )
    op.create_index("ix_code_try_account_id", "code_try", ["account_id"])

    op.create_table(
        "diary_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["resident.id"], name="fk_diary_entry_author_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_diary_entry_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_diary_entry"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_diary_entry_project_id", "diary_entry", ["project_id"])

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("invited_by", sa.Integer(), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["invited_by"], ["resident.id"], name="fk_invitation_invited_by"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_invitation_project_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_invitation_resident_id"),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_invitation_resident_id", "invitation", ["resident_id"])
    op.create_index(
        "ix_invitation_waiting",
        "invitation",
        ["project_id", "resident_id"],
        unique=True,
        sqlite_where=sa.text("agreed IS NULL"),
        postgresql_where=sa.text("agreed IS NULL"),
    )

    op.create_table(
        "leave_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["resident.id"], name="fk_leave_request_decided_by"
        ),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_leave_request_project_id"),
        sa.ForeignKeyConstraint(
            ["resident_id"], ["resident.id"], name="fk_leave_request_resident_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_leave_request"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_leave_waiting",
        "leave_request",
        ["project_id", "resident_id"],
        unique=True,
        sqlite_where=sa.text("granted IS NULL"),
        postgresql_where=sa.text("granted IS NULL"),
    )

    op.create_table(
        "member",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("resident_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("contribution", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_member_project_id"),
        sa.ForeignKeyConstraint(["resident_id"], ["resident.id"], name="fk_member_resident_id"),
        sa.PrimaryKeyConstraint("project_id", "resident_id", name="pk_member"),
    )
    op.create_index("ix_member_resident_id", "member", ["resident_id"])

    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_offer_project_id"),
        sa.ForeignKeyConstraint(["supervisor_id"], ["resident.id"], name="fk_offer_supervisor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offer"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_offer_supervisor_id", "offer", ["supervisor_id"])
    op.create_index(
        "ix_offer_waiting",
        "offer",
        ["project_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )

    op.create_table(
        "stage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("gate", sa.String(), nullable=False),
        sa.Column("then_gate", sa.String(), nullable=True),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("artefact_names", sa.JSON(), nullable=False),
        sa.Column("remind_days", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_stage_project_id"),
        sa.PrimaryKeyConstraint("id", name="pk_stage"),
        sa.UniqueConstraint("project_id", "number", name="uq_stage_project_id_number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_stage_project_id", "stage", ["project_id"])

    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("sealed_url", sa.String(), nullable=True),
        sa.Column("digest", sa.String(), nullable=True),
        sa.Column("path", sa.String(), nullable=True),
        sa.Column("owner_account_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("copied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["owner_account_id"], ["account.id"], name="fk_stored_file_owner_account_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_stored_file"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("reachable", sa.Boolean(), nullable=False),
        sa.Column("unreachable_reason", sa.String(), nullable=True),
        sa.Column("unreachable_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("screen_id", sa.Integer(), nullable=True),
        sa.Column("last_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_talk_account_id"),
        sa.PrimaryKeyConstraint("id", name="pk_talk"),
        sa.UniqueConstraint("channel", "peer", name="uq_talk_channel_peer"),
    )
    op.create_index("ix_talk_account_id", "talk", ["account_id"])

    op.create_table(
        "chat",
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("rights", sa.String(), nullable=True),
        sa.Column("told_rights", sa.String(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tied_to", sa.String(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("tied_by", sa.Integer(), nullable=True),
        sa.Column("tied_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_chat_talk_id"),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_chat_project_id"),
        sa.ForeignKeyConstraint(["tied_by"], ["resident.id"], name="fk_chat_tied_by"),
        sa.PrimaryKeyConstraint("talk_id", name="pk_chat"),
    )
    op.create_table(
        "chat_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("tied_to", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("grade", sa.String(), nullable=True),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_chat_code_project_id"),
        sa.ForeignKeyConstraint(["made_by"], ["resident.id"], name="fk_chat_code_made_by"),
        sa.PrimaryKeyConstraint("id", name="pk_chat_code"),
        sa.UniqueConstraint("fingerprint", name="uq_chat_code_fingerprint"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "team_code",
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"], name="fk_team_code_project_id"),
        sa.PrimaryKeyConstraint("project_id", name="pk_team_code"),
        sa.UniqueConstraint("fingerprint", name="uq_team_code_fingerprint"),
    )
    op.create_table(
        "artefact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["added_by"], ["resident.id"], name="fk_artefact_added_by"),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name="fk_artefact_file_id"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_artefact_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_artefact"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_artefact_stage_id", "artefact", ["stage_id"])

    op.create_table(
        "checklist_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("by_staff", sa.Boolean(), nullable=False),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["done_by"], ["resident.id"], name="fk_checklist_item_done_by"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_checklist_item_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_item"),
        sa.UniqueConstraint("stage_id", "position", name="uq_checklist_item_stage_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "extension_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"], ["resident.id"], name="fk_extension_request_asked_by"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["resident.id"], name="fk_extension_request_decided_by"
        ),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_extension_request_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_extension_request"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_extension_waiting",
        "extension_request",
        ["stage_id"],
        unique=True,
        sqlite_where=sa.text("granted IS NULL"),
        postgresql_where=sa.text("granted IS NULL"),
    )

    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("talk_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("peer", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("for_account", sa.Integer(), nullable=True),
        sa.Column("for_resident", sa.Integer(), nullable=True),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("menu", sa.JSON(), nullable=True),
        sa.Column("picture", sa.JSON(), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("still", sa.String(), nullable=True),
        sa.Column("still_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("external_id", sa.String(), nullable=True),
        sa.Column("moved_from_id", sa.Integer(), nullable=True),
        sa.Column("moved_to_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["for_resident"], ["resident.id"], name="fk_outbox_for_resident"),
        sa.ForeignKeyConstraint(["talk_id"], ["talk.id"], name="fk_outbox_talk_id"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_open",
        "outbox",
        ["talk_id"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_index("ix_outbox_talk", "outbox", ["talk_id", "id"])
    op.create_index("ix_outbox_waiting", "outbox", ["channel", "state", "due_at"])

    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["sent_by"], ["resident.id"], name="fk_submission_sent_by"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_submission_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_submission"),
        sa.UniqueConstraint("stage_id", "attempt", name="uq_submission_stage_id_attempt"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verdict", sa.String(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["resident.id"], name="fk_review_decided_by"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_review_stage_id"),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name="fk_review_submission_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_review"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_review_submission_id", "review", ["submission_id"])
    op.create_index(
        "ix_review_waiting",
        "review",
        ["stage_id"],
        unique=True,
        sqlite_where=sa.text("verdict IS NULL"),
        postgresql_where=sa.text("verdict IS NULL"),
    )

    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("review_id", sa.Integer(), nullable=False),
        sa.Column("stage_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["resident.id"], name="fk_remark_author_id"),
        sa.ForeignKeyConstraint(["done_by"], ["resident.id"], name="fk_remark_done_by"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name="fk_remark_review_id"),
        sa.ForeignKeyConstraint(["stage_id"], ["stage.id"], name="fk_remark_stage_id"),
        sa.PrimaryKeyConstraint("id", name="pk_remark"),
        sa.UniqueConstraint("review_id", "position", name="uq_remark_review_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_remark_author_id", "remark", ["author_id"])
    op.create_index("ix_remark_stage_id", "remark", ["stage_id"])

"""Half-filled forms, kept per person so that another messenger can go on (C4)."""

from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import JSON, Column, UniqueConstraint, inspect
from sqlmodel import Field, SQLModel, col, select

from storage.columns import Instant
from storage.store import Tx

Answers = dict[str, JsonValue]
Args = dict[str, int | str]


class Draft(SQLModel, table=True):
    """A form in the filling.

    ``owner`` is whose it is ("r12" a resident, "a7" an account of nobody yet); ``answers`` are in
    asking order, absent = not asked, null = skipped; ``asked`` is the field whose question was
    shown last, in the conversation ``talk_id`` while ``active``.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("owner", "action"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    owner: str
    action: str
    args: Args = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    answers: Answers = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    asked: str | None = None
    active: bool = True
    talk_id: int | None = None
    touched_at: datetime = Field(sa_type=Instant)


def begin(tx: Tx, owner: str, action: str, args: Args) -> Draft:
    """Begin a form anew; an older draft of the same form by the same person is dropped."""
    older = find(tx, owner, action)
    if older is not None:
        tx.session.delete(older)
        tx.session.flush()
    draft = Draft(owner=owner, action=action, args=args, touched_at=tx.now)
    tx.session.add(draft)
    tx.session.flush()
    return draft


def find(tx: Tx, owner: str, action: str) -> Draft | None:
    return tx.session.exec(
        select(Draft).where(Draft.owner == owner, Draft.action == action)
    ).first()


def owned(tx: Tx, owner: str, draft_id: int) -> Draft | None:
    """A draft by its id, if it is this person's."""
    draft = tx.session.get(Draft, draft_id)
    return draft if draft is not None and draft.owner == owner else None


def active(tx: Tx, owner: str) -> Draft | None:
    """The form that this person is filling, if any."""
    return tx.session.exec(
        select(Draft)
        .where(Draft.owner == owner, col(Draft.active).is_(True))
        .order_by(col(Draft.touched_at).desc(), col(Draft.id).desc())
    ).first()


def latest(tx: Tx, owner: str) -> Draft | None:
    """The form begun or touched last, active or laid aside."""
    return tx.session.exec(
        select(Draft)
        .where(Draft.owner == owner)
        .order_by(col(Draft.touched_at).desc(), col(Draft.id).desc())
    ).first()


def is_stale(tx: Tx, draft: Draft) -> bool:
    """Whether the person has been silent so long that a text is no answer any more (C4)."""
    return tx.now - draft.touched_at > timedelta(hours=tx.rules.draft_hours)


def hand_over(tx: Tx, account_id: int, resident_id: int) -> None:
    """Give an account's drafts to the resident it turned out to be."""
    for draft in tx.session.exec(select(Draft).where(Draft.owner == f"a{account_id}")):
        if find(tx, f"r{resident_id}", draft.action) is None:
            draft.owner = f"r{resident_id}"
        else:
            tx.session.delete(draft)


def is_gone(draft: Draft) -> bool:
    """Whether a draft in hand was dropped meanwhile."""
    return bool(inspect(draft).was_deleted or inspect(draft).detached or inspect(draft).deleted)


def drop(tx: Tx, draft: Draft) -> None:
    tx.session.delete(draft)
    tx.session.flush()

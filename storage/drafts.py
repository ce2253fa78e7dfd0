"""Half-filled forms, kept per person so that another messenger can go on (C4)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import JsonValue
from sqlalchemy import (
    BindParameter,
    Column,
    UniqueConstraint,
    bindparam,
    case,
    delete,
    insert,
    update,
)
from sqlalchemy import select as select_columns
from sqlmodel import Field, SQLModel, col, select

from storage import rotation
from storage.columns import Forgettable, Instant
from storage.ready import Change, Question
from storage.sealing import Unsealable
from storage.store import Tx

Answers = dict[str, JsonValue]
Args = dict[str, int | str]
#: Actions whose forms hold what nobody may read in the store (Q6); filled where they are defined.
SEALED: set[str] = set()
#: Under this name a sealed form's answers are kept, all in one.
_SEAL = "*"


class DraftRow(SQLModel, table=True):
    """A `Draft` as it is kept."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("owner", "action"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True)
    owner: str
    action: str
    args: Args = Field(default_factory=dict, sa_column=Column(Forgettable, nullable=False))
    answers: Answers = Field(default_factory=dict, sa_column=Column(Forgettable, nullable=False))
    asked: str | None = None
    active: bool = True
    talk_id: int | None = None
    touched_at: datetime = Field(sa_type=Instant)
    offered_id: int | None = None


rotation.sealed(DraftRow, "answers", within=_SEAL)


@dataclass
class Draft:
    """A form in the filling; what is changed in it must be kept (`keep`).

    ``owner`` is whose it is ("r12" a resident, "a7" an account of nobody yet); ``answers`` are in
    asking order, absent = not asked, null = skipped; ``asked`` is the field whose question was
    shown last, in the conversation ``talk_id`` while ``active``; ``offered_id`` the conversation
    in which it was last offered to go on.
    """

    id: int
    owner: str
    action: str
    args: Args
    answers: Answers
    asked: str | None
    active: bool
    talk_id: int | None
    touched_at: datetime
    offered_id: int | None = None


_CHANGING = ("answers", "asked", "active", "talk_id", "touched_at", "offered_id")
_VALUES: dict[str, BindParameter[object]] = {name: bindparam(name) for name in _CHANGING}
_BEGIN = Question(
    insert(DraftRow)
    .values(owner=bindparam("owner"), action=bindparam("action"), args=bindparam("args"), **_VALUES)
    .returning(col(DraftRow.id)),
    int,
)
_KEEP = Change(update(DraftRow).where(col(DraftRow.id) == bindparam("draft")).values(_VALUES))
_DROP = Change(delete(DraftRow).where(col(DraftRow.id) == bindparam("draft")))

_OWNED = select_columns(*(getattr(DraftRow, name) for name in Draft.__annotations__)).where(
    col(DraftRow.owner) == bindparam("owner")
)
_LAST_FIRST = _OWNED.order_by(col(DraftRow.touched_at).desc(), col(DraftRow.id).desc()).limit(1)
_OF_ACTION = Question(_OWNED.where(col(DraftRow.action) == bindparam("action")), Draft)
_BY_ID = Question(_OWNED.where(col(DraftRow.id) == bindparam("draft")), Draft)
_LATEST = Question(_LAST_FIRST, Draft)
_ACTIVE = Question(
    _OWNED.where(col(DraftRow.active).is_(True))
    .order_by(
        case((col(DraftRow.talk_id) == bindparam("talk"), 0), else_=1),
        col(DraftRow.touched_at).desc(),
        col(DraftRow.id).desc(),
    )
    .limit(1),
    Draft,
)
_FOLLOW = Change(
    update(DraftRow)
    .where(col(DraftRow.id) == bindparam("draft"), col(DraftRow.talk_id) == bindparam("left"))
    .values(talk_id=bindparam("to"))
)


def begin(tx: Tx, owner: str, action: str, args: Args, answers: Answers | None = None) -> Draft:
    """Begin a form anew; an older draft of the same form by the same person is dropped."""
    tx.lock(f"draft:{owner}:{action}")
    older = find(tx, owner, action)
    if older is not None:
        drop(tx, older)
    draft = Draft(0, owner, action, args, answers or {}, None, True, None, tx.now)
    (draft.id,) = _BEGIN.all(tx, owner=owner, action=action, args=args, **_values(tx, draft))
    return draft


def keep(tx: Tx, draft: Draft) -> None:
    """Write down what was changed in a draft."""
    _KEEP.run(tx, draft=draft.id, **_values(tx, draft))


def _values(tx: Tx, draft: Draft) -> dict[str, object]:
    kept = {name: getattr(draft, name) for name in _CHANGING}
    if draft.action in SEALED:
        kept["answers"] = {_SEAL: tx.sealer.seal(json.dumps(draft.answers))}
    return kept


def _opened(tx: Tx, draft: Draft | None) -> Draft | None:
    """A draft with its answers; those that cannot be opened any more are asked for again."""
    if draft is None or draft.action not in SEALED:
        return draft
    try:
        draft.answers = json.loads(tx.sealer.open(str(draft.answers.get(_SEAL, ""))))
    except Unsealable:
        draft.answers = {}
    return draft


def find(tx: Tx, owner: str, action: str) -> Draft | None:
    return _opened(tx, _OF_ACTION.first(tx, owner=owner, action=action))


def owned(tx: Tx, owner: str, draft_id: int) -> Draft | None:
    """A draft by its id, if it is this person's."""
    return _opened(tx, _BY_ID.first(tx, owner=owner, draft=draft_id))


def active(tx: Tx, owner: str, talk_id: int) -> Draft | None:
    """The form that this person is filling in a conversation, else in another of theirs."""
    return _opened(tx, _ACTIVE.first(tx, owner=owner, talk=talk_id))


def follow(tx: Tx, draft_id: int, left: int, to: int) -> None:
    """Let a form go on where its question was moved to."""
    _FOLLOW.run(tx, draft=draft_id, left=left, to=to)


def latest(tx: Tx, owner: str) -> Draft | None:
    """The form begun or touched last, active or laid aside."""
    return _opened(tx, _LATEST.first(tx, owner=owner))


def is_stale(tx: Tx, draft: Draft) -> bool:
    """Whether the person has been silent so long that a text is no answer any more (C4)."""
    return tx.now - draft.touched_at > timedelta(hours=tx.rules.draft_hours)


def hand_over(tx: Tx, account_id: int, resident_id: int) -> None:
    """Give an account's drafts to the resident it turned out to be."""
    for draft in tx.session.exec(select(DraftRow).where(DraftRow.owner == f"a{account_id}")):
        if find(tx, f"r{resident_id}", draft.action) is None:
            draft.owner = f"r{resident_id}"
        else:
            tx.session.delete(draft)


def lay_aside(tx: Tx, draft: Draft) -> None:
    """Keep a form for later: texts are no answers to it any more."""
    draft.active = False
    keep(tx, draft)


def forget_old(tx: Tx) -> None:
    """Let forms go that nobody went on with: they hold what somebody wrote (D3)."""
    since = tx.now - timedelta(days=tx.rules.draft_days)
    tx.session.execute(delete(DraftRow).where(col(DraftRow.touched_at) < since))


def drop(tx: Tx, draft: Draft) -> None:
    _DROP.run(tx, draft=draft.id)

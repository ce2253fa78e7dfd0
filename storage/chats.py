"""Group chats that our accounts are in, and what they are tied to (A1, C6).

The registry is made of what messengers tell (added, removed, a new title, other rights): who is in
a chat and what is said there is kept nowhere. What a chat is tied to is a teacher's word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from sqlalchemy import ColumnElement
from sqlmodel import Field, SQLModel, col, select

from storage import codes, journal, projects, refusals, talks
from storage.columns import Instant
from storage.projects import Project, ProjectState, Relation
from storage.residents import Role, Who
from storage.store import Tx

CODE_LASTS = timedelta(hours=2)
TITLE_LENGTH = 200


class Right(StrEnum):
    """What an account of ours may do in a chat; messengers call it differently."""

    READ = "read"
    DELETE = "delete"
    REMOVE = "remove"
    PIN = "pin"


class Tied(StrEnum):
    """What a chat may belong to."""

    PROJECT = "project"
    CLASS = "class"


class Chat(SQLModel, table=True):
    """A chat, by its conversation. ``rights`` are words with spaces between, None while unknown;
    ``told_rights`` what we last said of them there."""

    __tablename__ = "chat"

    talk_id: int = Field(foreign_key="talk.id", primary_key=True)
    title: str = ""
    present: bool = True
    rights: str | None = None
    told_rights: str | None = None
    since: datetime = Field(sa_type=Instant)
    tied_to: str | None = None
    project_id: int | None = Field(default=None, foreign_key="project.id")
    grade: str | None = None
    tied_by: int | None = Field(default=None, foreign_key="resident.id")
    tied_at: datetime | None = Field(default=None, sa_type=Instant)


class ChatCode(SQLModel, table=True):
    """A code that ties the chat in which it is said; it works once."""

    __tablename__ = "chat_code"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True)
    tied_to: str
    project_id: int | None = Field(default=None, foreign_key="project.id")
    grade: str | None = None
    made_by: int = Field(foreign_key="resident.id")
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class ChatCodeView:
    """A code to be said in a chat; ``title`` is the project's or the class's name."""

    code: str
    title: str
    expires_at: datetime


@dataclass(frozen=True)
class ChatView:
    """A chat as those see it who lead; ``lacking`` None while the rights are not known."""

    id: int
    messenger: str
    title: str
    present: bool
    lacking: frozenset[Right] | None
    belongs_to: str
    tied: bool


Kind = Literal["added", "removed", "title", "rights"]


def note(
    tx: Tx,
    talk_id: int,
    kind: Kind,
    *,
    title: str = "",
    rights: frozenset[Right] | None = None,
) -> bool:
    """Write down what a messenger told of a chat; tells whether its rights should be asked."""
    row = tx.session.get(Chat, talk_id)
    if row is None:
        row = Chat(talk_id=talk_id, since=tx.now)
        tx.session.add(row)
    row.present = kind != "removed"
    if title:
        row.title = title[:TITLE_LENGTH]
    if kind == "removed":
        row.rights = row.told_rights = None
        talks.forbid(tx, talk_id, "removed")
        return False
    if kind == "added":
        talks.reopen(tx, talk_id)
    if rights is not None:
        row.rights = _written(rights)
    return kind in ("added", "rights")


def note_rights(tx: Tx, talk_id: int, rights: frozenset[Right]) -> frozenset[Right] | None:
    """Write down what we may do; gives what is lacking if that is news to the chat."""
    row = tx.session.get(Chat, talk_id)
    if row is None or not row.present:
        return None
    row.rights = _written(rights)
    if row.told_rights == row.rights:
        return None
    row.told_rights = row.rights
    return frozenset(Right) - rights


def code_for_project(tx: Tx, by: Who, *, project: int) -> ChatCodeView:
    """Give a code that ties a chat to a project, to those who lead it; raises `Denied`."""
    row, standing = projects.see(tx, by, project)
    projects.must_lead(by, standing)
    if row.state != ProjectState.ACTIVE:
        raise refusals.Broken("project-closed")
    return _code(tx, by, row.title, tied_to=Tied.PROJECT, project_id=project)


def code_for_class(tx: Tx, by: Who) -> ChatCodeView:
    """Give a class teacher a code that ties a chat to the class; raises `Denied`."""
    by.must_have(Role.CLASS_TEACHER)
    if not by.grade:
        raise refusals.Missing("grade")
    return _code(tx, by, by.grade, tied_to=Tied.CLASS, grade=by.grade)


def _code(
    tx: Tx,
    by: Who,
    title: str,
    *,
    tied_to: Tied,
    project_id: int | None = None,
    grade: str | None = None,
) -> ChatCodeView:
    plain = codes.readable(tx.new_key())
    until = tx.now + CODE_LASTS
    made = ChatCode(
        fingerprint=tx.sealer.fingerprint(plain),
        tied_to=tied_to,
        project_id=project_id,
        grade=grade,
        made_by=by.must_be_resident(),
        expires_at=until,
    )
    tx.session.add(made)
    tx.session.flush()
    journal.write(tx, "chat.code", by=made.made_by, subject="chat-code", subject_id=made.id)
    return ChatCodeView(plain, title, until)


def tie(tx: Tx, by: Who, *, talk: int, code: str) -> ChatView:
    """Tie a chat by a code that the same person got.

    Raises `refusals.Missing` ("chat-code") for a code that is not theirs, not good any more or
    none at all: a stranger learns nothing from it.
    """
    own = by.must_be_resident()
    plain = codes.normalise(code) or ""
    tx.lock(f"chat:{talk}")
    kept = tx.session.exec(
        select(ChatCode).where(
            ChatCode.fingerprint == tx.sealer.fingerprint(plain), ChatCode.made_by == own
        )
    ).first()
    if kept is None or kept.used_at is not None or kept.expires_at <= tx.now:
        raise refusals.Missing("chat-code")
    _must_still_lead(tx, by, kept)
    row = _must_be_chat(tx, talk)
    kept.used_at = tx.now
    row.tied_to, row.project_id, row.grade = kept.tied_to, kept.project_id, kept.grade
    row.tied_by, row.tied_at = own, tx.now
    journal.write(tx, "chat.tie", by=own, subject="chat", subject_id=talk, to=kept.tied_to)
    return _view(tx, row)


def _must_still_lead(tx: Tx, by: Who, code: ChatCode) -> None:
    """Ask the right again: a project may have another supervisor since the code was given."""
    if code.project_id is not None:
        row, standing = projects.see(tx, by, code.project_id)
        projects.must_lead(by, standing)
        if row.state != ProjectState.ACTIVE:
            raise refusals.Broken("project-closed")
    elif not (by.has(Role.CLASS_TEACHER) and by.grade == code.grade):
        raise refusals.Missing("chat-code")


def untie(tx: Tx, by: Who, *, talk: int) -> ChatView:
    """Let a chat belong to nothing any more; who tied it or leads what it is tied to, or the
    coordinator. Raises `refusals.Denied`, `refusals.Missing` for a chat that is not tied."""
    own = by.must_be_resident()
    tx.lock(f"chat:{talk}")
    row = tx.session.get(Chat, talk)
    if row is None or row.tied_to is None:
        raise refusals.Missing("chat-tie")
    if row.tied_by != own and not _leads(tx, by, row):
        raise refusals.Denied("chat-not-yours")
    row.tied_to = row.project_id = row.grade = row.tied_by = row.tied_at = None
    journal.write(tx, "chat.untie", by=own, subject="chat", subject_id=talk)
    return _view(tx, row)


def must_lead(by: Who) -> int:
    """Give the id of somebody who may have a chat tied; raises `refusals.Denied`."""
    by.must_have(Role.COORDINATOR, Role.ADMIN, Role.CLASS_TEACHER, Role.SUPERVISOR)
    return by.must_be_resident()


def visible_to(tx: Tx, by: Who) -> list[ChatView]:
    """The chats that somebody leads, all of them for the coordinator; those we left come last.

    Raises `refusals.Denied` for who can lead none.
    """
    own = must_lead(by)
    rows = tx.session.exec(
        select(Chat).order_by(col(Chat.present).desc(), col(Chat.title), col(Chat.talk_id))
    )
    return [_view(tx, row) for row in rows if row.tied_by == own or _leads(tx, by, row)]


def know(tx: Tx, talk: int) -> None:
    """Take a chat into the registry in which we are spoken to, told of or not."""
    tx.session.add(_must_be_chat(tx, talk))
    tx.session.flush()


def leads(tx: Tx, by: Who, talk: int) -> bool:
    """Whether somebody leads what a chat is tied to (a class, a project), or all of them."""
    row = tx.session.get(Chat, talk)
    return row is not None and by.id is not None and _leads(tx, by, row)


def present_in(tx: Tx, messenger: str) -> list[int]:
    """The conversations of all chats of a messenger that we are in."""
    rows = tx.session.exec(
        select(Chat.talk_id, talks.Talk.channel)
        .join(talks.Talk, col(talks.Talk.id) == col(Chat.talk_id))
        .where(col(Chat.present).is_(True))
        .order_by(col(Chat.talk_id))
    )
    return [talk for talk, channel in rows if talks.messenger_of(channel) == messenger]


def found(tx: Tx, talk: int) -> ChatView | None:
    """A chat by its conversation."""
    row = tx.session.get(Chat, talk)
    return None if row is None else _view(tx, row)


def of_project(tx: Tx, project: int) -> list[int]:
    """The conversations of a project's chats that we are in."""
    return _tied(tx, col(Chat.project_id) == project)


def of_class(tx: Tx, grade: str) -> list[int]:
    """The conversations of a class's chats that we are in."""
    return _tied(tx, col(Chat.grade) == grade)


def _tied(tx: Tx, which: ColumnElement[bool]) -> list[int]:
    query = select(Chat.talk_id).where(which, col(Chat.present).is_(True))
    return list(tx.session.exec(query.order_by(col(Chat.talk_id))))


def _leads(tx: Tx, by: Who, row: Chat) -> bool:
    if by.has(Role.COORDINATOR, Role.ADMIN):
        return True
    if row.grade is not None:
        return by.has(Role.CLASS_TEACHER) and by.grade == row.grade
    if row.project_id is None:
        return False
    try:
        _, standing = projects.see(tx, by, row.project_id)
    except refusals.Missing:
        return False
    return Relation.SUPERVISOR in standing


def _must_be_chat(tx: Tx, talk: int) -> Chat:
    row = tx.session.get(Chat, talk)
    if row is None:
        # We were in it before there was a registry, or the messenger did not tell.
        row = Chat(talk_id=talk, since=tx.now)
        tx.session.add(row)
    return row


def _view(tx: Tx, row: Chat) -> ChatView:
    talk = tx.session.get_one(talks.Talk, row.talk_id)
    rights = None if row.rights is None else _read(row.rights.split())
    return ChatView(
        id=row.talk_id,
        messenger=talks.messenger_of(talk.channel),
        title=row.title,
        present=row.present,
        lacking=None if rights is None else frozenset(Right) - rights,
        belongs_to=_name(tx, row),
        tied=row.tied_to is not None,
    )


def _name(tx: Tx, row: Chat) -> str:
    if row.project_id is not None:
        return tx.session.get_one(Project, row.project_id).title
    return row.grade or ""


def _written(rights: frozenset[Right]) -> str:
    return " ".join(sorted(rights))


def _read(words: Iterable[str]) -> frozenset[Right]:
    return frozenset(Right(word) for word in words)

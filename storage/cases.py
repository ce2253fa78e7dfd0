"""Case files: what is brought before the Council about somebody, with messages as they were (M4).

Words of others are kept sealed. Pupils on the Council see of a minor's file its summary only.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import (
    chats,
    council,
    journal,
    moderation_journal,
    refusals,
    residents,
    rotation,
    sanctions,
    wording,
)
from storage.columns import Instant
from storage.ladder import LASTING
from storage.residents import Role, Who
from storage.sanctions import SanctionView
from storage.store import Tx

SUMMARY_MAX = 500
EVIDENCE_MAX = 4_000


class CaseFile(SQLModel, table=True):
    """A file about one person."""

    __tablename__ = "council_case"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    summary: str
    opened_by: int | None = Field(default=None, foreign_key="resident.id")
    opened_at: datetime = Field(sa_type=Instant)


class Evidence(SQLModel, table=True):
    """A message as it was: sealed, with a mark by which a change would show."""

    __tablename__ = "evidence"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="council_case.id", index=True)
    sealed: str
    mark: str
    chat: str = ""
    added_by: int | None = Field(default=None, foreign_key="resident.id")
    added_at: datetime = Field(sa_type=Instant)


rotation.sealed(Evidence, "sealed")


@dataclass(frozen=True)
class Message:
    """A message of a file; ``whole`` is False where it is not what was kept; ``explains`` where
    it is the explanation of whom the file is about."""

    text: str
    chat: str
    at: datetime
    whole: bool
    explains: bool


@dataclass(frozen=True)
class CaseView:
    """A file as its reader may see it: ``hidden`` where only the summary is shown."""

    id: int
    who: Who
    summary: str
    opened_by: Who | None
    opened_at: datetime
    hidden: bool
    messages: tuple[Message, ...]
    history: tuple[SanctionView, ...]
    tell: tuple[int, ...]


def bring(
    tx: Tx, by: Who, *, to: int, summary: str, said: str = "", talk: int | None = None
) -> CaseView:
    """Bring somebody's conduct before the Council («/вынести_на_совет»); raises Denied, Missing,
    Broken. The members are to be told."""
    own = council.must_moderate(tx, by)
    if not residents.is_here(tx, to):
        raise refusals.Missing("moderation-person")
    if to == own:
        raise refusals.Denied("ladder-self")
    row = _keep(tx, own, to, wording.passage(summary, "reason", SUMMARY_MAX), said, talk)
    return _view(tx, by, row)


def of_sanction(tx: Tx, given: SanctionView, said: str, talk: int | None) -> int:
    """Keep the message that a sanction was given for."""
    by = given.by.id if given.by else None
    return _id(_keep(tx, by, given.who.id or 0, given.reason, said, talk))


def _keep(tx: Tx, by: int | None, to: int, summary: str, said: str, talk: int | None) -> CaseFile:
    row = CaseFile(resident_id=to, summary=summary, opened_by=by, opened_at=tx.now)
    tx.session.add(row)
    tx.session.flush()
    if said:
        add(tx, _id(row), said, talk, by)
    moderation_journal.write(tx, "case.open", by=by, about=to, case=row.id)
    return row


def explain(tx: Tx, by: Who, *, sanction: int, text: str) -> CaseView:
    """What somebody has to say about a sanction on them goes into their file, sealed, for who
    decided it and for the Council; raises Missing, Spent."""
    own = by.must_be_resident()
    given = sanctions.show(tx, sanction)
    if given.who.id != own or given.step not in LASTING:
        raise refusals.Missing("sanction")
    case = latest_of(tx, own)
    if case is None:
        case = _id(_keep(tx, None, own, given.reason, "", None))
    told = select(Evidence.id).where(
        Evidence.case_id == case, Evidence.added_by == own, col(Evidence.added_at) >= given.at
    )
    if tx.session.exec(told.limit(1)).first() is not None:
        raise refusals.Spent("explained")
    add(tx, case, wording.passage(text, "text", EVIDENCE_MAX), None, own)
    moderation_journal.write(tx, "case.explain", by=own, about=own, case=case)
    return _view(tx, by, tx.session.get_one(CaseFile, case))


def add(tx: Tx, case: int, said: str, talk: int | None, by: int | None) -> None:
    """Put a message into a file."""
    text = said[:EVIDENCE_MAX]
    chat = chats.found(tx, talk) if talk is not None else None
    tx.session.add(
        Evidence(
            case_id=case,
            sealed=tx.sealer.seal(text),
            mark=tx.sealer.fingerprint(text),
            chat=chat.title if chat else "",
            added_by=by,
            added_at=tx.now,
        )
    )
    tx.session.flush()


def see(tx: Tx, by: Who, *, case: int) -> CaseView:
    """Read a file, for who sits on the Council; raises Denied, Missing."""
    own = council.must_sit(tx, by)
    row = tx.session.get(CaseFile, case)
    if row is None or row.resident_id == own:
        raise refusals.Missing("case")
    note_read(tx, "case.read", own, row.resident_id)
    return _view(tx, by, row)


def note_read(tx: Tx, act: str, by: int, about: int) -> None:
    """Write down who has read what of whom (D5)."""
    journal.write(tx, act, by=by, subject="resident", subject_id=about)


def open_to(tx: Tx, by: Who) -> list[CaseView]:
    """The files of the last half year, latest first."""
    own = council.must_sit(tx, by)
    rows = tx.session.exec(
        select(CaseFile)
        .where(CaseFile.resident_id != own)
        .order_by(col(CaseFile.id).desc())
        .limit(30)
    )
    return [_view(tx, by, row) for row in rows]


def latest_of(tx: Tx, resident: int) -> int | None:
    """The last file about somebody."""
    query = select(CaseFile.id).where(CaseFile.resident_id == resident)
    return tx.session.exec(query.order_by(col(CaseFile.id).desc()).limit(1)).first()


def sees_whole(tx: Tx, by: Who, subject: Who) -> bool:
    """Whether the whole file is for somebody's eyes: of a minor's it is not for pupils."""
    return not (by.is_pupil and sanctions.is_minor(tx, subject))


def _view(tx: Tx, by: Who, row: CaseFile) -> CaseView:
    person = residents.who(tx, row.resident_id)
    whole = sees_whole(tx, by, person)
    rows = tx.session.exec(
        select(Evidence).where(Evidence.case_id == row.id).order_by(col(Evidence.id))
    )
    told = [one.who.id for one in council.seats(tx)]
    told += [one.id for one in residents.with_role(tx, Role.SECRETARY)]
    return CaseView(
        id=_id(row),
        who=person,
        summary=row.summary,
        opened_by=residents.who(tx, row.opened_by) if row.opened_by else None,
        opened_at=row.opened_at,
        hidden=not whole,
        messages=tuple(_message(tx, row, one) for one in rows) if whole else (),
        history=tuple(sanctions.of(tx, row.resident_id)) if whole else (),
        tell=tuple(dict.fromkeys(one for one in told if one not in (None, by.id, row.resident_id))),
    )


def _message(tx: Tx, case: CaseFile, row: Evidence) -> Message:
    text = tx.sealer.open(row.sealed)
    whole = tx.sealer.fingerprint(text) == row.mark
    return Message(text, row.chat, row.added_at, whole, row.added_by == case.resident_id)


def _id(row: CaseFile) -> int:
    assert row.id is not None
    return row.id

"""What is done in group chats for the sake of order: asked by rows of the outbox, and what became
of each (M2). A decision holds in all chats; what a messenger cannot do there is written down.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Field, SQLModel, col, select

from storage import chats, jobs, outbox, sanctions, talks
from storage.chats import Chat
from storage.columns import Instant
from storage.ladder import Step
from storage.outbox import Act
from storage.sanctions import Sanction
from storage.store import Tx
from storage.talks import Account, Talk

#: How an act ended: done; the person is not there; the messenger gives us no right; it has no
#: such act; it protects this person (an owner, an administrator); we are not in the chat.
Ending = Literal["done", "absent", "no-right", "cannot", "protected", "gone", "failed"]
#: Telegram and others count shorter ones as for ever.
SHORTEST = timedelta(minutes=1)


class ChatAct(SQLModel, table=True):
    """An act in a chat and its ending, "" while it is not known. ``message_id`` is its row of the
    outbox, which is forgotten sooner."""

    __tablename__ = "chat_act"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    message_id: int = Field(unique=True)
    talk_id: int = Field(foreign_key="talk.id", index=True)
    act: str
    sanction_id: int | None = Field(default=None, foreign_key="sanction.id", index=True)
    asked_by: int | None = Field(default=None, foreign_key="resident.id")
    asked_at: datetime = Field(sa_type=Instant)
    ending: str = ""
    ended_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class Ended:
    """What became of an act, as who asked for it is told; ``title`` is the chat's."""

    title: str
    messenger: str
    act: str
    ending: str


@dataclass(frozen=True)
class Report:
    """What became of all acts of one decision, for who took it."""

    tell: int
    acts: tuple[Ended, ...]


def ask(
    tx: Tx,
    talk: int,
    act: Act,
    aim: str,
    *,
    by: int | None,
    sanction: int | None = None,
    until: datetime | None = None,
) -> None:
    """Have something done in a chat."""
    place = talks.place(tx, talk)
    if place is None:
        return
    queued = outbox.put_act(tx, place, act, aim=aim, until=until)
    tx.session.add(
        ChatAct(
            message_id=queued.id,
            talk_id=talk,
            act=act,
            sanction_id=sanction,
            asked_by=by,
            asked_at=tx.now,
        )
    )
    tx.session.flush()


def enforce(tx: Tx, sanction: int) -> None:
    """Have a sanction hold in every chat that we are in: who is silenced may not write there, who
    is suspended is taken out. What is said once asks for nothing."""
    row = sanctions.row_of(tx, sanction)
    if not sanctions.holds(row, tx.now):
        return
    act: Act = "restrict" if row.step == Step.SILENCE else "remove"
    _everywhere(tx, row, act, until=row.until)


def release(tx: Tx, sanction: int) -> None:
    """Put chats right after a sanction, but for what another one of the same person still asks."""
    row = sanctions.row_of(tx, sanction)
    others = [one for one in sanctions.of(tx, row.resident_id) if one.holds]
    if row.step == Step.SILENCE:
        if not others:
            _everywhere(tx, row, "unrestrict")
    elif row.step in (Step.SUSPENSION, Step.REMOVAL) and not any(
        one.step is not Step.SILENCE for one in others
    ):
        _everywhere(tx, row, "readmit")


def _everywhere(tx: Tx, row: Sanction, act: Act, until: datetime | None = None) -> None:
    accounts = tx.session.exec(
        select(Account).where(Account.resident_id == row.resident_id).order_by(col(Account.id))
    )
    for account in accounts:
        for talk in chats.present_in(tx, account.messenger):
            ask(tx, talk, act, account.user, by=row.by_id, sanction=row.id, until=until)


def record(tx: Tx, message: int, ending: Ending) -> None:
    """Write down how an act ended; when a decision's last one has, who took it is to be told."""
    row = tx.session.exec(select(ChatAct).where(ChatAct.message_id == message)).first()
    if row is None or row.ending:
        return
    chat = tx.session.get(Chat, row.talk_id)
    gone = chat is not None and not chat.present and ending != "done"
    row.ending, row.ended_at = ("gone" if gone else ending), tx.now
    tx.session.flush()
    if row.asked_by is None:
        return
    if row.sanction_id is None:
        if row.ending not in ("done", "absent"):
            jobs.plan(tx, "chat-act.told", f"act:{row.id}", tx.now, act=row.id or 0)
    elif not _waiting(tx, row.sanction_id):
        key = f"sanction:{row.sanction_id}:{row.id}"
        jobs.plan(tx, "chat-act.told", key, tx.now, act=row.id or 0)


def _waiting(tx: Tx, sanction: int) -> bool:
    query = select(ChatAct.id).where(ChatAct.sanction_id == sanction, ChatAct.ending == "")
    return tx.session.exec(query.limit(1)).first() is not None


def report(tx: Tx, *, act: int) -> Report | None:
    """What is to be told of a decision whose acts have ended (job "chat-act.told"): the chats in
    which something was done, or could not be; None if there is nothing to tell."""
    last = tx.session.get(ChatAct, act)
    if last is None or last.asked_by is None:
        return None
    query = select(ChatAct, Talk, Chat.title).join(Talk, col(Talk.id) == col(ChatAct.talk_id))
    query = query.outerjoin(Chat, col(Chat.talk_id) == col(ChatAct.talk_id))
    if last.sanction_id is None:
        query = query.where(ChatAct.id == act)
    else:
        same = col(ChatAct.asked_at) == last.asked_at
        query = query.where(ChatAct.sanction_id == last.sanction_id, same)
    found = [
        Ended(title or "", talks.messenger_of(talk.channel), row.act, row.ending)
        for row, talk, title in tx.session.exec(query.order_by(col(ChatAct.id)))
        if row.ending not in ("absent", "")
    ]
    return Report(last.asked_by, tuple(found)) if found else None


def was_taken_out_of(tx: Tx, sanction: int) -> list[str]:
    """The titles of chats that a sanction took somebody out of."""
    rows = tx.session.exec(
        select(Chat.title)
        .join(ChatAct, col(ChatAct.talk_id) == col(Chat.talk_id))
        .where(ChatAct.sanction_id == sanction, ChatAct.act == "remove", ChatAct.ending == "done")
        .order_by(col(Chat.title))
    )
    return list(dict.fromkeys(rows))

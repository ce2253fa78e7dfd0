"""The card of a consultation in its chat: changed in place, as often as messengers bear it (K1).

Thirty pupils press at once. An edit leaves at once if none did for a while; until the next may
leave, it waits as a row and is said anew with each press. So there are at most three in two
seconds, the last one says how things stand, and a stop of the program forgets nothing.

A row is said anew only while its moment has not come: one whose moment has may be on its way.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel, col, select

from storage import consultations, messages, outbox, relevance, talks
from storage.chats import Chat
from storage.columns import Instant
from storage.consultations import Consultation
from storage.outbox import Letter, Message, State
from storage.projects import key
from storage.store import Tx

#: MAX takes two messages a second in a chat, VK twenty in all; three edits in two seconds leave
#: room for what else is said there.
EVERY = timedelta(milliseconds=700)


class CardEdit(SQLModel, table=True):
    """An edit of a card that was queued, and when its moment comes."""

    __tablename__ = "consultation_edit"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    consultation_id: int = Field(foreign_key="consultation.id", index=True)
    message_id: int
    due_at: datetime = Field(sa_type=Instant)


def post(tx: Tx, *, consultation: int, letter: Letter) -> int | None:
    """Put a card up at the end of the chat, and pin it where the messenger lets us; gives the
    message before it, if there was one. Nothing is said in a chat that we were taken out of."""
    row = consultations.find(tx, consultation)
    to, chat = talks.place(tx, row.talk_id), tx.session.get(Chat, row.talk_id)
    if to is None or (chat is not None and not chat.present):
        return None
    before, queued = row.card_id, outbox.put(tx, to, letter)
    row.card_id, row.card_at = queued.id, tx.now
    # What messengers told of our rights may be old: where we have none, nothing comes of it.
    row.pin_id = outbox.put_act(tx, to, "pin", target=queued.id).id
    tx.session.flush()
    return before


def show(tx: Tx, *, consultation: int, letter: Letter) -> None:
    """Have the card say how things stand, soon."""
    row = consultations.find(tx, consultation)
    chat = tx.session.get(Chat, row.talk_id)
    card = outbox.shown(tx, row.card_id) if row.card_id is not None else None
    if card is None or (chat is not None and not chat.present):
        return
    last = _last(tx, consultation)
    waits = last is not None and last.due_at > tx.now
    if last is not None and waits and messages.rewrite(tx, last.message_id, letter):
        return
    latest = last.due_at if last is not None else row.card_at or tx.now
    due = max(tx.now, latest + EVERY)
    edit = CardEdit(consultation_id=consultation, message_id=0, due_at=due)
    tx.session.add(edit)
    tx.session.flush()
    still = ("consultation.edit", key(edit.id))
    edit.message_id = outbox.put_edit(tx, card, replace(letter, due_at=due, still=still)).id
    tx.session.flush()


def take_down(tx: Tx, row: Consultation) -> None:
    """Unpin a card that is over, if we pinned it; a pin of other people's is left alone."""
    to, chat = talks.place(tx, row.talk_id), tx.session.get(Chat, row.talk_id)
    pin = tx.session.get(Message, row.pin_id) if row.pin_id is not None else None
    here = to is not None and (chat is None or chat.present)
    if to is not None and here and pin is not None and pin.state == State.SENT:
        outbox.put_act(tx, to, "unpin")


def _last(tx: Tx, consultation: int) -> CardEdit | None:
    return tx.session.exec(
        select(CardEdit)
        .where(CardEdit.consultation_id == consultation)
        .order_by(col(CardEdit.id).desc())
        .limit(1)
    ).first()


@relevance.check("consultation.edit")
def _is_latest(tx: Tx, edit: int) -> bool:
    """Whether no later edit is due: after a messenger's trouble the last one says it all."""
    row = tx.session.get(CardEdit, edit)
    if row is None:
        return False
    later = select(CardEdit.id).where(
        CardEdit.consultation_id == row.consultation_id,
        col(CardEdit.id) > edit,
        col(CardEdit.due_at) <= tx.now,
    )
    return tx.session.exec(later.limit(1)).first() is None

"""What a conversation shows: our messages as people see, press and name them."""

from datetime import datetime

from sqlalchemy import JSON, and_, bindparam, or_, update
from sqlalchemy import select as select_columns
from sqlmodel import col

from storage import outbox
from storage.outbox import Letter, Message, Rank, Shown, State
from storage.ready import Change, Question
from storage.store import Tx
from storage.talks import Conversation

_COLUMNS = select_columns(*(getattr(Message, name) for name in Shown._fields))
_BY_KEY = Question(_COLUMNS.where(col(Message.key) == bindparam("key")), Shown)
#: On the phone: sent, or an answer that leaves now; a notice may wait for the morning.
_SEEN = or_(
    col(Message.state) == State.SENT.value,
    and_(col(Message.state) == State.WAITING.value, col(Message.rank) <= Rank.ANSWER.value),
)
_LATEST = Question(
    _COLUMNS.where(col(Message.talk_id) == bindparam("talk"), _SEEN)
    .order_by(col(Message.id).desc())
    .limit(bindparam("most")),
    Shown,
)
_ANSWERED = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"))
    .values(answered_at=bindparam("at"))
)


def by_key(tx: Tx, key: str) -> Shown | None:
    """The message that a button's reference names."""
    return _BY_KEY.first(tx, key=key)


def on_screen(tx: Tx, talk: Conversation) -> Shown | None:
    """The screen that a typed label or number of this conversation refers to."""
    return outbox.shown(tx, talk.screen_id) if talk.screen_id is not None else None


def recent(tx: Tx, talk_id: int, limit: int = 5) -> list[Shown]:
    """The latest messages that a conversation shows, newest first."""
    return _LATEST.all(tx, talk=talk_id, most=limit)


def answered(tx: Tx, message: Shown, at: datetime | None) -> None:
    """Note that a message's button was pressed; None takes that back."""
    _ANSWERED.run(tx, message=message.id, at=at)


_ANEW = Change(
    update(Message)
    .where(col(Message.id) == bindparam("message"), col(Message.state) == State.WAITING.value)
    .values(text=bindparam("words"), buttons=bindparam("keys", type_=JSON))
)


def rewrite(tx: Tx, message_id: int, letter: Letter) -> bool:
    """Say a message anew with its buttons; False if it has left. As `outbox.rewrite`, it is only
    for one that cannot be on its way."""
    return _ANEW.run(tx, message=message_id, words=letter.text, keys=list(letter.buttons)) == 1

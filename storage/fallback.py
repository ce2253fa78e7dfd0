"""A message that cannot reach a person in one messenger goes to the next one: once, in order.

The next one is the first of `talks.addresses_of` in which the message was not yet.
"""

from sqlmodel import col, select

from storage import delivery, drafts, journal, outbox, resending, talks
from storage.delivery import Result
from storage.outbox import Message, Queued, State
from storage.store import Tx
from storage.talks import Address, Talk


def closed(tx: Tx, row: Message, reason: str) -> None:
    """A messenger takes nothing more in the conversation of ``row``: what waits there goes to the
    person's next one; with none left, ``row`` is for paper and the others wait for their time."""
    owner = _shut(tx, row.talk_id, reason)
    if not move_on(tx, row) or owner is None:
        return
    for other in _waiting(tx, row.talk_id):
        if other.id != row.id and other.for_resident in (None, owner):
            _move(tx, other, owner, reason)


def denied(tx: Tx, talk_id: int, reason: str) -> None:
    """A person forbade us to write: what waits there for later goes to their next messenger.

    What is due is tried by its sender, who may be sending it at this moment, and moved then.
    """
    owner = _shut(tx, talk_id, reason)
    if owner is None:
        return
    for row in _waiting(tx, talk_id):
        if row.due_at > tx.now and row.for_resident == owner and _next(tx, row, owner):
            _move(tx, row, owner, reason)


def _shut(tx: Tx, talk_id: int, reason: str) -> int | None:
    talks.forbid(tx, talk_id, reason)
    owner = talks.owner_of(tx, talk_id)
    if owner is not None:
        journal.write(tx, "reach.lost", by=None, subject="resident", subject_id=owner)
    return owner


def move_on(tx: Tx, row: Message) -> bool:
    """Queue a message anew where else its person can be reached; False, and a note for the list
    on paper, if that is nowhere."""
    known = outbox.shown(tx, _id(row))
    if known is not None and known.moved_to_id is not None:
        return True
    owner = talks.owner_of(tx, row.talk_id)
    if owner is not None and _move(tx, row, owner):
        return True
    if row.for_resident is not None:
        journal.unreached(tx, row.for_resident)
    return False


def can_move(tx: Tx, row: Message) -> bool:
    """Whether there is another messenger for a message."""
    owner = talks.owner_of(tx, row.talk_id)
    return owner is not None and _next(tx, row, owner) is not None


def left(tx: Tx, account: int, owner: int) -> None:
    """An account is not ``owner``'s any more: notices for them that wait there go elsewhere."""
    for place in talks.of_account(tx, account):
        for row in _waiting(tx, place.talk_id):
            if row.for_resident != owner:
                continue
            if not _move(tx, row, owner):
                journal.unreached(tx, owner)
            delivery.record(tx, [Result(_id(row), State.VOID, error="unlinked")])


def opened(tx: Tx, talk_id: int) -> None:
    """Somebody can be written to again, having written or allowed it."""
    owner = talks.owner_of(tx, talk_id)
    if owner is not None:
        journal.write(tx, "reach.back", by=None, subject="resident", subject_id=owner)


def _move(tx: Tx, row: Message, owner: int, reason: str | None = None) -> bool:
    """Let a message go on in the next messenger; with ``reason`` it has failed here for that."""
    to = _next(tx, row, owner)
    if to is not None:
        queued = _edited_there(tx, row) or _sent_there(tx, row, to)
        _follow(tx, row, queued)
    if reason is not None:
        delivery.record(tx, [Result(_id(row), State.FAILED, error=reason)])
    return to is not None


def _next(tx: Tx, row: Message, owner: int) -> Address | None:
    tried = _tried(tx, row)
    return next((one for one in talks.addresses_of(tx, owner) if one.talk_id not in tried), None)


def _tried(tx: Tx, row: Message) -> set[int]:
    """The conversations in which a message was."""
    found = {row.talk_id}
    before = row.moved_from_id
    while before is not None:
        told = tx.session.exec(
            select(Message.talk_id, Message.moved_from_id).where(Message.id == before)
        ).first()
        if told is None:
            break
        found.add(told[0])
        before = told[1]
    return found


def _edited_there(tx: Tx, row: Message) -> Queued | None:
    """An edit of a message that has moved itself is an edit of what that is now."""
    if row.target_id is None:
        return None
    target = outbox.shown(tx, row.target_id)
    if target is None or target.moved_to_id is None:
        return None
    queued = outbox.put_edit(
        tx, target, resending.letter_of(tx, row), for_account=_account_at(tx, target.moved_to_id)
    )
    resending.note_moved(tx, row, queued)
    return queued


def _sent_there(tx: Tx, row: Message, to: Address) -> Queued:
    account = tx.session.exec(select(Talk.account_id).where(Talk.id == to.talk_id)).first()
    is_theirs = row.for_account is not None
    return resending.put_again(tx, row, to, for_account=account if is_theirs else None)


def _account_at(tx: Tx, message_id: int) -> int | None:
    return tx.session.exec(select(Message.for_account).where(Message.id == message_id)).first()


def _follow(tx: Tx, row: Message, queued: Queued) -> None:
    """A form whose question moved is filled where the question is."""
    to = tx.session.exec(select(Message.talk_id).where(Message.id == queued.id)).one()
    asked = {one["args"].get("draft") for one in row.buttons if one["action"].startswith("form.")}
    for draft in asked:
        if isinstance(draft, int):
            drafts.follow(tx, draft, row.talk_id, to)


def _waiting(tx: Tx, talk_id: int) -> list[Message]:
    return list(
        tx.session.exec(
            select(Message)
            .where(Message.talk_id == talk_id, Message.state == State.WAITING)
            .order_by(col(Message.id))
        )
    )


def _id(row: Message) -> int:
    assert row.id is not None
    return row.id

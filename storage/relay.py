"""The relay: words from one side of a talk to the other, in order, each with its fate (Q3, C11)."""

from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import and_, bindparam, or_
from sqlalchemy import select as select_columns
from sqlmodel import col, select

from storage import (
    files,
    handoff_work,
    handoffs,
    jobs,
    journal,
    presence,
    refusals,
    relevance,
    residents,
    talks,
)
from storage.handoffs import Handoff, State
from storage.ready import Question
from storage.relay_lines import RelayLine
from storage.residents import Role, Who
from storage.store import Tx
from storage.talks import Account, Address


class Holder(NamedTuple):
    """Whose a conversation is: an open hand-off of the person who writes. ``pupil_id`` says on
    which side they are."""

    id: int
    state: str
    pupil_id: int
    psychologist_id: int | None


@dataclass(frozen=True)
class Passed:
    """A line on its way: to whom (an id to address), as whose number; ``unread`` is above 0 where
    the psychologist is in another talk and has so many to read."""

    line: int
    handoff: int
    to: int | None
    number: int
    from_pupil: bool
    text: str
    files: tuple[int, ...]
    unread: int = 0


@dataclass(frozen=True)
class Fate:
    """What became of lines: who is told, and of how many that stand in ``mark``'s place."""

    sender: int
    from_pupil: bool
    number: int
    arrived: bool
    count: int
    mark: int | None
    handoff: int


_OWNER = Question(
    select_columns(
        col(Handoff.id), col(Handoff.state), col(Handoff.pupil_id), col(Handoff.psychologist_id)
    )
    .where(
        or_(
            and_(
                col(Handoff.pupil_id) == bindparam("me"),
                col(Handoff.state) != State.ENDED.value,
            ),
            and_(
                col(Handoff.psychologist_id) == bindparam("me"),
                col(Handoff.state) == State.TAKEN.value,
                col(Handoff.current),
            ),
        )
    )
    .limit(1),
    Holder,
)


def holder(tx: Tx, who: Who) -> Holder | None:
    """The hand-off that a person's conversation is in now, if any (C11)."""
    if who.id is None or not who.has(Role.STUDENT, Role.PSYCHOLOGIST):
        return None
    return _OWNER.first(tx, me=who.id)


def typing_to(tx: Tx, channel: str, user: str) -> Address | None:
    """Where the other side of a talk is shown that somebody is writing, if they are in one."""
    account = tx.session.exec(
        select(Account.id).where(
            Account.messenger == talks.messenger_of(channel), Account.user == user
        )
    ).first()
    who = residents.who_has(tx, account)
    mine = holder(tx, who) if account is not None else None
    if mine is None or mine.state != State.TAKEN:
        return None
    row = tx.session.get_one(Handoff, mine.id)
    if mine.pupil_id == who.id and not row.current:
        return None
    other = mine.psychologist_id if mine.pupil_id == who.id else mine.pupil_id
    addresses = talks.addresses_of(tx, other) if other is not None else []
    return addresses[0] if addresses else None


def say(tx: Tx, by: Who, *, handoff: int, text: str, files: tuple[int, ...] = ()) -> Passed:
    """Keep a message of one side for the other. Raises Missing for who has no part in the talk."""
    row = handoffs.hold(tx, handoff)
    own = by.must_be_resident()
    from_pupil = row.pupil_id == own
    is_theirs = from_pupil and row.state != State.ENDED
    is_ours = row.psychologist_id == own and row.state == State.TAKEN
    if not (is_theirs or is_ours):
        raise refusals.Missing("psych-talk")
    line = _keep(tx, row, from_pupil, text, files)
    row.last_at = tx.now
    if from_pupil:
        row.staff_mark_id, row.staff_marked = None, 0
        if row.state == State.TAKEN and line.id is not None:
            handoff_work.plan_silence(tx, row, line.id)
    else:
        handoff_work.answered(tx, row)
        row.pupil_mark_id, row.pupil_marked = None, 0
        presence.seen(tx, own)
    return _passed(tx, row, line)


def begins(tx: Tx, handoff: int) -> bool:
    """Whether the pupil speaks for the first time since the psychologist did."""
    row = tx.session.get(Handoff, handoff)
    return row is not None and row.pupil_mark_id is None


def unread(tx: Tx, by: Who, *, handoff: int) -> list[Passed]:
    """What the taking psychologist has not been shown yet, which it is from now on; reading is
    written into the journal (Q6)."""
    row = handoff_work.mine(tx, by, handoff)
    lines = _lines(tx, handoff, from_pupil=True, shown=False)
    if lines:
        journal.write(
            tx, "handoff.read", by=by.id, subject="handoff", subject_id=handoff, count=len(lines)
        )
    found = [_passed(tx, row, line) for line in lines]
    for line in lines:
        line.arrived_at = tx.now
    return found


def missed(tx: Tx, by: Who) -> list[Passed]:
    """What could not be brought to a pupil and may be now: they are back."""
    row = handoffs.open_of(tx, by)
    if row is None:
        return []
    lines = tx.session.exec(
        select(RelayLine)
        .where(
            RelayLine.handoff_id == row.id,
            col(RelayLine.from_pupil).is_(False),
            col(RelayLine.failed_at).is_not(None),
            col(RelayLine.arrived_at).is_(None),
        )
        .order_by(col(RelayLine.id))
    ).all()
    for line in lines:
        line.failed_at = line.shown_at = None
    return [_passed(tx, row, line) for line in lines]


def take_back(tx: Tx, by: Who, *, line: int) -> None:
    """Erase words that nobody has been shown yet; for the pupil who said them."""
    found = tx.session.get(RelayLine, line)
    row = handoffs.open_of(tx, by)
    if found is None or row is None or found.handoff_id != row.id or not found.from_pupil:
        raise refusals.Missing("psych-request")
    if found.shown_at is not None:
        raise refusals.Spent("psych-read")
    plan_erasing(tx, found)
    tx.session.delete(found)


def plan_erasing(tx: Tx, line: RelayLine) -> None:
    """Have a line's files erased."""
    for number in line.files:
        jobs.plan(tx, "file.erase", str(number), tx.now, file=number)


def fate(tx: Tx, *, line: int) -> Fate | None:
    """What the sender of a line is to be told of it (job "relay.mark"); None for nothing."""
    found = tx.session.get(RelayLine, line)
    row = tx.session.get(Handoff, found.handoff_id) if found is not None else None
    if found is None or row is None or row.state != State.TAKEN:
        return None
    sender = row.pupil_id if found.from_pupil else row.psychologist_id
    if sender is None:
        return None
    arrived = found.failed_at is None
    mark, count = _mark(row, found.from_pupil)
    if arrived:
        count += 1
        _note_mark(row, found.from_pupil, mark, count)
    return Fate(sender, found.from_pupil, row.number or 0, arrived, count, mark, handoffs.key(row))


def note_mark(tx: Tx, *, line: int, message: int) -> None:
    """Note which message of ours tells a sender what arrived: the next is told in its place."""
    found = tx.session.get_one(RelayLine, line)
    row = tx.session.get_one(Handoff, found.handoff_id)
    _note_mark(row, found.from_pupil, message, _mark(row, found.from_pupil)[1])


def _mark(row: Handoff, from_pupil: bool) -> tuple[int | None, int]:
    if from_pupil:
        return row.pupil_mark_id, row.pupil_marked
    return row.staff_mark_id, row.staff_marked


def _note_mark(row: Handoff, from_pupil: bool, mark: int | None, count: int) -> None:
    if from_pupil:
        row.pupil_mark_id, row.pupil_marked = mark, count
    else:
        row.staff_mark_id, row.staff_marked = mark, count


def _keep(
    tx: Tx, row: Handoff, from_pupil: bool, text: str, attached: tuple[int, ...]
) -> RelayLine:
    said = "".join(letter for letter in text if letter >= " " or letter == "\n").strip()
    for number in attached:
        files.conceal(tx, number)
    line = RelayLine(
        handoff_id=handoffs.key(row),
        from_pupil=from_pupil,
        sealed=tx.sealer.seal(said),
        files=list(attached),
        at=tx.now,
    )
    tx.session.add(line)
    tx.session.flush()
    return line


def _passed(tx: Tx, row: Handoff, line: RelayLine) -> Passed:
    """A line for its reader, who is shown it now unless they are in another talk."""
    assert line.id is not None
    to = row.psychologist_id if line.from_pupil else row.pupil_id
    waits = line.from_pupil and not row.current
    if not waits:
        line.shown_at = tx.now
        tx.session.flush()
    return Passed(
        line=line.id,
        handoff=handoffs.key(row),
        to=to,
        number=row.number or 0,
        from_pupil=line.from_pupil,
        text=tx.sealer.open(line.sealed),
        files=tuple(line.files),
        unread=len(_lines(tx, handoffs.key(row), from_pupil=True, shown=False)) if waits else 0,
    )


def _lines(tx: Tx, handoff: int, *, from_pupil: bool, shown: bool) -> list[RelayLine]:
    was_shown = col(RelayLine.shown_at)
    return list(
        tx.session.exec(
            select(RelayLine)
            .where(
                RelayLine.handoff_id == handoff,
                col(RelayLine.from_pupil).is_(from_pupil),
                was_shown.is_not(None) if shown else was_shown.is_(None),
            )
            .order_by(col(RelayLine.id))
        )
    )


@relevance.check("relay.line")
def _is_there(tx: Tx, line_id: int) -> bool:
    return tx.session.get(RelayLine, line_id) is not None


@relevance.ending("relay.line")
def _ended(tx: Tx, line_id: int, arrived: bool) -> None:
    """Write a line's fate down, and have its sender told."""
    line = tx.session.get(RelayLine, line_id)
    if line is None or (arrived and line.arrived_at is not None):
        return
    if arrived:
        line.arrived_at = tx.now
    else:
        line.failed_at = tx.now
    key = f"{line_id}:{'arrived' if arrived else 'failed'}:{tx.now.timestamp():.0f}"
    jobs.plan(tx, "relay.mark", key, tx.now, line=line_id)

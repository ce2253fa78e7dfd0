"""Votes of the Council: a motion is put, members vote in private, the result takes effect (M4)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, func, select

from storage import (
    cases,
    council,
    counting,
    decisions,
    interests,
    jobs,
    moderation_journal,
    protocols,
    refusals,
    relevance,
    residents,
    wording,
)
from storage.counting import Choice, Count, Law, Result
from storage.decisions import Effect
from storage.motion_rows import PERSONAL, QUALIFIED, Ballot, Motion, MotionKind
from storage.residents import Role, Who
from storage.store import Tx

TEXT_MAX = 1_000
#: Before the end, those who have not voted are reminded twice.
REMINDED_BEFORE = (timedelta(hours=24), timedelta(hours=3))


@dataclass(frozen=True)
class MotionView:
    """A motion as a member sees it. ``who`` is None where it is about nobody, or where the
    reader may not know of a minor's file more than that there is one (``hidden``)."""

    id: int
    kind: MotionKind
    text: str
    who: Who | None
    hidden: bool
    case: int | None
    segment: str
    opened_to: str
    asked_until: datetime | None
    secret: bool
    rapporteur: Who | None
    opened_at: datetime
    ends_at: datetime
    result: Result | None
    number: int | None
    size: int
    needed: int
    voted: int
    yes: int
    no: int
    abstained: int
    may_vote: bool
    has_voted: bool
    interest: str
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Closed:
    """A vote that has ended; ``tell`` are all of the list and the secretary."""

    motion: int
    kind: MotionKind
    number: int
    result: Result
    yes: int
    no: int
    abstained: int
    effect: Effect
    tell: tuple[int, ...]


def put(
    tx: Tx,
    by: Who,
    *,
    kind: MotionKind,
    text: str,
    case: int | None = None,
    segment: str = "",
    opened_to: str = "",
    until: datetime | None = None,
    secret: bool = False,
    for_safety: bool = False,
) -> MotionView:
    """Put a motion to the vote, for who sits on the Council; raises Denied, Missing, Broken."""
    own = council.must_sit(tx, by)
    person = None
    if kind in PERSONAL:
        person = cases.see(tx, by, case=case or 0).who
        if not cases.sees_whole(tx, by, person):
            raise refusals.Denied("minor-file")
    if kind is MotionKind.SUSPEND:
        _must_be_within(tx, until)
    if kind is MotionKind.OPEN and (until is None or until <= tx.now):
        raise refusals.Broken("date-past")
    row = Motion(
        kind=kind,
        text=wording.passage(text, "text", TEXT_MAX),
        case_id=case,
        resident_id=person.id if person else None,
        segment=segment,
        opened_to=opened_to,
        asked_until=until,
        secret=secret,
        for_safety=for_safety,
        rapporteur_id=own,
        opened_by=own,
        opened_at=tx.now,
        ends_at=tx.now + timedelta(hours=tx.rules.vote_hours),
    )
    return view(tx, by, begin(tx, row))


def _must_be_within(tx: Tx, until: datetime | None) -> None:
    most = tx.rules.council_max_days
    if until is None or not tx.now < until <= tx.now + timedelta(days=most):
        raise refusals.Broken("ladder-length", max=most)


def begin(tx: Tx, row: Motion) -> Motion:
    """Open the vote on a motion: the list is the members of this moment, without those who have
    an interest. Rights are asked before."""
    tx.session.add(row)
    tx.session.flush()
    people = council.members(tx)
    row.size = len(people)
    for member in people:
        tx.session.add(
            Ballot(
                motion_id=_id(row), member_id=member.id or 0, interest=interests.of(tx, row, member)
            )
        )
    tx.session.flush()
    number = _id(row)
    jobs.plan(tx, "motion.end", str(number), row.ends_at, motion=number)
    for before in REMINDED_BEFORE:
        at = row.ends_at - before
        if at > tx.now:
            key = f"{number}:{int(before.total_seconds())}"
            jobs.plan(tx, "motion.remind", key, at, motion=number)
    moderation_journal.write(
        tx, "motion.open", by=row.opened_by, about=row.resident_id, motion=number, kind=row.kind
    )
    return row


def vote(tx: Tx, by: Who, *, motion: int, choice: Choice) -> tuple[MotionView, Closed | None]:
    """Vote, once; the result comes at once where it is certain. Raises Denied, Missing, Spent."""
    own = by.must_be_resident()
    row = _hold(tx, motion)
    ballot = tx.session.get(Ballot, (motion, own))
    if not council.sits(tx, by) or ballot is None:
        raise refusals.Denied("not-council")
    if ballot.interest or interests.of(tx, row, by):
        raise refusals.Denied("motion-interest")
    if row.closed_at is not None or row.ends_at <= tx.now:
        raise refusals.Spent("motion-over")
    if ballot.voted_at is not None:
        raise refusals.Spent("motion-voted")
    ballot.voted_at = tx.now
    ballot.choice = "" if row.secret else choice.value
    if row.secret and Role.CHAIR in by.roles:
        row.casting = tx.sealer.seal(choice.value)
    _add(row, choice)
    tx.session.flush()
    # Who voted is no secret; how, in a secret ballot, stands nowhere.
    moderation_journal.write(tx, "motion.vote", by=own, motion=motion)
    closed = None
    if counting.certain(law(tx, row), count(tx, row)) is not None:
        closed = _close(tx, row)
    return view(tx, by, row), closed


def _add(row: Motion, choice: Choice) -> None:
    row.yes += choice is Choice.YES
    row.no += choice is Choice.NO
    row.abstained += choice is Choice.ABSTAIN


def end(tx: Tx, *, motion: int) -> Closed | None:
    """Close a vote whose term is over (job "motion.end"); None if it is closed or goes on."""
    row = _hold(tx, motion)
    if row.closed_at is not None or row.ends_at > tx.now:
        return None
    return _close(tx, row)


def withdraw(tx: Tx, *, sanction: int) -> None:
    """Let a vote go that was to confirm a sanction which has ended meanwhile."""
    rows = tx.session.exec(
        select(Motion).where(
            Motion.kind == MotionKind.CONFIRM,
            Motion.sanction_id == sanction,
            col(Motion.closed_at).is_(None),
        )
    )
    for row in rows.all():
        row.closed_at, row.result, row.casting = tx.now, Result.WITHDRAWN.value, ""
        moderation_journal.write(
            tx, "motion.withdraw", by=None, about=row.resident_id, motion=row.id
        )
    tx.session.flush()


def law(tx: Tx, row: Motion) -> Law:
    qualified = tx.rules.qualified if row.kind in QUALIFIED else None
    return Law(tx.rules.quorum, qualified)


def count(tx: Tx, row: Motion) -> Count:
    ballots = _ballots(tx, _id(row))
    eligible = sum(1 for one in ballots if not one.interest)
    return Count(row.size, eligible, row.yes, row.no, row.abstained, _chair(tx, row, ballots))


def _chair(tx: Tx, row: Motion, ballots: list[Ballot]) -> Choice | None:
    if row.casting:
        return Choice(tx.sealer.open(row.casting))
    chair = council.chair(tx)
    own = next((one for one in ballots if chair and one.member_id == chair.id), None)
    return Choice(own.choice) if own is not None and own.choice else None


def _close(tx: Tx, row: Motion) -> Closed:
    result = counting.result(law(tx, row), count(tx, row))
    tx.lock("motion-number")
    last = tx.session.exec(select(func.max(Motion.number))).one()
    row.closed_at, row.result, row.casting = tx.now, result.value, ""
    row.number = (last or 0) + 1
    tx.session.flush()
    moderation_journal.write(
        tx,
        "motion.close",
        by=None,
        about=row.resident_id,
        motion=row.id,
        result=result.value,
        number=row.number,
    )
    effect = decisions.take_effect(tx, row, result)
    needed = counting.needed(law(tx, row), row.size)
    row.protocol = protocols.written(tx, row, _ballots(tx, _id(row)), needed)
    tx.session.flush()
    return Closed(
        motion=_id(row),
        kind=MotionKind(row.kind),
        number=row.number,
        result=result,
        yes=row.yes,
        no=row.no,
        abstained=row.abstained,
        effect=effect,
        tell=_everybody(tx, _id(row)),
    )


def see(tx: Tx, by: Who, *, motion: int) -> MotionView:
    """Look at a motion, for who sits on the Council; raises Denied, Missing."""
    council.must_sit(tx, by)
    return view(tx, by, _find(tx, motion))


def under_way(tx: Tx, by: Who) -> list[MotionView]:
    """What is voted on now, what ends first before."""
    council.must_sit(tx, by)
    rows = tx.session.exec(
        select(Motion).where(col(Motion.closed_at).is_(None)).order_by(col(Motion.ends_at))
    )
    return [view(tx, by, row) for row in rows]


def decided(tx: Tx, by: Who, limit: int = 20) -> list[MotionView]:
    """What was decided, latest first: the register of protocols."""
    council.must_sit(tx, by)
    rows = tx.session.exec(
        select(Motion)
        .where(col(Motion.closed_at).is_not(None))
        .order_by(col(Motion.closed_at).desc(), col(Motion.id).desc())
        .limit(limit)
    )
    return [view(tx, by, row) for row in rows]


def not_voted(tx: Tx, *, motion: int) -> tuple[int, ...]:
    """Who is to be reminded (job "motion.remind")."""
    row = _find(tx, motion)
    if row.closed_at is not None or row.ends_at <= tx.now:
        return ()
    ballots = _ballots(tx, motion)
    return tuple(
        one.member_id
        for one in ballots
        if not one.interest and one.voted_at is None and residents.is_here(tx, one.member_id)
    )


def voters(tx: Tx, motion: int) -> tuple[int, ...]:
    """Those of the list whose votes are asked for."""
    return tuple(one.member_id for one in _ballots(tx, motion) if not one.interest)


def row_of(tx: Tx, motion: int) -> Motion:
    """The row itself, for printing and the acts beside this one; raises `refusals.Missing`."""
    return _find(tx, motion)


def _everybody(tx: Tx, motion: int) -> tuple[int, ...]:
    found = [one.member_id for one in _ballots(tx, motion)]
    found += [one.id or 0 for one in residents.with_role(tx, Role.SECRETARY)]
    return tuple(dict.fromkeys(found))


def view(tx: Tx, by: Who, row: Motion) -> MotionView:
    person = residents.who(tx, row.resident_id) if row.resident_id else None
    hidden = person is not None and not cases.sees_whole(tx, by, person)
    ballot = tx.session.get(Ballot, (_id(row), by.id)) if by.id else None
    is_open = row.closed_at is None and row.ends_at > tx.now
    return MotionView(
        id=_id(row),
        kind=MotionKind(row.kind),
        text="" if hidden and row.kind == MotionKind.APPEAL else row.text,
        who=None if hidden else person,
        hidden=hidden,
        case=row.case_id,
        segment=row.segment,
        opened_to=row.opened_to,
        asked_until=row.asked_until,
        secret=row.secret,
        rapporteur=residents.who(tx, row.rapporteur_id) if row.rapporteur_id else None,
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        result=Result(row.result) if row.result else None,
        number=row.number,
        size=row.size,
        needed=counting.needed(law(tx, row), row.size),
        voted=row.yes + row.no + row.abstained,
        yes=row.yes,
        no=row.no,
        abstained=row.abstained,
        may_vote=is_open
        and ballot is not None
        and not ballot.interest
        and ballot.voted_at is None
        and council.sits(tx, by),
        has_voted=ballot is not None and ballot.voted_at is not None,
        interest=ballot.interest if ballot else "",
        tell=tuple(one for one in voters(tx, _id(row)) if one != by.id),
    )


def _ballots(tx: Tx, motion: int) -> list[Ballot]:
    return list(
        tx.session.exec(
            select(Ballot).where(Ballot.motion_id == motion).order_by(col(Ballot.member_id))
        )
    )


def _find(tx: Tx, motion: int) -> Motion:
    row = tx.session.get(Motion, motion)
    if row is None:
        raise refusals.Missing("motion")
    return row


def _hold(tx: Tx, motion: int) -> Motion:
    tx.lock(f"motion:{motion}")
    tx.session.flush()
    row = tx.session.get(Motion, motion, populate_existing=True)
    if row is None:
        raise refusals.Missing("motion")
    return row


def _id(row: Motion) -> int:
    assert row.id is not None
    return row.id


@relevance.check("motion.open")
def _is_open(tx: Tx, motion: int) -> bool:
    row = tx.session.get(Motion, motion)
    return row is not None and row.closed_at is None and row.ends_at > tx.now

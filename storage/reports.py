"""The moderators' queue: what people report and the filter catches in chats (M7).

The first time the filter only reminds, and keeps no word of what was said. What waits for a
moderator is kept sealed until it is decided: then it is evidence, or it is erased.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import (
    cases,
    chat_acts,
    chats,
    council,
    moderation,
    moderation_journal,
    refusals,
    relevance,
    residents,
    rotation,
    sanctions,
    talks,
)
from storage.columns import Instant
from storage.ladder import Step
from storage.moderation import Given
from storage.residents import Who
from storage.sanctions import SanctionView
from storage.store import Tx

TEXT_MAX = 4_000
OF_ONE_A_DAY = 20


class Kind(StrEnum):
    """Who or what has brought it: a person, or a rule of the filter."""

    REPORT = "report"
    FLOOD = "flood"
    LINK = "link"
    INSULT = "insult"


class ReportState(StrEnum):
    REMINDED = "reminded"
    WAITING = "waiting"
    ACTED = "acted"
    LET_BE = "let-be"
    FALSE_ALARM = "false-alarm"


DECIDED = (ReportState.ACTED, ReportState.LET_BE, ReportState.FALSE_ALARM)


class ModerationReport(SQLModel, table=True):
    """Something said in a chat that somebody should look at; ``sealed`` is "" while, or once,
    nobody needs the words. ``sanction_id`` is the filter's reminder."""

    __tablename__ = "moderation_report"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    talk_id: int = Field(foreign_key="talk.id")
    about_id: int = Field(foreign_key="resident.id", index=True)
    reported_by: int | None = Field(default=None, foreign_key="resident.id")
    message: str = ""
    sealed: str = ""
    sanction_id: int | None = Field(default=None, foreign_key="sanction.id")
    state: str = Field(default=ReportState.WAITING, index=True)
    at: datetime = Field(sa_type=Instant)
    decided_by: int | None = Field(default=None, foreign_key="resident.id")
    decided_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(ModerationReport, "sealed")


@dataclass(frozen=True)
class ReportView:
    """A report as a moderator sees it: ``text`` "" where it is not for their eyes or not kept."""

    id: int
    kind: Kind
    about: Who
    by: Who | None
    chat: str
    messenger: str
    text: str
    disputed: bool
    may_erase: bool
    state: ReportState
    at: datetime
    tell: tuple[int, ...]


@dataclass(frozen=True)
class Caught:
    """What the filter brought about: a reminder in private, or a report for moderators."""

    report: int
    reminder: SanctionView | None
    queued: ReportView | None


def send(
    tx: Tx, by: Who, *, about: int, talk: int, message: str = "", text: str = ""
) -> ReportView:
    """«Сообщить»: send a message to the moderators; raises Denied, Missing, Spent."""
    own = by.must_be_resident()
    if about == own:
        raise refusals.Denied("ladder-self")
    since = tx.now - timedelta(days=1)
    sent = tx.session.exec(
        select(ModerationReport).where(
            ModerationReport.reported_by == own, col(ModerationReport.at) > since
        )
    ).all()
    if len(sent) >= OF_ONE_A_DAY:
        raise refusals.Broken("reports-many")
    if message and any((one.talk_id, one.message) == (talk, message) for one in sent):
        raise refusals.Spent("report-sent")
    row = _keep(tx, Kind.REPORT, talk, about, message, text, by=own)
    return _view(tx, None, row)


def caught(
    tx: Tx, *, kind: Kind, about: int, talk: int, message: str, text: str, reason: str
) -> Caught:
    """The filter has caught something: the first time a reminder, then a moderator looks."""
    since = tx.now - timedelta(days=tx.rules.record_days)
    before = tx.session.exec(
        select(ModerationReport.id)
        .where(
            ModerationReport.about_id == about,
            col(ModerationReport.reported_by).is_(None),
            col(ModerationReport.at) > since,
            ModerationReport.state != ReportState.FALSE_ALARM,
        )
        .limit(1)
    ).first()
    if before is None:
        given = sanctions.impose(tx, to=about, step=Step.REMINDER, reason=reason, talk=talk)
        row = _keep(tx, kind, talk, about, message, "", state=ReportState.REMINDED)
        row.sanction_id = given.id
        tx.session.flush()
        return Caught(_id(row), given, None)
    row = _keep(tx, kind, talk, about, message, text)
    return Caught(_id(row), None, _view(tx, None, row))


def _keep(
    tx: Tx,
    kind: Kind,
    talk: int,
    about: int,
    message: str,
    text: str,
    *,
    by: int | None = None,
    state: ReportState = ReportState.WAITING,
) -> ModerationReport:
    row = ModerationReport(
        kind=kind,
        talk_id=talk,
        about_id=about,
        reported_by=by,
        message=message,
        sealed=tx.sealer.seal(text[:TEXT_MAX]) if text else "",
        state=state,
        at=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    moderation_journal.write(tx, "report.send", by=by, about=about, report=row.id, kind=kind.value)
    return row


def dispute(tx: Tx, by: Who, *, report: int) -> ReportView:
    """«Это ошибка»: whom the filter reminded asks a moderator to look; raises Missing, Spent."""
    own = by.must_be_resident()
    row = tx.session.get(ModerationReport, report)
    if row is None or row.about_id != own or row.sanction_id is None:
        raise refusals.Missing("report")
    if row.state != ReportState.REMINDED:
        raise refusals.Spent("report-decided")
    row.state = ReportState.WAITING
    tx.session.flush()
    moderation_journal.write(tx, "report.dispute", by=own, about=own, report=report)
    return _view(tx, None, row)


def queue(tx: Tx, by: Who) -> list[ReportView]:
    """«Очередь модератора»: what waits, oldest first, without what is about oneself."""
    own = council.must_moderate(tx, by)
    rows = tx.session.exec(
        select(ModerationReport)
        .where(ModerationReport.state == ReportState.WAITING, ModerationReport.about_id != own)
        .order_by(col(ModerationReport.id))
    )
    return [_view(tx, by, row) for row in rows]


def see(tx: Tx, by: Who, *, report: int) -> ReportView:
    """Look at a report, for who keeps order; raises Denied, Missing."""
    row = _for_moderator(tx, by, report)
    cases.note_read(tx, "report.read", by.must_be_resident(), row.about_id)
    return _view(tx, by, row)


def false_alarm(tx: Tx, by: Who, *, report: int) -> tuple[ReportView, SanctionView | None]:
    """Take a false alarm back, with the filter's reminder; it is counted, the words are erased."""
    row = _decide(tx, by, report, ReportState.FALSE_ALARM)
    row.sealed = ""
    ended = None
    if row.sanction_id is not None and not sanctions.row_of(tx, row.sanction_id).ended_how:
        ended = sanctions.end(tx, sanction=row.sanction_id, how="false-alarm", by=by.id)
    tx.session.flush()
    return _view(tx, by, row), ended


def let_be(tx: Tx, by: Who, *, report: int) -> ReportView:
    """Close a report without a step; the words are erased."""
    row = _decide(tx, by, report, ReportState.LET_BE)
    row.sealed = ""
    tx.session.flush()
    return _view(tx, by, row)


def act(
    tx: Tx, by: Who, *, report: int, step: Step, reason: str, length: timedelta | None = None
) -> Given:
    """Give a step for what was reported; the words become evidence of its case."""
    row = _decide(tx, by, report, ReportState.ACTED)
    said = tx.sealer.open(row.sealed) if row.sealed else ""
    given = moderation.give(
        tx,
        by,
        to=row.about_id,
        step=step,
        reason=reason,
        length=length,
        talk=row.talk_id,
        said=said,
    )
    row.sealed = ""
    tx.session.flush()
    return given


def to_council(tx: Tx, by: Who, *, report: int, summary: str) -> cases.CaseView:
    """Bring what was reported before the Council, with its words."""
    row = _decide(tx, by, report, ReportState.ACTED)
    said = tx.sealer.open(row.sealed) if row.sealed else ""
    made = cases.bring(tx, by, to=row.about_id, summary=summary, said=said, talk=row.talk_id)
    row.sealed = ""
    tx.session.flush()
    return made


def erase(tx: Tx, by: Who, *, report: int) -> ReportView:
    """Have the reported message erased in its chat; the report goes on waiting."""
    row = _for_moderator(tx, by, report)
    if not row.message:
        raise refusals.Missing("report-message")
    chat_acts.ask(tx, row.talk_id, "erase", row.message, by=by.id)
    moderation_journal.write(tx, "message.erase", by=by.id, about=row.about_id, report=report)
    row.message = ""
    tx.session.flush()
    return _view(tx, by, row)


def _for_moderator(tx: Tx, by: Who, report: int) -> ModerationReport:
    own = council.must_moderate(tx, by)
    tx.lock(f"report:{report}")
    tx.session.flush()
    row = tx.session.get(ModerationReport, report, populate_existing=True)
    if row is None or row.about_id == own:
        raise refusals.Missing("report")
    return row


def _decide(tx: Tx, by: Who, report: int, state: ReportState) -> ModerationReport:
    row = _for_moderator(tx, by, report)
    if row.state not in (ReportState.WAITING, ReportState.REMINDED):
        raise refusals.Spent("report-decided")
    row.state, row.decided_by, row.decided_at = state, by.id, tx.now
    moderation_journal.write(
        tx, f"report.{state.value}", by=by.id, about=row.about_id, report=report, kind=row.kind
    )
    return row


def false_alarms(tx: Tx) -> Mapping[str, int]:
    """How many false alarms each rule of the filter has given."""
    rows = tx.session.exec(
        select(ModerationReport.kind).where(ModerationReport.state == ReportState.FALSE_ALARM)
    )
    return Counter(rows)


def _view(tx: Tx, by: Who | None, row: ModerationReport) -> ReportView:
    about = residents.who(tx, row.about_id)
    may_read = by is not None and cases.sees_whole(tx, by, about)
    chat = chats.found(tx, row.talk_id)
    told = [one.id for one in council.moderators(tx) if one.id not in (row.about_id, None)]
    return ReportView(
        id=_id(row),
        kind=Kind(row.kind),
        about=about,
        by=residents.who(tx, row.reported_by) if row.reported_by else None,
        chat=chat.title if chat else "",
        messenger=talks.messenger_at(tx, row.talk_id) or "",
        text=tx.sealer.open(row.sealed) if row.sealed and may_read else "",
        disputed=row.sanction_id is not None,
        may_erase=bool(row.message),
        state=ReportState(row.state),
        at=row.at,
        tell=tuple(one for one in told if one is not None and one != row.reported_by),
    )


def _id(row: ModerationReport) -> int:
    assert row.id is not None
    return row.id


@relevance.check("report.waits")
def _waits(tx: Tx, report: int) -> bool:
    row = tx.session.get(ModerationReport, report)
    return row is not None and row.state == ReportState.WAITING

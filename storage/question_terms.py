"""By when a parent's question is to be answered, and the clock that says so (R4).

The clock counts working days, so that it stands still on weekends and in holidays. A reply stops
it, a further question of the parent begins it anew.
"""

from datetime import datetime, time, timedelta

from storage import families, jobs, relevance, workdays
from storage.projects import key
from storage.questions import Question, QuestionAssignment, QuestionState
from storage.rules import Rules
from storage.store import Tx


def due(since: datetime, days: int, rules: Rules) -> datetime:
    """The moment ``days`` working days after ``since``, within the hours of teachers.

    What falls into an evening is due when the working day ends, what falls into a night when it
    begins: neither is put off to a day that is not a working one.
    """
    moment = workdays.later(since, days, rules)
    local = moment.astimezone(rules.zone)
    opens, ends = rules.quiet_teachers.until, rules.quiet_teachers.since
    if opens < ends:
        kept = min(max(local.time(), opens), ends)
        local = datetime.combine(local.date(), kept, rules.zone)
    return local.astimezone(moment.tzinfo)


def is_working_time(now: datetime, rules: Rules) -> bool:
    """Whether teachers are at work."""
    local = now.astimezone(rules.zone)
    opens, ends = rules.quiet_teachers.until, rules.quiet_teachers.since
    begun = opens <= local.time() < ends if opens < ends else local.time() != time.max
    return begun and workdays.is_working(local.date(), rules)


def start(tx: Tx, row: Question) -> None:
    """Begin the clock, unless it runs; a reminder and the deputy's notice are planned."""
    if row.waits_since is not None:
        return
    row.round += 1
    row.waits_since = tx.now
    row.answer_by = due(tx.now, tx.rules.question_answer_days, tx.rules)
    tx.session.flush()
    for name, days in _terms(tx).items():
        _plan(tx, name, row, due(tx.now, days, tx.rules))


def _terms(tx: Tx) -> dict[str, int]:
    return {
        "question.remind": tx.rules.question_answer_days,
        "question.escalate": tx.rules.question_escalate_days,
    }


def _plan(tx: Tx, name: str, row: Question, at: datetime) -> None:
    number = key(row.id)
    jobs.plan(
        tx, name, f"{number}:{row.round}:{at:%Y-%m-%dT%H}", at, question=number, round=row.round
    )


def stop(row: Question) -> None:
    """Somebody has answered, or the question is closed."""
    row.waits_since = row.answer_by = None


def is_due(tx: Tx, row: Question | None, name: str, round: int) -> bool:
    """Whether a planned job has anything to say still; one that came too early is planned anew,
    for holidays that the school has entered since."""
    if row is None or row.state != QuestionState.OPEN or row.waits_since is None:
        return False
    if row.round != round:
        return False
    at = due(row.waits_since, _terms(tx)[name], tx.rules)
    if at - tx.now >= timedelta(hours=1):
        row.answer_by = due(row.waits_since, tx.rules.question_answer_days, tx.rules)
        _plan(tx, name, row, at)
        return False
    return True


@relevance.check("question.mine")
def _is_theirs_to_answer(tx: Tx, assignment: int) -> bool:
    """A question that somebody was given: it is open and still theirs."""
    row = tx.session.get(QuestionAssignment, assignment)
    if row is None or row.ended_at is not None:
        return False
    question = tx.session.get(Question, row.question_id)
    return question is not None and question.state == QuestionState.OPEN


@relevance.check("question.said")
def _may_still_be_read(tx: Tx, assignment: int) -> bool:
    """What a parent wrote, for who is to answer; also if the question was closed meanwhile."""
    row = tx.session.get(QuestionAssignment, assignment)
    return row is not None and row.ended_at is None


@relevance.check("question.due")
def _waits_for_them(tx: Tx, assignment: int) -> bool:
    """A reminder: the question is still theirs, and nobody has answered."""
    row = tx.session.get(QuestionAssignment, assignment)
    return row is not None and row.ended_at is None and _waits(tx, row.question_id)


@relevance.check("question.waits")
def _waits(tx: Tx, question: int) -> bool:
    row = tx.session.get(Question, question)
    return row is not None and row.state == QuestionState.OPEN and row.waits_since is not None


@relevance.check("question.asked")
def is_the_askers(tx: Tx, question: int) -> bool:
    """What the parent is told: the school may have shut them out meanwhile."""
    row = tx.session.get(Question, question)
    return row is not None and row.child_id in families.children_ids(tx, row.asker_id)

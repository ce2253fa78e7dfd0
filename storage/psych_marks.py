"""How a talk with the psychologist was, said after it by whoever likes: tied to nobody (Q3)."""

from sqlmodel import Field, SQLModel, select

from storage import refusals
from storage.residents import Role, Who
from storage.store import Tx

MARKS = ("better", "same", "worse")
#: Numbers of fewer answers are told to nobody.
LEAST_ANSWERS = 10


class PsychMark(SQLModel, table=True):
    """How often an answer was given in a month; neither who gave it nor of which talk is kept."""

    __tablename__ = "psych_mark"

    month: str = Field(primary_key=True)
    mark: str = Field(primary_key=True)
    count: int = 0


def give(tx: Tx, by: Who, *, mark: str) -> None:
    """Count an answer."""
    by.must_have(Role.STUDENT)
    if mark not in MARKS:
        raise refusals.Missing("psych-mark")
    tx.lock("psych-marks")
    month = f"{tx.now.astimezone(tx.rules.zone):%Y-%m}"
    row = tx.session.get(PsychMark, (month, mark))
    if row is None:
        row = PsychMark(month=month, mark=mark)
        tx.session.add(row)
    row.count += 1
    tx.session.flush()


def counts(tx: Tx, by: Who) -> dict[str, int] | None:
    """All answers of past months together; None while they are fewer than ten.

    The month that runs is left out: by asking before and after a talk one would learn its answer.
    """
    by.must_have(Role.PSYCHOLOGIST, Role.COORDINATOR)
    now = f"{tx.now.astimezone(tx.rules.zone):%Y-%m}"
    rows = [row for row in tx.session.exec(select(PsychMark)) if row.month != now]
    if sum(row.count for row in rows) < LEAST_ANSWERS:
        return None
    return {one: sum(row.count for row in rows if row.mark == one) for one in MARKS}

"""What the protocol of a vote says, kept as it was at the end of the vote (M4).

Facts and names only: the words of the protocol stand with the texts.
"""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel, JsonValue

from storage import cases, council, refusals, residents, workdays
from storage.motion_rows import PERSONAL, Ballot, Motion
from storage.residents import Role, Who
from storage.store import Tx


class Voter(BaseModel):
    """A member of the list: how they voted, unless the ballot was secret."""

    name: str
    voted: bool
    interest: str
    choice: str


class Protocol(BaseModel):
    """All that the law and the regulation want of a protocol."""

    school: str
    number: int
    kind: str
    text: str
    opened_at: datetime
    ends_at: datetime
    closed_at: datetime
    secret: bool
    about: str
    rapporteur: str
    chair: str
    secretary: str
    voters: tuple[Voter, ...]
    size: int
    needed: int
    yes: int
    no: int
    abstained: int
    result: str
    segment: str
    opened_to: str
    until: datetime | None
    appeal_until: datetime | None


def written(tx: Tx, row: Motion, ballots: Sequence[Ballot], needed: int) -> dict[str, JsonValue]:
    """The facts of a vote that has just ended, as they are kept."""
    people = residents.people(tx, [one.member_id for one in ballots])
    closed = row.closed_at or tx.now
    secretary = next(iter(residents.with_role(tx, Role.SECRETARY)), None)
    personal = row.kind in PERSONAL and row.resident_id is not None
    made = Protocol(
        school=tx.rules.school,
        number=row.number or 0,
        kind=row.kind,
        text=row.text,
        opened_at=row.opened_at,
        ends_at=row.ends_at,
        closed_at=closed,
        secret=row.secret,
        about=_full(residents.who(tx, row.resident_id or 0)) if personal else "",
        rapporteur=_full(residents.who(tx, row.rapporteur_id)) if row.rapporteur_id else "",
        chair=_full(council.chair(tx)),
        secretary=_full(secretary),
        voters=tuple(
            Voter(
                name=_full(people.get(one.member_id)),
                voted=one.voted_at is not None,
                interest=one.interest,
                choice=one.choice,
            )
            for one in ballots
        ),
        size=row.size,
        needed=needed,
        yes=row.yes,
        no=row.no,
        abstained=row.abstained,
        result=row.result,
        segment=row.segment,
        opened_to=row.opened_to,
        until=row.asked_until,
        appeal_until=workdays.later(closed, tx.rules.appeal_days, tx.rules) if personal else None,
    )
    return made.model_dump(mode="json")


def read(tx: Tx, by: Who, row: Motion) -> Protocol:
    """The protocol of a vote, for who sits on the Council, but not of a minor's matter for
    pupils. Raises `refusals.Denied`, `refusals.Missing` while the vote goes on."""
    council.must_sit(tx, by)
    if row.protocol is None:
        raise refusals.Missing("protocol")
    about = residents.who(tx, row.resident_id) if row.resident_id is not None else None
    if about is not None and not cases.sees_whole(tx, by, about):
        raise refusals.Denied("minor-file")
    return Protocol.model_validate(row.protocol)


def _full(person: Who | None) -> str:
    if person is None:
        return ""
    return " ".join(part for part in (person.family, person.name, person.patronymic) if part)

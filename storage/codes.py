"""One-time codes of the school: registration, and another messenger of the same person (A4)."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete
from sqlmodel import Field, SQLModel, col, func, select

from storage import drafts, families, journal, refusals, residents, rotation, spelling
from storage.columns import Instant
from storage.residents import Who
from storage.store import Tx
from storage.talks import Account

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_SHAPE = re.compile(rf"([{ALPHABET}]{{4}})\s*-?\s*([{ALPHABET}]{{4}})")
_DASHES = re.compile("[‐‑‒–—−]")
#: Tries count for an hour.
TRIES_KEPT = timedelta(days=1)


class Purpose(StrEnum):
    REGISTER = "register"
    LINK = "link"


class Code(SQLModel, table=True):
    """A code: found by its fingerprint, kept sealed so that the school can print it again."""

    __tablename__ = "code"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    fingerprint: str = Field(unique=True)
    sealed: str
    purpose: str = Purpose.REGISTER
    resident_id: int = Field(foreign_key="resident.id", index=True)
    child_id: int | None = Field(default=None, foreign_key="resident.id")
    made_at: datetime = Field(sa_type=Instant)
    expires_at: datetime = Field(sa_type=Instant)
    used_at: datetime | None = Field(default=None, sa_type=Instant)
    used_by: int | None = Field(default=None, foreign_key="account.id")


rotation.sealed(Code, "sealed")


class CodeTry(SQLModel, table=True):
    """A wrong code from an account; five an hour make a pause."""

    __tablename__ = "code_try"

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id", index=True)
    at: datetime = Field(sa_type=Instant)


class Verdict(StrEnum):
    GOOD = "good"
    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    PAUSE = "pause"
    TAKEN = "taken"
    ELSEWHERE = "elsewhere"
    OWN = "own"


@dataclass(frozen=True)
class Look:
    """What a code turned out to be.

    A result and not a refusal, so that the step commits and the wrong try is counted.
    ``left`` tries remain before the pause that ends at ``until``.
    """

    verdict: Verdict
    purpose: Purpose = Purpose.REGISTER
    code: int | None = None
    person: Who | None = None
    child: Who | None = None
    left: int = 0
    until: datetime | None = None


def normalise(text: str) -> str | None:
    """Read a code as people type it: any case, look-alike letters, no dash; None if it is none."""
    plain = spelling.latin(_DASHES.sub("-", text.strip()))
    found = _SHAPE.fullmatch(plain)
    return f"{found[1]}-{found[2]}" if found else None


def spot(text: str) -> str | None:
    """A code if the text is one and nothing else.

    Codes of the school hold a digit at least; without one it is a word («ВСТРЕЧАТ»).
    """
    code = normalise(text)
    return code if code and any(letter.isdigit() for letter in code) else None


def make(
    tx: Tx,
    *,
    resident: int,
    purpose: Purpose = Purpose.REGISTER,
    child: int | None = None,
    by: int | None = None,
) -> str:
    """Make a code for a resident; it can be printed again until it is used.

    A code for a ``child`` is the school's word that the resident is the child's parent.
    """
    if child is not None:
        families.announce(tx, resident, child)
    plain = _fresh(tx)
    life = (
        timedelta(days=tx.rules.code_days)
        if purpose is Purpose.REGISTER
        else timedelta(minutes=tx.rules.link_minutes)
    )
    row = Code(
        fingerprint=tx.sealer.fingerprint(plain),
        sealed=tx.sealer.seal(plain),
        purpose=purpose,
        resident_id=resident,
        child_id=child,
        made_at=tx.now,
        expires_at=tx.now + life,
    )
    tx.session.add(row)
    journal.write(
        tx, "code.make", by=by, subject="resident", subject_id=resident, purpose=purpose.value
    )
    tx.session.flush()
    return plain


def printable(tx: Tx, resident: int, child: int | None = None) -> str | None:
    """The unused and unexpired registration code of a resident, if there is one."""
    row = tx.session.exec(
        select(Code)
        .where(
            Code.resident_id == resident,
            Code.child_id == child,
            Code.purpose == Purpose.REGISTER,
            col(Code.used_at).is_(None),
            col(Code.expires_at) > tx.now,
        )
        .order_by(col(Code.id).desc())
    ).first()
    return tx.sealer.open(row.sealed) if row else None


def was_used(tx: Tx, resident: int, child: int | None = None) -> bool:
    """Whether a registration code of this resident (for this child) was used."""
    return (
        tx.session.exec(
            select(Code.id).where(
                Code.resident_id == resident,
                Code.child_id == child,
                col(Code.used_at).is_not(None),
            )
        ).first()
        is not None
    )


def look(tx: Tx, *, account: int, text: str) -> Look:
    """See whose a code is before using it; counts a wrong one against the account."""
    since = tx.now - timedelta(hours=1)
    tries = list(
        tx.session.exec(
            select(CodeTry.at)
            .where(CodeTry.account_id == account, col(CodeTry.at) > since)
            .order_by(col(CodeTry.at))
        )
    )
    if len(tries) >= tx.rules.code_tries_per_hour:
        return Look(Verdict.PAUSE, until=tries[-tx.rules.code_tries_per_hour] + timedelta(hours=1))
    code = normalise(text)
    row = _find(tx, code) if code else None
    if row is None:
        tx.session.add(CodeTry(account_id=account, at=tx.now))
        journal.write(tx, "code.wrong", by=None, subject="account", subject_id=account)
        return Look(Verdict.WRONG, left=tx.rules.code_tries_per_hour - len(tries) - 1)
    return Look(
        _state(tx, row, account),
        Purpose(row.purpose),
        code=row.id,
        person=residents.who(tx, row.resident_id),
        child=residents.who(tx, row.child_id) if row.child_id else None,
    )


def use(tx: Tx, *, account: int, code: int) -> Look:
    """Register the account as the code's resident («Да, это я»).

    Links the account, confirms the child, spends the code. Raises `refusals.Spent` for a code
    that somebody used, `refusals.Broken` for one that is over or for an account of another.
    """
    row = tx.session.get(Code, code)
    if row is None:
        raise refusals.Missing("code")
    tx.lock(f"code:{code}")
    # Another code of the same person's is another row: who comes in is asked of the person.
    tx.lock(f"come-in:{row.resident_id}")
    tx.session.refresh(row)
    state = _state(tx, row, account)
    if state is Verdict.USED:
        raise refusals.Spent("code-used")
    if state is not Verdict.GOOD:
        raise refusals.Broken(f"code-{state.value}")
    row.used_at, row.used_by = tx.now, account
    owner = tx.session.get_one(Account, account)
    if owner.resident_id != row.resident_id:
        owner.resident_id, owner.linked_at, owner.chosen = row.resident_id, tx.now, False
    if row.child_id is not None:
        families.confirm(tx, row.resident_id, row.child_id)
    drafts.hand_over(tx, account, row.resident_id)
    journal.write(
        tx,
        "code.use",
        by=row.resident_id,
        subject="resident",
        subject_id=row.resident_id,
        purpose=row.purpose,
    )
    tx.session.flush()
    return Look(
        Verdict.GOOD,
        Purpose(row.purpose),
        code=code,
        person=residents.who(tx, row.resident_id),
        child=residents.who(tx, row.child_id) if row.child_id else None,
    )


def reject(tx: Tx, *, account: int, code: int) -> Who:
    """«Нет, это не я»: nothing is linked; it is written down for the coordinator."""
    row = tx.session.get(Code, code)
    if row is None:
        raise refusals.Missing("code")
    journal.write(
        tx, "code.reject", by=None, subject="resident", subject_id=row.resident_id, account=account
    )
    return residents.who(tx, row.resident_id)


def count_waiting(tx: Tx) -> int:
    """How many registration codes wait to be used."""
    return tx.session.exec(
        select(func.count())
        .select_from(Code)
        .where(
            Code.purpose == Purpose.REGISTER,
            col(Code.used_at).is_(None),
            col(Code.expires_at) > tx.now,
        )
    ).one()


def good_until(tx: Tx, code: str | None) -> datetime | None:
    """When a code ends; None if there is none such."""
    row = _find(tx, code) if code is not None else None
    return row.expires_at if row is not None else None


def _find(tx: Tx, code: str) -> Code | None:
    return tx.session.exec(
        select(Code).where(Code.fingerprint == tx.sealer.fingerprint(code))
    ).first()


def _state(tx: Tx, row: Code, account: int) -> Verdict:
    if row.used_at is not None:
        return Verdict.USED
    if row.expires_at <= tx.now or not residents.is_here(tx, row.resident_id):
        return Verdict.EXPIRED
    owner = tx.session.get(Account, account)
    known = owner.resident_id if owner else None
    if known is not None and known != row.resident_id and residents.is_here(tx, known):
        return Verdict.TAKEN
    if row.purpose == Purpose.LINK and known == row.resident_id:
        return Verdict.OWN
    if row.child_id is not None and known is None and _came_in(tx, row.resident_id):
        # Namesakes stand as one parent in the school's file: the second must not come in to the
        # first one's children. A parent's own other messenger is linked by «Связать мессенджер».
        return Verdict.ELSEWHERE
    return Verdict.GOOD


def _came_in(tx: Tx, resident_id: int) -> bool:
    """Whether a resident has an account already."""
    return (
        tx.session.exec(select(Account.id).where(Account.resident_id == resident_id)).first()
        is not None
    )


def forget_old_tries(tx: Tx) -> None:
    """Let wrong tries go that count no more."""
    tx.session.execute(delete(CodeTry).where(col(CodeTry.at) < tx.now - TRIES_KEPT))


def readable(key: str) -> str:
    """Turn an unguessable key into a code with a digit in it, by which `spot` knows it."""
    while True:
        digest = hashlib.sha256(key.encode()).digest()
        # 32 letters divide 256: no letter is likelier than another.
        letters = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:8])
        if any(letter.isdigit() for letter in letters):
            return f"{letters[:4]}-{letters[4:]}"
        key = digest.hex()


def _fresh(tx: Tx) -> str:
    while True:
        code = readable(tx.new_key())
        if _find(tx, code) is None:
            return code

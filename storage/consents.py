"""Consents: one purpose each, with the text's version, who signed for whom, when, how (D1).

The text itself is kept once by its version. A consent that a chat's button cannot give (special
categories, 152-FZ art. 9, 4) is entered by the school from paper or from Gosuslugi.
"""

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, col, select

from storage import ages, families, journal, refusals, residents
from storage.ages import Age
from storage.columns import Instant
from storage.ready import Addition
from storage.residents import Role, Who
from storage.store import Tx


class Purpose(StrEnum):
    """What personal data are used for; a consent is for one of these (domain, 4.2)."""

    NOTICES = "notices"
    EVENTS = "events"
    COUNCIL = "council"
    PSYCHOLOGIST = "psychologist"
    PUBLICATION = "publication"


class Signed(StrEnum):
    """As whom somebody signed."""

    SELF = "self"
    REPRESENTATIVE = "representative"


class Way(StrEnum):
    """How it was given; only what is on paper or in Gosuslugi holds for the psychologist."""

    CHAT = "chat"
    PAPER = "paper"
    GOSUSLUGI = "gosuslugi"


#: Purposes for which the law wants more than a button (273-FZ art. 42; 152-FZ art. 9, 4).
ON_PAPER = frozenset({Purpose.PSYCHOLOGIST})
#: Who may enter what was given outside the chat; a class teacher for the class only.
CLERKS = (Role.COORDINATOR, Role.ADMIN, Role.PSYCHOLOGIST, Role.CLASS_TEACHER)


_SIGNERS = {
    Age.CHILD: frozenset({Signed.REPRESENTATIVE}),
    Age.TEENAGER: frozenset({Signed.REPRESENTATIVE, Signed.SELF}),
    Age.ADULT: frozenset({Signed.SELF}),
}


class ConsentText(SQLModel, table=True):
    """The words that were agreed to, by their version."""

    __tablename__ = "consent_text"

    version: str = Field(primary_key=True)
    text: str
    at: datetime = Field(sa_type=Instant)


class Consent(SQLModel, table=True):
    """One person's word about one purpose; ``thing`` narrows it ("event:7"), "" means all.

    ``signer_id`` is None where a paper names a representative whom the space does not know.
    """

    __tablename__ = "consent"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    subject_id: int = Field(foreign_key="resident.id", index=True)
    signer_id: int | None = Field(default=None, foreign_key="resident.id")
    signed_as: str
    purpose: str
    thing: str = ""
    version: str = Field(foreign_key="consent_text.version")
    way: str
    reference: str = ""
    entered_by: int | None = Field(default=None, foreign_key="resident.id")
    at: datetime = Field(sa_type=Instant)
    valid_until: date | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=Instant)


@dataclass(frozen=True)
class ConsentView:
    """A consent as its person and the school see it."""

    id: int
    subject: Who
    signer: Who | None
    signed_as: Signed
    purpose: Purpose
    thing: str
    way: Way
    reference: str
    at: datetime
    valid_until: date | None
    withdrawn_at: datetime | None


_ADD_TEXT = Addition(ConsentText, "version", "text", "at")


def version_of(text: str) -> str:
    """The short mark of a consent's words."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()[:16]


def give(tx: Tx, by: Who, *, subject: int, purpose: Purpose, text: str, thing: str = "") -> int:
    """Agree in the chat, for oneself or for one's child; gives the consent's id.

    Raises `refusals.Denied` for somebody else's child and for purposes that need paper.
    """
    own = by.must_be_resident()
    if purpose in ON_PAPER:
        raise refusals.Denied("consent-on-paper")
    signed_as = Signed.SELF if own == subject else Signed.REPRESENTATIVE
    if signed_as is Signed.REPRESENTATIVE and subject not in families.children_ids(tx, own):
        raise refusals.Denied("not-your-child")
    earlier = _standing(tx, subject, purpose, thing, own)
    if earlier is not None and earlier.version == version_of(text):
        assert earlier.id is not None
        return earlier.id
    return _add(
        tx,
        text,
        subject_id=subject,
        signer_id=own,
        signed_as=signed_as,
        purpose=purpose,
        thing=thing,
        way=Way.CHAT,
    )


def enter(
    tx: Tx,
    by: Who,
    *,
    subject: int,
    purpose: Purpose,
    signed_as: Signed,
    way: Way,
    reference: str,
    text: str,
    signer: int | None = None,
    thing: str = "",
    valid_until: date | None = None,
) -> int:
    """Write down what was signed outside the chat: ``reference`` is the paper's number.

    Raises `refusals.Denied` unless a clerk of the school (a class teacher: of the class).
    """
    clerk = by.must_have(*CLERKS)
    person = residents.who(tx, subject)
    others = by.has(Role.COORDINATOR, Role.ADMIN, Role.PSYCHOLOGIST)
    if not others and by.grade != person.grade:
        raise refusals.Denied("not-your-class")
    return _add(
        tx,
        text,
        subject_id=subject,
        signer_id=signer,
        signed_as=signed_as,
        purpose=purpose,
        thing=thing,
        way=way,
        reference=reference,
        entered_by=clerk,
        valid_until=valid_until,
    )


def withdraw(tx: Tx, by: Who, *, consent: int) -> ConsentView:
    """Take a word back: who gave it, the person it is about, or the representative (D2).

    Raises `refusals.Denied` for a pupil under 14 and the representative's word: they ask them.
    """
    own = by.must_be_resident()
    row = tx.session.get(Consent, consent)
    if row is None or not _may_withdraw(tx, own, row):
        raise refusals.Missing("consent")
    if row.withdrawn_at is not None:
        raise refusals.Spent("consent-withdrawn")
    if own == row.subject_id != row.signer_id and ages.of(tx, by) is Age.CHILD:
        raise refusals.Denied("consent-by-parent")
    row.withdrawn_at = tx.now
    journal.write(
        tx,
        "consent.withdraw",
        by=own,
        subject="resident",
        subject_id=row.subject_id,
        purpose=row.purpose,
    )
    return view(tx, row)


def refuse(tx: Tx, by: Who, *, subject: int, purpose: Purpose, thing: str = "") -> None:
    """Say no in the chat: what the same person agreed to before, if anything, is withdrawn."""
    earlier = _standing(tx, subject, purpose, thing, by.must_be_resident())
    if earlier is not None and earlier.id is not None:
        withdraw(tx, by, consent=earlier.id)


def in_force(tx: Tx, subject: int, purpose: Purpose, thing: str = "") -> bool:
    """Whether everybody who must sign for ``subject`` has, and nobody took it back.

    Under 14 the representative's word is enough and needed, from 14 both, an adult's own.
    """
    return not missing(tx, subject, purpose, thing)


def missing(tx: Tx, subject: int, purpose: Purpose, thing: str = "") -> frozenset[Signed]:
    """Whose signatures are wanting."""
    return wanted(tx, residents.who(tx, subject)) - signed(tx, subject, purpose, thing)


def wanted(tx: Tx, subject: Who) -> frozenset[Signed]:
    """Who must sign for a person, by age (domain, 4.1)."""
    return _SIGNERS[ages.of(tx, subject)]


def signed(tx: Tx, subject: int, purpose: Purpose, thing: str = "") -> frozenset[Signed]:
    """Whose words are there today."""
    return _signed(tx, purpose, [(subject, thing)])[subject, thing]


def missing_among(
    tx: Tx, purpose: Purpose, wanted_for: Iterable[tuple[int, str]]
) -> dict[tuple[int, str], frozenset[Signed]]:
    """Whose signatures are wanting for many people's things, each a subject and a ``thing``."""
    there = _signed(tx, purpose, list(wanted_for))
    people = residents.people(tx, {subject for subject, _ in there})
    return {one: wanted(tx, people[one[0]]) - those for one, those in there.items()}


def _signed(
    tx: Tx, purpose: Purpose, wanted_for: Collection[tuple[int, str]]
) -> dict[tuple[int, str], frozenset[Signed]]:
    """Whose words about many people's things are there today, in one question."""
    today = tx.now.astimezone(tx.rules.zone).date()
    rows = tx.session.exec(
        select(Consent).where(
            col(Consent.subject_id).in_({subject for subject, _ in wanted_for}),
            Consent.purpose == purpose.value,
            col(Consent.thing).in_({"", *(thing for _, thing in wanted_for)}),
            col(Consent.withdrawn_at).is_(None),
        )
    )
    holding = [
        row
        for row in rows
        if (row.valid_until is None or row.valid_until >= today) and _still_may(tx, row)
    ]
    return {
        (subject, thing): frozenset(
            Signed(row.signed_as)
            for row in holding
            if row.subject_id == subject and row.thing in ("", thing)
        )
        for subject, thing in wanted_for
    }


def withdrawn_among(tx: Tx, consents: Iterable[int | None]) -> frozenset[int]:
    """Those of many consents that were taken back, in one question."""
    wanted = {one for one in consents if one is not None}
    rows = tx.session.exec(
        select(Consent.id).where(
            col(Consent.id).in_(wanted), col(Consent.withdrawn_at).is_not(None)
        )
    )
    return frozenset(one for one in rows if one is not None)


def about(tx: Tx, subject: int) -> list[ConsentView]:
    """Every word about one person, the newest first; who may see them is the caller's rule."""
    rows = tx.session.exec(
        select(Consent).where(Consent.subject_id == subject).order_by(col(Consent.id).desc())
    )
    return [view(tx, row) for row in rows]


def _still_may(tx: Tx, row: Consent) -> bool:
    """A parent who was shut out since has no word any more."""
    if row.way != Way.CHAT or row.signed_as != Signed.REPRESENTATIVE or row.signer_id is None:
        return True
    return row.subject_id in families.children_ids(tx, row.signer_id)


def _may_withdraw(tx: Tx, own: int, row: Consent) -> bool:
    if families.is_restricted_from(tx, own, row.subject_id):
        return False
    if own in (row.signer_id, row.subject_id):
        return True
    return row.subject_id in families.children_ids(tx, own)


def _standing(tx: Tx, subject: int, purpose: Purpose, thing: str, signer: int) -> Consent | None:
    return tx.session.exec(
        select(Consent).where(
            Consent.subject_id == subject,
            Consent.signer_id == signer,
            Consent.purpose == purpose.value,
            Consent.thing == thing,
            col(Consent.withdrawn_at).is_(None),
        )
    ).first()


def _add(
    tx: Tx,
    text: str,
    *,
    subject_id: int,
    signer_id: int | None,
    signed_as: Signed,
    purpose: Purpose,
    thing: str,
    way: Way,
    reference: str = "",
    entered_by: int | None = None,
    valid_until: date | None = None,
) -> int:
    version = version_of(text)
    _ADD_TEXT.run(tx, version=version, text=text, at=tx.now)
    row = Consent(
        subject_id=subject_id,
        signer_id=signer_id,
        signed_as=signed_as.value,
        purpose=purpose.value,
        thing=thing,
        version=version,
        way=way.value,
        reference=reference,
        entered_by=entered_by,
        at=tx.now,
        valid_until=valid_until,
    )
    tx.session.add(row)
    tx.session.flush()
    assert row.id is not None
    journal.write(
        tx,
        "consent.give",
        by=entered_by or signer_id,
        subject="resident",
        subject_id=subject_id,
        purpose=purpose.value,
        version=version,
    )
    return row.id


def view(tx: Tx, row: Consent) -> ConsentView:
    """A consent's row as its person and the school see it."""
    assert row.id is not None
    return ConsentView(
        id=row.id,
        subject=residents.who(tx, row.subject_id),
        signer=None if row.signer_id is None else residents.who(tx, row.signer_id),
        signed_as=Signed(row.signed_as),
        purpose=Purpose(row.purpose),
        thing=row.thing,
        way=Way(row.way),
        reference=row.reference,
        at=row.at,
        valid_until=row.valid_until,
        withdrawn_at=row.withdrawn_at,
    )

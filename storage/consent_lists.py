"""Consents as the school and families look over them: by class, by pupil, one's own (D1, D2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import col, or_, select

from storage import consents, families, grades, refusals, residents
from storage.consents import CLERKS, Consent, ConsentText, ConsentView, Purpose, Signed
from storage.residents import Role, Who
from storage.store import Tx

#: Clerks of every class; a class teacher is one of the own class.
OF_ALL = (Role.COORDINATOR, Role.ADMIN, Role.PSYCHOLOGIST)


@dataclass(frozen=True)
class PupilConsents:
    """Of one pupil, by purpose: whose words are there today, and whose are wanting."""

    pupil: Who
    signed: Mapping[Purpose, frozenset[Signed]]
    missing: Mapping[Purpose, frozenset[Signed]]


@dataclass(frozen=True)
class Worded:
    """A consent with the words that were agreed to."""

    consent: ConsentView
    text: str


def is_clerk(who: Who) -> bool:
    return who.has(*OF_ALL) or (who.has(Role.CLASS_TEACHER) and bool(who.grade))


def classes(tx: Tx, by: Who) -> list[str]:
    """The classes whose consents somebody may look over; raises `refusals.Denied`."""
    by.must_have(*CLERKS)
    if by.has(*OF_ALL):
        return grades.of_pupils(tx)
    if not by.grade:
        raise refusals.Denied("role")
    return [by.grade]


def of_class(tx: Tx, by: Who, *, grade: str) -> list[PupilConsents]:
    """Who of a class has consented to what; raises `refusals.Denied`."""
    _must_lead(by, grade)
    return [_of(tx, pupil) for pupil in residents.pupils_of_grade(tx, grade)]


def of_pupil(tx: Tx, by: Who, *, pupil: int) -> tuple[PupilConsents, list[ConsentView]]:
    """One pupil's, and every word that was ever said of them; raises Denied, Missing."""
    by.must_have(*CLERKS)
    person = residents.who(tx, pupil)
    if not person.is_pupil:
        raise refusals.Missing("pupil")
    _must_lead(by, person.grade)
    return _of(tx, person), consents.about(tx, pupil)


def signers(tx: Tx, by: Who, *, pupil: int) -> list[Who]:
    """Who may have signed a paper for a pupil: the parents whom the school knows, and the pupil."""
    seen, _ = of_pupil(tx, by, pupil=pupil)
    parents = [link.parent_id for link in families.links_of(tx, [pupil])]
    known = residents.current(tx, parents)
    return [*(known[one] for one in parents if one in known), seen.pupil]


def own(tx: Tx, by: Who) -> list[ConsentView]:
    """The consents that somebody gave, or that are about them or their children, newest first.

    Of a child from whom the school has shut them out they see nothing, their own word neither (R1).
    """
    me = by.must_be_resident()
    about = {me, *families.children_ids(tx, me)}
    rows = tx.session.exec(
        select(Consent)
        .where(or_(col(Consent.signer_id) == me, col(Consent.subject_id).in_(about)))
        .order_by(col(Consent.withdrawn_at).is_not(None), col(Consent.id).desc())
    )
    return [
        consents.view(tx, row)
        for row in rows
        if not families.is_restricted_from(tx, me, row.subject_id)
    ]


def own_one(tx: Tx, by: Who, *, consent: int) -> Worded:
    """One of `own`, with its words; raises `refusals.Missing` for another's."""
    found = next((one for one in own(tx, by) if one.id == consent), None)
    row = tx.session.get(Consent, consent)
    if found is None or row is None:
        raise refusals.Missing("consent")
    return Worded(found, tx.session.get_one(ConsentText, row.version).text)


def _must_lead(by: Who, grade: str) -> None:
    by.must_have(*CLERKS)
    if not by.has(*OF_ALL) and (not by.grade or by.grade != grade):
        raise refusals.Denied("not-your-class")


def _of(tx: Tx, pupil: Who) -> PupilConsents:
    assert pupil.id is not None
    signed = {one: consents.signed(tx, pupil.id, one) for one in Purpose}
    wanted = consents.wanted(tx, pupil)
    return PupilConsents(pupil, signed, {one: wanted - signed[one] for one in Purpose})

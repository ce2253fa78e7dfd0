"""Who is whose parent: links made by the school, and by nobody else (A4, R1)."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Field, SQLModel, col, select

from storage import journal, refusals, residents
from storage.columns import Instant
from storage.residents import Role, Who
from storage.store import Tx


class FamilyLink(SQLModel, table=True):
    """A parent and a child. The school's file makes it; the parent's code confirms it.

    ``restricted`` is set by the school only, on a court's or the guardianship's paper.
    """

    __tablename__ = "family_link"

    parent_id: int = Field(foreign_key="resident.id", primary_key=True)
    child_id: int = Field(foreign_key="resident.id", primary_key=True, index=True)
    restricted: bool = False
    confirmed_at: datetime | None = Field(default=None, sa_type=Instant)


def announce(tx: Tx, parent_id: int, child_id: int) -> bool:
    """Note a link from the school's file, to be confirmed by a code; False if it is known."""
    if tx.session.get(FamilyLink, (parent_id, child_id)) is not None:
        return False
    tx.session.add(FamilyLink(parent_id=parent_id, child_id=child_id))
    tx.session.flush()
    return True


def is_announced(tx: Tx, parent_id: int | None, child_id: int | None) -> bool:
    """Whether the school's file named somebody as a child's parent."""
    return tx.session.get(FamilyLink, (parent_id, child_id)) is not None


def confirm(tx: Tx, parent_id: int, child_id: int) -> None:
    """The parent showed the school's code for this child."""
    link = tx.session.get(FamilyLink, (parent_id, child_id))
    if link is not None and link.confirmed_at is None:
        link.confirmed_at = tx.now
        journal.write(tx, "family.confirm", by=parent_id, subject="resident", subject_id=child_id)


def children_ids(tx: Tx, parent_id: int) -> list[int]:
    """Whom a parent may know of: confirmed, and not restricted."""
    return list(
        tx.session.exec(
            select(FamilyLink.child_id)
            .where(
                FamilyLink.parent_id == parent_id,
                col(FamilyLink.confirmed_at).is_not(None),
                col(FamilyLink.restricted).is_(False),
            )
            .order_by(col(FamilyLink.child_id))
        )
    )


def is_open(link: FamilyLink) -> bool:
    """Whether a parent may know of the child: confirmed, and not restricted."""
    return link.confirmed_at is not None and not link.restricted


def is_restricted(tx: Tx, by: Who) -> bool:
    """Whether the school has shut a parent out of one of their children: they are told so in one
    neutral sentence, wherever the child would stand (R1)."""
    return (
        tx.session.exec(
            select(FamilyLink.child_id).where(
                FamilyLink.parent_id == by.must_be_resident(),
                col(FamilyLink.restricted).is_(True),
            )
        ).first()
        is not None
    )


def is_restricted_from(tx: Tx, parent_id: int, child_id: int) -> bool:
    """Whether the school has shut a parent out of this child."""
    link = tx.session.get(FamilyLink, (parent_id, child_id))
    return link is not None and link.restricted


def children_of(tx: Tx, by: Who) -> list[Who]:
    """A parent's own children."""
    return [residents.who(tx, child) for child in children_ids(tx, by.must_be_resident())]


def parents_of(tx: Tx, child_id: int) -> list[Who]:
    """A child's parents who may be told about it, equally (R1)."""
    rows = tx.session.exec(
        select(FamilyLink.parent_id)
        .where(
            FamilyLink.child_id == child_id,
            col(FamilyLink.confirmed_at).is_not(None),
            col(FamilyLink.restricted).is_(False),
        )
        .order_by(col(FamilyLink.parent_id))
    )
    return [residents.who(tx, parent) for parent in rows]


def links_of(tx: Tx, children: Iterable[int]) -> list[FamilyLink]:
    """The links of many children to parents who are not restricted; some wait for their code."""
    rows = tx.session.exec(
        select(FamilyLink)
        .where(col(FamilyLink.child_id).in_(set(children)), col(FamilyLink.restricted).is_(False))
        .order_by(col(FamilyLink.parent_id), col(FamilyLink.child_id))
        .execution_options(populate_existing=True)
    )
    return list(rows)


def restrict(tx: Tx, by: Who, *, parent: int, child: int, restricted: bool) -> None:
    """Shut a parent out, or let them in again; raises Denied, Missing."""
    actor = by.must_have(Role.COORDINATOR, Role.ADMIN)
    link = tx.session.get(FamilyLink, (parent, child))
    if link is None:
        raise refusals.Missing("resident")
    link.restricted = restricted
    journal.write(
        tx,
        "family.restrict" if restricted else "family.admit",
        by=actor,
        subject="resident",
        subject_id=child,
        parent=parent,
    )

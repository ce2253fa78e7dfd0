"""What a parent sees of their own children (R1)."""

from dataclasses import dataclass

from storage import cards, families, refusals
from storage.cards import ProjectLine
from storage.residents import Role, Who
from storage.store import Tx


@dataclass(frozen=True)
class ChildView:
    """A child and the projects that are not put away."""

    who: Who
    projects: tuple[ProjectLine, ...]


@dataclass(frozen=True)
class OwnChildren:
    """All children whom a parent may know of; ``restricted`` says that there is one whom not."""

    children: tuple[ChildView, ...]
    restricted: bool


def own(tx: Tx, by: Who) -> OwnChildren:
    """«Мои дети»: several in one account, both parents equally; raises `refusals.Denied` for who
    is no parent."""
    by.must_have(Role.PARENT)
    children = families.children_of(tx, by)
    lines = cards.visible_to(tx, by) if children else []
    return OwnChildren(tuple(_view(one, lines) for one in children), families.is_restricted(tx, by))


def one(tx: Tx, by: Who, *, child: int) -> ChildView:
    """One of a parent's own children.

    Raises `refusals.Denied` where the school has restricted it, `refusals.Missing` for others'.
    """
    by.must_have(Role.PARENT)
    if child not in families.children_ids(tx, by.must_be_resident()):
        if families.is_restricted_from(tx, by.must_be_resident(), child):
            raise refusals.Denied("child-restricted")
        raise refusals.Missing("child")
    found = next(who for who in families.children_of(tx, by) if who.id == child)
    return _view(found, cards.visible_to(tx, by))


def _view(child: Who, lines: list[ProjectLine]) -> ChildView:
    own = [line for line in lines if child.id in {member.id for member in line.members}]
    return ChildView(child, tuple(own))

"""A resident's accounts in the messengers: linked by a code, parted with, chosen (A1, R6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from storage import codes, fallback, journal, refusals, talks
from storage.codes import Code, Purpose
from storage.residents import Who
from storage.store import Tx
from storage.talks import Account, Address, Talk


@dataclass(frozen=True)
class OwnAccount:
    """An account of a resident's. ``unreachable`` is the messenger's reason to take nothing, or
    None; ``number`` tells accounts in one messenger apart, from 1, and is 0 where there is one."""

    id: int
    messenger: str
    since: datetime
    chosen: bool
    unreachable: str | None
    number: int


@dataclass(frozen=True)
class LinkCode:
    """A code for one's own account in another messenger, good until ``until``."""

    code: str
    until: datetime


@dataclass(frozen=True)
class Unlinked:
    """An account that was parted with, and its conversations, the latest used first."""

    account: OwnAccount
    was_there: tuple[Address, ...]


def of(tx: Tx, resident_id: int) -> tuple[OwnAccount, ...]:
    """A resident's accounts, the first linked first."""
    rows = tx.session.exec(
        select(Account).where(Account.resident_id == resident_id).order_by(col(Account.id))
    ).all()
    return tuple(_own(tx, row, rows) for row in rows)


def _own(tx: Tx, row: Account, all_of_them: Sequence[Account]) -> OwnAccount:
    assert row.id is not None
    same = [one.id for one in all_of_them if one.messenger == row.messenger]
    places = tx.session.exec(
        select(Talk)
        .where(Talk.account_id == row.id)
        .order_by(col(Talk.unreachable_at).desc().nulls_last())
    ).all()
    is_shut = bool(places) and not any(one.reachable for one in places)
    return OwnAccount(
        id=row.id,
        messenger=row.messenger,
        since=row.linked_at or row.first_seen_at,
        chosen=row.chosen,
        unreachable=(places[0].unreachable_reason or "") if is_shut else None,
        number=same.index(row.id) + 1 if len(same) > 1 else 0,
    )


def link_code(tx: Tx, by: Who) -> LinkCode:
    """Give a code for one's own account in another messenger («Связать мессенджер»).

    The one given last while it is good for long enough, else a new one, and the old ones end:
    there is never more than one. Raises `refusals.Unregistered`.
    """
    own = by.must_be_resident()
    tx.lock(f"link:{own}")
    for row in _good(tx, own):
        if row.expires_at - tx.now > (row.expires_at - row.made_at) / 2:
            return LinkCode(tx.sealer.open(row.sealed), row.expires_at)
        row.expires_at = tx.now
    tx.session.flush()
    code = codes.make(tx, resident=own, purpose=Purpose.LINK, by=own)
    return LinkCode(code, _good(tx, own)[0].expires_at)


def _good(tx: Tx, resident_id: int) -> list[Code]:
    rows = tx.session.exec(
        select(Code)
        .where(
            Code.resident_id == resident_id,
            Code.purpose == Purpose.LINK,
            col(Code.used_at).is_(None),
            col(Code.expires_at) > tx.now,
        )
        .order_by(col(Code.id).desc())
    )
    return list(rows)


def choose(tx: Tx, by: Who, *, account: int | None) -> OwnAccount | None:
    """Choose the account to be told in (R6); None: where one wrote last."""
    own = by.must_be_resident()
    chosen = None if account is None else _must_be_own(tx, own, account)
    for row in tx.session.exec(select(Account).where(Account.resident_id == own)):
        row.chosen = row.id == account
    journal.write(tx, "account.choose", by=own, subject="account", subject_id=account)
    tx.session.flush()
    return chosen


def unlink(tx: Tx, by: Who, *, account: int, last: bool = False) -> Unlinked:
    """Part with one of one's own accounts; the last only if ``last`` says that this is known.

    It loses access at once; notices that wait there go to the other messengers; drafts are the
    resident's. Raises `refusals.Missing`, `refusals.Broken`.
    """
    own = by.must_be_resident()
    tx.lock(f"come-in:{own}")
    parted = _must_be_own(tx, own, account)
    if len(of(tx, own)) == 1 and not last:
        raise refusals.Broken("last-account")
    row = tx.session.get_one(Account, account)
    row.resident_id, row.linked_at, row.chosen = None, None, False
    tx.session.flush()
    fallback.left(tx, account, own)
    journal.write(tx, "account.unlink", by=own, subject="account", subject_id=account)
    return Unlinked(parted, tuple(talks.of_account(tx, account)))


def _must_be_own(tx: Tx, resident_id: int, account: int) -> OwnAccount:
    found = next((one for one in of(tx, resident_id) if one.id == account), None)
    if found is None:
        raise refusals.Missing("account")
    return found

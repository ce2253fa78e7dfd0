"""How long things are kept (D3; domain, 4.2, 5): each act lets go of a little and counts it."""

from datetime import timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from storage.codes import Code
from storage.journal import JournalLine
from storage.residents import Resident
from storage.store import Tx
from storage.talks import Account, Talk

#: So much in one step: whoever writes meanwhile waits for some milliseconds.
PORTION = 500


def codes_unused(tx: Tx) -> int:
    """Delete codes that nobody used, a month (a setting) after they ended."""
    until = tx.now - timedelta(days=tx.rules.codes_kept_days)
    old = select(Code.id).where(col(Code.used_at).is_(None), col(Code.expires_at) < until)
    ids = tx.session.exec(old.order_by(col(Code.id)).limit(PORTION)).all()
    tx.session.execute(delete(Code).where(col(Code.id).in_(ids)))
    return len(ids)


def codes_used(tx: Tx) -> int:
    """Erase the letters of codes, a month after they were used.

    That somebody came in by a code stays known: a second import gives them no second code.
    """
    until = tx.now - timedelta(days=tx.rules.codes_kept_days)
    rows = tx.session.exec(
        select(Code)
        .where(col(Code.used_at) < until, Code.sealed != "")
        .order_by(col(Code.id))
        .limit(PORTION)
    ).all()
    for row in rows:
        row.sealed, row.fingerprint = "", f"erased:{row.id}"
    tx.session.flush()
    return len(rows)


def journal_lines(tx: Tx) -> int:
    """Delete lines of the audit journal that are a year (a setting) old."""
    until = tx.now - timedelta(days=tx.rules.journal_kept_days)
    old = select(JournalLine.id).where(col(JournalLine.at) < until)
    ids = tx.session.exec(old.order_by(col(JournalLine.id)).limit(PORTION)).all()
    tx.session.execute(delete(JournalLine).where(col(JournalLine.id).in_(ids)))
    return len(ids)


def accounts_of_who_left(tx: Tx) -> int:
    """Erase the messengers' numbers of who left the school a month (a setting) ago.

    What was said there in our words is deleted with the outbox's rows, at its own term.
    """
    until = tx.now - timedelta(days=tx.rules.accounts_kept_days)
    ids = tx.session.exec(
        select(Account.id)
        .join(Resident, col(Resident.id) == col(Account.resident_id))
        .where(col(Resident.left_at) < until)
        .order_by(col(Account.id))
        .limit(PORTION)
    ).all()
    for number in ids:
        row = tx.session.get_one(Account, number)
        row.user, row.resident_id = f"erased:{number}", None
        row.linked_at, row.chosen = None, False
    tx.session.flush()
    for talk in tx.session.exec(select(Talk).where(col(Talk.account_id).in_(ids))).all():
        talk.peer = f"erased:{talk.id}"
        talk.reachable, talk.unreachable_reason = False, "left"
        talk.unreachable_at = tx.now
    tx.session.execute(update(Code).where(col(Code.used_by).in_(ids)).values(used_by=None))
    tx.session.flush()
    return len(ids)

"""What the Council's matters want done by the clock (M2-M6)."""

from dialogs import ballots, contracts, sanction_notices
from storage import chat_acts, motions, partners, sanctions
from storage.sanctions import SanctionView
from storage.store import Tx


def over(tx: Tx, sanction: int) -> None:
    """A sanction has come to its end: chats are put right, the person is told."""
    _end(tx, sanctions.over(tx, sanction=sanction))


def lapse(tx: Tx, sanction: int) -> None:
    """The chair's suspension lapses that the Council has not confirmed."""
    _end(tx, sanctions.lapse(tx, sanction=sanction))


def _end(tx: Tx, ended: SanctionView | None) -> None:
    if ended is not None:
        chat_acts.release(tx, ended.id)
        motions.withdraw(tx, sanction=ended.id)
        sanction_notices.ended(tx, ended)


def end_vote(tx: Tx, motion: int) -> None:
    """A vote whose term is over is counted and takes effect."""
    closed = motions.end(tx, motion=motion)
    if closed is not None:
        ballots.result(tx, closed)


def remind(tx: Tx, motion: int) -> None:
    """Those who have not voted are reminded."""
    ballots.remind(tx, motion, motions.not_voted(tx, motion=motion))


def acts_told(tx: Tx, act: int) -> None:
    """Who took a decision hears what became of it in the chats."""
    report = chat_acts.report(tx, act=act)
    if report is not None:
        sanction_notices.chats_done(tx, report)


def contract_ends(tx: Tx, contract: int) -> None:
    """The coordinators are told of a contract's end."""
    found = partners.ending(tx, contract=contract)
    if found is not None:
        contracts.ending(tx, found)

"""Offers that nobody answered come back (P1)."""

from dialogs import notices
from storage import offers
from storage.store import Tx


def expire(tx: Tx, offer: int) -> None:
    """Take an unanswered offer back and tell the pupils; nothing if it was answered."""
    made = offers.expire(tx, offer=offer)
    if made is not None:
        notices.offer_expired(tx, made)

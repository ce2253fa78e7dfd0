"""Secrets at rest: sealed with keys kept outside the store (Q6).

Sealing is authenticated encryption (Fernet: AES-128-CBC with HMAC-SHA-256): what was changed in the
database is not opened. Keys form a ring, the newest first: it seals, all of them open.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Unsealable(Exception):
    """Sealed with another key, or damaged."""


class Sealer:
    """Seals what the database file alone must not tell (codes, parked updates).

    ``secrets`` are the ring of the settings, or its only key. From each a key to seal is derived;
    the key of fingerprints, which must outlive all of them, is derived from the oldest until the
    store tells the one that it was begun with (`storage.rotation.adopt`).
    """

    def __init__(self, secrets: str | Sequence[str]) -> None:
        ring = [secrets] if isinstance(secrets, str) else list(secrets)
        if not ring:
            raise ValueError("a ring without keys seals nothing")
        self._newest = _fernet(ring[0])
        self._ring = MultiFernet([_fernet(one) for one in ring])
        self._print_key = _derive(ring[-1], b"fingerprint")

    def seal(self, plain: str) -> str:
        return self._newest.encrypt(_bytes(plain)).decode()

    def open(self, sealed: str) -> str:
        """Give back what was sealed by any key of the ring; raises `Unsealable`."""
        # A damaged database gives bytes where a text stood.
        kept = sealed.encode() if isinstance(sealed, str) else b""
        try:
            return self._ring.decrypt(kept).decode(errors="surrogatepass")
        except InvalidToken as error:
            raise Unsealable("sealed with another key, or damaged") from error

    def seal_bytes(self, plain: bytes) -> bytes:
        return self._newest.encrypt(plain)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Give back a content that was sealed; raises `Unsealable`."""
        try:
            return self._ring.decrypt(sealed)
        except InvalidToken as error:
            raise Unsealable("sealed with another key, or damaged") from error

    def is_newest(self, sealed: str | bytes) -> bool:
        """Whether the newest key opens it."""
        try:
            self._newest.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def fingerprint(self, plain: str) -> str:
        """Give a stable mark by which a secret is found without being kept; it stays the same
        whatever keys come and go."""
        return hmac.new(self._print_key, _bytes(plain), hashlib.sha256).hexdigest()

    @property
    def print_key(self) -> str:
        """The key of fingerprints, to be kept sealed."""
        return base64.urlsafe_b64encode(self._print_key).decode()

    def adopt(self, print_key: str) -> None:
        """Make fingerprints with this key from now on."""
        self._print_key = base64.urlsafe_b64decode(print_key)


def _fernet(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(_derive(secret, b"seal")))


def _derive(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()


def _bytes(plain: str) -> bytes:
    # Messengers let halves of an emoji through, and an update with one must be parked too.
    return plain.encode(errors="surrogatepass")

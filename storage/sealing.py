"""Secrets at rest: sealed with a key kept outside the store."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken


class Unsealable(Exception):
    """Sealed with another key, or damaged."""


class Sealer:
    """Seals what the database file alone must not tell (codes, parked updates).

    ``secret`` is ``SECRET_KEY`` of the settings; two keys are derived from it, so that a
    fingerprint says nothing of a seal.
    """

    def __init__(self, secret: str) -> None:
        self._fernet = Fernet(base64.urlsafe_b64encode(_derive(secret, b"seal")))
        self._print_key = _derive(secret, b"fingerprint")

    def seal(self, plain: str) -> str:
        return self._fernet.encrypt(_bytes(plain)).decode()

    def open(self, sealed: str) -> str:
        """Give back what was sealed; raises `Unsealable`."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode(errors="surrogatepass")
        except InvalidToken as error:
            raise Unsealable("sealed with another key, or damaged") from error

    def seal_bytes(self, plain: bytes) -> bytes:
        return self._fernet.encrypt(plain)

    def open_bytes(self, sealed: bytes) -> bytes:
        """Give back a content that was sealed; raises `Unsealable`."""
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise Unsealable("sealed with another key, or damaged") from error

    def fingerprint(self, plain: str) -> str:
        """Give a stable mark by which a secret is found without being kept."""
        return hmac.new(self._print_key, _bytes(plain), hashlib.sha256).hexdigest()


def _derive(secret: str, purpose: bytes) -> bytes:
    return hmac.new(secret.encode(), purpose, hashlib.sha256).digest()


def _bytes(plain: str) -> bytes:
    # Messengers let halves of an emoji through, and an update with one must be parked too.
    return plain.encode(errors="surrogatepass")

"""Refusals of the API: a status with a body, or 200 with ``success: false``."""

from lab.sferum.talks import Json

CODES = {
    400: "proto.payload",
    401: "verify.token",
    403: "chat.denied",
    404: "not.found",
    405: "method.not.allowed",
    429: "too.many.requests",
    500: "internal.error",
    503: "service.unavailable",
}


class Refusal(Exception):
    """The call is refused; ``code`` is the status's usual one when none is given."""

    def __init__(self, status: int, message: str, code: str = "") -> None:
        super().__init__(message)
        self.status = status if status in CODES else 500
        self.code = code or CODES[self.status]
        self.message = message

    @property
    def body(self) -> Json:
        return {"code": self.code, "message": self.message}


class Unsuccessful(Refusal):
    """The call is refused with status 200 (facts/sferum-max.md, 2.1)."""

    def __init__(self, message: str) -> None:
        super().__init__(500, message)
        self.status = 200

    @property
    def body(self) -> Json:
        return {"success": False, "message": self.message}


def ordered(status: int) -> Refusal:
    """The refusal that a test has ordered: by its status, 200 for ``success: false``."""
    return Unsuccessful("ordered") if status == 200 else Refusal(status, "ordered")


def malformed(message: str) -> Refusal:
    return Refusal(400, message)


def denied(message: str) -> Refusal:
    """The bot lacks a right, or the dialog is not open for it."""
    return Refusal(403, message, "access.denied")

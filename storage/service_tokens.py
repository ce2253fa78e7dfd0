"""Tokens of outside services that people logged the school in to: sealed, renewed in time (E2).

A login's answer is kept whole or not at all. Who looks after the machine is warned before a token
ends, and told when a service refuses it.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Field, SQLModel

from storage import jobs, journal, residents, rotation
from storage.columns import Instant
from storage.residents import Role
from storage.store import Tx

YANDEX = "yandex"
#: Yandex advises to renew a token every three months.
RENEWED_EVERY = timedelta(days=90)
WARNED_BEFORE = (30, 7)


class ServiceToken(SQLModel, table=True):
    """What a service gave: both tokens sealed. ``version`` grows with each renewal; ``refused_at``
    is when the service did not take it any more."""

    __tablename__ = "service_token"

    service: str = Field(primary_key=True)
    access: str
    refresh: str
    version: int = 1
    expires_at: datetime = Field(sa_type=Instant)
    renewed_at: datetime = Field(sa_type=Instant)
    refused_at: datetime | None = Field(default=None, sa_type=Instant)


rotation.sealed(ServiceToken, "access")
rotation.sealed(ServiceToken, "refresh")


@dataclass(frozen=True)
class Token:
    """A token opened; ``good`` is whether the service took it last."""

    access: str
    refresh: str
    version: int
    expires_at: datetime
    renewed_at: datetime
    good: bool


def keep(tx: Tx, *, service: str, access: str, refresh: str, lasts: timedelta) -> None:
    """Keep what a login or a renewal gave, and plan the next renewal and the warnings."""
    row = tx.session.get(ServiceToken, service, populate_existing=True)
    expires = tx.now + lasts
    if row is None:
        row = ServiceToken(
            service=service, access="", refresh="", version=0, expires_at=expires, renewed_at=tx.now
        )
        tx.session.add(row)
    row.access, row.refresh = tx.sealer.seal(access), tx.sealer.seal(refresh)
    row.expires_at, row.renewed_at, row.refused_at = expires, tx.now, None
    row.version += 1
    tx.session.flush()
    renew = min(tx.now + RENEWED_EVERY, tx.now + lasts / 2)
    jobs.plan(tx, "token.renew", f"{service}:{row.version}", renew, version=row.version)
    for days in WARNED_BEFORE:
        due = expires - timedelta(days=days)
        if due > tx.now:
            name = f"{service}:{row.version}:{days}"
            jobs.plan(tx, "token.warn", name, due, version=row.version, days=days)
    journal.write(tx, "token.keep", by=None, subject="service", version=row.version)


def current(tx: Tx, service: str = YANDEX) -> Token | None:
    """The token of a service; None if nobody logged in."""
    row = tx.session.get(ServiceToken, service, populate_existing=True)
    if row is None:
        return None
    return Token(
        access=tx.sealer.open(row.access),
        refresh=tx.sealer.open(row.refresh),
        version=row.version,
        expires_at=row.expires_at,
        renewed_at=row.renewed_at,
        good=row.refused_at is None and row.expires_at > tx.now,
    )


def refused(tx: Tx, *, version: int, service: str = YANDEX) -> tuple[int, ...]:
    """Note that a service refuses a token; gives whom to tell, once a token."""
    row = tx.session.get(ServiceToken, service, populate_existing=True)
    if row is None or row.version != version or row.refused_at is not None:
        return ()
    row.refused_at = tx.now
    journal.write(tx, "token.refused", by=None, subject="service", version=version)
    return administrators(tx)


def ending(tx: Tx, *, version: int, service: str = YANDEX) -> tuple[datetime, tuple[int, ...]]:
    """When a token ends and whom to warn (job "token.warn"); nobody if it was renewed."""
    row = tx.session.get(ServiceToken, service, populate_existing=True)
    if row is None or row.version != version:
        return tx.now, ()
    return row.expires_at, administrators(tx)


def administrators(tx: Tx) -> tuple[int, ...]:
    """Who looks after the machine; without one, the coordinators."""
    return residents.ids_with_role(tx, Role.ADMIN) or residents.coordinators(tx)


def forget(tx: Tx, service: str = YANDEX) -> None:
    """Let a token go; what was planned with it does nothing any more."""
    row = tx.session.get(ServiceToken, service)
    if row is not None:
        tx.session.delete(row)
        journal.write(tx, "token.forget", by=None, subject="service")


def plan_complaint(tx: Tx) -> None:
    """Have the administrators told that the settings' own token is refused, once a day."""
    jobs.plan(tx, "token.tell", f"{tx.now:%Y-%m-%d}", tx.now)

"""The suite's clock; the only place that reads the wall's."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Real time, or another moment running on from the start (``CLOCK_START``)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._ahead = start - datetime.now(UTC) if start is not None else timedelta()
        self._skipped = 0.0

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC) + self._ahead

    def monotonic(self) -> float:
        """Seconds that never go back, for pacing."""
        return time.monotonic() + self._skipped

    def advance(self, span: timedelta) -> None:
        """Move ahead (the lab); what was paced has waited for as long."""
        self._ahead += span
        self._skipped += span.total_seconds()


class StoppedClock(Clock):
    """A clock that moves only when told, for tests."""

    def __init__(self, at: datetime) -> None:
        super().__init__()
        self._at = at.astimezone(UTC)
        self._seconds = 0.0

    def now(self) -> datetime:
        return self._at

    def monotonic(self) -> float:
        return self._seconds

    def advance(self, span: timedelta) -> None:
        self._at += span
        self._seconds += span.total_seconds()

    def set(self, at: datetime) -> None:
        """Go to a moment, back too."""
        self._at = at.astimezone(UTC)

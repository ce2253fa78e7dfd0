"""How much one person may say in a minute: nobody writes so fast, so it is a fault or a prank."""

from collections import Counter
from datetime import datetime
from typing import Literal

Said = Literal["few", "first too many", "too many"]
Speaker = tuple[str, str]


class Flood:
    """Counts what everybody says in the present minute; ``most`` 0 lets everything pass.

    It lives in memory: after a restart a minute begins anew, and nothing is lost by that.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._minute = 0
        self._said: Counter[Speaker] = Counter()

    def count(self, speaker: Speaker, now: datetime) -> Said:
        """Count one message or press; the first too many of a minute is told apart, to be
        answered."""
        if not self._most:
            return "few"
        minute = int(now.timestamp() // 60)
        if minute != self._minute:
            self._minute = minute
            self._said.clear()
        self._said[speaker] += 1
        over = self._said[speaker] - self._most
        return "few" if over <= 0 else "first too many" if over == 1 else "too many"

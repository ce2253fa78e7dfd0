"""A bell that wakes whoever waits for a change in a stand-in."""

import asyncio


class Bell:
    """Wakes whoever waits for a change; ``count`` grows with each, ``waiting`` is how many wait."""

    def __init__(self) -> None:
        self.count = 0
        self.waiting = 0
        self._event = asyncio.Event()

    def ring(self) -> None:
        self.count += 1
        self._event.set()
        self._event = asyncio.Event()

    async def wait(self, seen: int | None = None) -> int:
        """Wait until ``count`` is over ``seen`` (its present value, if None); gives the new."""
        wanted = self.count if seen is None else seen
        self.waiting += 1
        try:
            while self.count <= wanted:
                await self._event.wait()
        finally:
            self.waiting -= 1
        return self.count

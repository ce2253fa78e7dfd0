"""The ring of keys: sealing all anew, and which keys are needed still (Q6)."""

from functools import partial

from bots.clock import Clock
from bots.settings import Settings
from storage import rotation
from storage.rotation import Ages
from storage.sealing import Sealer
from storage.store import Store


async def rotate(store: Store) -> tuple[int, int]:
    """Seal every sealed column anew with the newest key, a portion at a time, while the bots may
    run; gives how many texts, and how many no key opens. Begun again it goes on."""
    store.start()
    resealed = unreadable = 0
    try:
        for column in rotation.COLUMNS:
            after: int | None = 0
            while after is not None:
                step = partial(rotation.reseal, column=column, after=after)
                chunk = await store.run(step)
                resealed, unreadable = resealed + chunk.resealed, unreadable + chunk.unreadable
                after = chunk.last
    finally:
        await store.close()
    return resealed, unreadable


async def ages(settings: Settings, clock: Clock) -> Ages | None:
    """Which keys of the ring are needed still; None where there is no key yet."""
    secrets = settings.known_secrets()
    if not secrets:
        return None
    store = Store(settings.database_url, now=clock.now, sealer=Sealer(secrets))
    store.start()
    try:
        return await store.run(rotation.ages)
    finally:
        await store.close()

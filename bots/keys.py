"""The ring of keys: sealing all anew, and which keys are needed still (Q6)."""

from functools import partial
from pathlib import Path

from bots import sealed_files
from bots.clock import Clock
from bots.settings import Settings
from storage import rotation
from storage.rotation import Ages, Key
from storage.sealing import Sealer
from storage.store import Store


async def rotate(store: Store, folder: Path) -> tuple[int, int]:
    """Seal every sealed column, and every sealed file in ``folder``, anew with the newest key, a
    portion at a time, while the bots may run; gives how many, and how many no key opens. Begun
    again it goes on."""
    store.start()
    try:
        texts, files = await _texts(store), await _files(store, folder)
    finally:
        await store.close()
    return texts.newest + files.newest, texts.unreadable + files.unreadable


async def _texts(store: Store) -> Ages:
    done = Ages()
    for column in rotation.COLUMNS:
        after: Key | None = None
        while True:
            chunk = await store.run(partial(rotation.reseal, column=column, after=after))
            done += Ages(newest=chunk.resealed, unreadable=chunk.unreadable)
            after = chunk.last
            if after is None:
                break
    return done


async def _files(store: Store, folder: Path) -> Ages:
    done, after = Ages(), 0
    while True:
        # One a step: whoever writes meanwhile waits for one file at most.
        step = partial(sealed_files.reseal_next, folder=folder, after=after)
        number, became = await store.run(step)
        if number is None:
            return done
        done, after = done + became, number


async def ages(settings: Settings, clock: Clock) -> Ages | None:
    """Which keys of the ring are needed still; None where there is no key yet."""
    secrets = settings.known_secrets()
    if not secrets:
        return None
    store = Store(settings.database_url, now=clock.now, sealer=Sealer(secrets))
    store.start()
    try:
        files = partial(sealed_files.ages, folder=settings.files_dir)
        return await store.read(rotation.ages) + await store.read(files)
    finally:
        await store.close()

"""Copies that are kept sealed, on the disk: opened, sealed anew, deleted (Q6).

What changes or deletes one holds its row, so that a file whose time has come is not written again.
"""

from pathlib import Path

from storage import files, rotation
from storage.rotation import Ages
from storage.sealing import Unsealable
from storage.store import Tx

#: The folder of what is kept sealed, in the folder of files.
FOLDER = "sealed"


def place_of(file_id: int) -> Path:
    """Where a file's copy is kept: its digest would tell whoever has the same file."""
    return Path(FOLDER) / str(file_id)


def reseal(tx: Tx, folder: Path, file_id: int) -> bool:
    """Seal a copy anew with the newest key; False if that was not needed. Raises `Unsealable`."""
    path = _path(tx, folder, file_id)
    if path is None or not path.exists():
        return False
    sealed = path.read_bytes()
    if tx.sealer.is_newest(sealed):
        return False
    write(path, tx.sealer.seal_bytes(tx.sealer.open_bytes(sealed)))
    return True


def erase(tx: Tx, folder: Path, file_id: int) -> None:
    """Delete a secret file: the copy first, then what is known of it."""
    path = _path(tx, folder, file_id)
    if path is not None:
        path.unlink(missing_ok=True)
        path.with_suffix(".part").unlink(missing_ok=True)
    if files.hold_secret(tx, file_id) is not None:
        files.forget(tx, file_id)


def ages(tx: Tx, folder: Path) -> Ages:
    """Which keys open the copies; one that is not there is nobody's trouble here."""
    seen = Ages()
    after = 0
    while numbers := files.secret_copies(tx, after):
        for number in numbers:
            path = _path(tx, folder, number)
            if path is not None and path.exists():
                seen += rotation.age(tx.sealer, path.read_bytes())
        after = numbers[-1]
    return seen


def reseal_next(tx: Tx, folder: Path, after: int) -> tuple[int | None, Ages]:
    """Seal the next copy anew: its id (None after the last) and what became of it."""
    numbers = files.secret_copies(tx, after, most=1)
    if not numbers:
        return None, Ages()
    try:
        done = reseal(tx, folder, numbers[0])
    except Unsealable:
        return numbers[0], Ages(unreadable=1)
    return numbers[0], Ages(newest=int(done))


def _path(tx: Tx, folder: Path, file_id: int) -> Path | None:
    stored = files.hold_secret(tx, file_id)
    return folder / stored.path if stored is not None and stored.path else None


def write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)

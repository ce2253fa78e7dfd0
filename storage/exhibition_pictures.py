"""The pictures of a work in an exhibition: taken from the project's artefacts, or sent now (E5)."""

from dataclasses import dataclass

from sqlmodel import col, select

from storage import exhibition_entries, exhibits, files, refusals, work
from storage.exhibits import Exhibit, ExhibitPicture
from storage.projects import key
from storage.residents import Who
from storage.stages import Artefact, Stage
from storage.store import Tx

OFFERED_MOST = 20


@dataclass(frozen=True)
class Offered:
    """A picture of the project; ``picture`` is its id in the work, 0 where it is not taken."""

    artefact: int
    title: str
    picture: int


@dataclass(frozen=True)
class Album:
    """The pictures that a work has (``sent`` are ids of those that came from outside the project),
    and those of the project that it may have."""

    exhibit: int
    title: str
    files: tuple[int, ...]
    sent: tuple[int, ...]
    offered: tuple[Offered, ...]
    room: int


def album(tx: Tx, by: Who, *, exhibit: int) -> Album:
    """What a work's pictures may be, for who may change it."""
    row, _ = exhibition_entries.hold_to_edit(tx, by, exhibit)
    return _album(tx, row)


def take(tx: Tx, by: Who, *, exhibit: int, artefact: int) -> Album:
    """Take a picture of the project; raises `Missing`, `Broken`; once more changes nothing."""
    row, _ = exhibition_entries.hold_to_edit(tx, by, exhibit)
    found = next((one for one in _photos(tx, row.project_id) if one.id == artefact), None)
    if found is None or found.file_id is None:
        raise refusals.Missing("artefact")
    if all(one.artefact_id != artefact for one in exhibits.pictures(tx, exhibit)):
        _must_have_room(tx, exhibit, 1)
        _add(tx, row, files.once_more(tx, found.file_id), artefact)
    return _album(tx, row)


def put(tx: Tx, by: Who, *, exhibit: int, sent: tuple[int, ...]) -> Album:
    """Put in pictures that were sent now; raises `Broken` for other files and for too many."""
    row, _ = exhibition_entries.hold_to_edit(tx, by, exhibit)
    own = [work.own_file(tx, by, one) for one in sent]
    for number in own:
        stored = files.get(tx, number)
        if stored is None or stored.kind != "photo":
            raise refusals.Broken("exhibit-not-picture")
    _must_have_room(tx, exhibit, len(own))
    for number in own:
        _add(tx, row, number, None)
    return _album(tx, row)


def remove(tx: Tx, by: Who, *, exhibit: int, picture: int) -> Album:
    """Take a picture away; once more changes nothing."""
    row, _ = exhibition_entries.hold_to_edit(tx, by, exhibit)
    found = next((one for one in exhibits.pictures(tx, exhibit) if one.id == picture), None)
    if found is not None:
        file_id = found.file_id
        tx.session.delete(found)
        exhibition_entries.changed(tx, row)
        files.let_go(tx, file_id)
    return _album(tx, row)


def _photos(tx: Tx, project: int) -> list[Artefact]:
    """The project's pictures, the newest first."""
    rows = tx.session.exec(
        select(Artefact)
        .join(Stage, col(Stage.id) == col(Artefact.stage_id))
        .where(
            Stage.project_id == project,
            Artefact.kind == "photo",
            col(Artefact.file_id).is_not(None),
            col(Artefact.removed_at).is_(None),
        )
        .order_by(col(Artefact.id).desc())
        .limit(OFFERED_MOST)
    )
    return list(rows)


def _must_have_room(tx: Tx, exhibit: int, more: int) -> None:
    if len(exhibits.pictures(tx, exhibit)) + more > exhibits.PICTURES_MOST:
        raise refusals.Broken("exhibit-pictures-many", most=exhibits.PICTURES_MOST)


def _add(tx: Tx, row: Exhibit, file_id: int, artefact: int | None) -> None:
    made = ExhibitPicture(exhibit_id=key(row.id), artefact_id=artefact, file_id=file_id)
    tx.session.add(made)
    exhibition_entries.changed(tx, row)


def _album(tx: Tx, row: Exhibit) -> Album:
    kept = exhibits.pictures(tx, key(row.id))
    taken = {one.artefact_id: key(one.id) for one in kept if one.artefact_id is not None}
    return Album(
        exhibit=key(row.id),
        title=row.title,
        files=tuple(one.file_id for one in kept),
        sent=tuple(key(one.id) for one in kept if one.artefact_id is None),
        offered=tuple(
            Offered(key(one.id), one.title, taken.get(key(one.id), 0))
            for one in _photos(tx, row.project_id)
        ),
        room=exhibits.PICTURES_MOST - len(kept),
    )

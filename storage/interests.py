"""Who has an interest in a motion, and so does not vote on it (M4)."""

from storage import families, sanctions
from storage.motion_rows import Motion, MotionKind
from storage.residents import Who
from storage.store import Tx


def of(tx: Tx, row: Motion, member: Who) -> str:
    """Why a member does not vote: the person, their relatives, and of an appeal its rapporteur and
    the author of the sanction. "" for all others."""
    if row.resident_id is None or member.id is None:
        return ""
    if member.id == row.resident_id:
        return "self"
    if are_relatives(tx, member.id, row.resident_id):
        return "relative"
    if row.kind == MotionKind.APPEAL:
        if member.id == row.rapporteur_id:
            return "rapporteur"
        if member.id == sanctions.row_of(tx, row.sanction_id or 0).by_id:
            return "author"
    return ""


def are_relatives(tx: Tx, one: int, other: int) -> bool:
    """Parents and children, brothers and sisters, parents of one child."""
    ours, theirs = _nearest(tx, one), _nearest(tx, other)
    return other in ours or one in theirs or not ours.isdisjoint(theirs)


def _nearest(tx: Tx, number: int) -> set[int | None]:
    """Somebody's children and parents."""
    parents = {parent.id for parent in families.parents_of(tx, number)}
    return {*families.children_ids(tx, number), *parents}

"""A motion in words (M4)."""

from dialogs import words
from storage.motion_rows import MotionKind
from storage.motions import MotionView


def motion(seen: MotionView) -> str:
    """What is voted on, the term, and how it stands."""
    lines = [title(seen), words.say("motion-text", text=seen.text)] if seen.text else [title(seen)]
    if seen.kind is MotionKind.OPEN and seen.asked_until is not None:
        lines.append(words.say("motion-open-to", to=seen.opened_to, until=seen.asked_until))
    if seen.kind in (MotionKind.SUSPEND, MotionKind.CONFIRM) and seen.asked_until is not None:
        lines.append(words.say("motion-until", until=seen.asked_until))
    if seen.rapporteur is not None:
        lines.append(words.say("motion-rapporteur", name=seen.rapporteur.short))
    lines.append(words.say("motion-secret" if seen.secret else "motion-by-name"))
    lines.append(_stands(seen))
    if seen.interest:
        lines.append(words.say("motion-interest", why=seen.interest))
    return "\n".join(lines)


def title(seen: MotionView) -> str:
    name = words.label("case-hidden") if seen.hidden else seen.who.short if seen.who else "—"
    number = f"№ {seen.number}. " if seen.number is not None else ""
    segment = words.label("segment", segment=seen.segment) if seen.segment else "—"
    said = words.say("motion-title", kind=seen.kind.value, name=name, segment=segment)
    return f"<b>{number}{said}</b>"


def _stands(seen: MotionView) -> str:
    if seen.result is not None:
        return words.say(
            "motion-result",
            result=seen.result.value,
            yes=seen.yes,
            no=seen.no,
            abstained=seen.abstained,
        )
    return words.say(
        "motion-stands",
        until=seen.ends_at,
        voted=seen.voted,
        size=seen.size,
        needed=seen.needed,
    )

"""The end of a consultation in words: to the chat, the teacher, diaries, parents' digests (K3)."""

from collections.abc import Mapping, Sequence

from dialogs import consultation_cards, digests, words
from dialogs.digests import Asked, Line
from dialogs.screen import screen
from dialogs.tell import tell
from storage import consultation_ends, outbox, talks
from storage.consultation_ends import Closed
from storage.outbox import Letter
from storage.residents import Who
from storage.store import Tx

#: How many answered questions the chat is told of.
ANSWERED_SHOWN = 10


def close(tx: Tx, by: Who, consultation: int) -> str:
    """End a consultation and tell everybody; gives what is said to who ended it."""
    closed = consultation_ends.close(tx, by, consultation=consultation)
    about = closed.board.consultation
    consultation_cards.refresh(tx, closed.board)
    place = talks.place(tx, about.talk)
    if place is not None and about.present:
        outbox.put(tx, place, Letter(_summary(closed)))
    tell(tx, [about.teacher.id or 0], screen(_attendance(closed)), urgent=True)
    for one in closed.unheard:
        you = "ty" if one.who.is_pupil else "vy"
        said = words.say("consultation-unheard", topic=about.topic, you=you)
        tell(tx, [one.who.id or 0], screen(said), urgent=True)
    lines = {
        one.project: words.label(
            "consultation-diary",
            topic=about.topic,
            teacher=about.teacher.short,
            names=words.listing(who.short for who in one.pupils),
        )
        for one in closed.projects
    }
    consultation_ends.write_diaries(tx, by, consultation=consultation, lines=lines)
    return words.say("consultation-note-closed", served=len(closed.attended))


def _summary(closed: Closed) -> str:
    """What the chat is told: no names, no numbers of people's own."""
    about = closed.board.consultation
    lines = [
        words.say("consultation-summary", topic=about.topic, teacher=about.teacher.short),
        words.say("consultation-summary-count", count=len(closed.attended), lasted=_span(closed)),
    ]
    if closed.answered:
        lines += ["", words.say("consultation-summary-answered", count=len(closed.answered))]
        lines += [words.say("form-line", value=one) for one in closed.answered[:ANSWERED_SHOWN]]
    if closed.left_open:
        lines.append(words.say("consultation-summary-left", count=closed.left_open))
    return "\n".join(lines)


def _attendance(closed: Closed) -> str:
    about = closed.board.consultation
    lines = [words.say("consultation-attendance", topic=about.topic, count=len(closed.attended))]
    lines += [
        words.say(
            "consultation-attended",
            name=one.who.short,
            minutes=max(1, consultation_cards.minutes(one.lasted.total_seconds())),
        )
        for one in closed.attended
    ]
    if closed.unheard:
        names = words.listing(one.who.short for one in closed.unheard)
        lines.append(words.say("consultation-attendance-unheard", names=names))
    return "\n".join(lines)


def _span(closed: Closed) -> int:
    return max(1, consultation_cards.minutes(closed.lasted.total_seconds()))


@digests.part("consultations")
def _for_parents(tx: Tx, asked: Asked) -> Mapping[int, Sequence[Line]]:
    found = consultation_ends.of_children(tx, asked.children, asked.since)
    return {
        child: [
            Line(words.say("digest-consultation", topic=one.topic, at=one.at), at=one.at)
            for one in those
        ]
        for child, those in found.items()
    }

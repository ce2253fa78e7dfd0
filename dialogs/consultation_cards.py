"""A consultation in words: its card in the chat, and the teacher's own view of the queue (K1, K3).

In a chat numbers stand, and short names only where the chat belongs to a class or a project.
"""

from dialogs import letters, words
from dialogs.registry import Turn
from dialogs.screen import Button, Screen, link, screen
from storage import consultation_cards, consultation_questions, consultation_queue, outbox
from storage.consultation_queue import Board, Standing
from storage.outbox import Letter
from storage.store import Tx

#: How many of the next the card names.
NEXT_SHOWN = 5


def refresh(tx: Tx, board: Board) -> None:
    """Have the card in the chat say how things stand."""
    consultation_cards.show(tx, consultation=board.consultation.id, letter=_letter(tx, board))


def put_up(tx: Tx, consultation: int) -> None:
    """Put the card up at the end of the chat; one that stood higher loses its buttons."""
    board = consultation_queue.shown(tx, consultation=consultation)
    before = consultation_cards.post(tx, consultation=consultation, letter=_letter(tx, board))
    old = outbox.shown(tx, before) if before is not None else None
    if old is not None:
        said = words.say("consultation-card-below", topic=board.consultation.topic)
        outbox.put_edit(tx, old, Letter(said))


def _letter(tx: Tx, board: Board) -> Letter:
    (made,) = letters.of(card(tx, board))
    return made


def card(tx: Tx, board: Board) -> Screen:
    """What everybody in the chat sees."""
    about = board.consultation
    questions = consultation_questions.open_count(tx, about.id)
    lines = [words.say("consultation-head", topic=about.topic, teacher=about.teacher.short)]
    if about.closed:
        return screen("\n".join([*lines, words.say("consultation-over", served=board.served)]))
    if about.paused:
        lines.append(words.say("consultation-paused"))
    if about.online:
        lines.append(words.say("consultation-online"))
    lines.append("")
    if board.current is not None:
        lines.append(words.say("consultation-now", who=_named(board, board.current)))
    lines.append(words.say("consultation-waiting", count=board.waiting))
    if board.coming:
        who = [_named(board, one) for one in board.coming[:NEXT_SHOWN]]
        lines.append(words.say("consultation-next", who=", ".join(who)))
    lines.append(_wait(board))
    if questions:
        lines.append(words.say("consultation-questions-count", count=questions))
    number = about.id
    return screen(
        "\n".join(lines),
        [
            link(
                words.label("consultation-join"),
                "consultation.join",
                style="good",
                consultation=number,
            )
        ],
        [
            link(words.label("consultation-ask"), "consultation.ask-here", consultation=number),
            link(words.label("consultation-mine"), "consultation.mine", consultation=number),
        ],
        *leading(board),
    )


def leading(board: Board) -> list[list[Button]]:
    """The teacher's buttons; each says who was called when it was shown."""
    number = board.consultation.id
    after = board.current.visit if board.current is not None else 0
    resume = "consultation-resume" if board.consultation.paused else "consultation-pause"
    return [
        [
            link(
                words.label("consultation-call"),
                "consultation.next",
                style="primary",
                consultation=number,
                after=after,
            ),
            link(
                words.label("consultation-skip"),
                "consultation.skip",
                consultation=number,
                after=after,
            ),
        ],
        [
            link(words.label(resume), "consultation.pause", consultation=number),
            link(words.label("consultation-close"), "consultation.close", consultation=number),
        ],
    ]


def _wait(board: Board) -> str:
    if board.consultation.paused:
        return words.say("consultation-wait-paused")
    if board.wait is None:
        return words.say("consultation-wait-unknown")
    return words.say("consultation-wait", minutes=minutes(board.wait.total_seconds()))


def minutes(seconds: float) -> int:
    """Minutes as people say them, never less than there are."""
    return -int(-seconds // 60)


def _named(board: Board, one: Standing) -> str:
    if not board.consultation.named:
        return words.label("consultation-number", number=one.number)
    return words.label("consultation-number-name", number=one.number, name=one.who.short)


def panel(tx: Tx, turn: Turn, board: Board) -> Screen:
    """The queue with its names, in private, to who leads it."""
    about = board.consultation
    lines = [words.say("consultation-head", topic=about.topic, teacher=about.teacher.short)]
    if not about.present:
        lines.append(words.say("consultation-removed"))
    if about.closed:
        return screen("\n".join([*lines, words.say("consultation-over", served=board.served)]))
    if about.paused:
        lines.append(words.say("consultation-paused"))
    lines.append("")
    if board.current is not None:
        one = board.current
        lines.append(words.say("consultation-panel-now", number=one.number, name=one.who.short))
    lines.append(words.say("consultation-waiting", count=board.waiting))
    lines += [
        words.say("consultation-panel-line", number=one.number, name=one.who.short)
        for one in board.coming[:NEXT_SHOWN]
    ]
    if about.online:
        text = "consultation-panel-link" if about.url else "consultation-panel-no-link"
        lines.append(words.say(text, url=about.url) if about.url else words.say(text))
    rows = leading(board)
    questions = consultation_questions.open_count(tx, about.id)
    rows.append(
        [
            link(
                words.label("consultation-questions", count=questions),
                "consultation.questions",
                consultation=about.id,
            )
        ]
    )
    if about.online:
        paste = words.label("consultation-paste")
        rows.append([link(paste, "consultation.paste", consultation=about.id)])
    return screen("\n".join(lines), *rows)

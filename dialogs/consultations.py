"""Consultations in a chat: «/консультация ТЕМА», the queue's buttons (K1).

The buttons stand in the chat before everybody; whose right an act is, the act asks. What one
person is told is a note where they pressed, or a message in private.
"""

import re
from collections.abc import Callable

from dialogs import chat_notes, consultation_cards, consultation_ends, registry, typed, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from dialogs.tell import tell
from storage import consultation_queue, consultation_rooms, consultations, talks
from storage.consultation_queue import Board, Moved, Place, Standing
from storage.residents import Who
from storage.store import Tx

_URL = re.compile(r"https?://\S+", re.IGNORECASE)


@command("consultation", argument=True, in_chats=True, listed=consultations.holds_some)
def begin(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/консультация ТЕМА», «/консультация онлайн ТЕМА [ссылка]», said in the chat itself; without
    a topic the card of the open queue comes to the end of the chat."""
    consultations.must_hold(turn.who)
    if not turn.in_chat:
        return screen(words.say("consultation-how"))
    topic, online, url = _read(rest)
    already = consultations.opened(tx, turn.who, talk=turn.talk.id)
    if not topic:
        if already is None:
            return screen(words.say("consultation-how"))
        consultation_cards.put_up(tx, already.id)
        return Screen("", note="")
    made = consultations.open(tx, turn.who, talk=turn.talk.id, topic=topic, online=online, url=url)
    consultation_rooms.want(tx, consultation=made.id)
    consultation_cards.put_up(tx, made.id)
    board = consultation_queue.lead(tx, turn.who, consultation=made.id)
    tell(tx, [turn.who.id or 0], consultation_cards.panel(tx, turn, board), urgent=True)
    return Screen("", note="")


def _read(rest: str) -> tuple[str, bool, str]:
    """The topic, whether it is online, the link that was pasted."""
    found = _URL.search(rest)
    url = found[0] if found is not None else ""
    said = rest.replace(url, " ").strip() if url else rest.strip()
    first, _, topic = said.partition(" ")
    online = typed.normal(first.rstrip(":")) == words.label("consultation-online-word")
    return topic.strip() if online else said, online or bool(url), url


@action("consultation.join")
def join(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """«Встать в очередь»."""

    def act() -> str:
        place = consultation_queue.join(tx, turn.who, consultation=consultation, talk=turn.talk.id)
        if place.fresh:
            _refresh(tx, consultation)
        reachable = bool(talks.addresses_of(tx, turn.who.id or 0))
        if place.fresh and not reachable:
            return words.say("consultation-joined-unreachable", number=place.number, you=turn.you)
        return _said(turn, place)

    return chat_notes.of(tx, turn, act)


@action("consultation.mine")
def mine(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """«Мой номер»."""

    def act() -> str:
        if turn.in_chat:
            consultations.come(tx, turn.who, consultation=consultation, talk=turn.talk.id)
        place = consultation_queue.mine(tx, turn.who, consultation=consultation)
        if place is None:
            return words.say("consultation-no-number", you=turn.you)
        return _said(turn, place)

    if turn.in_chat:
        return chat_notes.of(tx, turn, act)
    return screen(act(), way_to(consultation))


def _said(turn: Turn, place: Place) -> str:
    """Where somebody stands, short enough for a note."""
    if place.called:
        return words.say("consultation-you-now", number=place.number, you=turn.you)
    if place.wait is None:
        return words.say(
            "consultation-your-number", number=place.number, ahead=place.ahead, you=turn.you
        )
    return words.say(
        "consultation-your-number-wait",
        number=place.number,
        ahead=place.ahead,
        minutes=consultation_cards.minutes(place.wait.total_seconds()),
        you=turn.you,
    )


@action("consultation.leave", present="consultation.show")
def leave(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """«Выйти из очереди», in private."""
    consultation_queue.leave(tx, turn.who, consultation=consultation)
    _refresh(tx, consultation)
    return screen(words.say("consultation-has-left", you=turn.you), way_to(consultation))


@action("consultation.next")
def go_on(tx: Tx, turn: Turn, consultation: int, after: int = 0) -> Screen:
    """«Следующий»."""

    def act() -> str:
        moved = consultation_queue.go_on(tx, turn.who, consultation=consultation, after=after)
        return _moved(tx, moved)

    return _led(tx, turn, consultation, act)


@action("consultation.skip")
def skip(tx: Tx, turn: Turn, consultation: int, after: int = 0) -> Screen:
    """«Пропустить»: who was called did not come."""

    def act() -> str:
        moved = consultation_queue.skip(tx, turn.who, consultation=consultation, after=after)
        called = moved.called
        if moved.missed is not None and (called is None or called.visit != moved.missed.visit):
            _tell_missed(tx, moved, moved.missed)
        return _moved(tx, moved)

    return _led(tx, turn, consultation, act)


@action("consultation.pause")
def pause(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """«Пауза» and «Продолжить»."""

    def act() -> str:
        board = consultation_queue.pause(tx, turn.who, consultation=consultation)
        consultation_cards.refresh(tx, board)
        paused = board.consultation.paused
        return words.say("consultation-note-paused" if paused else "consultation-note-goes-on")

    return _led(tx, turn, consultation, act)


@action("consultation.close")
def close(tx: Tx, turn: Turn, consultation: int, sure: int = 0) -> Screen:
    """«Завершить»; while somebody waits it is asked once more, in private."""
    board = consultation_queue.shown(tx, consultation=consultation)
    asks = board.waiting and not sure and board.consultation.teacher.id == turn.who.id
    if asks and not board.consultation.closed:
        return _ask_whether_sure(tx, turn, board)

    def act() -> str:
        return consultation_ends.close(tx, turn.who, consultation)

    if turn.in_chat:
        return chat_notes.of(tx, turn, act)
    return screen(act())


def _ask_whether_sure(tx: Tx, turn: Turn, board: Board) -> Screen:
    number = board.consultation.id
    yes = link(
        words.label("consultation-close-sure"),
        "consultation.close",
        style="bad",
        consultation=number,
        sure=1,
    )
    asked = screen(words.say("consultation-close-ask", count=board.waiting), [yes], way_to(number))
    if not turn.in_chat:
        return asked
    tell(tx, [turn.who.id or 0], asked, urgent=True)
    return chat_notes.said_to(tx, turn, words.say("consultation-note-close-ask"))


def _led(tx: Tx, turn: Turn, consultation: int, act: Callable[[], str]) -> Screen:
    """What the teacher does: noted in the chat, in private with the queue as it is now."""
    if turn.in_chat:
        return chat_notes.of(tx, turn, act)
    said = act()
    board = consultation_queue.lead(tx, turn.who, consultation=consultation)
    return consultation_cards.panel(tx, turn, board).after(said)


def _moved(tx: Tx, moved: Moved) -> str:
    """Call the next; says whom, to the teacher."""
    consultation_cards.refresh(tx, moved.board)
    if moved.called is None:
        return words.say("consultation-note-empty")
    told = call(tx, moved.board, moved.called)
    text = "consultation-note-called" if told else "consultation-note-called-aloud"
    return words.say(text, number=moved.called.number, name=moved.called.who.short)


def call(tx: Tx, board: Board, called: Standing) -> bool:
    """«Твоя очередь», in private; whether there is a way to tell it."""
    about, you = board.consultation, "ty" if called.who.is_pupil else "vy"
    lines = [words.say("consultation-your-turn", topic=about.topic, you=you)]
    lines.append(words.say("consultation-your-teacher", teacher=about.teacher.short))
    if about.url:
        lines.append(words.say("consultation-your-link", url=about.url))
    shown = screen("\n".join(lines), way_to(about.id))
    still = ("consultation.called", called.visit)
    return bool(tell(tx, [called.who.id or 0], shown, still=still, urgent=True))


def _tell_missed(tx: Tx, moved: Moved, missed: Standing) -> None:
    you = "ty" if missed.who.is_pupil else "vy"
    text = "consultation-missed-out" if moved.out else "consultation-missed"
    said = words.say(text, topic=moved.board.consultation.topic, you=you)
    shown = screen(said, way_to(moved.board.consultation.id))
    tell(tx, [missed.who.id or 0], shown, urgent=True)


def _refresh(tx: Tx, consultation: int) -> None:
    consultation_cards.refresh(tx, consultation_queue.shown(tx, consultation=consultation))


def way_to(consultation: int) -> list[Button]:
    """The row that leads to a consultation in private."""
    return [link(words.label("consultation-open"), "consultation.show", consultation=consultation)]


@command("consultations")
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Консультации»: those that go on and are one's own matter."""
    found = consultations.going_on(tx, turn.who)
    items = [
        link(
            words.label("consultation-line", topic=one.topic, teacher=one.teacher.short),
            "consultation.show",
            consultation=one.id,
        )
        for one in found
    ]
    ways = [
        link(registry.COMMANDS[name].label, "command.run", word=name) for name in _ways(turn.who)
    ]
    said = words.say("consultations-head", count=len(items), you=turn.you)
    return screen(said, *([one] for one in ways), items=items)


def _ways(who: Who) -> list[str]:
    return ["book-consultation", *(["my-slots"] if consultations.holds_some(who) else [])]


@action("consultation.show")
def show(tx: Tx, turn: Turn, consultation: int) -> Screen:
    """A consultation in private: the teacher's view of the queue, or one's own place in it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    row = consultations.see(tx, turn.who, consultation)
    if row.teacher_id == turn.who.id:
        board = consultation_queue.lead(tx, turn.who, consultation=consultation)
        return consultation_cards.panel(tx, turn, board)
    about = consultations.view(tx, row)
    lines = [words.say("consultation-head", topic=about.topic, teacher=about.teacher.short)]
    if about.closed:
        return screen("\n".join([*lines, words.say("consultation-is-over")]))
    place = consultation_queue.mine(tx, turn.who, consultation=consultation)
    if place is None:
        lines.append(words.say("consultation-no-number", you=turn.you))
    else:
        lines.append(_said(turn, place))
    rows = [
        [
            link(
                words.label("consultation-ask"),
                "consultation.ask",
                style="primary",
                consultation=consultation,
            )
        ],
        [
            link(
                words.label("consultation-questions-all"),
                "consultation.questions",
                consultation=consultation,
            )
        ],
    ]
    if place is not None:
        rows.append(
            [
                link(
                    words.label("consultation-leave"),
                    "consultation.leave",
                    style="bad",
                    consultation=consultation,
                )
            ]
        )
    return screen("\n".join(lines), *rows)

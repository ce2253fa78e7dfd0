"""«Выставки»: what there is, and a walk round the works of one in the chat (E5)."""

from dialogs import event_words, exhibition_notices, registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import (
    exhibition_desk,
    exhibition_entries,
    exhibition_questions,
    exhibition_walks,
    exhibitions,
)
from storage.exhibition_walks import Stand
from storage.exhibitions import Exhibition, Phase
from storage.store import Tx

#: So many answered questions stand beside a work; the others are behind a button.
ANSWERED_SHOWN = 2


@command("exhibitions", listed=registry.everybody)
def all_of_them(tx: Tx, turn: Turn) -> Screen:
    """«Выставки»: the open ones, those to come, the archive."""
    found = exhibitions.listed(tx, turn.who)
    items = [
        link(
            words.label(
                "exhibition-line", phase=one.phase.value, title=one.title, at=_turn_of(one)
            ),
            "exhibition.show",
            event=one.event,
        )
        for one in found
    ]
    back = link(registry.COMMANDS["events"].label, "command.run", word="events")
    return screen(words.say("exhibition-all", count=len(items), you=turn.you), [back], items=items)


@action("exhibition.show")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """An exhibition: until when, how far one has come, what one may do."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = exhibition_walks.look_round(tx, turn.who, event=event)
    told = seen.exhibition
    lines = [
        words.say("exhibition-title", title=told.title),
        words.say("exhibition-phase", phase=told.phase.value, at=_turn_of(told)),
    ]
    if told.walks:
        total, looked = len(seen.lines), seen.seen
        lines.append(words.say("exhibition-seen", seen=looked, total=total, you=turn.you))
    chosen = exhibition_desk.chosen(tx, turn.who, event=event)
    if chosen:
        lines.append(words.say("exhibition-chosen", titles=words.listing(chosen)))
    rows = [
        _round(event, bool(seen.lines)),
        _may_put_in(tx, turn, event),
        _for_keepers(tx, turn, told) + _questions(tx, turn, event),
        [event_words.back(event)],
    ]
    return screen("\n".join(lines), *rows, items=_own(tx, turn, event))


def _turn_of(one: Exhibition) -> str:
    """When the phase ends that an exhibition is in, or when it ended."""
    moment = one.starts_at if one.phase is Phase.BEFORE else one.ends_at
    return words.label("exhibition-at", at=moment)


def _round(event: int, any_works: bool) -> list[Button]:
    if not any_works:
        return []
    return [
        link(words.label("exhibition-walk"), "exhibition.walk", style="primary", event=event),
        link(words.label("exhibition-list"), "exhibition.list", event=event),
    ]


def _own(tx: Tx, turn: Turn, event: int) -> list[Button]:
    return [
        link(
            words.label("exhibit-mine", title=one.title, mine="yes" if one.mine else "no"),
            "exhibit.own",
            exhibit=one.id,
        )
        for one in exhibition_entries.own(tx, turn.who, event=event)
    ]


def _may_put_in(tx: Tx, turn: Turn, event: int) -> list[Button]:
    if not turn.who.is_pupil or not exhibition_entries.candidates(tx, turn.who, event=event):
        return []
    return [link(words.label("exhibit-new"), "exhibit.choose", event=event)]


def _for_keepers(tx: Tx, turn: Turn, told: Exhibition) -> list[Button]:
    if not told.keeps:
        return []
    count = len(exhibition_desk.waiting(tx, turn.who, event=told.event))
    return [
        link(words.label("exhibition-desk", count=count), "exhibition.desk", event=told.event),
        link(words.label("exhibition-results"), "exhibition.results", event=told.event),
    ]


def _questions(tx: Tx, turn: Turn, event: int) -> list[Button]:
    count = len(exhibition_questions.waiting(tx, turn.who, event=event))
    if not count:
        return []
    said = words.label("exhibition-questions", count=count)
    return [link(said, "exhibition.questions", event=event)]


@action("exhibition.walk")
def walk(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Смотреть»: on with what was not seen yet."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return look(tx, turn, exhibition_walks.go_on(tx, turn.who, event=event))


@action("exhibition.next")
def further(tx: Tx, turn: Turn, event: int, exhibit: int) -> Screen:
    """«Дальше»; what was not seen comes first."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return look(tx, turn, exhibition_walks.go_on(tx, turn.who, event=event, current=exhibit))


@action("exhibition.back")
def back(tx: Tx, turn: Turn, event: int, exhibit: int) -> Screen:
    """«Назад»."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return look(tx, turn, exhibition_walks.go_back(tx, turn.who, event=event, current=exhibit))


@action("exhibition.list")
def listed(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Список работ», in the person's own order, with what they have seen and liked."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = exhibition_walks.look_round(tx, turn.who, event=event)
    items = [
        link(
            words.label(
                "exhibition-work",
                title=one.title,
                mark="liked" if one.liked else "seen" if one.seen else "new",
            ),
            "exhibit.show",
            exhibit=one.exhibit,
        )
        for one in seen.lines
    ]
    said = words.say(
        "exhibition-works",
        title=seen.exhibition.title,
        count=len(items),
        seen=seen.seen,
        you=turn.you,
    )
    return screen(said, [to_exhibition(event)], items=items)


@action("exhibit.show")
def look(tx: Tx, turn: Turn, exhibit: int, number: int = 1) -> Screen:
    """A work with one of its pictures; ``number`` counts those from 1."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = exhibition_walks.look(tx, turn.who, exhibit=exhibit)
    if seen.fresh:
        exhibition_notices.now_shown(tx, exhibit)
    place = (number - 1) % len(seen.pictures) if seen.pictures else 0
    lines = [
        words.say("exhibit-head", title=seen.title, number=seen.number, total=seen.total),
        words.say("exhibit-authors", names=words.listing(seen.names), count=len(seen.names)),
        "",
        words.say("exhibit-annotation", text=seen.annotation),
    ]
    if len(seen.pictures) > 1:
        total = len(seen.pictures)
        lines += ["", words.say("exhibit-picture", number=place + 1, total=total)]
    if seen.likes is not None:
        lines += ["", words.say("exhibit-likes", count=seen.likes)]
    lines += _answered(tx, exhibit)
    lines += ["", words.say("exhibit-walked", seen=seen.seen, total=seen.total, you=turn.you)]
    shown = screen("\n".join(lines), *_ways(tx, seen, place))
    return Screen(shown.text, shown.rows, files=seen.pictures[place : place + 1])


def _answered(tx: Tx, exhibit: int) -> list[str]:
    told = exhibition_questions.answered(tx, exhibit)
    lines = [line for one in told[-ANSWERED_SHOWN:] for line in answered_lines(one)]
    return ["", words.say("exhibit-answered"), *lines] if lines else []


def answered_lines(one: exhibition_questions.Answered) -> list[str]:
    """A question and what the authors said to it."""
    return [
        words.say("exhibit-asked-line", text=one.text),
        *(words.say("exhibit-answer-line", text=said) for said in one.answers),
    ]


def _ways(tx: Tx, seen: Stand, place: int) -> list[list[Button]]:
    exhibit = seen.exhibit
    rows: list[list[Button]] = []
    if seen.total > 1:
        rows.append(along(seen))
    if len(seen.pictures) > 1:
        more = words.label("exhibit-more-picture")
        rows.append([link(more, "exhibit.show", exhibit=exhibit, number=place + 2)])
    if seen.phase is Phase.OPEN and not seen.own:
        row = [_like(seen)]
        if seen.asks:
            row.append(link(words.label("exhibit-ask"), "exhibit.ask", exhibit=exhibit))
        rows.append(row)
    if len(exhibition_questions.answered(tx, exhibit)) > ANSWERED_SHOWN:
        rows.append([link(words.label("exhibit-all-answers"), "exhibit.answers", exhibit=exhibit)])
    if seen.own or seen.keeps:
        rows.append([link(words.label("exhibit-manage"), "exhibit.own", exhibit=exhibit)])
    rows.append(
        [
            link(words.label("exhibition-list"), "exhibition.list", event=seen.event),
            to_exhibition(seen.event),
        ]
    )
    return rows


def along(seen: Stand) -> list[Button]:
    """«Назад» and «Дальше»."""
    event, exhibit = seen.event, seen.exhibit
    return [
        link(words.label("exhibition-back"), "exhibition.back", event=event, exhibit=exhibit),
        link(words.label("exhibition-next"), "exhibition.next", event=event, exhibit=exhibit),
    ]


def _like(seen: Stand) -> Button:
    label = words.label("exhibit-like", liked="yes" if seen.liked else "no")
    return button(label, "exhibit.like", exhibit=seen.exhibit, on=int(not seen.liked))


@action("exhibit.like", present="exhibit.show")
def like(tx: Tx, turn: Turn, exhibit: int, on: int) -> Screen:
    """«Нравится», and back; the picture is not sent once more."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = exhibition_walks.like(tx, turn.who, exhibit=exhibit, liked=bool(on))
    said = words.say(
        "exhibit-like-set" if on else "exhibit-like-taken",
        title=seen.title,
        count=seen.likes or 0,
        you=turn.you,
    )
    rows = [along(seen)] if seen.total > 1 else []
    return screen(said, *rows, [_like(seen), to_work(exhibit)])


def to_work(exhibit: int) -> Button:
    return link(words.label("exhibit-open"), "exhibit.show", exhibit=exhibit)


def to_exhibition(event: int) -> Button:
    return link(words.label("exhibition-open"), "exhibition.show", event=event)

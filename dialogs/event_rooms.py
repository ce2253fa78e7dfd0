"""Rooms in words: «Войти», a pasted link, what hosts are told of a room (E2)."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import event_words, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell
from storage import event_cards, events, outbox, room_ladder, rooms, service_tokens, talks
from storage.outbox import Letter, Rank
from storage.rooms import RoomView
from storage.store import Tx


@action("event.enter")
def enter(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Войти»: the link to those who may have it, in a message of its own that is edited when the
    link is withdrawn. Never in a chat (C6)."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    entrance = rooms.enter(tx, turn.who, event=event)
    seen = event_cards.card(tx, turn.who, event=event)
    if entrance.room is None:
        if entrance.opens_at > tx.now:
            said = words.say("event-enter-later", opens=entrance.opens_at)
        else:
            said = words.say("event-enter-no-room", you=turn.you)
        return screen(said, [event_words.back(event)])
    letter = Letter(
        text=link_screen(seen.event.title, entrance.room).text,
        rank=Rank.ANSWER,
        still=("room.live", entrance.room.id),
    )
    to = talks.address(turn.talk)
    queued = outbox.put(tx, to, letter, for_account=turn.who.account_id)
    rooms.hand(tx, room=entrance.room.id, message=queued.id)
    return screen(words.say("event-entered"), [event_words.back(event)])


def link_screen(title: str, room: RoomView) -> Screen:
    """The message that carries the link, and nothing else."""
    return screen(words.say("event-link", title=title, url=room.url))


class Link(BaseModel):
    """A link to a room that somebody made by hand."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)]


@action("room.paste", present="event.show", form=Link)
def paste(tx: Tx, turn: Turn, event: int, form: Link) -> Screen:
    """«Вставить ссылку»."""
    _, old = rooms.paste(tx, turn.who, event=event, url=form.url)
    withdrawn(tx, old)
    return screen(words.say("event-link-kept"), [event_words.back(event)])


@action("room.again", present="event.show")
def again(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Попробовать ещё раз»: the providers are asked anew."""
    asked = room_ladder.again(tx, turn.who, event=event)
    said = words.say("event-room-again" if asked else "event-room-there")
    return screen(said, [event_words.back(event)])


def withdrawn(tx: Tx, messages: Iterable[int]) -> None:
    """In every message that carries a link it is said that the link is no good any more."""
    for number in messages:
        original = outbox.shown(tx, number)
        if original is not None:
            letter = Letter(text=words.say("event-link-gone"), rank=Rank.NOTICE)
            outbox.put_edit(tx, original, letter)


def made(tx: Tx, room: RoomView) -> None:
    """Those who hold the event are told that its room is there."""
    event = events.view(tx, events.find(tx, room.event))
    said = words.say("event-room-made", title=event.title, provider=room.provider)
    shown = screen(
        said, [link(words.label("event-enter"), "event.enter", style="good", event=event.id)]
    )
    tell(tx, [one.id for one in event.hosts if one.id], shown, still=("room.live", room.id))


def not_to_be_had(tx: Tx, event_id: int) -> None:
    """Nobody gave a room: those who hold the event are told what to do, at once."""
    event = events.view(tx, events.find(tx, event_id))
    said = words.say("event-room-none", title=event.title, starts=event.starts_at)
    shown = screen(
        said,
        [link(words.label("event-paste"), "room.paste", style="primary", event=event.id)],
        [button(words.label("event-room-try"), "room.again", event=event.id)],
    )
    to = [one.id for one in event.hosts if one.id]
    tell(tx, to, shown, still=("event.stands", event.id), urgent=True)


def dead(tx: Tx, event_id: int) -> None:
    """A link had died before the beginning; another room is being got."""
    event = events.view(tx, events.find(tx, event_id))
    said = words.say("event-room-dead", title=event.title)
    tell(tx, [one.id for one in event.hosts if one.id], event_words.shown_as(event, said))


def token_ends(tx: Tx, *, version: int, days: int) -> None:
    """The administrator is told that Yandex's permission ends."""
    until, to = service_tokens.ending(tx, version=version)
    tell(tx, to, screen(words.say("yandex-ends", days=days, until=until)))


def token_refused(tx: Tx, to: Iterable[int]) -> None:
    """The administrator is told that Yandex does not take the token any more."""
    tell(tx, to, screen(words.say("yandex-refused")))

"""What becomes of one update inside its step: who spoke, the turn, the answers, the parking."""

from dataclasses import dataclass

import structlog

from bots import spoken, vk_json
from bots.channel import Incoming
from dialogs import crisis, letters, registry, turn, watching, words
from dialogs.etiquette import Watch
from dialogs.registry import Answer, Bot, Turn
from storage import (
    chats,
    codes,
    fallback,
    files,
    jobs,
    moderation,
    outbox,
    residents,
    talks,
    updates,
)
from storage.outbox import Letter
from storage.residents import Who
from storage.store import StoreUnavailable, Tx
from storage.talks import Address
from storage.talks import Conversation as Place

log = structlog.get_logger()


@dataclass(frozen=True)
class Taken:
    """What a step leaves for after the commit: how it went, a note for a pressed button, and where
    to show that somebody is writing (Q3)."""

    outcome: str
    note: str | None = None
    typing: Address | None = None


def too_fast(tx: Tx, incoming: Incoming, *, tell: bool) -> Taken:
    """What is too much is not handled; what sounds like danger is answered all the same (Q4), and
    whoever may not write in a chat floods in vain."""
    if incoming.in_chat:
        place, who = _in_chat(tx, incoming)
        erased = moderation.must_not_write(tx, who, place.id, incoming.message)
        return Taken("erased" if erased else "flood")
    if _answered_danger(tx, incoming, incoming.text):
        return Taken("flood")
    if tell:
        talk, _ = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
        outbox.put(tx, talks.address(talk), Letter(words.say("turn-too-fast")))
    return Taken("flood")


def handled(tx: Tx, incoming: Incoming, bot: Bot, watch: Watch) -> Taken:
    try:
        with tx.attempt():
            return handle(tx, incoming, bot, watch)
    except StoreUnavailable:
        raise
    except Exception as error:
        return parked(tx, incoming, error)


def parked(tx: Tx, incoming: Incoming, error: Exception) -> Taken:
    """Set a poisoned update aside: it must not come back for ever (idea 1).

    What sounds like danger in it is answered all the same (Q4).
    """
    log.error("parked", channel=incoming.channel, error=type(error).__name__)
    updates.park(tx, incoming.channel, incoming.key, vk_json.dump(incoming.raw), error)
    if not _answered_danger(tx, incoming, incoming.text or spoken.words_of(incoming.raw)):
        _apologise(tx, incoming)
    return Taken("parked")


def _answered_danger(tx: Tx, incoming: Incoming, text: str) -> bool:
    """Answer dangerous words of a message that is not handled otherwise; False for other words.

    If even that breaks, the numbers go out alone.
    """
    if incoming.happening != "message" or incoming.in_chat or not incoming.peer:
        return False
    level = crisis.level_of(text)
    if level is None:
        return False
    talk, who = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
    if not crisis.may_be_a_child(who):
        return False
    try:
        with tx.attempt():
            crisis.respond(tx, who, talk, level)
    except StoreUnavailable:
        raise
    except Exception as error:  # a child in danger gets the numbers whatever broke
        log.error("crisis_failed", channel=incoming.channel, error=type(error).__name__)
        crisis.show_bare(tx, talk)
    return True


def _apologise(tx: Tx, incoming: Incoming) -> None:
    if incoming.happening not in ("message", "press") or incoming.in_chat:
        return
    talk, _ = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
    outbox.put(tx, talks.address(talk), Letter(words.say("turn-failed")))


def handle(tx: Tx, incoming: Incoming, bot: Bot, watch: Watch) -> Taken:
    if incoming.happening == "none" or not incoming.peer:
        return Taken("ignored")
    tx.lock(f"talk:{incoming.channel}:{incoming.peer}")
    if incoming.in_chat:
        talk, who = _in_chat(tx, incoming)
    else:
        talk, who = residents.in_private(tx, incoming.channel, incoming.peer, incoming.user)
    if incoming.happening == "denied":
        fallback.denied(tx, talk.id, "denied")
        return Taken("denied")
    if incoming.happening == "message":
        talks.heard(tx, talk.id)
    elif not incoming.in_chat:
        talks.used(tx, talk.id)
    if not talk.reachable:
        fallback.opened(tx, talk.id)
    code = _code(incoming, who)
    if incoming.happening == "allowed" and code is None:
        return Taken("allowed")
    if incoming.happening == "chat":
        return _changed(tx, incoming, talk)
    if who.id is not None and tx.lock(f"resident:{who.id}"):
        # Their other phone may have unlinked this one while it waited.
        who = residents.who_has(tx, who.account_id)
    said = Turn(
        who=who,
        bot=bot,
        talk=talk,
        text=code or incoming.text,
        press=incoming.press,
        command=None if code else incoming.command,
        files=_kept(tx, incoming, who.account_id),
        in_chat=incoming.in_chat,
        mentioned=incoming.mentioned,
        message=incoming.message,
        pointed=_pointed(tx, incoming),
    )
    if watching.watch(tx, said, watch):
        return Taken("erased")
    answer = turn.answer(tx, said)
    if answer is None:
        return Taken("silent")
    _say(tx, said, answer)
    return Taken("answered", answer.note)


def _pointed(tx: Tx, incoming: Incoming) -> registry.Pointed | None:
    told = incoming.pointed
    if told is None:
        return None
    known = talks.known_account(tx, talks.messenger_of(incoming.channel), told.user)
    return registry.Pointed(known, told.message, told.text)


def _changed(tx: Tx, incoming: Incoming, talk: Place) -> Taken:
    """A chat or our place in it changed: the registry follows, and what we may do is asked."""
    change = incoming.change
    if change is None or not incoming.in_chat:
        return Taken("ignored")
    if change.kind == "moved":
        talks.move(tx, talk.id, change.moved_to)
    elif chats.note(tx, talk.id, change.kind, title=change.title, rights=change.rights):
        jobs.plan(tx, "chat.rights", f"chat.rights:{incoming.key}", tx.now, chat=talk.id)
    return Taken("changed")


def _code(incoming: Incoming, who: Who) -> str | None:
    """The code that a link carried (A4), unless the person has something to say themselves."""
    code = codes.spot(incoming.invite) if incoming.invite else None
    silent = incoming.command is not None or not incoming.text
    return code if who.id is None or silent else None


def _in_chat(tx: Tx, incoming: Incoming) -> tuple[Place, Who]:
    account = talks.account(tx, talks.messenger_of(incoming.channel), incoming.user or "0")
    talk = talks.open_talk(tx, incoming.channel, incoming.peer, None)
    return talks.found(talk), residents.who_has(tx, account.id)


def _kept(tx: Tx, incoming: Incoming, account_id: int | None) -> tuple[int, ...]:
    if incoming.in_chat:
        return ()
    return tuple(
        files.keep(tx, attachment, channel=incoming.channel, account_id=account_id)
        for attachment in incoming.attachments
    )


def _say(tx: Tx, said: Turn, answer: Answer) -> None:
    """Queue an answer: in place of a message, in the conversation, or in private."""
    to = talks.address(said.talk)
    if answer.private:
        private = talks.private(tx, said.talk.channel, said.who.account_id)
        notice = "turn-in-private" if private is not None else "turn-write-in-private"
        outbox.put(tx, to, Letter(words.say(notice)))
        if private is None:
            return
        to = talks.address(private)
    if answer.edited is not None and answer.page is not None:
        outbox.put_page(tx, answer.edited, answer.page)
        return
    edited = answer.edited
    for shown in answer.screens:
        made = letters.of(shown)
        if edited is not None and len(made) == 1:
            outbox.put_edit(tx, edited, made[0], for_account=_owner(said), screen=True)
        else:
            for letter in made:
                outbox.put(tx, to, letter, for_account=_owner(said), screen=True)
        edited = None


def _owner(said: Turn) -> int | None:
    """Whose the buttons are: in a chat they belong to everybody, rights are asked at the press."""
    return None if said.in_chat else said.who.account_id

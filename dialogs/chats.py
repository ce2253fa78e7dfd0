"""Group chats: tied to a project or a class by a code, and what the bot may do there (C6)."""

from dialogs import accounts, registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from storage import chats
from storage.chats import ChatCodeView, ChatView, Right
from storage.residents import Role, Who
from storage.store import Tx


def leads_some(who: Who) -> bool:
    """Whether the list of chats is of any use to somebody."""
    return who.has(Role.COORDINATOR, Role.ADMIN, Role.CLASS_TEACHER, Role.SUPERVISOR)


@command("tie", argument=True, in_chats=True, listed=leads_some)
def tie(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/привязать КОД», said in the chat itself."""
    if not turn.in_chat:
        chats.must_lead(turn.who)
        return screen(words.say("chats-tie-how"), *_rows(turn.who))
    seen = chats.tie(tx, turn.who, talk=turn.talk.id, code=rest)
    lines = [words.say("chats-tied", name=seen.belongs_to), *_lacking(seen.lacking)]
    return screen("\n\n".join(lines))


@command("untie", in_chats=True, listed=lambda who: False)
def untie_here(tx: Tx, turn: Turn) -> Screen:
    """«/отвязать», said in the chat itself."""
    if not turn.in_chat:
        return listed(tx, turn)
    chats.untie(tx, turn.who, talk=turn.talk.id)
    return screen(words.say("chats-untied"))


@command("chats", listed=leads_some)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Чаты»: those that one leads, what each is tied to, what the bot may not do there."""
    seen = chats.visible_to(tx, turn.who)
    head = words.say("chats-head" if seen else "chats-none")
    items = [link(_line(one), "chat.show", chat=one.id) for one in seen]
    return screen(head, *_rows(turn.who), items=items)


def _rows(who: Who) -> list[list[Button]]:
    if not who.has(Role.CLASS_TEACHER):
        return []
    return [[link(words.label("chats-tie-class"), "chat.code-class")]]


def _line(one: ChatView) -> str:
    name = one.title or words.label("chats-untitled")
    if not one.present:
        return words.label("chats-line-left", title=name)
    if one.tied:
        return words.label("chats-line-tied", title=name, name=one.belongs_to)
    return words.label("chats-line", title=name)


@action("chat.show")
def show(tx: Tx, turn: Turn, chat: int) -> Screen:
    """A chat: where it is, what it is tied to, what the bot lacks there."""
    seen = next((one for one in chats.visible_to(tx, turn.who) if one.id == chat), None)
    if seen is None:
        return listed(tx, turn)
    lines = [
        words.say(
            "chats-card",
            title=seen.title or words.label("chats-untitled"),
            messenger=accounts.messenger_name(seen.messenger),
        )
    ]
    if seen.tied:
        lines.append(words.say("chats-card-tied", name=seen.belongs_to))
    lines += _lacking(seen.lacking) if seen.present else [words.say("chats-card-left")]
    rows = [[link(registry.COMMANDS["chats"].label, "command.run", word="chats")]]
    if seen.tied:
        rows.insert(0, [link(words.label("chats-untie"), "chat.untie", chat=chat)])
    return screen("\n".join(lines), *rows)


@action("chat.untie", present="chat.show")
def untie(tx: Tx, turn: Turn, chat: int) -> Screen:
    chats.untie(tx, turn.who, talk=chat)
    return show(tx, turn, chat)


@action("chat.code-project")
def code_for_project(tx: Tx, turn: Turn, project: int) -> Screen:
    """«Привязать чат» of a project: a code to be said in the chat."""
    back = link(words.label("project-back-to-card"), "project.card", project=project)
    return _code(chats.code_for_project(tx, turn.who, project=project), back)


@action("chat.code-class")
def code_for_class(tx: Tx, turn: Turn) -> Screen:
    back = link(registry.COMMANDS["chats"].label, "command.run", word="chats")
    return _code(chats.code_for_class(tx, turn.who), back)


def _code(made: ChatCodeView, back: Button) -> Screen:
    said = words.say("chats-code", code=made.code, name=made.title, until=made.expires_at)
    return screen(said, [back])


def introduced(lacking: frozenset[Right]) -> Screen:
    """What the bot says of itself in a chat that it came into, or where its rights changed."""
    return screen("\n\n".join([words.say("chats-hello"), *_lacking(lacking)]))


def _lacking(lacking: frozenset[Right] | None) -> list[str]:
    """Which rights are lacking for what, a line each; the bot works without them."""
    if not lacking:
        return []
    lines = [words.say(f"chats-lacks-{one.value}") for one in Right if one in lacking]
    return ["\n".join([words.say("chats-lacks"), *lines])]

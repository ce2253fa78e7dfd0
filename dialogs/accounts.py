"""A person's messengers: linked both ways, unlinked, chosen to be told in (A1, A4, R6)."""

import math

from dialogs import registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell, tell_there
from storage import accounts, our_accounts, profiles, talks
from storage.accounts import LinkCode, OwnAccount, Unlinked
from storage.our_accounts import Door
from storage.outbox import PictureRow
from storage.residents import Who
from storage.store import Tx


@command("link")
def link_messenger(tx: Tx, turn: Turn) -> Screen:
    """A code, links and a QR picture for one's own account in another messenger (A4)."""
    if turn.who.id is None:
        return known_here(tx, turn)
    code, doors = accounts.link_code(tx, turn.who), our_accounts.doors(tx, turn.talk.channel)
    minutes = math.ceil((code.until - tx.now).total_seconds() / 60)
    said = [words.say("link-code", code=code.code, minutes=minutes, you=turn.you)]
    if doors:
        lines = [_line(door, code) for door in doors]
        said.insert(0, "\n".join([words.say("link-open", you=turn.you), *lines]))
    text = "\n\n".join(said)
    if len(doors) == 1:
        return Screen(text, picture=_qr(doors[0], code))
    rows = ([link(_qr_label(door), "link.qr", messenger=door.messenger)] for door in doors)
    return screen(text, *rows)


@action("link.qr")
def show_qr(tx: Tx, turn: Turn, messenger: str) -> Screen:
    """The picture to point another phone's camera at."""
    if turn.in_chat:
        return Screen(words.say("home-help-chat"))
    code, doors = accounts.link_code(tx, turn.who), our_accounts.doors(tx, turn.talk.channel)
    door = next((one for one in doors if one.messenger == messenger), None)
    if door is None:
        return link_messenger(tx, turn)
    text = words.say("link-qr", where=messenger_in(messenger), you=turn.you)
    return Screen(f"{text}\n{_line(door, code)}", picture=_qr(door, code))


def _line(door: Door, code: LinkCode) -> str:
    url = door.with_code(code.code)
    return words.say("link-line", messenger=messenger_name(door.messenger), url=url)


def _qr(door: Door, code: LinkCode) -> PictureRow:
    return PictureRow(kind="qr", data=door.with_code(code.code))


def _qr_label(door: Door) -> str:
    return words.label("link-qr-for", messenger=messenger_name(door.messenger))


@command("known", listed=lambda who: who.id is None)
def known_here(tx: Tx, turn: Turn) -> Screen:
    """A stranger here whom the school knows by another messenger is told how to be known here.

    The code is asked for where the person is known already: a code that somebody else could send
    to be confirmed would let a stranger in.
    """
    if turn.who.id is not None:
        return link_messenger(tx, turn)
    doors = our_accounts.doors(tx, turn.talk.channel)
    lines = [
        words.say("link-line", messenger=messenger_name(door.messenger), url=door.bare)
        for door in doors
    ]
    return Screen("\n".join([words.say("link-from-there"), *lines]), menu=turn.bot.menu(turn.who))


def tell_of_link(tx: Tx, turn: Turn, person: Who) -> None:
    """Tell somebody in the messengers that they used before of one that was linked now."""
    if person.id is None:
        return
    messenger = messenger_name(talks.messenger_of(turn.talk.channel))
    text = words.say("link-done-elsewhere", messenger=messenger, you=_you(person))
    mine = link(registry.COMMANDS["mydata"].label, "command.run", word="mydata")
    others = [place for place in talks.addresses_of(tx, person.id) if place.talk_id != turn.talk.id]
    tell_there(tx, others[:1], screen(text, [mine]), resident=person.id)


# «Мои данные»


def lines(turn: Turn, owned: tuple[OwnAccount, ...]) -> list[str]:
    """The messengers of «Мои данные», and how one is told there."""
    said = [_account_line(turn, one) for one in owned]
    if len(owned) > 1:
        chosen = next((one for one in owned if one.chosen), None)
        where = messenger_in(chosen.messenger) if chosen is not None else "none"
        said.append(words.say("mydata-told", where=where, you=turn.you))
    return said


def _account_line(turn: Turn, one: OwnAccount) -> str:
    here = [words.label("mydata-here")] if one.id == turn.who.account_id else []
    how = ", ".join([*here, *([] if one.unreachable is None else [reason(one.unreachable)])])
    if not how:
        return words.say("mydata-account", messenger=_called(one), since=one.since)
    return words.say("mydata-account-so", messenger=_called(one), since=one.since, how=how)


def rows(owned: tuple[OwnAccount, ...], shown: Screen) -> Screen:
    """The buttons for the messengers of «Мои данные»."""
    several = len(owned) > 1
    for one in owned:
        row = [
            link(
                words.label("mydata-unlink", messenger=_called(one)),
                "account.unlink",
                account=one.id,
            )
        ]
        if several and not one.chosen:
            label = words.label("mydata-choose", messenger=_called(one))
            row.append(button(label, "account.choose", account=one.id))
        shown = shown.plus(tuple(row))
    if any(one.chosen for one in owned) and several:
        shown = shown.plus((button(words.label("mydata-choose-last"), "account.choose"),))
    return shown.plus((link(registry.COMMANDS["link"].label, "command.run", word="link"),))


@action("account.choose", present="home.mydata")
def choose(tx: Tx, turn: Turn, account: int = 0) -> Screen:
    """Where to be told; what does not get through there goes to the others."""
    chosen = accounts.choose(tx, turn.who, account=account or None)
    where = messenger_in(chosen.messenger) if chosen is not None else "none"
    return screen(words.say("mydata-chosen", where=where, you=turn.you), _to_mydata())


@action("account.unlink")
def ask_unlink(tx: Tx, turn: Turn, account: int) -> Screen:
    """What parting with a messenger means; the last one with a warning."""
    owned = profiles.own(tx, turn.who).accounts
    one = next((one for one in owned if one.id == account), None)
    if one is None:
        return screen(words.say("refusal-account"), _to_mydata())
    last = len(owned) == 1
    text = "unlink-last" if last else "unlink-sure"
    return screen(
        words.say(text, messenger=_called(one), where=messenger_in(one.messenger), you=turn.you),
        [
            button(
                words.label("unlink-yes"),
                "account.unlink_now",
                style="bad",
                account=account,
                last=int(last),
            )
        ],
        [link(words.label("unlink-no"), "home.mydata")],
    )


@action("account.unlink_now", present="home.mydata")
def unlink(tx: Tx, turn: Turn, account: int, last: int = 0) -> Screen:
    """Part with an account; it and the one that goes on are both told."""
    parted = accounts.unlink(tx, turn.who, account=account, last=bool(last))
    farewell = Screen(words.say("unlink-farewell", you=turn.you), menu=turn.bot.menu(_NOBODY))
    if account == turn.who.account_id:
        _tell_others(tx, turn, parted)
        return farewell
    tell_there(tx, parted.was_there[:1], farewell)
    said = words.say("unlink-done", messenger=_called(parted.account), you=turn.you)
    return screen(said, _to_mydata())


_NOBODY = Who(id=None)


def _tell_others(tx: Tx, turn: Turn, parted: Unlinked) -> None:
    if turn.who.id is None or not talks.addresses_of(tx, turn.who.id):
        return
    said = words.say("unlink-done", messenger=_called(parted.account), you=turn.you)
    tell(tx, [turn.who.id], screen(said, _to_mydata()), urgent=True)


def _to_mydata() -> list[Button]:
    return [link(registry.COMMANDS["mydata"].label, "home.mydata")]


def _called(one: OwnAccount) -> str:
    name = messenger_name(one.messenger)
    return f"{name} ({one.number})" if one.number else name


def messenger_name(messenger: str) -> str:
    """«ВКонтакте»."""
    return words.label("messenger-name", messenger=messenger)


def messenger_in(messenger: str) -> str:
    """«во ВКонтакте»."""
    return words.label("messenger-in", messenger=messenger)


def reason(unreachable: str) -> str:
    """Why a messenger takes nothing, in words."""
    return words.label("unreachable-reason", reason=unreachable.replace(" ", "-") or "unknown")


def _you(person: Who) -> str:
    return "ty" if person.is_pupil else "vy"

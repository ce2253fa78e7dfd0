"""The digest: shown now, chosen when it comes; which notices come besides (R2, R6)."""

from dialogs import children as own_children
from dialogs import digests, registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import children, digest_turns, preferences
from storage.preferences import Chosen, Every, Kind
from storage.store import Tx


@command("digest", listed=own_children.is_parent)
def settings(tx: Tx, turn: Turn) -> Screen:
    """«Дайджест»: when it comes, and what may be chosen."""
    chosen = preferences.of(tx, turn.who)
    said = [_when(chosen)]
    if chosen.every is not Every.NEVER:
        said.append(words.say("digest-empty-is", empty="yes" if chosen.empty else "no"))
    if chosen.muted:
        said.append(words.say("told-muted"))
    now = [link(words.label("digest-now"), "digest.now")]
    others = [one for one in Every if one is not chosen.every]
    rows = [
        now,
        *(
            [button(words.label("digest-every", every=one.value), "digest.every", every=one.value)]
            for one in others
        ),
    ]
    if chosen.every is not Every.NEVER:
        rows.append([link(words.label("digest-choose-time"), "digest.time")])
        label = words.label("digest-empty-off" if chosen.empty else "digest-empty-on")
        rows.append([button(label, "digest.empty", on=int(not chosen.empty))])
    rows.append([link(registry.COMMANDS["told"].label, "told.kinds")])
    return screen("\n\n".join(said), *rows)


def _when(chosen: Chosen) -> str:
    return words.say(
        "digest-when", every=chosen.every.value, weekday=chosen.weekday + 1, hour=chosen.hour
    )


@action("digest.settings")
def show(tx: Tx, turn: Turn) -> Screen:
    return settings(tx, turn)


@action("digest.now")
def now(tx: Tx, turn: Turn) -> Screen:
    """What the digest would say now; it changes nothing of when it comes."""
    children.own(tx, turn.who)
    reader = digest_turns.reader(tx, turn.who.must_be_resident())
    made = digests.compose(tx, [reader], whatever=True) if reader is not None else []
    if not made:
        return screen(words.say("children-none"))
    return digests.said_now(made[0])


@action("digest.every", present="digest.settings")
def choose_every(tx: Tx, turn: Turn, every: str) -> Screen:
    """Once a week, once a day, or never."""
    wanted = next((one for one in Every if one.value == every), None)
    preferences.set_digest(tx, turn.who, every=wanted)
    return settings(tx, turn)


@action("digest.empty", present="digest.settings")
def choose_empty(tx: Tx, turn: Turn, on: int) -> Screen:
    """Whether a line comes where there is nothing new."""
    preferences.set_digest(tx, turn.who, empty=bool(on))
    return settings(tx, turn)


@action("digest.time")
def choose_time(tx: Tx, turn: Turn) -> Screen:
    """The day of the week, then the hour; of a daily digest the hour at once."""
    if preferences.of(tx, turn.who).every is Every.DAY:
        return _hours()
    items = [
        button(words.label("digest-weekday", weekday=day + 1), "digest.weekday", weekday=day)
        for day in range(7)
    ]
    return screen(words.say("digest-which-day"), _back(), items=items)


def _hours() -> Screen:
    items = [
        button(words.label("digest-at-hour", hour=hour), "digest.hour", hour=hour)
        for hour in preferences.HOURS
    ]
    return screen(words.say("digest-which-hour"), _back(), items=items)


def _back() -> list[Button]:
    return [link(words.label("digest-settings"), "digest.settings")]


@action("digest.weekday", present="digest.time")
def choose_weekday(tx: Tx, turn: Turn, weekday: int) -> Screen:
    preferences.set_digest(tx, turn.who, weekday=weekday)
    return _hours()


@action("digest.hour", present="digest.settings")
def choose_hour(tx: Tx, turn: Turn, hour: int) -> Screen:
    preferences.set_digest(tx, turn.who, hour=hour)
    return settings(tx, turn)


@command("told", listed=own_children.is_parent)
def kinds(tx: Tx, turn: Turn) -> Screen:
    """«Уведомления»: each kind on or off, all off but safety, and where they come."""
    chosen = preferences.of(tx, turn.who)
    said = [words.say("told-head")]
    said += [_state(kind, chosen) for kind in preferences.MAY_BE_OFF]
    said.append(words.say("told-always"))
    if chosen.muted:
        said.append(words.say("told-muted"))
    rows = [[_switch(kind, chosen)] for kind in preferences.MAY_BE_OFF]
    label = words.label("told-unmute" if chosen.muted else "told-mute")
    rows += [
        [button(label, "told.mute", on=int(not chosen.muted))],
        [link(words.label("digest-settings"), "digest.settings")],
        [link(words.label("told-where"), "home.mydata")],
    ]
    return screen("\n".join(said), *rows)


def _state(kind: Kind, chosen: Chosen) -> str:
    return words.say("told-kind", kind=kind.value, on="no" if kind in chosen.off else "yes")


def _switch(kind: Kind, chosen: Chosen) -> Button:
    off = kind in chosen.off
    label = words.label("told-switch", kind=kind.value, on="yes" if off else "no")
    return button(label, "told.switch", kind=kind.value, on=int(off))


@action("told.kinds")
def show_kinds(tx: Tx, turn: Turn) -> Screen:
    return kinds(tx, turn)


@action("told.switch", present="told.kinds")
def switch(tx: Tx, turn: Turn, kind: str, on: int) -> Screen:
    """Switch one kind of notices."""
    wanted = next((one for one in preferences.MAY_BE_OFF if one.value == kind), Kind.SAFETY)
    preferences.switch(tx, turn.who, kind=wanted, wanted=bool(on))
    return kinds(tx, turn)


@action("told.mute", present="told.kinds")
def mute(tx: Tx, turn: Turn, on: int) -> Screen:
    """«Не беспокоить», and back."""
    preferences.mute(tx, turn.who, muted=bool(on))
    return kinds(tx, turn)


@command("mute", listed=own_children.is_parent)
def do_not_disturb(tx: Tx, turn: Turn) -> Screen:
    """«Не беспокоить», said in words."""
    return mute(tx, turn, 1)

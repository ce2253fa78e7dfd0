"""The words that a work's authors and their parents agree to before others see it (E5, D1)."""

from dialogs import exhibition_entries, exhibition_notices, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, button, link, screen
from storage import exhibition_consents, exhibitions
from storage import exhibition_entries as entries
from storage.exhibition_entries import Entry
from storage.residents import Who
from storage.store import Tx


@action("exhibit.words")
def before_sending(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """What a pupil agrees to by sending a work."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.show(tx, turn.who, exhibit=exhibit)
    said = words.say("exhibit-agree", words=_words(tx, seen, turn.who, own=True), you=turn.you)
    yes = button(words.label("exhibit-agree-send"), "exhibit.send", style="good", exhibit=exhibit)
    no = link(words.label("exhibit-agree-not-yet"), "exhibit.own", exhibit=exhibit)
    return screen(said, [yes], [no])


def _words(tx: Tx, seen: Entry, who: Who, *, own: bool) -> str:
    """The words that are agreed to, and kept with the consent."""
    told = exhibitions.view(tx, exhibitions.find(tx, seen.event), who)
    return words.label(
        "exhibit-consent-words",
        own="yes" if own else "no",
        name=who.short,
        title=seen.title,
        event=seen.event_title,
        audience=told.audience.value,
        until=words.label("exhibition-at", at=told.ends_at),
    )


@action("exhibit.send", present="exhibit.own")
def send(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """The work goes to the hosts, and everybody whose word is wanting is asked for it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    agreed = _words(tx, entries.show(tx, turn.who, exhibit=exhibit), turn.who, own=True)
    seen = entries.send(tx, turn.who, exhibit=exhibit, words=agreed)
    exhibition_notices.sent(tx, seen)
    orphans = exhibition_notices.ask_for_words(tx, seen)
    lines = [words.say("exhibit-sent", title=seen.title, you=turn.you)]
    lines += exhibition_entries.state_lines(seen)[1:]
    if orphans:
        lines.append(words.say("exhibit-no-parent", you=turn.you))
    way = link(words.label("exhibit-open"), "exhibit.own", exhibit=exhibit)
    return screen("\n".join(lines), [way])


@action("exhibit.consent")
def asked(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """The question to a co-author or a parent, with the work and the words."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.show(tx, turn.who, exhibit=exhibit)
    wanting = exhibition_consents.to_sign(tx, turn.who, exhibit=exhibit)
    if not wanting:
        return exhibition_entries.own(tx, turn, exhibit)
    lines = [
        words.say("exhibit-own-head", title=seen.title, project=seen.project_title),
        words.say("exhibit-own-event", event=seen.event_title),
        "",
        words.say("exhibit-annotation", text=seen.annotation),
    ]
    rows = []
    for one in wanting:
        own = one.id == turn.who.id
        lines += ["", words.say("exhibit-consent-text", text=_words(tx, seen, one, own=own))]
        label = words.label("exhibit-agree-yes", name=one.name, own="yes" if own else "no")
        rows.append(
            [button(label, "exhibit.agree", style="good", exhibit=exhibit, pupil=one.id or 0)]
        )
    no = link(words.label("exhibit-agree-no"), "exhibit.sure", style="bad", exhibit=exhibit)
    shown = screen("\n".join(lines), *rows, [no])
    return Screen(shown.text, shown.rows, files=seen.pictures)


@action("exhibit.agree", present="exhibit.consent")
def agree(tx: Tx, turn: Turn, exhibit: int, pupil: int) -> Screen:
    """Somebody agrees, for themselves or for their child."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.show(tx, turn.who, exhibit=exhibit)
    of = next((one for one in seen.authors if one.id == pupil), None)
    own = pupil == turn.who.id
    agreed = _words(tx, seen, of, own=own) if of is not None else ""
    left = exhibition_consents.agree(tx, turn.who, exhibit=exhibit, subject=pupil, words=agreed)
    if not left:
        exhibition_notices.now_shown(tx, exhibit)
    more = exhibition_consents.to_sign(tx, turn.who, exhibit=exhibit)
    said = words.say("exhibit-agreed", title=seen.title, you=turn.you)
    if more:
        return asked(tx, turn, exhibit).after(said)
    way = link(words.label("exhibit-open"), "exhibit.own", exhibit=exhibit)
    return screen(said, [way])

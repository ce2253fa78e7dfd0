"""«Программа»: a conference as all see it, in words and as a picture (E5)."""

from dialogs import conference_words, event_words, programme_pictures, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import conference_day, conference_programme, conference_talks, conferences, events
from storage.conference_programme import Part, Programme
from storage.conferences import TalkState
from storage.store import Tx

#: A picture of more talks is longer than messengers take.
PICTURED = 60


@action("conference.show")
def show(tx: Tx, turn: Turn, event: int) -> Screen:
    """The programme, with what the person who looks may do."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = conference_programme.show(tx, turn.who, event=event)
    items = [
        link(
            words.label("conference-section-item", title=one.title, count=len(one.lines)),
            "conference.section",
            section=one.section,
        )
        for one in seen.parts
    ]
    rows = [_looking(tx, seen), _own(tx, turn, event), _leading(tx, turn, seen)]
    said = conference_words.programme(seen)
    return screen(said, *rows, [event_words.back(event)], items=items)


def _looking(tx: Tx, seen: Programme) -> list[Button]:
    event, row = seen.event.id, []
    if conference_day.is_on(tx, seen.event.starts_at, seen.event.ends_at):
        row.append(
            link(words.label("conference-now"), "conference.now", style="primary", event=event)
        )
    if any(part.lines for part in seen.parts):
        row.append(link(words.label("conference-picture"), "conference.picture", event=event))
    return row


def _own(tx: Tx, turn: Turn, event: int) -> list[Button]:
    row = events.see(tx, turn.who, event)
    mine = conference_talks.mine(tx, turn.who, event=event)
    found = [link(words.label("conference-mine"), "conference.mine", event=event)] if mine else []
    if conference_talks.may_apply(tx, turn.who, row):
        apply = link(words.label("conference-apply"), "conference.apply", style="good", event=event)
        found.append(apply)
    return found


def _leading(tx: Tx, turn: Turn, seen: Programme) -> list[Button]:
    event, row = seen.event.id, []
    if seen.leads:
        count = len(conference_talks.waiting(tx, turn.who, event=event))
        label = words.label("conference-waiting-button", count=count)
        row.append(link(label, "conference.waiting", event=event))
    if seen.manages:
        row.append(link(words.label("conference-desk"), "conference.desk", event=event))
    return row


@action("conference.picture")
def picture(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Программа картинкой»."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = conference_programme.show(tx, turn.who, event=event)
    said = words.say("conference-head", title=seen.event.title, starts=seen.event.starts_at)
    if not any(part.lines for part in seen.parts):
        return screen(words.say("conference-not-published"), [conference_words.back(event)])
    if sum(len(part.lines) for part in seen.parts) > PICTURED:
        return screen(words.say("conference-picture-long"), [conference_words.back(event)])
    back = ((conference_words.back(event),),)
    return Screen(said, back, picture=programme_pictures.of(seen))


@action("conference.section")
def section(tx: Tx, turn: Turn, section: int) -> Screen:
    """A section; on the day its chair has «Следующий доклад» here."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    event = conferences.section_of(tx, section).event_id
    seen = conference_programme.show(tx, turn.who, event=event)
    part = next(one for one in seen.parts if one.section == section)
    items = [
        link(
            words.label("conference-talk-item", title=one.title),
            "conference.talk",
            talk=one.talk,
        )
        for one in part.lines
        if part.leads
    ]
    rows = [_on_the_day(tx, seen, part), *_managing(seen, part)]
    said = "\n".join(conference_words.section(part))
    return screen(said, *rows, [conference_words.back(event)], items=items)


def _on_the_day(tx: Tx, seen: Programme, part: Part) -> list[Button]:
    on = conference_day.is_on(tx, seen.event.starts_at, seen.event.ends_at)
    if not (part.leads and on and part.current is not None):
        return []
    talk = part.current.talk
    return [
        button(words.label("conference-given"), "conference.given", style="good", talk=talk),
        button(words.label("conference-absent"), "conference.absent", talk=talk),
    ]


def _managing(seen: Programme, part: Part) -> list[list[Button]]:
    if not seen.manages:
        return []
    number = part.section
    change = words.label("conference-section-change")
    delete = words.label("conference-section-delete")
    return [
        [
            link(change, "conference.section-change", section=number),
            link(delete, "conference.section-delete", style="bad", section=number),
        ]
    ]


@action("conference.now")
def now(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Сейчас и дальше»: what is on in each section, and what comes, with the delay reckoned in."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    parts = conference_day.now_on(tx, turn.who, event=event)
    lines = [words.say("conference-now-head", count=len(parts))]
    for part in parts:
        lines += ["", words.say("conference-now-section", title=part.title)]
        if part.late:
            lines.append(words.say("conference-late", late=part.late))
        ahead = [one for one in part.lines if one.state is TalkState.ACCEPTED][:2]
        for number, one in enumerate(ahead):
            names = words.listing(who.short for who in one.speakers)
            expected = (one.starts or part.starts) + part.late
            begun = number == 0 and expected <= tx.now
            text = "conference-now-on" if begun else "conference-now-next"
            count = len(one.speakers)
            said = words.say(text, title=one.title, names=names, count=count, starts=expected)
            lines.append(said)
    items = [
        link(
            words.label("conference-section-item", title=one.title, count=len(one.lines)),
            "conference.section",
            section=one.section,
        )
        for one in parts
    ]
    return screen("\n".join(lines), [conference_words.back(event)], items=items)

"""What people are told about a conference when they have not just written (E5, C9, C10)."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from dialogs import conference_words, words
from dialogs.screen import link, screen
from dialogs.tell import tell
from storage import conference_programme, conferences, events, outbox
from storage.conference_day import Given
from storage.conference_programme import News
from storage.conference_talks import TalkView
from storage.residents import Who
from storage.store import Tx

DAY = timedelta(days=1)


def chair(tx: Tx, by: Who, *, section: int) -> None:
    """Somebody is asked to chair a section."""
    found = conferences.section_of(tx, section)
    if found.chair_id == by.id:
        return
    event = events.find(tx, found.event_id)
    said = words.say(
        "conference-chair-notice",
        title=found.title,
        event=event.title,
        starts=event.starts_at,
        name=by.short,
    )
    tell(tx, [found.chair_id], screen(said, [conference_words.to_section(section)]))


def applied(tx: Tx, talk: TalkView) -> None:
    """An application waits: the hosts and the wished section's chair know."""
    said = words.say(
        "conference-applied-notice",
        title=talk.title,
        name=talk.author.short,
        event=talk.event_title,
        section=talk.section_title,
        wished=int(bool(talk.section_title)),
    )
    shown = screen(said, [conference_words.to_talk(talk.id)])
    tell(tx, talk.tell, shown, still=("conference.applied", talk.id))


def decided(tx: Tx, talk: TalkView) -> None:
    """The speakers learn what was decided, and why."""
    said = words.say(
        "conference-decided-notice",
        state=talk.state.value,
        title=talk.title,
        event=talk.event_title,
        section=talk.section_title,
    )
    if talk.remark:
        said += "\n" + words.say("conference-talk-remark", remark=talk.remark)
    tell(tx, talk.tell, screen(said, [conference_words.to_talk(talk.id)]))


def withdrawn(tx: Tx, talk: TalkView) -> None:
    """A talk was taken back: hosts, the chair and the team know."""
    said = words.say(
        "conference-withdrawn-notice",
        title=talk.title,
        name=talk.author.short,
        event=talk.event_title,
    )
    shown = screen(said, [conference_words.to_talk(talk.id)])
    tell(tx, talk.tell, shown, urgent=_is_soon(tx, talk.told_at))


def fell_out(tx: Tx, talk: TalkView) -> None:
    """An author left the event, and the programme that is out has no such talk any more."""
    said = words.say(
        "conference-fell-out",
        title=talk.title,
        name=talk.author.short,
        event=talk.event_title,
    )
    tell(tx, talk.tell, screen(said, [conference_words.back(talk.event)]))


def news(tx: Tx, found: Iterable[News]) -> None:
    """The speakers learn their time; after a change the old one, too."""
    for one in found:
        # What waits for the morning with an older time does not leave; then nobody has heard of
        # the time before this one.
        unheard = outbox.call_off(tx, _still(one)) > 0
        said = _time(replace(one, was=None) if unheard else one)
        if one.now is not None:
            said += _where(one)
        shown = screen(said, [conference_words.to_talk(one.talk)])
        tell(tx, one.tell, shown, still=_still(one), urgent=_is_soon(tx, one.was, one.now))


def _still(one: News) -> tuple[str, int]:
    return ("conference.speaks", one.talk)


def _time(one: News) -> str:
    if one.now is None:
        if one.was is None:
            return words.say("conference-untimed", title=one.title)
        return words.say("conference-time-gone", title=one.title, was=one.was)
    if one.was is None:
        return words.say("conference-time", title=one.title, starts=one.now, section=one.section)
    return words.say(
        "conference-time-moved", title=one.title, was=one.was, starts=one.now, section=one.section
    )


def _where(one: News) -> str:
    return "\n" + words.say("conference-place", place=one.place) if one.place else ""


def _is_soon(tx: Tx, *times: datetime | None) -> bool:
    return any(at is not None and at - tx.now <= DAY for at in times)


def remind(tx: Tx, due: News, minutes: int) -> None:
    """A day and half an hour before one's own talk."""
    if due.now is None:
        return
    said = words.say(
        "conference-remind",
        minutes=minutes,
        title=due.title,
        starts=due.now,
        section=due.section,
    )
    shown = screen(said + _where(due), [conference_words.to_talk(due.talk)])
    soon = minutes == conference_programme.SOON
    tell(tx, due.tell, shown, still=_still(due), urgent=soon)


def ended(tx: Tx, done: Given) -> None:
    """After a talk: its speakers learn of the certificate, those after the next get ready."""
    if done.given:
        label = words.label("conference-certificate")
        get = link(label, "conference.certificate", style="primary", talk=done.talk)
        said = words.say("conference-given-notice", title=done.title, event=done.event_title)
        tell(tx, done.tell, screen(said, [get]))
    following = done.after_next
    if following is None:
        return
    said = words.say("conference-after-next", title=following.title)
    if following.at is not None:
        said += "\n" + words.say("conference-expected", starts=following.at)
    shown = screen(said, [conference_words.to_talk(following.talk)])
    still = ("conference.speaks", following.talk)
    tell(tx, following.tell, shown, still=still, urgent=True)

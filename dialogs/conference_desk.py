"""The hosts' desk: sections, applications, the order of talks, publishing (E5)."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from dialogs import conference_notices, conference_talks, conference_words, conferences, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import conference_programme, conference_sections, refusals
from storage import conference_talks as talks
from storage import conferences as stored
from storage.conference_sections import Wanted
from storage.conferences import TalkState
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Title = Annotated[str, StringConstraints(min_length=2, max_length=80)]
Passage = Annotated[str, StringConstraints(min_length=3, max_length=talks.REMARK_MAX)]


def _chairs(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    found = conference_sections.possible_chairs(tx)
    return [Choice(one.id or 0, f"{one.address} {one.family}") for one in found]


def _common(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice("", words.label("conference-common"))]


class NewSection(BaseModel):
    """What is asked about a section; what is skipped is usual."""

    title: Title
    chair: Annotated[int, Ask(choices=_chairs)]
    place: Annotated[str, StringConstraints(max_length=1000), Ask(choices=_common, free=True)]
    starts: Annotated[int | None, Field(ge=0, le=720)] = None
    talk: Annotated[int | None, Field(ge=1, le=60)] = None
    questions: Annotated[int | None, Field(ge=0, le=60)] = None


class ChangedSection(BaseModel):
    """What may be changed; what is skipped stays."""

    title: Title | None = None
    chair: Annotated[int | None, Ask(choices=_chairs)] = None
    place: Annotated[str | None, Ask(choices=_common, free=True)] = None
    starts: Annotated[int | None, Field(ge=0, le=720)] = None
    talk: Annotated[int | None, Field(ge=1, le=60)] = None
    questions: Annotated[int | None, Field(ge=0, le=60)] = None


@action("conference.desk")
def desk(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Управлять»: what there is to do before the programme can be published."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = conference_programme.show(tx, turn.who, event=event)
    if not seen.manages:
        raise refusals.Denied("event-not-host")
    waiting = len(talks.waiting(tx, turn.who, event=event))
    said = words.say(
        "conference-desk-head",
        title=seen.event.title,
        sections=len(seen.parts),
        talks=sum(len(part.lines) for part in seen.parts),
        waiting=waiting,
        published=int(seen.published),
    )
    add = link(
        words.label("conference-section-add"), "conference.section-new", style="good", event=event
    )
    rows: list[list[Button]] = [
        [add, link(words.label("conference-plenary"), "conference.plenary", event=event)],
        [
            link(
                words.label("conference-waiting-button", count=waiting),
                "conference.waiting",
                event=event,
            )
        ],
    ]
    if not seen.published and any(part.lines for part in seen.parts):
        text = "conference-publish-anyway" if seen.clashes else "conference-publish"
        anyway = int(bool(seen.clashes))
        label = words.label(text)
        rows.append(
            [button(label, "conference.publish", style="primary", event=event, anyway=anyway)]
        )
    lines = [said, *conference_words.warnings(seen)]
    return screen("\n".join(lines), *rows, [conference_words.back(event)])


@action("conference.section-new", present="conference.desk", form=NewSection)
def add_section(tx: Tx, turn: Turn, event: int, form: NewSection) -> Screen:
    """«Добавить секцию»."""
    usual = Wanted(form.title, form.chair)
    wanted = Wanted(
        title=form.title,
        chair=form.chair,
        place=form.place,
        starts=usual.starts if form.starts is None else form.starts,
        talk=usual.talk if form.talk is None else form.talk,
        questions=usual.questions if form.questions is None else form.questions,
    )
    made = conference_sections.add(tx, turn.who, event=event, wanted=wanted)
    conference_notices.chair(tx, turn.who, section=made)
    return desk(tx, turn, event).after(words.say("conference-section-added", title=form.title))


@action("conference.section-change", present="conference.section", form=ChangedSection)
def change_section(tx: Tx, turn: Turn, section: int, form: ChangedSection) -> Screen:
    """«Изменить секцию»."""
    old = stored.section_of(tx, section)
    chair = old.chair_id
    wanted = Wanted(
        title=form.title or old.title,
        chair=form.chair or old.chair_id,
        place=stored.place_of(tx, old) if form.place is None else form.place,
        starts=old.starts if form.starts is None else form.starts,
        talk=old.talk if form.talk is None else form.talk,
        questions=old.questions if form.questions is None else form.questions,
    )
    conference_sections.change(tx, turn.who, section=section, wanted=wanted)
    if wanted.chair != chair:
        conference_notices.chair(tx, turn.who, section=section)
    return conferences.section(tx, turn, section).after(words.say("conference-section-changed"))


@action("conference.section-delete")
def ask_to_delete(tx: Tx, turn: Turn, section: int) -> Screen:
    """Delete a section; with talks in it, where to they go is asked."""
    found = stored.section_of(tx, section)
    seen = conference_programme.show(tx, turn.who, event=found.event_id)
    if not seen.manages:
        raise refusals.Denied("event-not-host")
    count = sum(len(part.lines) for part in seen.parts if part.section == section)
    others = [part for part in seen.parts if part.section != section] if count else []
    rows = [
        [
            button(
                words.label("conference-delete-into", title=part.title),
                "conference.section-drop",
                style="bad",
                section=section,
                to=part.section,
            )
        ]
        for part in others
    ]
    if not count:
        label = words.label("conference-section-delete")
        rows = [[button(label, "conference.section-drop", style="bad", section=section, to=0)]]
    said = words.say("conference-delete-question", title=found.title, count=count)
    return screen(said, *rows, [conference_words.to_section(section)])


@action("conference.section-drop", present="conference.section")
def drop_section(tx: Tx, turn: Turn, section: int, to: int = 0) -> Screen:
    """The section is deleted, its talks go into another."""
    event = stored.section_of(tx, section).event_id
    conference_sections.delete(tx, turn.who, section=section, to=to or None)
    return desk(tx, turn, event).after(words.say("conference-section-deleted"))


class Plenary(BaseModel):
    """Minutes of the common meetings."""

    opening: Annotated[int, Field(ge=0, le=240)]
    closing: Annotated[int, Field(ge=0, le=240)]


@action("conference.plenary", present="conference.desk", form=Plenary)
def plenary(tx: Tx, turn: Turn, event: int, form: Plenary) -> Screen:
    """«Открытие и закрытие»."""
    conference_sections.plenary(
        tx, turn.who, event=event, opening=form.opening, closing=form.closing
    )
    return desk(tx, turn, event).after(words.say("conference-plenary-set"))


@action("conference.waiting")
def waiting(tx: Tx, turn: Turn, event: int) -> Screen:
    """The applications that wait for a decision."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = talks.waiting(tx, turn.who, event=event)
    items = [
        link(
            words.label("conference-waiting-item", title=one.title, name=one.author.short),
            "conference.talk",
            talk=one.id,
        )
        for one in found
    ]
    said = words.say("conference-waiting", count=len(found))
    return screen(said, [conference_words.back(event)], items=items)


@action("conference.choose")
def choose(tx: Tx, turn: Turn, talk: int) -> Screen:
    """Into which section: an application, or a talk that moves."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = talks.see(tx, turn.who, talk=talk)
    programme = conference_programme.show(tx, turn.who, event=seen.event)
    moves = seen.state is TalkState.ACCEPTED
    act = "conference.put" if moves else "conference.accept"
    rows = [
        [
            button(
                words.label("conference-into", title=part.title),
                act,
                style="good" if part.section == seen.section else "plain",
                talk=talk,
                section=part.section,
            )
        ]
        for part in programme.parts
        if part.leads and not (moves and part.section == seen.section)
    ]
    said = words.say("conference-choose", title=seen.title, count=len(rows))
    return screen(said, *rows, [conference_words.to_talk(talk)])


@action("conference.accept", present="conference.talk")
def accept(tx: Tx, turn: Turn, talk: int, section: int) -> Screen:
    """«Принять» into a section; the speakers are told."""
    done = talks.accept(tx, turn.who, talk=talk, section=section)
    conference_notices.decided(tx, done)
    said = words.say("conference-accepted", title=done.title, section=done.section_title)
    return waiting(tx, turn, done.event).after(said)


class Remark(BaseModel):
    remark: Passage


@action("conference.return", present="conference.talk", form=Remark)
def give_back(tx: Tx, turn: Turn, talk: int, form: Remark) -> Screen:
    """«Вернуть» with a remark."""
    done = talks.answer(tx, turn.who, talk=talk, remark=form.remark, declined=False)
    conference_notices.decided(tx, done)
    said = words.say("conference-returned", title=done.title)
    return waiting(tx, turn, done.event).after(said)


@action("conference.decline", present="conference.talk", form=Remark)
def decline(tx: Tx, turn: Turn, talk: int, form: Remark) -> Screen:
    """«Отклонить», with the reason."""
    done = talks.answer(tx, turn.who, talk=talk, remark=form.remark, declined=True)
    conference_notices.decided(tx, done)
    said = words.say("conference-declined", title=done.title)
    return waiting(tx, turn, done.event).after(said)


@action("conference.up", present="conference.talk")
def up(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Раньше»."""
    return _moved(tx, turn, talks.move(tx, turn.who, talk=talk, up=True).section or 0, talk)


@action("conference.down", present="conference.talk")
def down(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Позже»."""
    return _moved(tx, turn, talks.move(tx, turn.who, talk=talk, up=False).section or 0, talk)


@action("conference.put", present="conference.talk")
def put(tx: Tx, turn: Turn, talk: int, section: int) -> Screen:
    """To the end of another section."""
    talks.put(tx, turn.who, talk=talk, section=section)
    return _moved(tx, turn, section, talk)


def _moved(tx: Tx, turn: Turn, section: int, talk: int) -> Screen:
    """The new order, and what it gets in the way of; the same talk may be moved on."""
    event = stored.section_of(tx, section).event_id
    seen = conference_programme.show(tx, turn.who, event=event)
    part = next(one for one in seen.parts if one.section == section)
    lines = [*conference_words.section(part), *conference_words.warnings(seen)]
    if seen.published:
        lines += ["", words.say("conference-will-tell")]
    return conference_talks.show(tx, turn, talk).after("\n".join(lines))


@action("conference.publish", present="conference.show")
def publish(tx: Tx, turn: Turn, event: int, anyway: int = 0) -> Screen:
    """«Опубликовать программу»: every speaker is told of the time."""
    news = conference_programme.publish(tx, turn.who, event=event, anyway=bool(anyway))
    conference_notices.news(tx, news)
    said = words.say("conference-published", count=len(news))
    return conferences.show(tx, turn, event).after(said)

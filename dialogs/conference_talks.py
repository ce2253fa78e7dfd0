"""Talks: «Подать заявку», «Мой доклад», what becomes of it (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import calendar_entries, certificates, conference_notices, conference_words, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import conference_day, conference_programme, conference_talks, conferences, refusals
from storage.conference_programme import Line, Part
from storage.conference_talks import TalkView
from storage.conferences import OPEN, TalkState
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Title = Annotated[str, StringConstraints(min_length=3, max_length=conference_talks.TITLE_MAX)]
Thesis = Annotated[str, StringConstraints(min_length=10, max_length=conference_talks.THESIS_MAX)]


def _projects(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, title) for one, title in conference_talks.own_projects(tx, who)]


def _sections(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    found = conferences.sections(tx, int(args["event"]))
    return [Choice(one.id or 0, one.title) for one in found]


class Application(BaseModel):
    """What is asked of who wants to speak; with a project its team speaks too."""

    title: Title
    thesis: Thesis
    project: Annotated[int | None, Ask(choices=_projects)] = None
    section: Annotated[int | None, Ask(choices=_sections)] = None


@action("conference.apply", present="conference.mine", form=Application)
def apply(tx: Tx, turn: Turn, event: int, form: Application) -> Screen:
    """«Подать заявку на доклад»."""
    made = conference_talks.apply(
        tx,
        turn.who,
        event=event,
        title=form.title,
        thesis=form.thesis,
        project=form.project,
        section=form.section,
    )
    conference_notices.applied(tx, made)
    return show(tx, turn, made.id).after(words.say("conference-applied", you=turn.you))


@action("conference.mine")
def mine(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Мой доклад», or the list of several."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = conference_talks.mine(tx, turn.who, event=event)
    if len(found) == 1:
        return show(tx, turn, found[0].id)
    items = [
        link(
            words.label("conference-mine-item", title=one.title, state=one.state.value),
            "conference.talk",
            talk=one.id,
        )
        for one in found
    ]
    said = words.say("conference-mine-list", count=len(found), you=turn.you)
    return screen(said, [conference_words.back(event)], items=items)


@action("conference.talk")
def show(tx: Tx, turn: Turn, talk: int) -> Screen:
    """A talk: when and where for its speakers, what to decide for the chair."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = conference_talks.see(tx, turn.who, talk=talk)
    part, _ = _place(tx, turn, seen)
    rows = [_author(seen), *_files(seen, turn), *_deciding(seen, part)]
    said = conference_words.card(seen, part)
    return screen(said, *rows, [conference_words.back(seen.event)])


def _author(seen: TalkView) -> list[Button]:
    if not seen.mine or seen.state not in (*OPEN, TalkState.ACCEPTED):
        return []
    row: list[Button] = []
    if seen.state is TalkState.RETURNED:
        mend = words.label("conference-amend")
        row.append(link(mend, "conference.amend", style="good", talk=seen.id))
    take_back = words.label("conference-withdraw")
    return [*row, link(take_back, "conference.withdraw-ask", style="bad", talk=seen.id)]


def _files(seen: TalkView, turn: Turn) -> list[list[Button]]:
    if turn.who.id not in [one.id for one in seen.speakers]:
        return []
    if seen.state is TalkState.GIVEN:
        label = words.label("conference-certificate")
        return [[link(label, "conference.certificate", style="primary", talk=seen.id)]]
    if seen.state is TalkState.ACCEPTED and seen.told_at is not None:
        return [[link(words.label("conference-calendar"), "conference.calendar", talk=seen.id)]]
    return []


def _deciding(seen: TalkView, part: Part | None) -> list[list[Button]]:
    if not seen.may_decide:
        return []
    if seen.state in OPEN:
        take = words.label("conference-accept")
        rows = [[link(take, "conference.choose", style="good", talk=seen.id)]]
        if seen.state is TalkState.APPLIED:
            back = words.label("conference-return")
            rows[0].append(link(back, "conference.return", talk=seen.id))
        no = words.label("conference-decline")
        rows[0].append(link(no, "conference.decline", style="bad", talk=seen.id))
        return rows
    if seen.state is TalkState.ABSENT:
        late = words.label("conference-came-late")
        return [[button(late, "conference.given", style="good", talk=seen.id)]]
    if seen.state is not TalkState.ACCEPTED or part is None:
        return []
    return [
        [
            button(words.label("conference-up"), "conference.up", talk=seen.id),
            button(words.label("conference-down"), "conference.down", talk=seen.id),
            link(words.label("conference-elsewhere"), "conference.choose", talk=seen.id),
        ],
        [conference_words.to_section(part.section)],
    ]


def _place(tx: Tx, turn: Turn, seen: TalkView) -> tuple[Part | None, Line | None]:
    programme = conference_programme.show(tx, turn.who, event=seen.event)
    part = next((one for one in programme.parts if one.section == seen.section), None)
    if part is None:
        return None, None
    return part, next((one for one in part.lines if one.talk == seen.id), None)


class Mended(BaseModel):
    """A returned application, written anew."""

    title: Title
    thesis: Thesis


@action("conference.amend", present="conference.talk", form=Mended)
def amend(tx: Tx, turn: Turn, talk: int, form: Mended) -> Screen:
    """«Исправить и отправить»."""
    made = conference_talks.amend(tx, turn.who, talk=talk, title=form.title, thesis=form.thesis)
    conference_notices.applied(tx, made)
    return show(tx, turn, talk).after(words.say("conference-applied", you=turn.you))


@action("conference.withdraw-ask")
def ask_to_withdraw(tx: Tx, turn: Turn, talk: int) -> Screen:
    """Nobody takes a talk back by a slip."""
    seen = conference_talks.see(tx, turn.who, talk=talk)
    label = words.label("conference-withdraw-sure")
    yes = button(label, "conference.withdraw", style="bad", talk=talk)
    said = words.say("conference-withdraw-question", title=seen.title, you=turn.you)
    return screen(said, [yes], [conference_words.to_talk(talk)])


@action("conference.withdraw", present="conference.talk")
def withdraw(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Снять доклад»: its time is free."""
    gone = conference_talks.withdraw(tx, turn.who, talk=talk)
    conference_notices.withdrawn(tx, gone)
    return show(tx, turn, talk).after(words.say("conference-withdrawn", title=gone.title))


@action("conference.certificate")
def certificate(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Сертификат докладчика», as PDF."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    spoken = conference_day.certificate(tx, turn.who, talk=talk)
    said = words.say("conference-certificate-made", title=spoken.title)
    made = certificates.speaker(spoken, tx.rules.school)
    return Screen(said, ((conference_words.to_talk(talk),),), picture=made)


@action("conference.calendar")
def calendar(tx: Tx, turn: Turn, talk: int) -> Screen:
    """One's own talk as a file for a calendar."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = conference_talks.see(tx, turn.who, talk=talk)
    part, line = _place(tx, turn, seen)
    if part is None or line is None or line.starts is None or line.ends is None:
        raise refusals.Broken("conference-no-time")
    programme = conference_programme.show(tx, turn.who, event=seen.event)
    # The link does not stand in a file: files are passed on (E2).
    where = words.label("event-online") if part.online else part.place or programme.event.room
    made = calendar_entries.of_talk(
        programme.event,
        talk=talk,
        revision=programme.revision,
        title=seen.title,
        starts=line.starts,
        ends=line.ends,
        place=where,
    )
    said = words.say("event-calendar-file", you=turn.you)
    return Screen(said, ((conference_words.to_talk(talk),),), picture=made)

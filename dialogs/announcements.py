"""Announcements by staff: to whom, what, with what answer; looked over, sent, taken back (R5)."""

import textwrap
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from dialogs import announcement_letters, registry, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from storage import announcement_receivers as circles
from storage import announcements
from storage.announcement_receivers import Audience
from storage.announcements import (
    CHOICES_LEAST,
    CHOICES_MOST,
    FOR_SAFETY,
    GRACE,
    TEXT_MAX,
    WORDS_MAX,
    AnnouncementView,
    Kind,
    Preview,
    State,
    Wanted,
)
from storage.consents import ON_PAPER, Purpose
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

Text = Annotated[str, StringConstraints(min_length=5, max_length=TEXT_MAX)]
Term = Annotated[datetime | None, Ask(reads="moment")]
Files = Annotated[list[int] | None, Ask(reads="files")]
#: So much of a text stands in a list.
LINE = 60
#: Its answer is about one event; who may ask for the others is the act's matter.
PURPOSES = tuple(one for one in Purpose if one not in ON_PAPER)


@command("announcements", listed=circles.may_write)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Объявления»: those that were sent, the latest first."""
    seen = announcements.sent_by(tx, turn.who)
    rows = [[link(registry.COMMANDS["new-announcement"].label, "announcement.new")]]
    if turn.who.has(*FOR_SAFETY):
        rows.append([link(words.label("announcement-safety"), "announcement.new", safety=1)])
    items = [link(_line(one), "announcement.card", announcement=one.id) for one in seen]
    return screen(words.say("announcements", count=len(seen)), *rows, items=items)


def _line(one: AnnouncementView) -> str:
    return words.label(
        "announcements-line",
        where=announcement_letters.where(one.scope, one.title),
        text=textwrap.shorten(one.text, LINE, placeholder="…"),
        at=one.sent_at or one.created_at,
        state="draft" if one.state is State.DRAFT else "sent",
    )


@command("new-announcement", listed=circles.may_write)
def new(tx: Tx, turn: Turn) -> Screen:
    """«Новое объявление»: to whom?"""
    return to_whom(tx, turn)


@action("announcement.new")
def to_whom(tx: Tx, turn: Turn, scope: str = "", safety: int = 0) -> Screen:
    """The circles that one may write to: the kinds of them, or those of one kind."""
    if safety and not turn.who.has(*FOR_SAFETY):
        safety = 0
    found = circles.scopes(tx, turn.who)
    chosen = found.get(scope, ())
    if chosen:
        items = [_to(turn, scope, one.target, one.title, safety) for one in chosen]
        back = link(words.label("announcement-other"), "announcement.new", safety=safety)
        return screen(words.say("announcement-which", scope=scope), [back], items=items)
    items = [
        _to(turn, name, targets[0].target, targets[0].title, safety)
        if len(targets) == 1
        else link(
            words.label("announcement-scope", scope=name),
            "announcement.new",
            scope=name,
            safety=safety,
        )
        for name, targets in found.items()
    ]
    head = "announcement-to-safety" if safety else "announcement-to"
    return screen(words.say(head if items else "announcement-to-nobody"), items=items)


def _to(turn: Turn, scope: str, target: str, title: str, safety: int) -> Button:
    label = announcement_letters.where(scope, title)
    if safety:
        return link(label, "announcement.safety", scope=scope, target=target)
    return link(label, "announcement.kind", scope=scope, target=target)


@action("announcement.kind")
def kinds(tx: Tx, turn: Turn, scope: str, target: str) -> Screen:
    """What answer is wanted of the receivers?"""
    found = circles.circle(tx, turn.who, scope, target)
    items = [
        link(
            words.label("announcement-kind", kind=name),
            f"announcement.{name}",
            scope=scope,
            target=target,
        )
        for name in ("plain", "read", "choice")
    ]
    wide = turn.who.has(*FOR_SAFETY)
    items += [
        link(
            words.label("announcement-kind-consent", purpose=one.value),
            "announcement.consent",
            purpose=one.value,
            scope=scope,
            target=target,
        )
        for one in PURPOSES
        if wide or one is Purpose.EVENTS
    ]
    where = announcement_letters.where(scope, found.title)
    back = link(words.label("announcement-other"), "announcement.new")
    return screen(words.say("announcement-kinds", where=where), [back], items=items)


def _audiences(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.value, words.label("announcement-audience", audience=one.value))
        for one in Audience
    ]


Listeners = Annotated[Audience, Ask(choices=_audiences)]


class Plain(BaseModel):
    audience: Listeners
    text: Text
    files: Files = None


class Read(BaseModel):
    audience: Listeners
    text: Text
    until: Term = None
    files: Files = None


class Pick(BaseModel):
    audience: Listeners
    text: Text
    choices: Annotated[
        list[Annotated[str, StringConstraints(min_length=1, max_length=60)]],
        Field(min_length=CHOICES_LEAST, max_length=CHOICES_MOST),
        Ask(reads="lines"),
    ]
    until: Term = None
    files: Files = None


class Agree(BaseModel):
    text: Text
    words: Annotated[str, StringConstraints(min_length=10, max_length=WORDS_MAX)]
    until: Term = None
    files: Files = None


@action("announcement.plain", form=Plain)
def plain(tx: Tx, turn: Turn, scope: str, target: str, form: Plain) -> Screen:
    wanted = Wanted(scope, target, form.text, form.audience, files=tuple(form.files or ()))
    return _preview(turn, announcements.compose(tx, turn.who, wanted=wanted))


@action("announcement.read", form=Read)
def read(tx: Tx, turn: Turn, scope: str, target: str, form: Read) -> Screen:
    wanted = Wanted(
        scope,
        target,
        form.text,
        form.audience,
        Kind.READ,
        files=tuple(form.files or ()),
        answer_until=form.until,
    )
    return _preview(turn, announcements.compose(tx, turn.who, wanted=wanted))


@action("announcement.choice", form=Pick)
def choice(tx: Tx, turn: Turn, scope: str, target: str, form: Pick) -> Screen:
    wanted = Wanted(
        scope,
        target,
        form.text,
        form.audience,
        Kind.CHOICE,
        files=tuple(form.files or ()),
        choices=tuple(form.choices),
        answer_until=form.until,
    )
    return _preview(turn, announcements.compose(tx, turn.who, wanted=wanted))


@action("announcement.consent", form=Agree)
def consent(tx: Tx, turn: Turn, scope: str, target: str, purpose: str, form: Agree) -> Screen:
    wanted = Wanted(
        scope,
        target,
        form.text,
        kind=Kind.CONSENT,
        files=tuple(form.files or ()),
        purpose=Purpose(purpose),
        words=form.words,
        answer_until=form.until,
    )
    return _preview(turn, announcements.compose(tx, turn.who, wanted=wanted))


@action("announcement.safety", form=Plain)
def safety(tx: Tx, turn: Turn, scope: str, target: str, form: Plain) -> Screen:
    """«Важно для безопасности»: quiet hours do not hold it, and it is asked who has read it."""
    wanted = Wanted(
        scope,
        target,
        form.text,
        form.audience,
        Kind.READ,
        files=tuple(form.files or ()),
        safety=True,
    )
    return _preview(turn, announcements.compose(tx, turn.who, wanted=wanted))


@action("announcement.preview")
def preview(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """A draft once more, with the numbers of now."""
    return _preview(turn, announcements.preview(tx, turn.who, announcement=announcement))


def _preview(turn: Turn, made: Preview) -> Screen:
    """The announcement as its receivers will see it, to how many it goes, whom it cannot reach."""
    said = made.announcement
    reach = made.reach
    shown = announcement_letters.letter(said, made.example, made.about)
    answers = [one.label for row in (shown.items, *shown.rows) for one in row]
    lines = [
        words.say("announcement-preview"),
        "",
        shown.text,
        *(words.say("announcement-preview-answer", label=label) for label in answers),
        "",
        words.say(
            "announcement-reach", count=reach.all, parents=reach.parents, pupils=reach.pupils
        ),
        words.say("announcement-unreachable", count=reach.unreachable),
    ]
    if said.safety:
        lines.append(words.say("announcement-at-once"))
    send_ = button(
        words.label("announcement-send"), "announcement.send", style="good", announcement=said.id
    )
    drop = button(words.label("announcement-drop"), "announcement.withdraw", announcement=said.id)
    return Screen("\n".join(lines), ((send_, drop),), files=said.files)


@action("announcement.send", present="announcement.card")
def send(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """«Отправить»."""
    sent = announcements.send(tx, turn.who, announcement=announcement)
    card = link(words.label("announcement-to-card"), "announcement.card", announcement=sent.id)
    if sent.safety:
        return screen(words.say("announcement-sent-safety"), [card])
    back = button(
        words.label("announcement-withdraw"), "announcement.withdraw", announcement=sent.id
    )
    seconds = int(GRACE.total_seconds())
    return screen(words.say("announcement-sent", seconds=seconds), [back], [card])


@action("announcement.withdraw", present="announcement.card")
def withdraw(tx: Tx, turn: Turn, announcement: int) -> Screen:
    """«Отозвать»: nobody has seen it."""
    gone = announcements.withdraw(tx, turn.who, announcement=announcement)
    said = "announcement-dropped" if gone.sent_at is None else "announcement-withdrawn"
    again = link(registry.COMMANDS["new-announcement"].label, "announcement.new")
    return screen(words.say(said), [again])


class Correction(BaseModel):
    text: Text


@action("announcement.correct", present="announcement.card", form=Correction)
def correct(tx: Tx, turn: Turn, announcement: int, form: Correction) -> Screen:
    """«Исправить»: what has left is mended where it stands."""
    announcements.correct(tx, turn.who, announcement=announcement, text=form.text)
    card = link(words.label("announcement-to-card"), "announcement.card", announcement=announcement)
    return screen(words.say("announcement-mended"), [card])

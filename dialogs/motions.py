"""Putting motions to the vote, and the register of decisions (M4)."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, StringConstraints

from dialogs import ballots, cases, form, motion_screens, protocol_text, registry, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from storage import council, motions, protocols
from storage.drafts import Answers, Args
from storage.motion_rows import MotionKind
from storage.motions import MotionView
from storage.outbox import PictureRow
from storage.residents import Who
from storage.store import Tx

Yes = Literal["yes", "no"]
Text = Annotated[str, StringConstraints(min_length=5, max_length=1_000)]


def _yes_no(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, words.label(f"answer-{one}")) for one in ("no", "yes")]


@command("motions", listed=cases.sits)
def under_way(tx: Tx, turn: Turn) -> Screen:
    """«Голосования»: what goes on, what ends first before."""
    found = motions.under_way(tx, turn.who)
    items = [_item(one) for one in found]
    rows = [
        [link(words.label("motion-new"), "motion.new")],
        [
            link(registry.COMMANDS[word].label, "command.run", word=word)
            for word in ("protocols", "cases")
        ],
    ]
    return screen(words.say("motion-list" if found else "motion-list-none"), *rows, items=items)


@command("protocols", listed=cases.sits)
def decided(tx: Tx, turn: Turn) -> Screen:
    """«Протоколы»: what was decided, latest first."""
    found = motions.decided(tx, turn.who)
    items = [_item(one) for one in found]
    return screen(words.say("motion-decided" if found else "motion-decided-none"), items=items)


def _item(one: MotionView) -> Button:
    return link(words.plain(motion_screens.title(one)), "motion.show", motion=one.id)


class General(BaseModel):
    """A question of the Council's own."""

    text: Text
    secret: Annotated[Yes, Ask(choices=_yes_no)]


@action("motion.new", form=General)
def new(tx: Tx, turn: Turn, form: General) -> Screen:
    """«Новое голосование»."""
    made = motions.put(
        tx, turn.who, kind=MotionKind.GENERAL, text=form.text, secret=form.secret == "yes"
    )
    return _put(tx, turn, made)


def _measures(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.value, words.label("motion-measure", kind=one.value))
        for one in (MotionKind.SUSPEND, MotionKind.REMOVE)
    ]


def _for_a_time(answers: Answers) -> bool:
    return answers.get("kind") == MotionKind.SUSPEND


def _for_ever(answers: Answers) -> bool:
    return answers.get("kind") == MotionKind.REMOVE


class OnCase(BaseModel):
    """What is proposed about somebody: for a time or for ever."""

    kind: Annotated[Literal["suspend", "remove"], Ask(choices=_measures)]
    length: Annotated[timedelta | None, Ask(reads="duration", when=_for_a_time)] = None
    safety: Annotated[Yes | None, Ask(choices=_yes_no, when=_for_ever)] = None
    text: Text
    secret: Annotated[Yes, Ask(choices=_yes_no)]


@action("motion.on_case", present="case.show", form=OnCase)
def on_case(tx: Tx, turn: Turn, case: int, form: OnCase) -> Screen:
    """«На голосование» of a case file."""
    made = motions.put(
        tx,
        turn.who,
        kind=MotionKind(form.kind),
        text=form.text,
        case=case,
        until=tx.now + form.length if form.length else None,
        secret=form.secret == "yes",
        for_safety=form.safety == "yes",
    )
    return _put(tx, turn, made)


def _put(tx: Tx, turn: Turn, made: MotionView) -> Screen:
    ballots.ask(tx, made.id, made.tell)
    seen = ballots.ballot(made)
    return seen.after(words.say("motion-put", until=made.ends_at))


def _segments(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(segment, f"{code} {words.label('segment', segment=segment)}")
        for code, segment in protocol_text.CODES.items()
    ]


def _circles(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one, words.label("opened-to", to=one)) for one in ("external", "non_resident")]


class OpenSegment(BaseModel):
    """A segment to be opened: to whom, until when, for what."""

    segment: Annotated[str, Ask(choices=_segments)]
    until: Annotated[date, Ask(reads="date")]
    to: Annotated[Literal["external", "non_resident"], Ask(choices=_circles)]
    text: Text


@action("segment.open", form=OpenSegment)
def open_segment(tx: Tx, turn: Turn, form: OpenSegment) -> Screen:
    made = motions.put(
        tx,
        turn.who,
        kind=MotionKind.OPEN,
        text=form.text,
        segment=form.segment,
        opened_to=form.to,
        until=_end_of(tx, form.until),
    )
    return _put(tx, turn, made)


def _end_of(tx: Tx, day: date) -> datetime:
    """«До 01.03» is with that day."""
    return datetime.combine(day + timedelta(days=1), time(), tx.rules.zone)


class CloseSegment(BaseModel):
    segment: Annotated[str, Ask(choices=_segments)]
    text: Text


@action("segment.close", form=CloseSegment)
def close_segment(tx: Tx, turn: Turn, form: CloseSegment) -> Screen:
    made = motions.put(tx, turn.who, kind=MotionKind.CLOSE, text=form.text, segment=form.segment)
    return _put(tx, turn, made)


@command("open-segment", argument=True, listed=cases.sits)
def open_command(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/открыть S3 до 01.03»: what was not said is asked."""
    council.must_sit(tx, turn.who)
    return form.begin_with(tx, turn, "segment.open", protocol_text.said_of_segment(rest, tx.now))


@command("close-segment", argument=True, listed=cases.sits)
def close_command(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/закрыть S3»."""
    council.must_sit(tx, turn.who)
    said = protocol_text.said_of_segment(rest, tx.now)
    return form.begin_with(
        tx, turn, "segment.close", {name: one for name, one in said.items() if name == "segment"}
    )


@action("motion.protocol")
def protocol(tx: Tx, turn: Turn, motion: int) -> Screen:
    """«Протокол»: as DOCX or PDF."""
    protocols.read(tx, turn.who, motions.row_of(tx, motion))
    return screen(
        words.say("protocol-which"),
        [
            link("DOCX", "motion.protocol_docx", motion=motion),
            link("PDF", "motion.protocol_pdf", motion=motion),
        ],
    )


@action("motion.protocol_docx")
def protocol_docx(tx: Tx, turn: Turn, motion: int) -> Screen:
    return _printed(tx, turn, motion, "protocol-docx")


@action("motion.protocol_pdf")
def protocol_pdf(tx: Tx, turn: Turn, motion: int) -> Screen:
    return _printed(tx, turn, motion, "protocol-pdf")


def _printed(tx: Tx, turn: Turn, motion: int, kind: str) -> Screen:
    kept = protocols.read(tx, turn.who, motions.row_of(tx, motion))
    picture = PictureRow(kind=kind, data=protocol_text.data(kept))
    return Screen(words.say("protocol-made", number=kept.number), picture=picture)

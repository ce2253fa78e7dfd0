"""At the meeting and after it: the code, the certificate, what people thought (E4)."""

from typing import Annotated

from pydantic import BaseModel, Field, StringConstraints

from dialogs import certificates, charts, event_forms, event_words, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link, screen
from storage import event_attendance, event_feedback, form_answers
from storage.drafts import Answers, Args
from storage.event_feedback import Answer, Summary
from storage.outbox import PictureRow
from storage.residents import Who
from storage.store import Tx


@action("event.code")
def code(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Код встречи», for hosts to say aloud."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    made = event_attendance.code(tx, turn.who, event=event)
    return screen(words.say("event-code-said", code=made), [event_words.back(event)])


class Said(BaseModel):
    """The code as it was heard."""

    code: Annotated[str, StringConstraints(min_length=1, max_length=20)]


@action("event.attend", present="event.show", form=Said)
def attend(tx: Tx, turn: Turn, event: int, form: Said) -> Screen:
    """«Я на встрече»: the code is said."""
    done = event_attendance.attend(tx, turn.who, event=event, code=form.code)
    if done is None:
        again = link(words.label("event-attend"), "event.attend", style="primary", event=event)
        return screen(words.say("event-code-wrong", you=turn.you), [again])
    said = words.say("event-attended", title=done.title, you=turn.you)
    return screen(said, [event_words.back(event)])


@action("event.past")
def past(tx: Tx, turn: Turn) -> Screen:
    """Where somebody was, each with its certificate: the events' part of the portfolio; then what
    they held."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = event_attendance.past(tx, turn.who)
    items = [
        link(
            words.label("event-past-line", at=one.starts_at, title=one.title),
            "event.certificate",
            event=one.event,
        )
        for one in found
    ]
    items += [
        link(
            words.label("event-held-line", at=one.starts_at, title=one.title),
            "event.show",
            event=one.event,
        )
        for one in event_attendance.held(tx, turn.who)
    ]
    return screen(words.say("event-past", count=len(items), you=turn.you), items=items)


@action("event.certificate")
def certificate(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Сертификат», as PDF, for whoever was there."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    attended = event_attendance.certificate(tx, turn.who, event=event)
    return Screen(
        words.say("event-certificate-made", title=attended.title),
        ((event_words.back(event),),),
        picture=certificates.row(attended, tx.rules.school),
    )


def _stars(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    # From one up: a typed number is the place in a list, and here the same as the stars.
    return [Choice(number, words.label("event-stars", stars=number)) for number in range(1, 6)]


def _answers(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.value, words.label("event-answer", answer=one.value)) for one in Answer]


class Feedback(BaseModel):
    """Stars, two questions, a free line."""

    stars: Annotated[int, Field(ge=1, le=5), Ask(choices=_stars)]
    useful: Annotated[Answer, Ask(choices=_answers)]
    again: Annotated[Answer, Ask(choices=_answers)]
    words: Annotated[str, StringConstraints(max_length=300)] | None = None


@action("event.feedback", present="event.show", form=Feedback)
def feedback(tx: Tx, turn: Turn, event: int, form: Feedback) -> Screen:
    """«Оценить»."""
    event_feedback.give(
        tx,
        turn.who,
        event=event,
        stars=form.stars,
        useful=form.useful,
        again=form.again,
        words=form.words or "",
    )
    return screen(words.say("event-feedback-thanks", you=turn.you), [event_words.back(event)])


@action("event.summary")
def summary(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Отзывы», to hosts: in numbers, from five answers on."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    desk = form_answers.desk(tx, turn.who, event=event)
    if desk.url:
        return event_forms.desk(desk)
    told = event_feedback.summary(tx, turn.who, event=event)
    back = event_words.back(event)
    if not told.answers:
        said = words.say("event-summary-few", least=event_feedback.LEAST)
        return screen(said, event_forms.ways(desk), [back])
    lines = [words.say("event-summary", count=told.answers, mean=round(told.mean, 1))]
    if told.words:
        lines.append(words.say("event-summary-words"))
        lines += [words.say("form-line", value=one) for one in told.words]
    return Screen("\n".join(lines), ((back,),), picture=_picture(told))


def _picture(told: Summary) -> PictureRow:
    groups = [
        charts.BarGroup(
            title=words.label("event-chart-stars"),
            bars=tuple(
                charts.Bar(label=words.label("event-chart-star", stars=number), count=count)
                for number, count in enumerate(told.stars, start=1)
            ),
        ),
        _group(words.label("event-chart-useful"), told.useful),
        _group(words.label("event-chart-again"), told.again),
    ]
    chart = charts.FeedbackChart(title=words.label("event-chart"), groups=tuple(groups))
    return PictureRow(kind="feedback", data=chart.model_dump_json())


def _group(title: str, counts: tuple[int, ...]) -> charts.BarGroup:
    labels = [words.label("event-answer", answer=one.value) for one in Answer]
    bars = (charts.Bar(label=one, count=n) for one, n in zip(labels, counts, strict=True))
    return charts.BarGroup(title=title, bars=tuple(bars))

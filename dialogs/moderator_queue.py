"""«Сообщить» and «Очередь модератора» (M7): people report, moderators decide."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import cases, moderation, queue_screens, registry, sanction_notices, words
from dialogs import etiquette as content
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import moderation as orders
from storage import reports
from storage.drafts import Answers, Args
from storage.ladder import Step
from storage.residents import Who
from storage.store import Tx


@command("report", argument=True, in_chats=True)
def report(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«Сообщить» in reply to a message, or with one carried on to the bot."""
    if turn.pointed is None:
        turn.who.must_be_resident()
        return screen(words.say("report-how", you=turn.you))
    about = orders.whose(tx, turn.pointed.account)
    made = reports.send(
        tx,
        turn.who,
        about=about,
        talk=turn.talk.id,
        message=turn.pointed.message if turn.in_chat else "",
        text=turn.pointed.text,
    )
    queue_screens.announce(tx, made)
    return screen(words.say("report-sent-chat" if turn.in_chat else "report-sent", you=turn.you))


@command("mod-queue", listed=moderation.keeps_order)
def queue(tx: Tx, turn: Turn) -> Screen:
    """«Очередь модератора»: oldest first, and how often the filter was wrong."""
    found = reports.queue(tx, turn.who)
    lines = [words.say("queue-head", count=len(found))]
    wrong = reports.false_alarms(tx)
    if wrong:
        lines.append(words.say("queue-wrong", count=sum(wrong.values())))
    items = [link(queue_screens.line(one), "report.show", report=one.id) for one in found]
    return screen("\n".join(lines), items=items)


@action("report.show")
def show(tx: Tx, turn: Turn, report: int) -> Screen:
    return queue_screens.card(reports.see(tx, turn.who, report=report))


@action("report.dispute", present="home.menu")
def dispute(tx: Tx, turn: Turn, report: int) -> Screen:
    """«Это ошибка» under the filter's reminder."""
    made = reports.dispute(tx, turn.who, report=report)
    queue_screens.announce(tx, made)
    return screen(words.say("report-disputed", you=turn.you))


@action("report.false", present="report.show")
def false_alarm(tx: Tx, turn: Turn, report: int) -> Screen:
    """«Ложная тревога»: taken back in one press."""
    seen, ended = reports.false_alarm(tx, turn.who, report=report)
    if ended is not None:
        sanction_notices.ended(tx, ended)
    return queue_screens.card(seen)


@action("report.let_be", present="report.show")
def let_be(tx: Tx, turn: Turn, report: int) -> Screen:
    return queue_screens.card(reports.let_be(tx, turn.who, report=report))


@action("report.erase", present="report.show")
def erase(tx: Tx, turn: Turn, report: int) -> Screen:
    """«Удалить из чата»: the report goes on waiting."""
    seen = reports.erase(tx, turn.who, report=report)
    return queue_screens.card(seen).after(words.say("queue-erasing"))


@action("report.remind", present="report.show")
def remind(tx: Tx, turn: Turn, report: int) -> Screen:
    """«Напомнить»: the lightest step, in one press."""
    made = reports.act(tx, turn.who, report=report, step=Step.REMINDER, reason="")
    return moderation.told(tx, turn, made)


def _steps(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    steps = (Step.REMARK, Step.WARNING, Step.SILENCE, Step.SUSPENSION)
    return [Choice(one.value, words.label("step", step=one.value)) for one in steps]


def _lasts(answers: Answers) -> bool:
    return answers.get("step") in (Step.SILENCE, Step.SUSPENSION)


class Measure(BaseModel):
    """A step with its reason, and for how long where it lasts."""

    step: Annotated[Step, Ask(choices=_steps)]
    length: Annotated[timedelta | None, Ask(reads="duration", when=_lasts)] = None
    reason: Annotated[str, StringConstraints(min_length=3, max_length=500)]


@action("report.act", present="report.show", form=Measure)
def act(tx: Tx, turn: Turn, report: int, form: Measure) -> Screen:
    """«Принять меры»: a step, by a person."""
    made = reports.act(
        tx, turn.who, report=report, step=form.step, reason=form.reason, length=form.length
    )
    return moderation.told(tx, turn, made)


class Summary(BaseModel):
    summary: Annotated[str, StringConstraints(min_length=3, max_length=500)]


@action("report.to_council", present="report.show", form=Summary)
def to_council(tx: Tx, turn: Turn, report: int, form: Summary) -> Screen:
    """«На Совет»: what was reported becomes a case file."""
    made = reports.to_council(tx, turn.who, report=report, summary=form.summary)
    cases.announce(tx, made)
    return screen(words.say("case-brought", name=made.who.short, number=made.id))


@command("etiquette", in_chats=True, listed=registry.everybody)
def etiquette(tx: Tx, turn: Turn) -> Screen:
    """«Сетевой этикет», from its file."""
    rules = content.load().rules
    lines = [words.say("etiquette-rule", number=n, rule=rule) for n, rule in enumerate(rules, 1)]
    return screen("\n".join([words.say("etiquette-head"), *lines, "", words.say("etiquette-foot")]))

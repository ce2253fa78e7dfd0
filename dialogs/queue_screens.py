"""A report of the moderators' queue, as they see it (M7)."""

from dialogs import words
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage.reports import ReportState, ReportView
from storage.store import Tx


def announce(tx: Tx, one: ReportView) -> None:
    """Tell the moderators that something waits; whose words it is about is not said here."""
    said = words.say("queue-new", kind=one.kind.value, chat=_chat(one))
    seen = link(words.label("queue-open"), "report.show", style="primary", report=one.id)
    tell(tx, one.tell, screen(said, [seen]), still=("report.waits", one.id))


def card(one: ReportView) -> Screen:
    """A report with what can be done about it."""
    lines = [
        words.say("queue-card", kind=one.kind.value, chat=_chat(one), at=one.at),
        words.say("queue-about", name=one.about.short),
    ]
    if one.by is not None:
        lines.append(words.say("queue-by", name=one.by.short))
    if one.disputed:
        lines.append(words.say("queue-disputed"))
    lines.append(words.say("queue-text", text=one.text) if one.text else words.say("queue-no-text"))
    if one.state not in (ReportState.WAITING, ReportState.REMINDED):
        lines.append(words.say("queue-decided", state=one.state.value))
        return screen("\n".join(lines), [_back()])
    number = one.id
    rows: list[list[Button]] = [
        [
            button(words.label("queue-remind"), "report.remind", report=number),
            link(words.label("queue-act"), "report.act", style="bad", report=number),
        ],
        [
            button(words.label("queue-false"), "report.false", style="good", report=number),
            button(words.label("queue-let-be"), "report.let_be", report=number),
        ],
        [link(words.label("queue-council"), "report.to_council", report=number)],
    ]
    if one.may_erase:
        erase = button(words.label("queue-erase"), "report.erase", style="bad", report=number)
        rows[2].append(erase)
    return screen("\n".join(lines), *rows, [_back()])


def line(one: ReportView) -> str:
    return words.label("queue-line", kind=one.kind.value, chat=_chat(one), at=one.at)


def _back() -> Button:
    return link(words.label("queue-back"), "command.run", word="mod-queue")


def _chat(one: ReportView) -> str:
    return one.chat or words.label("queue-private")

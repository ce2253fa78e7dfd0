"""Case files as the Council sees them, and the way from a file to a vote (M4)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import sanction_notices, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from dialogs.tell import tell
from storage import cases
from storage.cases import CaseView
from storage.residents import Role, Who
from storage.store import Tx


def sits(who: Who) -> bool:
    """Whether the Council's commands are suggested; the right is asked in the store."""
    return who.has(Role.COUNCIL, Role.CHAIR, Role.SECRETARY)


def announce(tx: Tx, made: CaseView) -> None:
    """Tell the Council of a new file; nothing of what is in it."""
    said = words.say("case-new", number=made.id)
    seen = link(words.label("case-open"), "case.show", style="primary", case=made.id)
    tell(tx, made.tell, screen(said, [seen]))


class Explanation(BaseModel):
    text: Annotated[str, StringConstraints(min_length=3, max_length=2_000)]


@action("sanction.explain", present="home.menu", form=Explanation)
def explain(tx: Tx, turn: Turn, sanction: int, form: Explanation) -> Screen:
    """«Дать объяснение» under the notice of a sanction."""
    made = cases.explain(tx, turn.who, sanction=sanction, text=form.text)
    said = words.say("case-explained", number=made.id)
    seen = link(words.label("case-open"), "case.show", style="primary", case=made.id)
    tell(tx, made.tell, screen(said, [seen]))
    return screen(words.say("case-explained-thanks", you=turn.you))


@command("cases", listed=sits)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Дела Совета», latest first."""
    found = cases.open_to(tx, turn.who)
    items = [
        link(
            words.label(
                "case-line",
                number=one.id,
                name=words.label("case-hidden") if one.hidden else one.who.short,
                at=one.opened_at,
            ),
            "case.show",
            case=one.id,
        )
        for one in found
    ]
    return screen(words.say("case-list" if found else "case-list-none"), items=items)


@action("case.show")
def show(tx: Tx, turn: Turn, case: int) -> Screen:
    """A file: what it is about, the messages as they were, the history."""
    seen = cases.see(tx, turn.who, case=case)
    lines = [
        words.say(
            "case-card",
            number=seen.id,
            name=words.label("case-hidden") if seen.hidden else seen.who.short,
            at=seen.opened_at,
        ),
        words.say("case-summary", text=seen.summary),
    ]
    if seen.hidden:
        lines.append(words.say("case-summary-only"))
    for one in seen.messages:
        if one.explains:
            lines.append(words.say("case-explanation", text=one.text))
        else:
            lines.append(words.say("case-message", at=one.at, chat=one.chat or "—", text=one.text))
        if not one.whole:
            lines.append(words.say("case-message-changed"))
    if seen.history:
        lines += ["", words.say("case-history"), *map(sanction_notices.line, seen.history)]
    rows: list[list[Button]] = []
    if not seen.hidden:
        rows.append([link(words.label("case-vote"), "motion.on_case", style="primary", case=case)])
    rows.append([link(words.label("case-back"), "command.run", word="cases")])
    return screen("\n".join(lines), *rows)

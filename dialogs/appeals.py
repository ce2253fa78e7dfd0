"""«Апелляция» (M5): the Council looks anew, before another rapporteur; open to the removed too."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import ballots, form, sanction_notices, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from dialogs.tell import tell
from storage import appeals, motions
from storage.appeals import Appeal
from storage.store import Tx


@command("appeal", argument=True)
def appeal(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«/апелляция»: against what; the only one is asked about at once."""
    found = appeals.may_be_filed(tx, turn.who)
    if not found:
        return screen(words.say("appeal-none", days=tx.rules.appeal_days, you=turn.you))
    if len(found) == 1:
        return form.begin(tx, turn, "appeal.begin", sanction=found[0].id)
    items = [
        link(words.plain(sanction_notices.line(one)), "appeal.begin", sanction=one.id)
        for one in found
    ]
    return screen(words.say("appeal-which", you=turn.you), items=items)


class Grounds(BaseModel):
    text: Annotated[str, StringConstraints(min_length=10, max_length=1_000)]


@action("appeal.begin", present="home.menu", form=Grounds)
def file(tx: Tx, turn: Turn, sanction: int, form: Grounds) -> Screen:
    made = appeals.file(tx, turn.who, sanction=sanction, text=form.text)
    ballots.ask(tx, made.motion, made.voters)
    if made.rapporteur is not None:
        _brief(tx, made)
    ends = motions.row_of(tx, made.motion).ends_at
    lines = [words.say("appeal-filed", until=ends, you=turn.you)]
    if made.paused:
        lines.append(words.say("appeal-paused"))
    return screen("\n".join(lines))


def _brief(tx: Tx, made: Appeal) -> None:
    """The rapporteur gets the whole history, who has no ballot."""
    assert made.rapporteur is not None
    row = motions.row_of(tx, made.motion)
    lines = [
        words.say("appeal-rapporteur", name=made.sanction.who.short, until=row.ends_at),
        words.say("motion-text", text=row.text),
        "",
        words.say("case-history"),
        *(sanction_notices.line(one) for one in appeals.history(tx, made)),
    ]
    rows = [[link(words.label("motion-open"), "motion.show", motion=made.motion)]]
    if row.case_id is not None:
        rows.append([link(words.label("case-open"), "case.show", case=row.case_id)])
    tell(tx, [made.rapporteur.id or 0], screen("\n".join(lines), *rows))

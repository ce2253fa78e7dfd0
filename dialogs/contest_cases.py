"""Cases of a contest: added by hosts, dealt to all at once, chosen by captains (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import contest_notices, contests, words
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import contest_cards, contest_cases
from storage.store import Tx


@action("contest.cases")
def listed(tx: Tx, turn: Turn, event: int) -> Screen:
    """The cases that the person may see; hosts add some before they are dealt."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = contest_cards.card(tx, turn.who, event=event)
    found = contest_cases.listed(tx, turn.who, event=event)
    dealt = "yes" if seen.contest.dealt else "no"
    said = words.say("contest-cases", count=len(found), dealt=dealt)
    rows: list[list[Button]] = []
    if seen.manages and not seen.contest.dealt:
        rows.append([link(words.label("contest-case-add"), "contest.case-new", event=event)])
    back = contests.back(event)
    if seen.manages:
        back = link(words.label("contest-manage"), "contest.manage", event=event)
    items = [link(one.title, "contest.case", case=one.id) for one in found]
    return screen(said, *rows, [back], items=items)


@action("contest.case")
def show(tx: Tx, turn: Turn, case: int) -> Screen:
    """A case whole, with what may be done with it."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = contest_cases.show(tx, turn.who, case=case)
    seen = contest_cards.card(tx, turn.who, event=found.event)
    lines = [words.say("contest-case", title=found.title, text=found.text)]
    if found.url:
        lines.append(words.say("contest-link", url=found.url))
    rows: list[list[Button]] = []
    if seen.manages and not seen.contest.dealt:
        out = words.label("contest-case-out")
        rows.append([button(out, "contest.case-out", style="bad", case=case)])
    is_captain = seen.team is not None and seen.team.captain == turn.who.id
    if is_captain and seen.contest.dealt and seen.cases > 1 and seen.case != found.title:
        rows.append(
            [button(words.label("contest-choose"), "contest.choose", style="good", case=case)]
        )
    rows.append(
        [
            link(words.label("contest-cases-button"), "contest.cases", event=found.event),
            contests.back(found.event),
        ]
    )
    return screen("\n".join(lines), *rows)


class Case(BaseModel):
    """A case as a host writes it."""

    title: Annotated[str, StringConstraints(min_length=3, max_length=150)]
    text: Annotated[str, StringConstraints(min_length=10, max_length=3000)]
    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)] | None = None


@action("contest.case-new", present="contest.cases", form=Case)
def add(tx: Tx, turn: Turn, event: int, form: Case) -> Screen:
    """«Добавить кейс»."""
    added = contest_cases.add(
        tx, turn.who, event=event, title=form.title, text=form.text, url=form.url or ""
    )
    return listed(tx, turn, event).after(words.say("contest-case-added", title=added.title))


@action("contest.case-out")
def remove(tx: Tx, turn: Turn, case: int) -> Screen:
    taken = contest_cases.remove(tx, turn.who, case=case)
    return listed(tx, turn, taken.event).after(words.say("contest-case-gone", title=taken.title))


@action("contest.deal", present="contest.manage")
def deal(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Раздать кейсы»: everybody who takes part gets them at this moment."""
    dealt = contest_cases.deal(tx, turn.who, event=event)
    contest_notices.dealt(tx, dealt)
    return contests.manage(tx, turn, event).after(words.say("contest-dealt"))


@action("contest.choose", present="contest.case")
def choose(tx: Tx, turn: Turn, case: int) -> Screen:
    """The captain takes a case for the team."""
    taken = contest_cases.choose(tx, turn.who, case=case)
    contest_notices.chosen(tx, turn.who, taken)
    said = words.say("contest-chosen", title=taken.title)
    return contests.show(tx, turn, taken.event).after(said)

"""A team's work in a contest: handed in, handed in better, looked at (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import contest_notices, contests, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, link, screen
from storage import contest_cards, contest_works
from storage.contest_works import WorkView
from storage.store import Tx


class Work(BaseModel):
    """What is handed in: a link, files, or both."""

    title: Annotated[str, StringConstraints(min_length=2, max_length=150)]
    text: Annotated[str, StringConstraints(min_length=5, max_length=1000)]
    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)] | None = None
    files: Annotated[list[int] | None, Ask(reads="files")] = None


@action("contest.hand-in", present="contest.work", form=Work)
def hand_in(tx: Tx, turn: Turn, team: int, form: Work) -> Screen:
    """«Сдать работу»; until the deadline a better one takes its place."""
    made = contest_works.hand_in(
        tx,
        turn.who,
        team=team,
        title=form.title,
        text=form.text,
        url=form.url or "",
        files=tuple(form.files or ()),
    )
    contest_notices.handed_in(tx, turn.who, made)
    card = contest_cards.card(tx, turn.who, event=made.event)
    said = words.say(
        "contest-handed-in",
        title=made.title,
        version=made.version,
        until=card.contest.deadline,
        you=turn.you,
    )
    return contests.show(tx, turn, made.event).after(said)


@action("contest.work")
def show(tx: Tx, turn: Turn, team: int) -> Screen:
    """A work as it stands, with its files; the jury may go on to their marks."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    work = contest_works.show(tx, turn.who, team=team)
    if work is None:
        return screen(words.say("contest-no-work-yet"), [_to_team(team)])
    seen = contest_cards.card(tx, turn.who, event=work.event)
    rows: list[list[Button]] = []
    if seen.juror:
        rows.append(
            [
                link(words.label("contest-to-sheet"), "contest.sheet", style="primary", team=team),
                link(words.label("contest-judge"), "contest.judge", event=work.event),
            ]
        )
    is_own = seen.team is not None and seen.team.id == team
    if (is_own or seen.manages) and work.version > 1:
        rows.append([link(words.label("contest-versions"), "contest.versions", team=team)])
    shown = screen("\n".join(said(work)), *rows, [contests.back(work.event)])
    return Screen(shown.text, shown.rows, files=work.files)


def _to_team(team: int) -> Button:
    return link(words.label("contest-team-button"), "contest.team", team=team)


def said(work: WorkView) -> list[str]:
    """A work in words, without its files."""
    lines = [words.say("contest-work", team=work.team_title, title=work.title)]
    if work.case:
        lines.append(words.say("contest-own-case", title=work.case))
    lines += ["", words.say("contest-work-text", text=work.text)]
    if work.url:
        lines.append(words.say("contest-link", url=work.url))
    lines.append(words.say("contest-work-version", version=work.version, at=work.at))
    return lines


@action("contest.versions")
def versions(tx: Tx, turn: Turn, team: int) -> Screen:
    """Everything that a team has handed in, with the files of all versions."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = contest_works.versions(tx, turn.who, team=team)
    lines = [words.say("contest-versions-head", count=len(found))]
    lines += [
        words.say(
            "contest-versions-line",
            version=one.version,
            title=one.title,
            at=one.at,
            name=one.by.short,
            url=one.url or "none",
        )
        for one in found
    ]
    files = tuple(file for one in found for file in one.files)
    shown = screen(
        "\n".join(lines), [link(words.label("contest-work-button"), "contest.work", team=team)]
    )
    return Screen(shown.text, shown.rows, files=files)

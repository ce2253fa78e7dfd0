"""The coordinator's desk: lists of projects, hand-overs, reopening, the archive (P1, P12)."""

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import projects, registry, words
from dialogs import reviews as review_screens
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import cards, handover, offers, overviews, review_queue, reviews
from storage.cards import ProjectLine
from storage.drafts import Answers, Args
from storage.offers import SupervisorLine
from storage.residents import Role, Who
from storage.stages import StageState
from storage.store import Tx


def sits_here(who: Who) -> bool:
    return who.has(Role.COORDINATOR, Role.ADMIN, Role.CLASS_TEACHER)


def _leads(who: Who) -> bool:
    return who.has(Role.COORDINATOR, Role.ADMIN)


@command("desk", listed=sits_here)
def desk(tx: Tx, turn: Turn) -> Screen:
    """«Все проекты»: how many where, what is late, who has nobody."""
    groups = overviews.by_stage(tx, turn.who)
    late = overviews.overdue(tx, turn.who)
    alone = overviews.without_supervisor(tx, turn.who)
    lines = [words.say("desk-head", count=sum(len(one.projects) for one in groups))]
    lines += [
        words.say("desk-stage", number=one.number, title=one.title, count=len(one.projects))
        if one.number is not None
        else words.say("desk-finished", count=len(one.projects))
        for one in groups
    ]
    row = [
        link(words.label("desk-overdue", count=len(late)), "desk.overdue"),
        link(words.label("desk-alone", count=len(alone)), "desk.alone"),
    ]
    rows: list[list[Button]] = [row]
    if _leads(turn.who):
        waiting = review_queue.late(tx, turn.who)
        rows.append(
            [
                link(words.label("desk-late", count=len(waiting)), "desk.late"),
                link(words.label("desk-leaver"), "desk.leaver"),
            ]
        )
    rows.append(
        [
            link(registry.COMMANDS[word].label, "command.run", word=word)
            for word in ("paper", "chats")
        ]
    )
    rows[-1].append(link(words.label("class-table-button"), "desk.table"))
    items = [
        link(
            words.label("desk-open-stage", number=one.number, title=one.title)
            if one.number is not None
            else words.label("desk-open-finished"),
            "desk.stage",
            number=one.number or 0,
        )
        for one in groups
    ]
    return screen("\n".join(lines), *rows, items=items)


def _listed(title: str, lines: Sequence[ProjectLine]) -> Screen:
    back = link(words.label("desk-back"), "command.run", word="desk")
    items = [link(projects.line_of(one), "project.card", project=one.id) for one in lines]
    said = words.say(title, count=len(lines)) if lines else words.say("desk-nothing")
    return screen(said, [back], items=items)


@action("desk.stage")
def at_stage(tx: Tx, turn: Turn, number: int) -> Screen:
    groups = overviews.by_stage(tx, turn.who)
    found = [line for one in groups if (one.number or 0) == number for line in one.projects]
    return _listed("desk-list", found)


@action("desk.overdue")
def overdue(tx: Tx, turn: Turn) -> Screen:
    return _listed("desk-list-overdue", overviews.overdue(tx, turn.who))


@action("desk.alone")
def alone(tx: Tx, turn: Turn) -> Screen:
    return _listed("desk-list-alone", overviews.without_supervisor(tx, turn.who))


@action("desk.late")
def late(tx: Tx, turn: Turn) -> Screen:
    """Verdicts that have waited too long."""
    waiting = review_queue.late(tx, turn.who)
    back = link(words.label("desk-back"), "command.run", word="desk")
    items = [
        link(
            words.label(
                "desk-late-item",
                project=one.project_title,
                days=one.working_days,
                name=one.supervisor.short if one.supervisor else "—",
            ),
            "project.card",
            project=one.project,
        )
        for one in waiting
    ]
    said = words.say("desk-list-late", count=len(items)) if items else words.say("desk-nothing")
    return screen(said, [back], items=items)


@action("desk.project")
def of_project(tx: Tx, turn: Turn, project: int) -> Screen:
    """What a coordinator may do with a project."""
    turn.who.must_have(Role.COORDINATOR, Role.ADMIN)
    card = cards.card(tx, turn.who, project=project)
    lines = cards.stage_lines(tx, turn.who, project=project)
    accepted = [one for one in lines if one.state is StageState.ACCEPTED]
    rows = [[link(words.label("desk-hand-over"), "desk.hand_over", project=project)]]
    if accepted:
        label = words.label("desk-reopen", number=accepted[-1].number)
        rows.append([link(label, "desk.reopen", stage=accepted[-1].id)])
    rows.append([link(words.label("project-tie-chat"), "chat.code-project", project=project)])
    rows.append([link(words.label("desk-archive"), "desk.archive", project=project)])
    rows.append([link(words.label("project-back-to-card"), "project.card", project=project)])
    return screen(words.say("desk-project", title=card.title), *rows)


def _supervisors(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.who.id or 0, _with_places(one)) for one in offers.supervisors(tx, who)]


def _with_places(one: SupervisorLine) -> str:
    name = projects.full_name(one.who)
    return words.label("project-supervisor", name=name, free=one.free)


class NewSupervisor(BaseModel):
    supervisor: Annotated[int, Ask(choices=_supervisors)]


@action("desk.hand_over", present="project.card", form=NewSupervisor)
def hand_over(tx: Tx, turn: Turn, project: int, form: NewSupervisor) -> Screen:
    """Give a project to another supervisor; the pupils are told."""
    done = handover.hand_over(tx, turn.who, project=project, to=form.supervisor)
    said = words.say("desk-handed-over", title=done.title, name=done.supervisor.short)
    card = link(words.label("project-open-card"), "project.card", project=project)
    tell(tx, done.tell, screen(said, [card]))
    return screen(said, [card])


class Leaver(BaseModel):
    supervisor: Annotated[int, Ask(choices=_supervisors)]


@action("desk.leaver", form=Leaver)
def supervisor_left(tx: Tx, turn: Turn, form: Leaver) -> Screen:
    """A supervisor leaves: no project becomes an orphan unnoticed."""
    gone = handover.supervisor_left(tx, turn.who, supervisor=form.supervisor)
    for orphan in gone.projects:
        note = words.say("desk-orphan-pupils", title=orphan.title, name=gone.supervisor.short)
        tell(tx, [one.id for one in orphan.members if one.id is not None], screen(note))
    back = link(words.label("desk-back"), "command.run", word="desk")
    items = [link(one.title, "desk.hand_over", project=one.project) for one in gone.projects]
    said = words.say("desk-left", name=gone.supervisor.short, count=len(gone.projects))
    return screen(said, [back], items=items)


class Reason(BaseModel):
    reason: Annotated[str, StringConstraints(min_length=5, max_length=500)]


@action("desk.reopen", present="stage.show", form=Reason)
def reopen(tx: Tx, turn: Turn, stage: int, form: Reason) -> Screen:
    """Return a stage that was accepted, with a reason."""
    back = reviews.reopen(tx, turn.who, stage=stage, reason=form.reason)
    tell(tx, back.tell, review_screens.returned_for_pupils(back, turn.who.short))
    return screen(words.say("review-returned", title=back.stage_title, project=back.project_title))


@action("desk.archive")
def ask_archive(tx: Tx, turn: Turn, project: int) -> Screen:
    turn.who.must_have(Role.COORDINATOR, Role.ADMIN)
    card = cards.card(tx, turn.who, project=project)
    return screen(
        words.say("desk-archive-sure", title=card.title),
        [
            button(
                words.label("desk-archive-yes"), "desk.archive_now", style="bad", project=project
            ),
            link(words.label("project-back-to-card"), "project.card", project=project),
        ],
    )


@action("desk.archive_now", present="desk.project")
def archive(tx: Tx, turn: Turn, project: int) -> Screen:
    done = handover.archive(tx, turn.who, project=project)
    said = words.say("desk-archived", title=done.title)
    tell(tx, done.tell, screen(said))
    return screen(said)

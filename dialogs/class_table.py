"""«Выгрузить таблицу»: the class, or all classes, with their projects, as XLSX (P10, P12)."""

from dialogs import documents, projects, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link
from storage import overviews
from storage.overviews import PupilLine
from storage.residents import Role
from storage.store import Tx


@action("desk.table")
def table(tx: Tx, turn: Turn) -> Screen:
    """A row for each pupil and project; who has no project stands there too."""
    lines = overviews.by_pupil(tx, turn.who)
    of_all = turn.who.has(Role.COORDINATOR, Role.ADMIN)
    grade = "" if of_all else turn.who.grade
    made = documents.table(
        words.label("class-table-file", grade=grade, which="all" if of_all else "class"),
        documents.header(words.label("class-table-columns")),
        [cells(one) for one in lines],
    )
    back = link(words.label("desk-back"), "command.run", word="desk")
    said = words.say("class-table-said", count=len({one.pupil.id for one in lines}))
    return Screen(said, ((back,),), picture=made)


def cells(one: PupilLine) -> list[str]:
    """A row of the table."""
    pupil, project = one.pupil, one.project
    named = [pupil.grade, pupil.family, pupil.name]
    if project is None:
        return [*named, words.label("class-table-none"), "", "", "", "", ""]
    stage = project.stage
    return [
        *named,
        project.title,
        project.supervisor.short if project.supervisor else "",
        f"{stage.number}. {stage.title}" if stage else "",
        words.label("chart-state", state=projects.state_of(stage)) if stage else "",
        stage.due.strftime("%d.%m.%Y") if stage else "",
        str(stage.overdue_days) if stage and stage.overdue_days else "",
    ]

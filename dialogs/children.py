"""«Мои дети»: what a parent sees of their own children (R1)."""

from dialogs import registry, words
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, link, screen
from storage import children
from storage.cards import ProjectLine
from storage.children import ChildView
from storage.residents import Role, Who
from storage.stages import StageState
from storage.store import Tx


def is_parent(who: Who) -> bool:
    return who.has(Role.PARENT)


@command("children", listed=is_parent)
def own(tx: Tx, turn: Turn) -> Screen:
    """All children in one account; one who is restricted is a neutral sentence, not a name."""
    found = children.own(tx, turn.who)
    said = [_child(one) for one in found.children]
    if found.restricted:
        said.append(words.say("child-restricted"))
    if not said:
        return screen(words.say("children-none"))
    items = [link(one.who.short, "child.show", child=one.who.id or 0) for one in found.children]
    rows = [_digest_row()] if items else []
    return screen("\n\n".join(said), *rows, items=items if len(items) > 1 else _projects(found))


def _projects(found: children.OwnChildren) -> list[Button]:
    """With one child there is nothing to choose from but the projects."""
    return [_open(line) for one in found.children for line in one.projects]


def _open(line: ProjectLine) -> Button:
    return link(line.title, "project.card", project=line.id)


def _digest_row() -> list[Button]:
    return [
        link(words.label("digest-now"), "digest.now"),
        link(words.label("digest-settings"), "digest.settings"),
    ]


@action("children.list")
def list_again(tx: Tx, turn: Turn) -> Screen:
    return own(tx, turn)


@action("child.show")
def show(tx: Tx, turn: Turn, child: int) -> Screen:
    """One child: each project with its stage and due date."""
    found = children.one(tx, turn.who, child=child)
    back = [link(registry.COMMANDS["children"].label, "children.list")]
    return screen(_child(found), back, items=[_open(line) for line in found.projects])


def _child(one: ChildView) -> str:
    said = [words.say("digest-child", name=one.who.short)]
    said += [_line(line) for line in one.projects]
    if not one.projects:
        said.append(words.say("child-no-projects"))
    return "\n".join(said)


def _line(line: ProjectLine) -> str:
    stage = line.stage
    if stage is None:
        return words.say("digest-project-finished", project=line.title)
    name = "digest-project-overdue" if stage.overdue_days else "digest-project"
    if stage.state is StageState.SUBMITTED:
        name = "digest-project-waits"
    return words.say(
        name, project=line.title, number=stage.number, title=stage.title, due=stage.due
    )

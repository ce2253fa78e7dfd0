"""What the daily look has found, in words: a very late stage, codes (R3)."""

from dialogs import paper, registry, words
from dialogs.screen import link, screen
from dialogs.tell import tell
from storage import parent_told
from storage.codes_ending import CodesEnding
from storage.lateness import LateNotice
from storage.parent_told import Told
from storage.preferences import Kind
from storage.store import Tx

#: Imported so that their commands are registered, whoever runs the jobs.
DIALOGS = (paper,)


def overdue(tx: Tx, late: LateNotice) -> None:
    """A stage is overdue for more than a week: every parent who may know is told the same."""
    open_ = link(words.label("digest-open-project"), "project.card", project=late.project)
    for child in late.children:
        said = words.say(
            "overdue-parents",
            name=child.short,
            title=late.title,
            project=late.project_title,
            due=late.due,
        )
        for parent in child.parents:
            told = parent_told.note(
                tx, child=child.id, parent=parent, how=Told.OVERDUE, text=said, stage=late.stage
            )
            tell(
                tx,
                [parent],
                screen(said, [open_]),
                still=("parent-told.holds", told),
                kind=Kind.OVERDUE,
            )


def codes_end(tx: Tx, resident: int, ending: CodesEnding) -> None:
    """Codes end that nobody has used: who hands them out is told."""
    said = words.say("codes-end", grade=ending.grade or "none", count=ending.count, day=ending.day)
    paper = link(registry.COMMANDS["paper"].label, "command.run", word="paper")
    tell(tx, [resident], screen(said, [paper]))

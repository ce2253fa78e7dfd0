"""The day of a conference: «Следующий доклад», who did not come (E5)."""

from dialogs import conference_notices, conferences, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen
from storage import conference_day, diary
from storage import conferences as stored
from storage.store import Tx


@action("conference.given", present="conference.talk")
def given(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Следующий доклад»: this one was given."""
    return _ended(tx, turn, talk, given=True)


@action("conference.absent", present="conference.talk")
def absent(tx: Tx, turn: Turn, talk: int) -> Screen:
    """«Докладчик не пришёл»: the next one speaks."""
    return _ended(tx, turn, talk, given=False)


def _ended(tx: Tx, turn: Turn, talk: int, *, given: bool) -> Screen:
    done = conference_day.end(tx, turn.who, talk=talk, given=given)
    if done.project is not None:
        said = words.label("conference-diary", title=done.title, event=done.event_title)
        diary.note(tx, project=done.project, author=done.author, text=said)
    conference_notices.ended(tx, done)
    section = stored.talk_of(tx, talk).section_id or 0
    text = "conference-given-done" if given else "conference-absent-done"
    return conferences.section(tx, turn, section).after(words.say(text, title=done.title))

"""Ballots in private, votes, results (M4)."""

from collections.abc import Iterable

from dialogs import motion_screens, sanction_notices, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, button, link, screen
from dialogs.tell import tell
from storage import motions, residents
from storage.counting import Choice
from storage.motions import Closed, MotionView
from storage.store import Tx


def ask(tx: Tx, motion: int, voters: Iterable[int]) -> None:
    """Send the ballot to each, with what each may see of the matter."""
    for member in voters:
        seen = motions.view(tx, residents.who(tx, member), motions.row_of(tx, motion))
        tell(tx, [member], ballot(seen), still=("motion.open", motion))


def ballot(seen: MotionView) -> Screen:
    """A motion with the three answers, while its reader may give one."""
    said = motion_screens.motion(seen)
    if not seen.may_vote:
        rows = [[link(words.label("motion-protocol"), "motion.protocol", motion=seen.id)]]
        return screen(said, *(rows if seen.number is not None else []))
    number = seen.id
    return screen(
        said,
        [
            button(words.label("vote-yes"), "vote.yes", style="good", motion=number),
            button(words.label("vote-no"), "vote.no", style="bad", motion=number),
        ],
        [button(words.label("vote-abstain"), "vote.abstain", motion=number)],
        [link(words.label("case-open"), "case.show", case=seen.case)]
        if seen.case is not None and not seen.hidden
        else [],
    )


@action("motion.show")
def show(tx: Tx, turn: Turn, motion: int) -> Screen:
    return ballot(motions.see(tx, turn.who, motion=motion))


@action("vote.yes", present="motion.show")
def vote_yes(tx: Tx, turn: Turn, motion: int) -> Screen:
    """«За»."""
    return _vote(tx, turn, motion, Choice.YES)


@action("vote.no", present="motion.show")
def vote_no(tx: Tx, turn: Turn, motion: int) -> Screen:
    """«Против»."""
    return _vote(tx, turn, motion, Choice.NO)


@action("vote.abstain", present="motion.show")
def vote_abstain(tx: Tx, turn: Turn, motion: int) -> Screen:
    """«Воздержаться»."""
    return _vote(tx, turn, motion, Choice.ABSTAIN)


def _vote(tx: Tx, turn: Turn, motion: int, choice: Choice) -> Screen:
    seen, closed = motions.vote(tx, turn.who, motion=motion, choice=choice)
    # What is said stays with the messages for a while: of a secret choice not a word.
    said = "secret" if seen.secret else choice.value
    if closed is not None:
        result(tx, closed)
        return screen(words.say("vote-taken-last", choice=said))
    return screen(
        words.say("vote-taken", choice=said, voted=seen.voted, size=seen.size, until=seen.ends_at)
    )


def remind(tx: Tx, motion: int, members: Iterable[int]) -> None:
    """Remind those who have not voted."""
    for member in members:
        seen = motions.view(tx, residents.who(tx, member), motions.row_of(tx, motion))
        shown = ballot(seen).after(words.say("vote-remind", until=seen.ends_at))
        tell(tx, [member], shown, still=("motion.open", motion))


def result(tx: Tx, closed: Closed) -> None:
    """Tell the Council of a result, and everybody concerned of what it has brought about."""
    said = words.say(
        "motion-closed",
        number=closed.number,
        kind=closed.kind.value,
        result=closed.result.value,
        yes=closed.yes,
        no=closed.no,
        abstained=closed.abstained,
    )
    seen = [
        link(words.label("motion-protocol"), "motion.protocol", motion=closed.motion),
        link(words.label("motion-open"), "motion.show", motion=closed.motion),
    ]
    tell(tx, closed.tell, screen(said, seen))
    effect = closed.effect
    if effect.given is not None:
        sanction_notices.given(tx, effect.given)
    if effect.confirmed is not None:
        one = effect.confirmed
        note = words.say("mod-confirmed", until=one.until or one.at)
        tell(tx, [one.who.id or 0], screen(note))
    if effect.ended is not None:
        sanction_notices.ended(tx, effect.ended)
    if effect.upheld is not None:
        one = effect.upheld
        note = words.say("appeal-refused", you="ty" if one.who.is_pupil else "vy")
        tell(tx, [one.who.id or 0], screen(note), urgent=True)

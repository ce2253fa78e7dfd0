"""What people are told of a contest when they have not just written (E5, C9, C10)."""

from collections.abc import Callable, Iterable
from functools import partial

from dialogs import event_words, words
from dialogs.screen import Screen, link, screen
from dialogs.tell import tell
from storage import residents
from storage.contest_cases import CaseView, Dealt
from storage.contest_jury import Named
from storage.contest_removals import Removed
from storage.contest_results import Result, Results
from storage.contest_teams import TeamView
from storage.contest_works import Deadline, WorkView
from storage.contests import ContestView
from storage.residents import Who
from storage.store import Tx


def _to_contest(said: str, event: int) -> Screen:
    return screen(said, [link(words.label("contest-back"), "contest.show", event=event)])


def _each(
    tx: Tx,
    to: Iterable[int],
    said: Callable[[str], str],
    event: int,
    *,
    still: tuple[str, int] | None = None,
    urgent: bool = False,
) -> None:
    """Tell each as they are spoken to: ``said`` makes the words for "ty" or "vy"."""
    for number, who in residents.people(tx, to).items():
        shown = _to_contest(said(event_words.you(who)), event)
        tell(tx, [number], shown, still=still, urgent=urgent)


def came(tx: Tx, by: Who, team: TeamView) -> None:
    said = words.say("contest-came", name=by.short, title=team.title)
    tell(tx, team.tell, _to_contest(said, team.event))


def went(tx: Tx, by: Who, team: TeamView) -> None:
    said = words.say("contest-went", name=by.short, title=team.title)
    tell(tx, team.tell, _to_contest(said, team.event))


def was_put(tx: Tx, team: TeamView, pupil: int) -> None:
    """A host has found a team for somebody."""
    _each(
        tx,
        [pupil],
        lambda you: words.say("contest-was-put", title=team.title, you=you),
        team.event,
    )
    name = residents.who(tx, pupil).short
    said = words.say("contest-came", name=name, title=team.title)
    tell(tx, [one for one in team.tell if one != pupil], _to_contest(said, team.event))


def renamed(tx: Tx, by: Who, team: TeamView) -> None:
    said = words.say("contest-renamed-note", name=by.short, title=team.title)
    tell(tx, team.tell, _to_contest(said, team.event))


def removed(tx: Tx, by: Who, done: Removed) -> None:
    """Who was taken out of a team, or was in one that is no more, learns why."""
    team, text = done.team, "contest-removed-note" if done.team.members else "contest-dissolved"
    _each(
        tx,
        done.out,
        lambda you: words.say(
            text,
            event=done.event_title,
            title=team.title,
            name=by.short,
            reason=done.reason,
            you=you,
        ),
        team.event,
    )
    for one in done.out:
        went(tx, residents.who(tx, one), team)


def captain(tx: Tx, team: TeamView) -> None:
    name = next(one.short for one in team.members if one.id == team.captain)
    said = words.say("contest-captain-note", name=name, title=team.title)
    tell(tx, team.tell, _to_contest(said, team.event))


def dealt(tx: Tx, done: Dealt) -> None:
    """Everybody who takes part gets the cases now: nobody's quiet hours give them less time."""
    lines = [words.say("contest-dealt-head", title=done.event.title, count=len(done.cases))]
    if len(done.cases) == 1:
        case = done.cases[0]
        lines.append(words.say("contest-case", title=case.title, text=case.text))
        lines += [words.say("contest-link", url=case.url)] if case.url else []
    else:
        lines += [words.say("form-line", value=one.title) for one in done.cases]
    cases = link(
        words.label("contest-cases-button"), "contest.cases", style="primary", event=done.event.id
    )
    shown = screen("\n".join(lines), [cases])
    tell(tx, done.tell, shown, still=("event.stands", done.event.id), urgent=True)


def chosen(tx: Tx, by: Who, case: CaseView) -> None:
    said = words.say("contest-chosen-note", name=by.short, title=case.title)
    tell(tx, case.tell, _to_contest(said, case.event))


def handed_in(tx: Tx, by: Who, work: WorkView) -> None:
    said = words.say(
        "contest-handed-in-note", name=by.short, title=work.title, version=work.version
    )
    tell(tx, work.tell, _to_contest(said, work.event))


def deadline_set(tx: Tx, contest: ContestView) -> None:
    """Another deadline: everybody who takes part is told, at once while works are made."""
    said = words.say("contest-deadline-note", title=contest.event.title, until=contest.deadline)
    tell(tx, contest.tell, _to_contest(said, contest.event.id), urgent=contest.open)


def stopped(tx: Tx, contest: ContestView) -> None:
    """A host takes no more works: nobody is to find that out by a refusal."""
    said = words.say("contest-stopped-note", title=contest.event.title)
    tell(tx, contest.tell, _to_contest(said, contest.event.id), urgent=True)


def remind(tx: Tx, due: Deadline) -> None:
    """Teams that have handed nothing in, shortly before the deadline."""
    for team, people in due.teams:
        _each(
            tx,
            people,
            lambda you: words.say(
                "contest-remind", title=due.event.title, until=due.until, you=you
            ),
            due.event.id,
            still=("contest.unhanded", team),
            urgent=True,
        )


def over(tx: Tx, due: Deadline) -> None:
    """The deadline has passed: the jury may begin, the hosts know how many works there are."""
    hosts = words.say("contest-over-hosts", title=due.event.title, handed=due.handed)
    manage = link(words.label("contest-manage"), "contest.manage", event=due.event.id)
    tell(tx, due.hosts, screen(hosts, [manage]))
    if due.handed:
        said = words.say("contest-over-jury", title=due.event.title, handed=due.handed)
        tell(tx, due.jury, _to_judge(said, due.event.id))


def _to_judge(said: str, event: int) -> Screen:
    return screen(
        said, [link(words.label("contest-judge"), "contest.judge", style="primary", event=event)]
    )


def named(tx: Tx, by: Who, done: Named) -> None:
    """Somebody was asked into the jury."""
    said = words.say(
        "contest-named", title=done.event.title, name=by.short, starts=done.event.starts_at
    )
    if done.who.id is not None and done.who.id != by.id:
        tell(tx, [done.who.id], _to_judge(said, done.event.id))


def published(tx: Tx, done: Results) -> None:
    """Each team is told its own result, and nobody another's."""
    for one in done.lines:
        _each(tx, one.members, partial(_own, done, one), done.contest.event.id)


def _own(done: Results, own: Result, you: str) -> str:
    if own.place is None or own.mean is None:
        return words.say("contest-published-unjudged", title=done.contest.event.title, you=you)
    return words.say(
        "contest-published",
        title=done.contest.event.title,
        team=own.title,
        place=own.place,
        mean=round(own.mean, 2),
        best=done.contest.best,
        you=you,
    )

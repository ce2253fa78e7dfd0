"""A team: who is in it, roles, contributions, coming in and leaving (P7)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import contest_teams, form, projects, registry, typed, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import cards, codes, invitations, leaving, teams
from storage import contest_teams as stored_teams
from storage.drafts import Answers, Args
from storage.invitations import InvitationView
from storage.leaving import LeaveView
from storage.projects import Relation
from storage.residents import Role, Who
from storage.store import Tx


@action("team.show")
def show(tx: Tx, turn: Turn, project: int) -> Screen:
    """Who does what in the team."""
    card = cards.card(tx, turn.who, project=project)
    lines = [words.say("team-head", title=card.title)]
    for one in card.members:
        lines.append(words.say("team-member", name=one.who.short, role=one.role or "—"))
        if one.contribution:
            lines.append(words.say("team-contribution", text=one.contribution))
    back = link(words.label("project-back-to-card"), "project.card", project=project)
    if Relation.MEMBER not in card.relations:
        return screen("\n".join(lines), [back])
    return screen(
        "\n".join(lines),
        [
            link(words.label("team-invite"), "team.invite", project=project),
            link(words.label("team-code"), "team.code", project=project),
        ],
        [
            link(words.label("team-role"), "team.role", project=project),
            link(words.label("team-contribute"), "team.contribute", project=project),
        ],
        [link(words.label("team-leave"), "team.leave", project=project), back],
    )


@action("team.code")
def code(tx: Tx, turn: Turn, project: int) -> Screen:
    """A code that brings others into the team."""
    made = invitations.make_code(tx, turn.who, project=project)
    said = words.say("team-code-made", code=made.code, title=made.title, until=made.expires_at)
    return screen(said, [_to_team(project)])


def _to_team(project: int) -> Button:
    return link(words.label("team-back"), "team.show", project=project)


class JoinCode(BaseModel):
    code: Annotated[str, StringConstraints(min_length=6, max_length=20), Ask(reads="code")]


def _code_after_word(text: str) -> str | None:
    """«вступить XXXX-XXXX», as the code's text tells to write it."""
    word, _, rest = text.strip().partition(" ")
    words_of_it = map(typed.normal, registry.COMMANDS["join-team"].said())
    return rest.strip() if typed.normal(word) in words_of_it and codes.spot(rest) else None


@command("join-team", argument=True, reads=_code_after_word, listed=projects.is_pupil)
def join(tx: Tx, turn: Turn, rest: str) -> Screen:
    """«Вступить в команду» by a code."""
    turn.who.must_have(Role.STUDENT)
    if rest:
        return join_with(tx, turn, rest)
    waiting = invitations.waiting(tx, turn.who)
    if waiting:
        items = [link(one.title, "invitation.show", invitation=one.id) for one in waiting]
        own = link(words.label("team-by-code"), "team.join")
        return screen(words.say("team-invitations", count=len(waiting)), [own], items=items)
    return form.begin(tx, turn, "team.join")


@action("team.join", form=JoinCode)
def join_by_code(tx: Tx, turn: Turn, form: JoinCode) -> Screen:
    return join_with(tx, turn, form.code)


def join_with(tx: Tx, turn: Turn, given: str) -> Screen:
    """Come into the team whose code was given, a project's or a contest's; raises
    `refusals.Missing` if it is no team's."""
    if stored_teams.of_code(tx, given) is not None:
        return contest_teams.join_with(tx, turn, given)
    joined = invitations.join(tx, turn.who, code=given)
    tell(tx, joined.tell, _came(joined.project, joined.title, turn.who))
    said = words.say("team-joined", title=joined.title, you=turn.you)
    return projects.card(tx, turn, joined.project).after(said)


def _came(project: int, title: str, who: Who) -> Screen:
    said = words.say("team-came", name=who.short, title=title)
    return screen(said, [_to_team(project)])


def _classmates(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    starts = str(answers.get("family") or "")
    found = invitations.candidates(tx, who, project=int(args["project"]), starts=starts)
    return [Choice(one.id or 0, one.short) for one in found]


class Invite(BaseModel):
    """Whom to invite: the beginning of the family name, then one of the list."""

    family: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    pupil: Annotated[int, Ask(choices=_classmates)]


@action("team.invite", form=Invite)
def invite(tx: Tx, turn: Turn, project: int, form: Invite) -> Screen:
    made = invitations.invite(tx, turn.who, project=project, pupil=form.pupil)
    tell(tx, made.tell, _invitation(made), still=("invitation.waits", made.id))
    said = words.say("team-invited", name=made.pupil.short)
    return show(tx, turn, project).after(said)


def _invitation(made: InvitationView) -> Screen:
    return screen(
        words.say("team-invitation", name=made.by.short, title=made.title),
        [
            button(words.label("team-agree"), "invitation.agree", style="good", invitation=made.id),
            button(
                words.label("team-refuse"), "invitation.refuse", style="bad", invitation=made.id
            ),
        ],
    )


@action("invitation.show")
def show_invitation(tx: Tx, turn: Turn, invitation: int) -> Screen:
    made = invitations.show(tx, turn.who, invitation=invitation)
    if made.agreed is None:
        return _invitation(made)
    agreed = "yes" if made.agreed else "no"
    return screen(words.say("team-invitation-answered", title=made.title, agreed=agreed))


@action("invitation.agree", present="invitation.show")
def agree(tx: Tx, turn: Turn, invitation: int) -> Screen:
    made = invitations.answer(tx, turn.who, invitation=invitation, agreed=True)
    tell(tx, made.tell, _came(made.project, made.title, turn.who))
    said = words.say("team-joined", title=made.title, you=turn.you)
    return projects.card(tx, turn, made.project).after(said)


@action("invitation.refuse", present="invitation.show")
def refuse(tx: Tx, turn: Turn, invitation: int) -> Screen:
    made = invitations.answer(tx, turn.who, invitation=invitation, agreed=False)
    note = words.say("team-refused-note", name=turn.who.short, title=made.title)
    tell(tx, made.tell, screen(note))
    return screen(words.say("team-refused", title=made.title))


def _members(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    card = cards.card(tx, who, project=int(args["project"]))
    return [Choice(one.who.id or 0, one.who.short) for one in card.members]


class TeamRole(BaseModel):
    member: Annotated[int, Ask(choices=_members)]
    role: Annotated[str, StringConstraints(min_length=2, max_length=80)]


@action("team.role", form=TeamRole)
def set_role(tx: Tx, turn: Turn, project: int, form: TeamRole) -> Screen:
    view = teams.set_role(tx, turn.who, project=project, member=form.member, role=form.role)
    tell(tx, view.tell, screen(words.say("team-role-note", name=view.who.short, role=view.role)))
    said = words.say("team-role-set", name=view.who.short, role=view.role)
    return show(tx, turn, project).after(said)


class Contribution(BaseModel):
    text: Annotated[str, StringConstraints(min_length=5, max_length=1000)]


@action("team.contribute", form=Contribution)
def contribute(tx: Tx, turn: Turn, project: int, form: Contribution) -> Screen:
    teams.write_contribution(tx, turn.who, project=project, text=form.text)
    return show(tx, turn, project).after(words.say("team-contributed"))


class Leaving(BaseModel):
    reason: Annotated[str, StringConstraints(min_length=5, max_length=500)]


@action("team.leave", present="team.show", form=Leaving)
def ask_leave(tx: Tx, turn: Turn, project: int, form: Leaving) -> Screen:
    """Leave only with the supervisor's word."""
    asked = leaving.ask(tx, turn.who, project=project, reason=form.reason)
    tell(tx, asked.tell, _leave_screen(asked), still=("leave.waits", asked.id))
    return screen(words.say("team-leave-asked", title=asked.title))


def _leave_screen(asked: LeaveView) -> Screen:
    said = words.say(
        "team-leave-request", name=asked.pupil.short, title=asked.title, reason=asked.reason
    )
    return screen(
        said,
        [
            button(words.label("team-let-go"), "leave.grant", style="good", request=asked.id),
            button(words.label("team-keep"), "leave.refuse", style="bad", request=asked.id),
        ],
    )


@action("leave.show")
def show_leave(tx: Tx, turn: Turn, request: int) -> Screen:
    asked = leaving.request(tx, turn.who, request=request)
    return _leave_screen(asked) if asked.granted is None else screen(_leave_decided(asked))


@action("leave.grant", present="leave.show")
def let_go(tx: Tx, turn: Turn, request: int) -> Screen:
    return _decide_leave(tx, turn, request, granted=True)


@action("leave.refuse", present="leave.show")
def keep(tx: Tx, turn: Turn, request: int) -> Screen:
    return _decide_leave(tx, turn, request, granted=False)


def _decide_leave(tx: Tx, turn: Turn, request: int, *, granted: bool) -> Screen:
    asked = leaving.decide(tx, turn.who, request=request, granted=granted)
    tell(tx, asked.tell, screen(_leave_decided(asked)))
    return screen(_leave_decided(asked))


def _leave_decided(asked: LeaveView) -> str:
    granted = "yes" if asked.granted else "no"
    return words.say(
        "team-leave-decided", name=asked.pupil.short, title=asked.title, granted=granted
    )

"""Projects: one's own, the card and its picture, a new one, what it is called (P1, P3)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import form, registry, stage_pictures, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import cards, offers, proposals
from storage.cards import Card, ProjectLine, StageLine
from storage.drafts import Answers, Args
from storage.offers import OfferView
from storage.projects import ProjectKind, Relation
from storage.residents import Role, Who
from storage.store import Tx


def is_pupil(who: Who) -> bool:
    return who.is_pupil


@command("projects", listed=lambda who: who.has(*Role) and who.id is not None)
def mine(tx: Tx, turn: Turn) -> Screen:
    """«Мои проекты»: those that this person may see."""
    turn.who.must_be_resident()
    lines = cards.visible_to(tx, turn.who)
    if not lines:
        shown = screen(words.say("project-none", you=turn.you))
        if turn.who.is_pupil:
            return shown.plus(
                (link(registry.COMMANDS["new-project"].label, "command.run", word="new-project"),)
            )
        return shown
    if len(lines) == 1:
        return card(tx, turn, lines[0].id)
    items = [link(line_of(one), "project.card", project=one.id) for one in lines]
    return screen(words.say("project-list", count=len(lines), you=turn.you), items=items)


def line_of(line: ProjectLine) -> str:
    """A project in a list: title, whose, stage."""
    if line.stage is None:
        return words.label("project-line-finished", title=line.title)
    return words.label(
        "project-line",
        title=line.title,
        who=", ".join(person.short for person in line.members),
        number=line.stage.number,
        state=state_of(line.stage),
    )


def state_of(stage: StageLine) -> str:
    """A stage's state as the texts name it; overdue is computed, never stored (P6)."""
    return "overdue" if stage.overdue_days > 0 else stage.state.value


@action("project.card")
def card(tx: Tx, turn: Turn, project: int) -> Screen:
    """A project's card: stage, what is done, what is due when, who is who."""
    seen = cards.card(tx, turn.who, project=project)
    return screen(_card_text(seen), *_card_buttons(turn, seen))


def _within(title: str) -> str:
    """A title as it stands inside a line."""
    return title[:1].lower() + title[1:]


def _card_text(seen: Card) -> str:
    lines = [
        words.say("project-card-title", title=seen.title),
        words.say("project-card-kind", kind=seen.kind_title, type=_within(seen.type_title)),
        words.say("project-card-subject", subject=seen.subject),
        words.say("project-card-purpose", purpose=seen.purpose),
        "",
        _stage_line(seen),
        words.say("project-card-accepted", accepted=seen.accepted, total=seen.total),
        "",
        _people(seen),
        _supervisor(seen),
    ]
    return "\n".join(lines)


def _stage_line(seen: Card) -> str:
    if seen.stage is None:
        return words.say("project-card-finished")
    return words.say(
        "project-card-stage",
        number=seen.stage.number,
        title=seen.stage.title,
        state=state_of(seen.stage),
        due=seen.stage.due,
        late=seen.stage.overdue_days,
        done=seen.stage.required_done,
        required=seen.stage.required,
    )


def _people(seen: Card) -> str:
    named = [
        words.say("project-card-member-role", name=one.who.short, role=one.role)
        if one.role
        else words.say("project-card-member", name=one.who.short)
        for one in seen.members
    ]
    return "\n".join(named)


def _supervisor(seen: Card) -> str:
    if seen.supervisor is not None:
        return words.say("project-card-supervisor", name=seen.supervisor.short)
    if seen.offer is not None:
        return words.say(
            "project-card-offered", name=seen.offer.supervisor.short, until=seen.offer.expires_at
        )
    return words.say("project-card-no-supervisor")


def _card_buttons(turn: Turn, seen: Card) -> list[list[Button]]:
    member = Relation.MEMBER in seen.relations
    rows: list[list[Button]] = []
    if seen.stage is not None:
        label = words.label("project-open-stage", number=seen.stage.number)
        rows.append([link(label, "stage.show", style="primary", stage=seen.stage.id)])
    rows.append(
        [
            link(words.label("project-show-chart"), "project.chart", project=seen.id),
            link(words.label("project-show-stages"), "project.stages", project=seen.id),
        ]
    )
    if member:
        rows.append([link(words.label("project-diary"), "diary.show", project=seen.id)])
        if seen.kind == ProjectKind.COLLECTIVE:
            rows[-1].append(link(words.label("project-team"), "team.show", project=seen.id))
        if seen.supervisor is None and seen.offer is None:
            label = words.label("project-find-supervisor")
            rows.append([link(label, "project.offer", project=seen.id)])
        if seen.may_edit:
            rows.append([link(words.label("project-edit"), "project.edit", project=seen.id)])
    elif seen.relations:
        rows.append([link(words.label("project-diary"), "diary.show", project=seen.id)])
        if turn.who.has(Role.PARENT) and seen.supervisor is not None:
            label = words.label("question-ask-supervisor")
            rows.append([link(label, "question.project", project=seen.id)])
        if Relation.SUPERVISOR in seen.relations:
            label = words.label("project-tie-chat")
            rows[-1].append(link(label, "chat.code-project", project=seen.id))
    if turn.who.has(Role.COORDINATOR, Role.ADMIN):
        rows.append([link(words.label("project-desk"), "desk.project", project=seen.id)])
    return rows


@action("project.stages")
def stages(tx: Tx, turn: Turn, project: int) -> Screen:
    """All stages of a project, to look at any."""
    lines = cards.stage_lines(tx, turn.who, project=project)
    items = [
        link(
            words.label("project-stage-item", title=one.title, state=state_of(one), due=one.due),
            "stage.show",
            stage=one.id,
        )
        for one in lines
    ]
    back = link(words.label("project-back-to-card"), "project.card", project=project)
    return screen(words.say("project-stages", you=turn.you), [back], items=items)


@action("project.chart")
def chart(tx: Tx, turn: Turn, project: int) -> Screen:
    """«Показать на схеме»: the stages on a time line, as a picture."""
    drawn = cards.chart(tx, turn.who, project=project)
    return Screen(
        words.say("project-chart", title=drawn.title),
        rows=((link(words.label("project-back-to-card"), "project.card", project=project),),),
        picture=stage_pictures.of(drawn),
    )


def _kinds(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(kind.key, kind.title) for kind in tx.rules.catalogue.kinds]


def _types(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.key, one.title) for one in tx.rules.catalogue.project_types]


def _templates(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.key, one.title) for one in tx.rules.catalogue.choices(who.grade)]


def _supervisors(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.who.id or 0, full_name(one.who))
        for one in offers.supervisors(tx, who)
        if one.free > 0
    ]


def full_name(adult: Who) -> str:
    """«Мария Ивановна Соколова»: whole, because schools have namesakes."""
    return f"{adult.address} {adult.family}"


class NewProject(BaseModel):
    """What is asked of a new project (P1)."""

    kind: Annotated[str, Ask(choices=_kinds)]
    type: Annotated[str, Ask(choices=_types)]
    title: Annotated[str, StringConstraints(min_length=5, max_length=120)]
    subject: Annotated[str, StringConstraints(min_length=2, max_length=100)]
    purpose: Annotated[str, StringConstraints(min_length=10, max_length=1000)]
    template: Annotated[str, Ask(choices=_templates)]
    supervisor: Annotated[int | None, Ask(choices=_supervisors)] = None


@command("new-project", listed=is_pupil)
def new(tx: Tx, turn: Turn) -> Screen:
    """«Новый проект»."""
    turn.who.must_have(Role.STUDENT)
    return form.begin(tx, turn, "project.new")


@action("project.new", form=NewProject)
def create(tx: Tx, turn: Turn, form: NewProject) -> Screen:
    started = proposals.create(
        tx,
        turn.who,
        kind=form.kind,
        type=form.type,
        title=form.title,
        subject=form.subject,
        purpose=form.purpose,
        template=form.template,
        wanted_supervisor=form.supervisor,
    )
    if started.offer is not None:
        _tell_offer(tx, started.offer)
    else:
        note = screen(
            words.say("project-orphan", title=started.title, name=turn.who.short),
            [link(words.label("project-open-card"), "project.card", project=started.project)],
        )
        tell(tx, started.tell, note, still=("project.orphan", started.project))
    said = words.say(
        "project-created",
        title=started.title,
        stage=started.stage_title,
        due=started.due,
        offered=started.offer.supervisor.short if started.offer else "",
        has_offer="yes" if started.offer else "no",
        you=turn.you,
    )
    return card(tx, turn, started.project).after(said)


def _tell_offer(tx: Tx, made: OfferView) -> None:
    """Bring an offer to the supervisor."""
    tell(tx, made.tell, offer_screen(made), still=("offer.waits", made.id))


def offer_screen(made: OfferView) -> Screen:
    """An offer as its supervisor sees it."""
    lines = [
        words.say("offer-head", who=", ".join(person.short for person in made.members)),
        words.say("project-card-title", title=made.title),
        words.say("offer-type", type=made.type_title),
        words.say("project-card-subject", subject=made.subject),
        words.say("project-card-purpose", purpose=made.purpose),
        words.say("offer-until", until=made.expires_at),
    ]
    return screen(
        "\n".join(lines),
        [
            button(words.label("offer-accept"), "offer.accept", style="good", offer=made.id),
            button(words.label("offer-decline"), "offer.decline", style="bad", offer=made.id),
        ],
    )


@action("offer.show")
def show_offer(tx: Tx, turn: Turn, offer: int) -> Screen:
    """How an offer stands."""
    made = offers.show(tx, turn.who, offer=offer)
    if made.state.value == "waiting":
        return offer_screen(made)
    said = words.say("offer-state", title=made.title, state=made.state.value)
    return screen(
        said, [link(words.label("project-open-card"), "project.card", project=made.project)]
    )


@action("offer.accept", present="offer.show")
def accept_offer(tx: Tx, turn: Turn, offer: int) -> Screen:
    made = offers.accept(tx, turn.who, offer=offer)
    note = screen(
        words.say("offer-accepted-pupil", title=made.title, name=turn.who.short),
        [link(words.label("project-open-card"), "project.card", project=made.project)],
    )
    tell(tx, made.tell, note)
    return card(tx, turn, made.project).after(words.say("offer-accepted", title=made.title))


class Decline(BaseModel):
    comment: Annotated[str, StringConstraints(min_length=3, max_length=500)]


@action("offer.decline", present="offer.show", form=Decline)
def decline_offer(tx: Tx, turn: Turn, offer: int, form: Decline) -> Screen:
    made = offers.decline(tx, turn.who, offer=offer, comment=form.comment)
    said = words.say(
        "offer-declined-pupil", title=made.title, name=turn.who.short, comment=made.comment
    )
    tell(tx, made.tell, screen(said, [_ask_another(made.project)]))
    return screen(words.say("offer-declined", title=made.title))


def _ask_another(project: int) -> Button:
    return link(words.label("project-find-supervisor"), "project.offer", project=project)


class Wanted(BaseModel):
    supervisor: Annotated[int, Ask(choices=_supervisors)]


@action("project.offer", present="project.card", form=Wanted)
def offer_to(tx: Tx, turn: Turn, project: int, form: Wanted) -> Screen:
    """Ask another supervisor."""
    made = offers.make(tx, turn.who, project=project, supervisor=form.supervisor)
    _tell_offer(tx, made)
    said = words.say("offer-made", name=made.supervisor.short, until=made.expires_at)
    return card(tx, turn, project).after(said)


class NewName(BaseModel):
    title: Annotated[str | None, StringConstraints(min_length=5, max_length=120)] = None
    purpose: Annotated[str | None, StringConstraints(min_length=10, max_length=1000)] = None


@action("project.edit", present="project.card", form=NewName)
def edit(tx: Tx, turn: Turn, project: int, form: NewName) -> Screen:
    """Say better what the project is (until stage 1 is accepted)."""
    edited = proposals.edit(tx, turn.who, project=project, title=form.title, purpose=form.purpose)
    note = screen(
        words.say("project-edited-note", title=edited.title, name=turn.who.short),
        [link(words.label("project-open-card"), "project.card", project=project)],
    )
    tell(tx, edited.tell, note)
    return card(tx, turn, project).after(words.say("project-edited"))


@command("offers", listed=lambda who: who.has(Role.SUPERVISOR))
def waiting_offers(tx: Tx, turn: Turn) -> Screen:
    """«Предложения»: projects that ask this person to lead them."""
    made = offers.waiting(tx, turn.who)
    if not made:
        return screen(words.say("offer-none"))
    items = [link(one.title, "offer.show", offer=one.id) for one in made]
    return screen(words.say("offer-list", count=len(made)), items=items)

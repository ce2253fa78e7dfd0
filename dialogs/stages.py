"""A pupil at work on a stage: ticks, artefacts, the diary, sending in, more time (P4, P6)."""

from datetime import timedelta
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import form, projects, reviews, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import cards, files, remarks, review_queue, submissions, terms, work
from storage.cards import StageView
from storage.drafts import Answers, Args
from storage.projects import Relation
from storage.residents import Role, Who
from storage.stages import StageState
from storage.store import Tx

#: Seconds.
DAY = 86_400
OPEN = (StageState.IN_PROGRESS, StageState.RETURNED)


@action("stage.show")
def show(tx: Tx, turn: Turn, stage: int) -> Screen:
    """A stage: what for, until when, what is done, what is attached."""
    seen = cards.stage(tx, turn.who, stage=stage)
    return screen(_text(seen), *_buttons(turn, seen), items=_ticks(seen))


def _text(seen: StageView) -> str:
    lines = [
        words.say("stage-head", number=seen.number, total=seen.total, title=seen.title),
        words.say("stage-project", title=seen.project_title),
        words.say("stage-goal", goal=seen.goal),
        words.say("stage-state", state=state_of(seen), due=seen.due, late=seen.overdue_days),
    ]
    if not _may_tick(seen):
        lines += ["", *[_item_line(one.text, one.done, one.required) for one in seen.items]]
    lines.append("")
    if seen.artefacts:
        lines.append(words.say("stage-artefacts"))
        lines += [
            words.say("stage-artefact", kind=one.kind, title=one.title, by=one.by.short)
            for one in seen.artefacts
        ]
    else:
        lines.append(words.say("stage-artefacts-wanted", names=", ".join(seen.artefact_names)))
    if _may_tick(seen):
        lines += ["", words.say("stage-tick-hint")]
    return "\n".join(lines)


def state_of(seen: StageView) -> str:
    return "overdue" if seen.overdue_days > 0 else seen.state.value


def _item_line(text: str, done: bool, required: bool) -> str:
    return words.say(
        "stage-item", text=text, done="yes" if done else "no", required="yes" if required else "no"
    )


def _item_label(text: str, done: bool, required: bool) -> str:
    return words.plain(_item_line(text, done, required))


def _may_tick(seen: StageView) -> bool:
    return Relation.MEMBER in seen.relations and seen.state in OPEN


def _ticks(seen: StageView) -> list[Button]:
    """The remarks of the last return first, then the checklist."""
    if not _may_tick(seen):
        return []
    mend = [
        link(
            words.label("stage-remark", text=one.text, done="yes" if one.done else "no"),
            "remark.tick",
            remark=one.id,
            done=int(not one.done),
            seen=seen.revision,
        )
        for one in seen.remarks
    ]
    checks = [
        link(
            _item_label(one.text, one.done, one.required),
            "item.tick",
            item=one.id,
            done=int(not one.done),
            seen=seen.revision,
        )
        for one in seen.items
        if not one.by_staff
    ]
    return mend + checks


def _buttons(turn: Turn, seen: StageView) -> list[list[Button]]:
    """Few, so that a checklist of six fits beside them on VK's ten keys."""
    rows: list[list[Button]] = []
    if _may_tick(seen):
        send = words.label("stage-submit")
        rows.append(
            [
                button(send, "stage.submit", style="good", stage=seen.id, seen=seen.revision),
                link(words.label("stage-attach"), "stage.attach", stage=seen.id),
            ]
        )
    if seen.review is not None and Relation.MEMBER not in seen.relations:
        label = words.label("review-open")
        rows.append([link(label, "review.show", style="primary", review=seen.review)])
    if seen.extension is not None and Relation.SUPERVISOR in seen.relations:
        label = words.label("extension-open")
        rows.append([link(label, "extension.show", request=seen.extension)])
    back = [link(words.label("project-back-to-card"), "project.card", project=seen.project)]
    if seen.state is not StageState.WAITING:
        back.append(link(words.label("stage-more"), "stage.more", stage=seen.id))
    return [*rows, back]


@action("stage.more")
def more(tx: Tx, turn: Turn, stage: int) -> Screen:
    """What is needed less often: links, hints, more time, what was said before."""
    seen = cards.stage(tx, turn.who, stage=stage)
    rows: list[list[Button]] = []
    if _may_tick(seen):
        rows.append(
            [
                link(words.label("stage-attach-link"), "stage.attach_link", stage=stage),
                link(words.label("stage-hints"), "stage.hints", stage=stage),
            ]
        )
        if seen.extension is None:
            rows.append([link(words.label("stage-more-time"), "stage.more_time", stage=stage)])
    if seen.artefacts:
        rows.append([link(words.label("stage-artefacts-show"), "stage.artefacts", stage=stage)])
    rows.append([link(words.label("stage-past"), "stage.past", stage=stage), _to_stage(stage)])
    return screen(words.say("stage-more-head", title=seen.title), *rows)


@action("item.tick")
def tick(tx: Tx, turn: Turn, item: int, done: int, seen: int = 0) -> Screen:
    """Set a checklist item, not toggle it: a second press changes nothing (P7)."""
    now = work.tick(tx, turn.who, item=item, done=bool(done), seen=seen or None)
    shown = show(tx, turn, now.stage)
    if not now.changed and now.done_by is not None and now.done_by.id != turn.who.id:
        return shown.after(words.say("stage-ticked-by", text=now.text, name=now.done_by.short))
    return shown


@action("remark.tick")
def tick_remark(tx: Tx, turn: Turn, remark: int, done: int, seen: int = 0) -> Screen:
    now = remarks.tick(tx, turn.who, remark=remark, done=bool(done), seen=seen or None)
    return show(tx, turn, now.stage)


@action("stage.submit", present="stage.show")
def submit(tx: Tx, turn: Turn, stage: int, seen: int = 0) -> Screen:
    """«Сдать этап»."""
    sent = submissions.submit(tx, turn.who, stage=stage, seen=seen or None)
    reviews.bring(tx, sent.review, sent.tell)
    note = words.say(
        "stage-submitted-team",
        name=turn.who.short,
        title=sent.stage_title,
        project=sent.project_title,
    )
    tell(tx, sent.team, screen(note))
    said = words.say(
        "stage-submitted",
        title=sent.stage_title,
        waits_for=sent.waits_for,
        attempt=sent.attempt,
        you=turn.you,
    )
    return show(tx, turn, stage).after(said)


@command("submit", listed=projects.is_pupil)
def submit_current(tx: Tx, turn: Turn) -> Screen:
    """«Сдать этап» typed: the stage of the only project, or a choice."""
    turn.who.must_have(Role.STUDENT)
    lines = [one for one in cards.visible_to(tx, turn.who) if one.stage is not None]
    if len(lines) == 1 and lines[0].stage is not None:
        return submit(tx, turn, lines[0].stage.id)
    items = [button(one.title, "stage.submit", stage=one.stage.id) for one in lines if one.stage]
    return screen(words.say("stage-which", count=len(items), you=turn.you), items=items)


@action("stage.hints")
def hints(tx: Tx, turn: Turn, stage: int) -> Screen:
    """Questions to think over, and typical difficulties with a way out."""
    seen = cards.stage(tx, turn.who, stage=stage)
    lines = [words.say("stage-hints-head", title=seen.title)]
    lines += [words.say("stage-question", text=one) for one in seen.questions]
    if seen.problems:
        lines += ["", words.say("stage-problems")]
        lines += [
            words.say("stage-problem", problem=one.problem, hint=one.hint) for one in seen.problems
        ]
    return screen("\n".join(lines), [_to_stage(stage)])


def _to_stage(stage: int) -> Button:
    return link(words.label("stage-back"), "stage.show", stage=stage)


class Attach(BaseModel):
    """Files to attach, and what they are called."""

    files: Annotated[list[int], Ask(reads="files")]
    title: Annotated[str | None, StringConstraints(min_length=2, max_length=150)] = None


@action("stage.attach", form=Attach)
def attach(tx: Tx, turn: Turn, stage: int, form: Attach) -> Screen:
    """Attach photos or documents."""
    for number, file_id in enumerate(form.files, 1):
        kept = files.get(tx, file_id)
        name = form.title or (kept.name if kept and kept.name else words.label("stage-photo"))
        title = name if len(form.files) == 1 else f"{name} ({number})"
        kind: work.ArtefactKind = "photo" if kept and kept.kind == "photo" else "document"
        work.attach(tx, turn.who, stage=stage, kind=kind, title=title, file=file_id)
    said = words.say("stage-attached", count=len(form.files))
    return show(tx, turn, stage).after(said)


class AttachLink(BaseModel):
    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)]
    title: Annotated[str, StringConstraints(min_length=2, max_length=150)]


@action("stage.attach_link", form=AttachLink)
def attach_link(tx: Tx, turn: Turn, stage: int, form: AttachLink) -> Screen:
    work.attach(tx, turn.who, stage=stage, kind="link", title=form.title, url=form.url)
    return show(tx, turn, stage).after(words.say("stage-attached", count=1))


@action("stage.artefacts")
def artefacts(tx: Tx, turn: Turn, stage: int) -> Screen:
    """What is attached, with the files themselves; members may take things away."""
    seen = cards.stage(tx, turn.who, stage=stage)
    lines = [words.say("stage-artefacts-head", title=seen.title)]
    lines += [
        words.say("stage-artefact-link", title=one.title, url=one.url)
        if one.url
        else words.say("stage-artefact", kind=one.kind, title=one.title, by=one.by.short)
        for one in seen.artefacts
    ]
    items = [
        button(words.label("stage-detach", title=one.title), "artefact.detach", artefact=one.id)
        for one in seen.artefacts
        if _may_tick(seen)
    ]
    shown = screen("\n".join(lines), [_to_stage(stage)], items=items)
    held = tuple(one.file for one in seen.artefacts if one.file is not None)
    return Screen(shown.text, shown.rows, shown.items, files=held)


@action("artefact.detach")
def detach(tx: Tx, turn: Turn, artefact: int) -> Screen:
    taken = work.detach(tx, turn.who, artefact=artefact)
    return show(tx, turn, taken.stage).after(words.say("stage-detached", title=taken.title))


@action("files.unasked")
def files_unasked(tx: Tx, turn: Turn) -> Screen:
    """A file that nobody asked for: offer to attach it."""
    lines = (
        [one for one in cards.visible_to(tx, turn.who) if one.stage] if turn.who.is_pupil else []
    )
    if not lines:
        return screen(words.say("stage-file-for-nothing", you=turn.you))
    items = [
        button(
            words.label("stage-attach-here", title=one.title, stage=one.stage.title),
            "stage.attach_now",
            stage=one.stage.id,
            files=",".join(map(str, turn.files)),
        )
        for one in lines
        if one.stage is not None
    ]
    return screen(words.say("stage-file-where", count=len(turn.files), you=turn.you), items=items)


@action("stage.attach_now", present="stage.show")
def attach_now(tx: Tx, turn: Turn, stage: int, files: str) -> Screen:
    kept = [int(one) for one in files.split(",") if one.isdecimal()]
    return attach(tx, turn, stage, Attach(files=kept))


@action("stage.past")
def past(tx: Tx, turn: Turn, stage: int) -> Screen:
    """What was said of a stage before: both verdicts and remarks are dated and kept (P5)."""
    verdicts = review_queue.past(tx, turn.who, stage=stage)
    if not verdicts:
        return screen(words.say("stage-past-none"), [_to_stage(stage)])
    lines: list[str] = []
    for one in verdicts:
        name = one.by.short if one.by else ""
        lines.append(
            words.say(
                "stage-past-line",
                verdict=one.verdict.value,
                at=one.at,
                name=name,
                attempt=one.attempt,
            )
        )
        lines += [words.say("form-line", value=text) for text in one.remarks]
    return screen("\n".join(lines), [_to_stage(stage)])


@command("more-time", listed=projects.is_pupil)
def more_time_typed(tx: Tx, turn: Turn) -> Screen:
    """«Перенести срок» typed: for the stage of the only project, or a choice."""
    turn.who.must_have(Role.STUDENT)
    open_stages = [(one.title, one.stage.id) for one in cards.visible_to(tx, turn.who) if one.stage]
    if len(open_stages) == 1:
        return form.begin(tx, turn, "stage.more_time", stage=open_stages[0][1])
    items = [link(title, "stage.more_time", stage=stage) for title, stage in open_stages]
    return screen(words.say("stage-which", count=len(items), you=turn.you), items=items)


def _spans(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    """A few usual lengths; any other may be typed («10 дней», «полторы недели»)."""
    few = [days for days in (3, 7, 14) if days <= tx.rules.extension_max_days]
    return [Choice(days * DAY, words.label("stage-days", days=days)) for days in few]


class MoreTime(BaseModel):
    """How much more time, in words or from the list, and why."""

    span: Annotated[timedelta, Ask(reads="duration", choices=_spans, free=True)]
    reason: Annotated[str, StringConstraints(min_length=5, max_length=500)]


@action("stage.more_time", present="stage.show", form=MoreTime)
def more_time(tx: Tx, turn: Turn, stage: int, form: MoreTime) -> Screen:
    """«Перенести срок»."""
    asked = terms.ask(tx, turn.who, stage=stage, days=form.span.days, reason=form.reason)
    tell(tx, asked.tell, reviews.extension_screen(asked), still=("extension.waits", asked.id))
    said = words.say("extension-asked", until=asked.until)
    return show(tx, turn, stage).after(said)

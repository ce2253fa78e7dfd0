"""The supervisor's side: the queue, a verdict with remarks, more time for pupils (P5, P6)."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from dialogs import form, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import remarks, residents, review_queue, reviews, terms
from storage.drafts import Answers, Args
from storage.residents import Role, Who
from storage.reviews import Accepted, Returned, ReviewView
from storage.store import Tx
from storage.terms import ExtensionView

USED_SHOWN = 5


def bring(tx: Tx, review: int, to: tuple[int, ...]) -> None:
    """Tell who decides that a stage waits; dropped if it does not any more when it leaves."""
    for reader in (one for one in to if residents.is_here(tx, one)):
        shown = _shown(reviews.open(tx, residents.who(tx, reader), review=review))
        tell(tx, (reader,), shown, still=("review.waits", review))


@command("queue", listed=lambda who: who.has(Role.SUPERVISOR, Role.TUTOR, Role.COORDINATOR))
def queue(tx: Tx, turn: Turn) -> Screen:
    """«Очередь проверки»: what waits for this person, oldest first."""
    turn.who.must_have(Role.SUPERVISOR, Role.TUTOR, Role.COORDINATOR)
    waiting = review_queue.waiting(tx, turn.who)
    requests = terms.waiting(tx, turn.who)
    if not waiting and not requests:
        return screen(words.say("review-queue-empty"))
    items = [
        link(
            words.label(
                "review-queue-item",
                project=one.project_title,
                number=one.number,
                name=one.by.short,
                days=one.working_days,
            ),
            "review.show",
            review=one.review,
        )
        for one in waiting
    ]
    items += [
        link(
            words.label("review-queue-extension", project=one.project_title, days=one.days),
            "extension.show",
            request=one.id,
        )
        for one in requests
    ]
    return screen(words.say("review-queue", count=len(items)), items=items)


@action("review.show")
def show(tx: Tx, turn: Turn, review: int) -> Screen:
    """A stage that was sent in, with its artefacts."""
    return _shown(reviews.open(tx, turn.who, review=review))


def _shown(seen: ReviewView) -> Screen:
    sent = seen.sent
    lines = [
        words.say(
            "review-head" if seen.verdict is None else "review-head-decided",
            number=sent.number,
            title=sent.stage_title,
        ),
        words.say("review-project", title=sent.title, name=sent.by.short),
        words.say("review-sent", at=sent.at, attempt=sent.attempt),
    ]
    if seen.basis:
        lines.append(words.say("review-basis", basis=seen.basis))
    lines += ["", *[_item(one.text, one.done) for one in sent.items]]
    if sent.artefacts:
        lines += ["", words.say("stage-artefacts")]
        lines += [
            words.say("stage-artefact-link", title=one.title, url=one.url)
            if one.url
            else words.say("review-artefact", title=one.title)
            for one in sent.artefacts
        ]
    if seen.remarks_before:
        lines += ["", words.say("review-remarks-before")]
        lines += [words.say("form-line", value=text) for text in seen.remarks_before]
    if seen.verdict is not None:
        lines += ["", _verdict(seen)]
    held = tuple(one.file for one in sent.artefacts if one.file is not None)
    rows = (tuple(_verdict_buttons(seen.id)),) if seen.verdict is None else ()
    card = link(words.label("project-open-card"), "project.card", project=sent.project)
    return Screen("\n".join(lines), (*rows, (card,)), files=held)


def _item(text: str, done: bool) -> str:
    return words.say("stage-item", text=text, done="yes" if done else "no", required="no")


def _verdict(seen: ReviewView) -> str:
    assert seen.verdict is not None
    return words.say(
        "review-verdict",
        verdict=seen.verdict.value,
        name=seen.decided_by.short if seen.decided_by else "",
        at=seen.decided_at or seen.asked_at,
    )


def _verdict_buttons(review: int) -> list[Button]:
    return [
        button(words.label("review-accept"), "review.accept", style="good", review=review),
        link(words.label("review-return"), "review.return", style="bad", review=review),
    ]


@action("review.accept", present="review.show")
def accept(tx: Tx, turn: Turn, review: int) -> Screen:
    """«Принять»."""
    done = reviews.accept(tx, turn.who, review=review)
    if done.second is not None:
        bring(tx, done.second.review, done.second.tell)
    tell(tx, done.tell, _accepted_for_pupils(done, turn.who.short))
    if done.second is not None:
        said = words.say("review-accepted-first", title=done.stage_title, role=done.second.role)
    else:
        said = words.say("review-accepted", title=done.stage_title, project=done.project_title)
    return screen(said, _afterwards(done.project))


def _accepted_for_pupils(done: Accepted, by: str) -> Screen:
    values: dict[str, str | int] = {
        "number": done.number,
        "title": done.stage_title,
        "project": done.project_title,
    }
    if done.second is not None:
        return screen(words.say("stage-approved", name=by, role=done.second.role, **values))
    if done.finished:
        said = words.say("stage-accepted-last", name=by, **values)
        return screen(
            said, [link(words.label("project-open-card"), "project.card", project=done.project)]
        )
    said = words.say("stage-accepted", name=by, **values)
    if done.next is None:
        return screen(said)
    following = words.say("stage-next", title=done.next.title, due=done.next.due)
    label = words.label("project-open-stage", number=done.next.number)
    return screen(
        f"{said}\n{following}", [link(label, "stage.show", style="primary", stage=done.next.stage)]
    )


def _afterwards(project: int) -> list[Button]:
    return [
        link(words.label("review-next"), "command.run", word="queue"),
        link(words.label("project-open-card"), "project.card", project=project),
    ]


@action("review.return", present="review.show")
def begin_return(tx: Tx, turn: Turn, review: int) -> Screen:
    """«Вернуть»: what is to be mended, in one's own words or as said before."""
    seen = reviews.open(tx, turn.who, review=review)
    if seen.verdict is not None:
        return _shown(seen)
    return form.begin(tx, turn, "review.return_own", review=review)


def _used(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(text, text) for text in remarks.used(tx, who, limit=USED_SHOWN)]


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class Remarks(BaseModel):
    """A remark a line, or one that was made before."""

    remarks: Annotated[
        list[Annotated[str, StringConstraints(min_length=3, max_length=500)]],
        Field(min_length=1, max_length=20),
        BeforeValidator(_as_list),
        Ask(reads="lines", choices=_used, free=True),
    ]


@action("review.return_own", present="review.show", form=Remarks)
def return_own(tx: Tx, turn: Turn, review: int, form: Remarks) -> Screen:
    return _send_back(tx, turn, review, form.remarks)


def _send_back(tx: Tx, turn: Turn, review: int, texts: list[str]) -> Screen:
    back = reviews.send_back(tx, turn.who, review=review, remarks=texts)
    tell(tx, back.tell, returned_for_pupils(back, turn.who.short))
    said = words.say("review-returned", title=back.stage_title, project=back.project_title)
    return screen(said, _afterwards(back.project))


def returned_for_pupils(back: Returned, by: str) -> Screen:
    """What the pupils are told of a return."""
    said = words.say(
        "stage-returned",
        name=by,
        number=back.number,
        title=back.stage_title,
        project=back.project_title,
    )
    lines = [said, *[words.say("form-line", value=text) for text in back.remarks]]
    label = words.label("project-open-stage", number=back.number)
    return screen("\n".join(lines), [link(label, "stage.show", style="primary", stage=back.stage)])


def extension_screen(asked: ExtensionView) -> Screen:
    """A request for more time, as the supervisor sees it."""
    said = words.say(
        "extension-request",
        name=asked.by.short,
        project=asked.project_title,
        title=asked.stage_title,
        due=asked.due,
        until=asked.until,
        reason=asked.reason,
    )
    return screen(
        said,
        [
            button(
                words.label("extension-grant"), "extension.grant", style="good", request=asked.id
            ),
            button(
                words.label("extension-refuse"), "extension.refuse", style="bad", request=asked.id
            ),
        ],
    )


@action("extension.show")
def show_extension(tx: Tx, turn: Turn, request: int) -> Screen:
    asked = terms.request(tx, turn.who, request=request)
    if asked.granted is None:
        return extension_screen(asked)
    return screen(_decided(asked))


@action("extension.grant", present="extension.show")
def grant(tx: Tx, turn: Turn, request: int) -> Screen:
    return _decide(tx, turn, request, granted=True)


@action("extension.refuse", present="extension.show")
def refuse(tx: Tx, turn: Turn, request: int) -> Screen:
    return _decide(tx, turn, request, granted=False)


def _decide(tx: Tx, turn: Turn, request: int, *, granted: bool) -> Screen:
    asked = terms.decide(tx, turn.who, request=request, granted=granted)
    back = link(words.label("stage-back"), "stage.show", stage=asked.stage)
    tell(tx, asked.tell, screen(_decided(asked), [back]))
    return screen(_decided(asked))


def _decided(asked: ExtensionView) -> str:
    return words.say(
        "extension-decided",
        granted="yes" if asked.granted else "no",
        title=asked.stage_title,
        until=asked.until,
        due=asked.due,
    )

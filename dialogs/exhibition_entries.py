"""A team's work for an exhibition: begun, given pictures, sent to the hosts, taken out (E5)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import exhibition_notices, exhibitions, form, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action
from dialogs.screen import Button, Screen, button, link, screen
from storage import exhibition_consents, exhibits
from storage import exhibition_entries as entries
from storage import exhibition_pictures as pictures
from storage.consents import Signed
from storage.exhibition_entries import Entry
from storage.exhibition_pictures import Album
from storage.exhibits import ExhibitState
from storage.store import Tx

Title = Annotated[str, StringConstraints(min_length=3, max_length=150)]
Annotation = Annotated[str, StringConstraints(min_length=10, max_length=entries.ANNOTATION_MAX)]


@action("exhibit.choose")
def choose(tx: Tx, turn: Turn, event: int) -> Screen:
    """«Подать работу»: which of one's own projects."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    found = entries.candidates(tx, turn.who, event=event)
    if len(found) == 1:
        return begin(tx, turn, event, found[0].project)
    items = [link(one.title, "exhibit.begin", event=event, project=one.project) for one in found]
    back = exhibitions.to_exhibition(event)
    said = words.say("exhibit-which", count=len(items), you=turn.you)
    return screen(said, [back], items=items)


@action("exhibit.begin")
def begin(tx: Tx, turn: Turn, event: int, project: int) -> Screen:
    """The project is chosen: its title is the work's until it is changed."""
    found = entries.candidates(tx, turn.who, event=event)
    title = next((one.title for one in found if one.project == project), None)
    if title is None:
        return exhibitions.show(tx, turn, event)
    return form.begin_with(tx, turn, "exhibit.new", {"title": title}, event=event, project=project)


class New(BaseModel):
    title: Title
    annotation: Annotation


@action("exhibit.new", form=New)
def new(tx: Tx, turn: Turn, event: int, project: int, form: New) -> Screen:
    """The work is there, and wants pictures."""
    made = entries.begin(
        tx,
        turn.who,
        event=event,
        project=project,
        title=form.title,
        annotation=form.annotation,
    )
    said = words.say("exhibit-made", title=made.title, you=turn.you)
    return album(tx, turn, made.id).after(said)


@action("exhibit.own")
def own(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """A work as its authors, their parents and the hosts see it, with all its pictures."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.show(tx, turn.who, exhibit=exhibit)
    shown = screen("\n".join(_lines(seen)), *_ways(tx, turn, seen))
    return Screen(shown.text, shown.rows, files=seen.pictures)


def _lines(seen: Entry) -> list[str]:
    return [
        words.say("exhibit-own-head", title=seen.title, project=seen.project_title),
        words.say("exhibit-own-event", event=seen.event_title),
        *state_lines(seen),
        exhibition_notices.authors(seen),
        words.say("exhibit-own-pictures", count=len(seen.pictures), most=exhibits.PICTURES_MOST),
        "",
        words.say("exhibit-annotation", text=seen.annotation),
    ]


def state_lines(seen: Entry) -> list[str]:
    """How a work stands, and whose word is wanting."""
    when = "lacking" if seen.lacking else seen.phase.value
    lines = [words.say("exhibit-state", state=seen.state.value, phase=when)]
    if seen.state is ExhibitState.RETURNED:
        lines.append(words.say("exhibit-remark", text=seen.remark))
    if seen.state in exhibits.ASKING:
        lines += [
            words.say(
                "exhibit-lacking",
                name=one.who.short,
                signed="self" if one.signed is Signed.SELF else "parent",
            )
            for one in seen.lacking
        ]
    return lines


def _ways(tx: Tx, turn: Turn, seen: Entry) -> list[list[Button]]:
    exhibit = seen.id
    rows: list[list[Button]] = []
    if seen.edits:
        rows.append(
            [
                link(words.label("exhibit-pictures"), "exhibit.pictures", exhibit=exhibit),
                link(words.label("exhibit-edit"), "exhibit.edit", exhibit=exhibit),
            ]
        )
        if seen.pictures:
            send = words.label("exhibit-send")
            rows.append([link(send, "exhibit.words", style="good", exhibit=exhibit)])
    if seen.decides:
        rows.append(
            [
                button(
                    words.label("exhibit-approve"), "exhibit.approve", style="good", exhibit=exhibit
                ),
                link(words.label("exhibit-return"), "exhibit.return", exhibit=exhibit),
            ]
        )
    if exhibition_consents.to_sign(tx, turn.who, exhibit=exhibit):
        answer = words.label("exhibit-consent-open")
        rows.append([link(answer, "exhibit.consent", style="primary", exhibit=exhibit)])
    if seen.removes:
        remove = words.label("exhibit-withdraw")
        rows.append([link(remove, "exhibit.sure", style="bad", exhibit=exhibit)])
    rows.append([exhibitions.to_exhibition(seen.event)])
    return rows


class Words(BaseModel):
    """What is skipped stays."""

    title: Title | None = None
    annotation: Annotation | None = None


@action("exhibit.edit", present="exhibit.own", form=Words)
def edit(tx: Tx, turn: Turn, exhibit: int, form: Words) -> Screen:
    """«Изменить текст»."""
    entries.edit(
        tx,
        turn.who,
        exhibit=exhibit,
        title=form.title or "",
        annotation=form.annotation or "",
    )
    return own(tx, turn, exhibit)


@action("exhibit.pictures")
def album(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """«Картинки»: which of the project's, and others."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    return _album(turn, pictures.album(tx, turn.who, exhibit=exhibit))


def _album(turn: Turn, seen: Album) -> Screen:
    exhibit = seen.exhibit
    items: list[Button] = []
    for one in seen.offered:
        label = words.label(
            "exhibit-picture-of-project", title=one.title, taken="yes" if one.picture else "no"
        )
        if one.picture:
            items.append(link(label, "exhibit.remove", exhibit=exhibit, picture=one.picture))
        elif seen.room:
            items.append(link(label, "exhibit.take", exhibit=exhibit, artefact=one.artefact))
    items += [
        link(
            words.label("exhibit-picture-sent", number=number),
            "exhibit.remove",
            exhibit=exhibit,
            picture=one,
        )
        for number, one in enumerate(seen.sent, start=1)
    ]
    more = []
    if seen.room:
        more = [link(words.label("exhibit-send-picture"), "exhibit.put", exhibit=exhibit)]
    done = link(words.label("exhibit-pictures-done"), "exhibit.own", exhibit=exhibit)
    said = words.say(
        "exhibit-album",
        title=seen.title,
        count=len(seen.files),
        most=exhibits.PICTURES_MOST,
        offered=len(seen.offered),
        you=turn.you,
    )
    return screen(said, [*more, done], items=items)


@action("exhibit.take")
def take(tx: Tx, turn: Turn, exhibit: int, artefact: int) -> Screen:
    """A picture of the project is taken."""
    return _album(turn, pictures.take(tx, turn.who, exhibit=exhibit, artefact=artefact))


@action("exhibit.remove")
def remove(tx: Tx, turn: Turn, exhibit: int, picture: int) -> Screen:
    """A picture is put back."""
    return _album(turn, pictures.remove(tx, turn.who, exhibit=exhibit, picture=picture))


class Sent(BaseModel):
    files: Annotated[list[int], Ask(reads="files")]


@action("exhibit.put", present="exhibit.pictures", form=Sent, at_once=True)
def put(tx: Tx, turn: Turn, exhibit: int, form: Sent) -> Screen:
    """«Прислать картинку»."""
    return _album(turn, pictures.put(tx, turn.who, exhibit=exhibit, sent=tuple(form.files)))


@action("exhibit.sure")
def sure(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """What taking a work out means, before it is done."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.show(tx, turn.who, exhibit=exhibit)
    yes = button(
        words.label("exhibit-withdraw-yes"), "exhibit.withdraw", style="bad", exhibit=exhibit
    )
    no = link(words.label("exhibit-withdraw-no"), "exhibit.own", exhibit=exhibit)
    return screen(words.say("exhibit-sure", title=seen.title, you=turn.you), [yes, no])


@action("exhibit.withdraw")
def withdraw(tx: Tx, turn: Turn, exhibit: int) -> Screen:
    """«Снять с выставки»: at once, with its pictures."""
    if turn.in_chat:
        return screen(words.say("home-help-chat"))
    seen = entries.withdraw(tx, turn.who, exhibit=exhibit)
    exhibition_notices.withdrawn(tx, seen, turn.who)
    said = words.say("exhibit-withdrawn", title=seen.title, event=seen.event_title)
    return screen(said, [exhibitions.to_exhibition(seen.event)])

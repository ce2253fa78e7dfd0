"""The link of an online consultation: pasted, or got from a provider (K3)."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import consultation_cards, consultations, words
from dialogs.registry import Turn, action
from dialogs.screen import Screen, link, screen
from dialogs.tell import tell
from storage import consultation_queue
from storage import consultations as stored
from storage.consultation_queue import Board
from storage.store import Tx


class Link(BaseModel):
    """A link to a room that the teacher made."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=1000)]


@action("consultation.paste", present="consultation.show", form=Link)
def paste(tx: Tx, turn: Turn, consultation: int, form: Link) -> Screen:
    """«Вставить ссылку»; who is called already gets it at once."""
    stored.set_link(tx, turn.who, consultation=consultation, url=form.url)
    board = _given(tx, consultation)
    return consultation_cards.panel(tx, turn, board).after(words.say("consultation-link-kept"))


def made(tx: Tx, consultation: int) -> None:
    """A provider gave a room: the teacher is told, and who is called gets the link."""
    about = _given(tx, consultation).consultation
    said = words.say("consultation-link-made", topic=about.topic, url=about.url)
    tell(tx, [about.teacher.id or 0], screen(said, consultations.way_to(consultation)), urgent=True)


def not_to_be_had(tx: Tx, consultation: int) -> None:
    """No provider gave one: the teacher can paste a link of their own."""
    about = consultation_queue.shown(tx, consultation=consultation).consultation
    said = words.say("consultation-link-none", topic=about.topic)
    paste_it = link(
        words.label("consultation-paste"),
        "consultation.paste",
        style="primary",
        consultation=consultation,
    )
    shown = screen(said, [paste_it], consultations.way_to(consultation))
    tell(tx, [about.teacher.id or 0], shown, urgent=True)


def _given(tx: Tx, consultation: int) -> Board:
    board = consultation_queue.shown(tx, consultation=consultation)
    consultation_cards.refresh(tx, board)
    if board.current is not None:
        consultations.call(tx, board, board.current)
    return board

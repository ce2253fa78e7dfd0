"""A Yandex Form in the place of the bot's own questions after an event (E4)."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from sqlmodel import Field, SQLModel, select

from storage import refusals, wording
from storage.columns import Instant
from storage.store import Tx

HOST = "forms.yandex.ru"
_SURVEY = re.compile(r"[0-9a-f]{24}")


class EventForm(SQLModel, table=True):
    """The form of an event, and what was shown of its answers; the answers are kept nowhere.

    ``survey`` is the form's id at Yandex, "" where the link does not tell it; ``answered`` is
    whether somebody was seen to have answered; ``shown`` answers were in the last summary, and
    ``mark`` is their fingerprint.
    """

    __tablename__ = "event_form"

    event_id: int = Field(foreign_key="event.id", primary_key=True)
    url: str
    survey: str = ""
    answered: bool = False
    shown: int = 0
    mark: str = ""
    set_at: datetime = Field(sa_type=Instant)


def find(tx: Tx, event: int) -> EventForm | None:
    return tx.session.get(EventForm, event, populate_existing=True)


def url(tx: Tx, event: int) -> str:
    """The link of an event's form; "" where the bot asks by itself."""
    row = find(tx, event)
    return "" if row is None else row.url


def is_used(tx: Tx, survey: str, *, but: int) -> bool:
    """Whether another event has this form; two that are set at once wait for each other."""
    tx.lock(f"form:{survey}")
    query = select(EventForm.event_id).where(EventForm.survey == survey, EventForm.event_id != but)
    return tx.session.exec(query).first() is not None


def read_link(text: str) -> tuple[str, str]:
    """The address of a form and its id, "" where the address has none.

    What stands after "?" is dropped: it may fill in somebody's answers. Raises `refusals.Broken`
    for anything but a form that people can answer.
    """
    parts = urlsplit(wording.web_address(text))
    path = [one for one in parts.path.split("/") if one]
    if parts.scheme.lower() != "https" or parts.netloc.lower() != HOST or len(path) < 2:
        raise refusals.Broken("event-form-link")
    if "admin" in path:
        raise refusals.Broken("event-form-admin")
    survey = next((one for one in path if _SURVEY.fullmatch(one)), "")
    return f"https://{HOST}/{'/'.join(path)}/", survey

"""Answers to an event's form, fetched by a job after the step (E4).

They pass through memory only: what may be told of them is a rule of `storage.form_answers`.
"""

from functools import partial

import structlog

from bots.rooms import Args, Rooms
from bots.settings import Settings
from dialogs import event_forms
from integrations.errors import Refused, ServiceError
from integrations.forms import Forms, Table
from storage import form_answers
from storage.form_answers import Fetched
from storage.form_summaries import Question, Sheet
from storage.store import Store, Tx

log = structlog.get_logger()


class FormReading:
    """The job "form.fetch"."""

    def __init__(self, store: Store, settings: Settings, rooms: Rooms) -> None:
        self._store = store
        self._rooms = rooms
        self._token = settings.yandex_forms_token
        self._forms = Forms(settings.yandex_forms_api_url, settings.yandex_forms_org_id)

    async def close(self) -> None:
        await self._forms.close()

    async def fetch(self, args: Args) -> bool:
        """Read the answers and have the hosts told; a busy service is asked again later."""
        event, to = args["event"], args["to"]
        survey = await self._store.run(partial(form_answers.to_fetch, event=event))
        if survey is None:
            return True
        try:
            table = await self._read(survey)
        except ServiceError as error:
            log.warning("form_not_read", error=error.reason)
            await self._store.run(partial(_failed, args=args, error=error))
        else:
            await self._store.run(partial(_tell, event=event, to=to, survey=survey, table=table))
        return True

    async def _read(self, survey: str) -> Table:
        if self._token is not None:
            return await self._forms.answers(self._token.get_secret_value(), survey)
        return await self._rooms.with_login(lambda token: self._forms.answers(token, survey))


def _failed(tx: Tx, args: Args, error: ServiceError) -> None:
    event, to = args["event"], args["to"]
    if isinstance(error, Refused):
        event_forms.not_read(tx, event, to, error.why)
    elif not form_answers.put_off(tx, event=event, to=to, round=args["round"]):
        event_forms.not_read(tx, event, to, "busy")


def _tell(tx: Tx, event: int, to: int, survey: str, table: Table) -> None:
    found: Fetched | None = form_answers.fetched(
        tx,
        event=event,
        survey=survey,
        questions=[Question(one.id, one.text, one.kind) for one in table.columns],
        sheets=[Sheet(one.id, one.values) for one in table.rows],
    )
    if found is not None:
        event_forms.told(tx, found, to)

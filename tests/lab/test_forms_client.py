"""E4: the client of Yandex Forms against the stand-in, faults included."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from integrations.errors import Busy, Lost, Refused
from integrations.forms import Forms
from lab.troubles import Trouble
from lab.yandex.forms import FormsStandIn

SURVEY, TOKEN = "65f0c1a2b3d4e5f6a7b8c9d0", "forms-token"


@dataclass
class Line:
    service: FormsStandIn
    client: Forms


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    service = FormsStandIn("7")
    service.give_token(TOKEN)
    await service.start()
    made = Line(service, Forms(service.url, "7"))
    yield made
    await made.client.close()
    await service.stop()


async def test_all_pages_are_read_by_the_query_of_an_address_that_is_dead(line: Line) -> None:
    form = line.service.survey(
        SURVEY,
        ("answer_number", "Сколько звёзд?"),
        ("answer_choices", "Что понравилось?"),
        ("answer_long_text", "Что добавить?"),
        ("answer_phone", "Телефон"),
    )
    for number in range(60):
        form.answer(number % 5 + 1, [{"text": "Опыты"}, "Чай"], None, "+7")
    table = await line.client.answers(TOKEN, SURVEY)
    assert [one.kind for one in table.columns] == ["number", "choice", "text", "other"]
    assert [one.id for one in table.rows] == [one["id"] for one in form.answers]
    assert table.rows[1].values == (("2",), ("Опыты", "Чай"), (), ("+7",))
    assert len(line.service.world.calls) == 3
    assert all(one.startswith("/v1/") for one in line.service.world.calls)


async def test_long_answers_are_read_to_the_end(line: Line) -> None:
    form = line.service.survey(SURVEY, ("answer_long_text", "Что добавить?"))
    for _ in range(20):
        form.answer("Опыты " * 3_000)
    table = await line.client.answers(TOKEN, SURVEY)
    assert {len(one.values[0][0]) for one in table.rows} == {18_000}


async def test_every_refusal_has_a_name(line: Line) -> None:
    form = line.service.survey(SURVEY, ("answer_number", "Сколько?"))
    with pytest.raises(Refused, match="token"):
        await line.client.answers("wrong", SURVEY)
    with pytest.raises(Refused, match="missing"):
        await line.client.answers(TOKEN, "0" * 24)
    form.open_to = set()
    with pytest.raises(Refused, match="scope"):
        await line.client.answers(TOKEN, SURVEY)
    line.service.world.organisation = "8"
    with pytest.raises(Refused, match="request"):
        await line.client.probe(TOKEN)


async def test_what_may_pass_is_told_from_what_will_not(line: Line) -> None:
    line.service.survey(SURVEY, ("answer_number", "Сколько?"))
    path = f"/v1/surveys/{SURVEY}/answers"
    line.service.world.busy = 1
    with pytest.raises(Busy):
        await line.client.answers(TOKEN, SURVEY)
    for fault in ("bad_gateway", "truncated", "array"):
        line.service.troubles.order(Trouble(fault, path))
        with pytest.raises(Lost):
            await line.client.answers(TOKEN, SURVEY)
    assert (await line.client.answers(TOKEN, SURVEY)).rows == ()

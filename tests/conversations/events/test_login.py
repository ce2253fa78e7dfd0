"""E2: the school logs in to Yandex once; the token is renewed, and the administrator is warned."""

from datetime import timedelta

import pytest

from bots import cli_yandex, room_checks
from bots.cli_yandex import CannotLogIn
from integrations.yandex_oauth import DeviceCode
from storage import service_tokens
from storage.residents import Role
from storage.service_tokens import ServiceToken, Token
from tests.conversations.events.planning import approves, proposes
from tests.conversations.events.services import Services
from tests.conversations.space import Space, Speaker

ONLINE = {"place": "В Телемосте"}


async def logs_in(space: Space, services: Services, *, code: str | None = None) -> timedelta:
    """The administrator at the console, and a browser beside it."""
    await space.suite.stop()

    async def sleep(seconds: float) -> None:
        services.yandex.types_code("lab-0001")

    said: list[DeviceCode] = []
    try:
        return await cli_yandex.log_in(
            space.settings(), space.clock, code=code, say=said.append, sleep=sleep
        )
    finally:
        await space.start()


async def token(space: Space) -> Token | None:
    return await space.run(service_tokens.current)


async def test_a_code_typed_elsewhere_logs_the_school_in_and_rooms_are_made(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await services.logged_in()
    assert (await logs_in(space, services)).days == 365
    await proposes(maria, **ONLINE)
    await approves(viktor)
    await space.pass_time(timedelta(days=4, hours=21, minutes=1))
    room = await services.live()
    assert room is not None and room.provider == "telemost"


async def test_a_code_that_the_browser_showed_does_too(space: Space, services: Services) -> None:
    await services.logged_in()
    await logs_in(space, services, code=services.yandex.shows_code())
    kept = await token(space)
    assert kept is not None and kept.good
    row = await space.run(lambda tx: tx.session.get_one(ServiceToken, "yandex").access)
    assert kept.access not in row


async def test_a_wrong_code_or_application_is_said_in_words(
    space: Space, services: Services
) -> None:
    await services.logged_in()
    with pytest.raises(CannotLogIn, match="begin anew"):
        await logs_in(space, services, code="wrong")
    services.yandex.world.client_id = "another"
    with pytest.raises(CannotLogIn, match="YANDEX_CLIENT_ID"):
        await logs_in(space, services)


async def test_the_token_is_renewed_every_three_months(space: Space, services: Services) -> None:
    await services.logged_in()
    await logs_in(space, services)
    first = await token(space)
    await space.pass_time(timedelta(days=91))
    second = await token(space)
    assert first is not None and second is not None
    assert second.version == first.version + 1 and second.refresh != first.refresh


async def test_a_token_that_is_refused_is_renewed_once_and_the_room_is_made(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await services.logged_in()
    await logs_in(space, services)
    await proposes(maria, **ONLINE)
    await approves(viktor)
    services.telemost.world.tokens.clear()
    await space.pass_time(timedelta(days=4, hours=21, minutes=1))
    room = await services.live()
    assert room is not None and room.provider == "telemost"


async def test_where_yandex_wants_a_new_login_the_administrator_is_told_once(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    admin = await space.resident("Олег", "Сомов", Role.ADMIN, patronymic="Ильич")
    await services.logged_in()
    await logs_in(space, services)
    await proposes(maria, **ONLINE)
    await approves(viktor)
    services.telemost.world.tokens.clear()
    services.calendar.world.tokens.clear()
    services.yandex.world.refresh.clear()
    admin.looks_up()
    await space.pass_time(timedelta(days=4, hours=21, minutes=1))
    await admin.sees("Яндекс больше не принимает наш ключ", "coworking yandex login")
    assert sum("больше не принимает" in one.text for one in admin.screen) == 1
    await maria.sees("Не удалось создать комнату")


async def test_the_administrator_is_warned_30_and_7_days_before_the_end(
    space: Space, services: Services
) -> None:
    admin = await space.resident("Олег", "Сомов", Role.ADMIN, patronymic="Ильич")
    await services.logged_in()
    services.yandex.world.lasts = 40 * 86_400
    await logs_in(space, services)
    services.yandex.troubles.outage = True
    admin.looks_up()
    await space.pass_time(timedelta(days=11))
    await admin.sees("кончается через 30 дней")
    admin.looks_up()
    await space.pass_time(timedelta(days=23))
    await admin.sees("кончается через 7 дней")


async def test_check_says_how_things_stand(space: Space, services: Services) -> None:
    async def said() -> dict[str, str]:
        await space.suite.stop()
        try:
            found = await room_checks.check(space.settings(), space.clock)
        finally:
            await space.start()
        return {one.what: f"{one.level} {one.said}" for one in found}

    assert (await said())["telemost"].startswith("ok")
    services.telemost.world.personal = True
    services.calendar.world.no_scope = True
    found = await said()
    assert found["telemost"].startswith("warn the account is not of a Yandex 360")
    assert found["calendar"].startswith("bad the application lacks a right")
    await services.logged_in()
    assert "nobody logged in" in (await said())["yandex"]
    await logs_in(space, services)
    assert (await said())["yandex"].startswith("ok logged in, for 36")

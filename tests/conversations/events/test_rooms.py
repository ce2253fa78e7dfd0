"""E2: a room for every event that wants one, whatever Telemost and the calendar do."""

from datetime import timedelta

import pytest

from lab.caldav.server import World as CalendarWorld
from lab.telemost.world import World
from lab.troubles import Fault, Trouble
from tests.conversations.events.planning import approves, opens, proposes
from tests.conversations.events.services import Services
from tests.conversations.space import Space, Speaker

ONLINE = {"place": "В Телемосте"}


async def an_event(maria: Speaker, viktor: Speaker, *people: Speaker, **answers: str) -> None:
    """An event in Telemost on Saturday at 16:00, approved, with people in it."""
    await proposes(maria, **(ONLINE | answers))
    await approves(viktor)
    for who in people:
        await opens(who)
        await who.presses("Записаться")


async def three_hours_before(space: Space) -> None:
    """Saturday, 13:01: the providers are asked."""
    await space.pass_time(timedelta(days=4, hours=21, minutes=1))


async def test_the_room_is_made_some_hours_before_and_the_link_comes_ten_minutes_before(
    space: Space, services: Services, maria: Speaker, viktor: Speaker, anna: Speaker, boris: Speaker
) -> None:
    await an_event(maria, viktor, anna)
    assert services.telemost.world.conferences == {}
    await three_hours_before(space)
    await maria.sees("Комната для «Вечер роботов» готова")
    room = await services.live()
    assert room is not None and room.provider == "telemost"
    await opens(anna)
    await anna.presses("Войти")
    await anna.sees("Ссылка откроется")
    await anna.does_not_see(room.url)
    await space.pass_time(timedelta(hours=2, minutes=50))
    await anna.sees("Через 10 минут", room.url)
    await anna.presses("Войти")
    await anna.sees(room.url)
    await opens(boris)
    await boris.does_not_see(room.url, "Войти")


async def test_hosts_at_yandex_let_guests_in(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    services.telemost.world.strangers.add("ghost@lyceum.example")
    await an_event(
        maria,
        viktor,
        audience="Все желающие",
        cohosts="maria@lyceum.example ghost@lyceum.example",
    )
    await three_hours_before(space)
    (made,) = services.telemost.world.conferences.values()
    assert (made.waiting_room, made.cohosts) == ("ORGANIZATION", ["maria@lyceum.example"])


async def test_where_no_host_is_known_nobody_waits_outside(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    services.telemost.world.strangers.add("ghost@lyceum.example")
    await an_event(maria, viktor, audience="Все желающие", cohosts="ghost@lyceum.example")
    await three_hours_before(space)
    (made,) = services.telemost.world.conferences.values()
    assert made.waiting_room == "PUBLIC"


def _expired(telemost: World) -> None:
    telemost.tokens.clear()


def _personal(telemost: World) -> None:
    telemost.personal = True


def _read_only(telemost: World) -> None:
    telemost.tokens = dict.fromkeys(telemost.tokens, frozenset({"telemost-api:conferences.read"}))


def _busy(telemost: World) -> None:
    telemost.refusals = 1000


@pytest.mark.parametrize("trouble", [_expired, _personal, _read_only, _busy])
async def test_what_telemost_refuses_the_calendar_gives(
    space: Space,
    services: Services,
    maria: Speaker,
    viktor: Speaker,
    anna: Speaker,
    trouble: "object",
) -> None:
    await an_event(maria, viktor, anna)
    assert callable(trouble)
    trouble(services.telemost.world)
    await three_hours_before(space)
    await services.pass_minutes(10)
    await maria.sees("из Календаря Яндекса")
    room = await services.live()
    assert room is not None and room.provider == "calendar"
    assert services.telemost.world.conferences == {}
    await space.pass_time(timedelta(hours=2, minutes=40))
    await anna.sees(room.url)


@pytest.mark.parametrize("fault", ["bad_gateway", "server_error", "reset_before", "hang", "empty"])
async def test_while_telemost_is_out_the_calendar_gives_a_room(
    space: Space,
    services: Services,
    maria: Speaker,
    viktor: Speaker,
    fault: Fault,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if fault == "hang":
        import aiohttp

        from integrations import line

        monkeypatch.setattr(line, "TIMEOUT", aiohttp.ClientTimeout(total=0.2))
    await an_event(maria, viktor)
    services.telemost.troubles.order(Trouble(fault, "POST", times=None))
    await three_hours_before(space)
    await services.pass_minutes(10)
    room = await services.live()
    assert room is not None and room.provider == "calendar"
    # The call and two repeats, not one more: each may have left a room behind.
    assert len(await services.orphans()) == 3


async def test_one_bad_answer_is_no_reason_to_leave_telemost(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await an_event(maria, viktor)
    services.telemost.troubles.order(Trouble("bad_gateway", "POST"))
    await three_hours_before(space)
    await services.pass_minutes(3)
    room = await services.live()
    assert room is not None and room.provider == "telemost"


async def test_a_room_whose_answer_was_lost_is_told_of_and_one_link_lives(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await an_event(maria, viktor)
    services.telemost.troubles.order(Trouble("reset_after", "POST"))
    await three_hours_before(space)
    await services.pass_minutes(3)
    assert len(services.telemost.world.conferences) == 2
    (orphan,) = await services.orphans()
    assert (orphan.provider, orphan.certain) == ("telemost", False)
    room = await services.live()
    assert room is not None and room.reference == list(services.telemost.world.conferences)[-1]


def _wrong_password(calendar: CalendarWorld) -> None:
    calendar.password = "another"


def _no_scope(calendar: CalendarWorld) -> None:
    calendar.no_scope = True


def _no_links(calendar: CalendarWorld) -> None:
    calendar.no_links = True


def _gateway(calendar: CalendarWorld) -> None:
    calendar.gateway = 1000


def _busy_calendar(calendar: CalendarWorld) -> None:
    calendar.refusals = 1000


@pytest.mark.parametrize(
    "trouble", [_wrong_password, _no_scope, _no_links, _gateway, _busy_calendar]
)
async def test_with_no_provider_left_the_host_pastes_a_link_and_nothing_is_lost(
    space: Space,
    services: Services,
    maria: Speaker,
    viktor: Speaker,
    anna: Speaker,
    trouble: "object",
) -> None:
    await an_event(maria, viktor, anna)
    services.telemost.world.personal = True
    assert callable(trouble)
    trouble(services.calendar.world)
    await three_hours_before(space)
    await services.pass_minutes(10)
    await maria.sees("Не удалось создать комнату", "Событие в силе", "Вставить ссылку")
    await maria.presses("Вставить ссылку")
    await maria.says("https://example.ru/meeting/373")
    await maria.presses("Подтвердить")
    await maria.sees("Ссылка сохранена")
    await space.pass_time(timedelta(hours=2, minutes=40))
    await anna.sees("https://example.ru/meeting/373")


async def test_a_calendar_that_takes_its_time_is_asked_again_and_keeps_one_entry(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await an_event(maria, viktor)
    services.telemost.world.personal = True
    services.calendar.world.link_after = 3
    await three_hours_before(space)
    await services.pass_minutes(5)
    room = await services.live()
    assert room is not None and room.provider == "calendar"
    assert services.calendar.world.puts == 1


async def test_an_outage_of_an_hour_is_outlived(
    space: Space, services: Services, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await an_event(maria, viktor, anna)
    services.telemost.troubles.outage = services.calendar.troubles.outage = True
    await three_hours_before(space)
    await services.pass_minutes(60)
    await maria.sees("Не удалось создать комнату")
    assert await services.live() is None
    services.telemost.troubles.outage = services.calendar.troubles.outage = False
    await space.pass_time(timedelta(hours=1))
    room = await services.live()
    assert room is not None
    await space.pass_time(timedelta(minutes=50))
    await anna.sees("Через 10 минут", room.url)


async def test_a_host_may_have_it_tried_again(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await services.without_calendar()
    await an_event(maria, viktor)
    services.telemost.world.personal = True
    await three_hours_before(space)
    await maria.sees("Не удалось создать комнату")
    services.telemost.world.personal = False
    await maria.presses("Попробовать ещё раз")
    await maria.sees("готова")
    assert await services.live() is not None


async def test_a_link_that_died_is_replaced_before_it_is_handed_out(
    space: Space, services: Services, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await an_event(maria, viktor, anna)
    await three_hours_before(space)
    first = await services.live()
    assert first is not None
    services.telemost.world.conferences.clear()
    await space.pass_time(timedelta(hours=2, minutes=45))
    second = await services.live()
    assert second is not None and second.id != first.id
    await space.pass_time(timedelta(minutes=5))
    await anna.sees(second.url)


async def test_the_old_link_of_a_moved_event_is_withdrawn(
    space: Space, services: Services, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    await an_event(maria, viktor, anna)
    await three_hours_before(space)
    await space.pass_time(timedelta(hours=2, minutes=51))
    old = await services.live()
    assert old is not None
    await anna.sees(old.url)
    await opens(maria)
    await maria.presses("Изменить")
    for answer in ("12.09 18:30", "Пропустить", "Пропустить", "Пропустить"):
        await maria.says(answer)
    await maria.presses("Подтвердить")
    assert services.telemost.world.conferences[old.reference].waiting_room == "ADMINS"
    assert not [one for one in anna.screen if old.url in one.text]
    await anna.sees("изменилось время")
    new = await services.live()
    assert new is not None and new.reference != old.reference


async def test_a_cancelled_event_has_no_link(
    space: Space, services: Services, maria: Speaker, viktor: Speaker, anna: Speaker
) -> None:
    services.telemost.world.personal = True
    await an_event(maria, viktor, anna)
    await three_hours_before(space)
    await space.pass_time(timedelta(hours=2, minutes=51))
    assert await services.live() is not None
    await opens(maria)
    await maria.presses("Отменить событие")
    await maria.says("Заболел ведущий")
    await maria.presses("Подтвердить")
    assert await services.live() is None
    assert services.calendar.world.entries == {}
    assert not [one for one in anna.screen if "telemost.yandex.ru" in one.text]


async def test_an_event_at_short_notice_gets_its_room_at_once(
    space: Space, services: Services, maria: Speaker, viktor: Speaker
) -> None:
    await an_event(maria, viktor, starts="сегодня в 18:00")
    assert await services.live() is not None

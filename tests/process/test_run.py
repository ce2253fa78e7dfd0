"""`coworking run` by long poll: it answers, stops in time, and goes on where it was."""

import signal
import socket
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bots.clock import Clock
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.process.program import Program, until


@pytest.fixture
async def vk() -> AsyncIterator[VkStandIn]:
    vk = VkStandIn(Clock().now, rate=None)
    await vk.start()
    yield vk
    await vk.stop()


@pytest.fixture
def community(vk: VkStandIn) -> Community:
    return vk.community("Коворкинг", token="a-token")


@pytest.fixture
async def program(vk: VkStandIn, community: Community, tmp_path: Path) -> AsyncIterator[Program]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = Program(tmp_path, vk, port)
    yield program
    await program.close()


def heard(person: VkPerson, community: Community) -> list[str]:
    return [one.text for one in person.shown(community) if not one.mine]


async def test_a_pupil_registers_with_a_code_from_the_command_line(
    vk: VkStandIn, community: Community, program: Program
) -> None:
    code, out, _ = await program.command(
        "code", "ученик", "Котова", "Аня", "--grade", "10А", "--new"
    )
    assert code == 0
    await program.start()
    anna = vk.person("Аня")
    await anna.write(community, out.strip())
    await until(vk, lambda: any("Это ты?" in text for text in heard(anna, community)))
    await anna.press(community, "Да, это я")
    await until(vk, lambda: any("Готово, Аня" in text for text in heard(anna, community)))


async def test_what_came_while_it_was_down_is_answered_once(
    vk: VkStandIn, community: Community, program: Program
) -> None:
    await program.start()
    anna = vk.person("Аня")
    await anna.write(community, "Начать")
    await until(vk, lambda: len(heard(anna, community)) == 1)
    await program.stop(signal.SIGKILL)
    await anna.write(community, "Меню")
    await anna.write(community, "Помощь")
    await program.start()
    await until(vk, lambda: len(heard(anna, community)) >= 3)
    first, second, third = heard(anna, community)
    assert first.startswith("Здравствуйте")
    assert second.startswith("Выберите")
    assert third.startswith("Пишите словами")


async def test_it_stops_within_five_seconds_and_exits_with_0(
    vk: VkStandIn, community: Community, program: Program
) -> None:
    await program.start()
    began = time.monotonic()
    code, logged = await program.stop()
    assert time.monotonic() - began < 5
    assert code == 0, logged


async def test_health_and_metrics_are_served_and_name_nobody(
    vk: VkStandIn, community: Community, program: Program
) -> None:
    await program.start()
    anna = vk.person("Аня")
    await anna.write(community, "совершенно секретные слова")
    await until(vk, lambda: len(heard(anna, community)) == 1)
    assert await program.get("/healthz") == (200, '{"status": "ok"}')
    status, metrics = await program.get("/metrics")
    assert status == 200
    assert 'coworking_updates_total{channel="vk",outcome="answered"} 1.0' in metrics
    code, logged = await program.stop()
    assert code == 0
    for secret in ("секретные", "a-token", str(anna.id)):
        assert secret not in metrics
        assert secret not in logged


async def test_check_gives_advice_and_an_exit_code(
    vk: VkStandIn, community: Community, program: Program
) -> None:
    await program.command("migrate")
    code, out, _ = await program.command("check")
    assert code == 0
    assert "vk: the messenger takes the token" in out
    assert "nobody is coordinator" in out
    vk.troubles.outage = True
    code, out, _ = await program.command("check")
    assert code == 1
    assert "vk: not reachable" in out
    assert "take the token" not in out


async def test_the_people_file_is_imported_once(
    program: Program, vk: VkStandIn, community: Community, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "Фамилия;Имя;Отчество;Роль;Класс;Ребёнок\n"
        "Котов;Иван;Олегович;родитель;;Котова Аня 10А\n"
        "Котова;Аня;;ученик;10 а;\n"
        "Соколова;Мария;Ивановна;учитель, руководитель проектов;;\n"
        "Ошибкин;Пётр;;волшебник;;\n",
        encoding="utf-8",
    )
    codes = tmp_path / "codes.csv"
    code, out, err = await program.command("import", str(people), "--codes", str(codes))
    assert code == 3
    assert "added 3, changed 0, same 0, refused 1" in out
    assert "row 5: неизвестная роль: волшебник" in err
    first = codes.read_text(encoding="utf-8-sig")
    code, _, err = await program.command("import", str(people), "--codes", str(codes))
    assert code == 1
    assert "is there already" in err
    again = ("import", str(people), "--codes", str(codes), "--force")
    code, out, _ = await program.command(*again)
    assert "added 0, changed 0, same 3, refused 1" in out
    assert codes.read_text(encoding="utf-8-sig") == first


async def test_a_backup_is_whole_and_not_written_over(
    program: Program, vk: VkStandIn, community: Community, tmp_path: Path
) -> None:
    await program.command("migrate")
    copy = tmp_path / "copy.db"
    code, out, _ = await program.command("backup", str(copy))
    assert code == 0
    assert "bytes written" in out
    code, _, err = await program.command("backup", str(copy))
    assert code == 1
    assert "is there already" in err


async def test_a_wrong_setting_is_one_line_without_its_value(
    program: Program, vk: VkStandIn, community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        Program, "environment", {**program.environment, "HTTP_PORT": "secret-value"}
    )
    code, _, err = await program.command("check")
    assert code == 1
    assert err.count("\n") == 1
    assert "HTTP_PORT" in err
    assert "secret-value" not in err

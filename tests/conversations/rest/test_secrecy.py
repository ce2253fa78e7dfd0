"""Q6: with the files in hand and without the key no word of a talk is found, before and after the
erasing; nobody but the taking psychologist is shown one."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import select

from storage.files import StoredFile
from storage.handoffs import Handoff
from storage.outbox import Message
from storage.relay_lines import RelayLine
from storage.store import Tx
from tests.conversations.rest.conftest import asks
from tests.conversations.space import Space, Speaker

#: Said in a talk, each in another way, and never anywhere else.
WORDS = ("жемчужина", "лабиринт", "подсолнух", "маяк", "кузнечик", "фонарик", "тополь", "ручей")


async def talk(space: Space, pupil: Speaker, irina: Speaker) -> None:
    """Words by every way that a word can go."""
    await irina.says("На связи")
    await asks(pupil, f"мне снится {WORDS[0]}")
    await pupil.says(f"и ещё {WORDS[1]}")
    await irina.presses("Взять")
    await pupil.says(f"а потом {WORDS[2]}")
    await irina.says(f"расскажите про {WORDS[3]}")
    await pupil.sends_document(f"{WORDS[4]}.txt", f"в файле {WORDS[5]}".encode())
    await irina.says("Назначить встречу")
    await irina.says("завтра в 15")
    await irina.says(f"кабинет за дверью {WORDS[6]}")
    await irina.presses("Подтвердить")
    await irina.says("Раскрыть личность")
    await irina.says(f"опасность, потому что {WORDS[7]}")


def kept(space: Space) -> Iterator[tuple[str, bytes]]:
    """Every file that the program has written."""
    for path in sorted(Path(space.folder).rglob("*")):
        if path.is_file():
            yield path.name, path.read_bytes()


def found(space: Space) -> list[str]:
    """Words of the talk that can be read in a file, in any writing that there may be."""
    return [
        f"{word} in {name}"
        for name, content in kept(space)
        for word in WORDS
        for form in (word, word.capitalize(), word.encode("unicode_escape").decode())
        for coded in (form.encode(), form.encode("utf-16-le"), form.encode("cp1251", "replace"))
        if coded in content
    ]


async def test_no_word_can_be_found_in_the_files(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await talk(space, pupil, irina)
    assert any(WORDS[2] in one.text for one in irina.screen)
    assert found(space) == []


async def test_after_thirty_days_nothing_is_left_of_it(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await talk(space, pupil, irina)
    await irina.says("Отмена")
    await pupil.says("Завершить")
    ended = await space.run(lambda tx: tx.session.exec(select(Handoff)).one())
    assert ended.pupil_id is not None
    await space.pass_time(timedelta(days=29))
    assert await space.run(_lines) > 0
    await space.pass_time(timedelta(days=2))
    await space.suite.ticker.tidy()
    assert await space.run(_lines) == 0
    row = await space.run(lambda tx: tx.session.exec(select(Handoff)).one())
    assert (row.pupil_id, row.number, row.sealed_place, row.sealed_reason) == (None, None, "", "")
    assert (row.topic, row.urgency, row.ended_by) == ("family", "today", "pupil")
    assert await space.run(_sealed_left) == 0
    assert not list((space.folder / "files" / "sealed").glob("*"))
    (act,) = await space.journal("handoff.erase")
    assert act.details["lines"] == 5
    assert act.details["files"] == 1
    assert found(space) == []


def _lines(tx: Tx) -> int:
    return len(tx.session.exec(select(RelayLine)).all())


def _sealed_left(tx: Tx) -> int:
    files = tx.session.exec(select(StoredFile).where(StoredFile.secret)).all()
    rows = tx.session.exec(select(Message).where(Message.sealed)).all()
    return len(files) + len(rows)


async def test_a_secret_file_lies_sealed_and_under_no_telling_name(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await talk(space, pupil, irina)
    copies = list((space.folder / "files").rglob("*"))
    contents = [path.read_bytes() for path in copies if path.is_file()]
    assert len(contents) == 1
    assert WORDS[5].encode() not in contents[0]
    stored = await space.run(lambda tx: tx.session.exec(select(StoredFile)).one())
    assert stored.digest is None
    assert WORDS[4] not in stored.name


async def test_every_reading_from_the_store_is_written_down(
    space: Space, pupil: Speaker, irina: Speaker
) -> None:
    await irina.says("На связи")
    await asks(pupil, "слова")
    await irina.presses("Взять")
    (line,) = await space.journal("handoff.read")
    assert (line.actor_id, line.details["count"]) == (irina.resident, 1)


async def test_no_log_and_no_metric_holds_a_word_or_a_name(
    space: Space, pupil: Speaker, irina: Speaker, capsys: pytest.CaptureFixture[str]
) -> None:
    await talk(space, pupil, irina)
    await irina.phone.block()
    await pupil.says(f"и снова {WORDS[0]}")
    metrics = space.suite.metrics.render().decode()
    await space.restart()
    said = capsys.readouterr()
    told = said.out + said.err + metrics
    assert "opened" in told
    assert [word for word in (*WORDS, "Аня", "Котов", "Собеседник") if word in told] == []

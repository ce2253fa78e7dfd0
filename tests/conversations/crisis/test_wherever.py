"""Q4: a child is heard in every bot, form and state, in a flood, and when something broke."""

import logging
import re
from dataclasses import replace

import pytest
import structlog
from sqlmodel import select

from bots import project, roster
from bots.channel import Incoming
from bots.intake import Taken
from bots.receive import Handle
from bots.settings import BOTS
from dialogs import crisis, crisis_alerts, registry
from dialogs.registry import Bot
from storage import drafts, journal, residents, talks
from storage.outbox import Message
from storage.residents import Role, Who
from storage.store import Tx
from tests.conversations.space import Space, Speaker

RED = "я больше не хочу жить"
WORDS = "больше не хочу жить"


def _begun(tx: Tx, speaker: Speaker, name: str) -> None:
    """Begin a form in a speaker's conversation."""
    who = residents.who(tx, speaker.resident)
    place = talks.addresses_of(tx, speaker.resident)[0]
    kept = drafts.begin(tx, f"r{who.id}", name, {})
    kept.talk_id, kept.active = place.talk_id, True
    drafts.keep(tx, kept)


def _asked(tx: Tx, speaker: Speaker, name: str, field: str) -> None:
    kept = drafts.find(tx, f"r{speaker.resident}", name)
    assert kept is not None
    kept.asked, kept.active, kept.touched_at = field, True, tx.now
    drafts.keep(tx, kept)


def _answers(tx: Tx, speaker: Speaker, name: str) -> dict[str, object]:
    kept = drafts.find(tx, f"r{speaker.resident}", name)
    return dict(kept.answers) if kept is not None else {}


FORMS = sorted(
    (action.name, field)
    for action in registry.ACTIONS.values()
    if action.form is not None
    for field in action.form.model_fields
)


@pytest.mark.parametrize("name", sorted({name for name, _ in FORMS}))
async def test_in_every_form_at_each_question_the_card_comes_first(
    space: Space, anna: Speaker, name: str
) -> None:
    await space.run(lambda tx: _begun(tx, anna, name))
    for field in [field for form_name, field in FORMS if form_name == name]:
        await space.run(lambda tx, field=field: _asked(tx, anna, name, field))  # type: ignore[misc]  # a default is no type
        await anna.says(RED)
        await anna.sees("8-800-2000-122", "Позвать взрослого лицея")
        await anna.does_not_see("Не понимаю", "Запишу", "проверь:")
        assert RED not in str(await space.run(lambda tx: _answers(tx, anna, name)))


async def test_the_form_waits_with_its_answers_and_goes_on_when_asked_for(
    anna: Speaker,
) -> None:
    await anna.says("Новый проект")
    await anna.presses("Индивидуальный проект")
    await anna.says(RED)
    await anna.sees("112")
    await anna.says("я дома одна")
    await anna.does_not_see("Не понимаю")
    await anna.says("Помощь")
    await anna.sees("Продолжить")


async def test_amber_words_are_an_answer_of_the_form_too(space: Space, anna: Speaker) -> None:
    await anna.says("Новый проект")
    await anna.presses("Индивидуальный проект")
    await anna.says("1")
    before = await space.run(lambda tx: _answers(tx, anna, "project.new"))
    await anna.says("Как быть, когда меня травят в чате")
    await anna.sees("нет опасности?")
    kept = await space.run(lambda tx: _answers(tx, anna, "project.new"))
    assert len(kept) == len(before) + 1


@pytest.mark.parametrize("bot", BOTS)
async def test_every_bot_hears_it(space: Space, anna: Speaker, bot: str) -> None:
    there = Bot(bot, "project-greeting", project.BOT.menu)
    space.suite._bots[space.messenger.name] = there
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", "124")


def test_the_check_belongs_to_all_bots_and_not_to_one() -> None:
    assert {"feel-bad", "call-adult", "helplines"} <= set(registry.COMMANDS)
    assert roster.of(BOTS) is not None


async def test_the_card_comes_during_a_flood(space: Space, anna: Speaker, elena: Speaker) -> None:
    space.a_minute_most = 3
    await space.restart()
    for number in range(5):
        await anna.says(f"слово {number}")
    elena.looks_up()
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122")
    await elena.sees("Сигнал К-1")
    await anna.says("ещё слово")
    await anna.hears_nothing()


class Broken(Exception):
    """What a mistake of ours raises."""


async def test_the_card_comes_when_handling_a_message_broke(
    space: Space, anna: Speaker, elena: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(tx: Tx, who: Who) -> None:
        raise Broken

    monkeypatch.setattr(talks, "heard", broken)
    elena.looks_up()
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122")
    await anna.does_not_see("у меня что-то сломалось")
    monkeypatch.undo()
    await space.settle()
    await elena.sees("Сигнал К-1")


async def test_the_numbers_come_even_when_the_check_itself_broke(
    space: Space, anna: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(tx: Tx, made: object) -> None:
        raise Broken

    monkeypatch.setattr(crisis_alerts, "alert", broken)
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122", "124")


async def test_words_in_an_update_that_was_read_in_vain_are_heard(
    space: Space, anna: Speaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The text is lost on its way, and what is left breaks: the raw update still has it."""
    taken = space.suite.receiver._take

    def spoiled(tx: Tx, incoming: Incoming, bot: Bot, handle: Handle) -> Taken:
        emptied = replace(incoming, text="", attachments=(None,))  # type: ignore[arg-type]  # that is what breaks
        return taken(tx, emptied, bot, handle)

    monkeypatch.setattr(space.suite.receiver, "_take", spoiled)
    await anna.says(RED)
    await anna.sees("112", "8-800-2000-122")


async def test_no_log_no_metric_and_no_journal_holds_a_word_of_it(
    space: Space,
    anna: Speaker,
    elena: Speaker,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        await anna.says(RED)
        await anna.says("отчим меня бьёт")
        await elena.presses("Взял в работу")
    said = [
        caplog.text,
        str(logged),
        capsys.readouterr().out,
        space.suite.metrics.render().decode(),
    ]
    lines = await space.run(
        lambda tx: [str((one.act, one.details)) for one in journal.lines(tx, "crisis", 1)]
    )
    for word in ("жить", "отчим", "Аня", "Котова", "10А"):
        assert not any(word in one for one in (*said, *lines)), word


async def test_no_row_of_the_outbox_repeats_what_the_child_said(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    await anna.says(RED)

    def texts(tx: Tx) -> list[str]:
        return list(tx.session.exec(select(Message.text)))

    assert not any(WORDS in one for one in await space.run(texts))


async def test_the_psychologist_is_reached_in_another_messenger(
    space: Space, anna: Speaker, elena: Speaker
) -> None:
    other = await space.open_beside("vk" if space.messenger.name == "sferum" else "sferum")
    code = await _link_code(elena)
    there = await space.has_also(elena, other)
    await there.says(code)
    await there.presses("Да, это я")
    there.looks_up()
    elena.looks_up()
    await anna.says(RED)
    await there.sees("Сигнал К-1", "Взял в работу")
    await elena.sees("Сигнал К-1")
    anna.looks_up()
    await there.presses("Взял в работу")
    await anna.sees("Взрослый лицея взял сигнал К-1")


async def _link_code(speaker: Speaker) -> str:
    await speaker.says("Связать мессенджер")
    found = re.search(r"[A-Z2-9]{4}-[A-Z2-9]{4}", "\n".join(one.text for one in speaker.heard))
    assert found is not None
    return found[0]


@pytest.mark.parametrize("role", [Role.TEACHER, Role.PARENT, Role.PSYCHOLOGIST])
def test_only_pupils_and_strangers_are_checked(role: Role) -> None:
    assert not crisis.may_be_a_child(Who(id=1, roles=frozenset({role})))
    assert crisis.may_be_a_child(Who(id=1, roles=frozenset({Role.STUDENT})))
    assert crisis.may_be_a_child(Who(id=None))

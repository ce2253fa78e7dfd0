"""Sending to Telegram: refusals, files, groups that move, and limits kept."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bots.channel import (
    Halted,
    Incoming,
    Key,
    Outcome,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Unreachable,
    Upload,
)
from bots.telegram import TelegramChannel
from bots.telegram_limits import CAPTION
from lab.telegram.bot import TelegramBot
from lab.telegram.people import TelegramPerson
from lab.telegram.server import TelegramStandIn
from lab.troubles import Trouble as Order
from tests.channels.conftest import Clock, Inbox

HELLO = "<b>Привет</b> &lt;ты&gt;"


@pytest.fixture
async def telegram(clock: Clock) -> AsyncIterator[TelegramStandIn]:
    made = TelegramStandIn(clock.now, clock.monotonic)
    await made.start()
    yield made
    await made.stop()
    assert made.problems() == []


@pytest.fixture
def bot(telegram: TelegramStandIn) -> TelegramBot:
    return telegram.bot("Коворкинг")


@pytest.fixture
async def channel(
    telegram: TelegramStandIn, bot: TelegramBot, clock: Clock
) -> AsyncIterator[TelegramChannel]:
    made = make(telegram, clock, bot.token)
    await made.open()
    yield made
    await made.close()


@pytest.fixture
async def ivan(telegram: TelegramStandIn, bot: TelegramBot) -> TelegramPerson:
    person = telegram.person("Иван Петров")
    await person.start(bot)
    return person


def make(telegram: TelegramStandIn, clock: Clock, token: str) -> TelegramChannel:
    return TelegramChannel(
        "telegram",
        token,
        api_url=telegram.url,
        monotonic=clock.monotonic,
        sleep=clock.sleep,
        wait=0,
        webhook=f"{telegram.url}/nowhere",
        secret="a-secret",
    )


def letter(person: TelegramPerson, text: str = HELLO, number: int = 1) -> Outgoing:
    return Outgoing(number, "send", str(person.id), text)


def edit(person: TelegramPerson, sent: Outcome, text: str) -> Outgoing:
    assert isinstance(sent, Sent)
    return replace(letter(person, text, 2), kind="edit", target=sent.external_id)


async def send(channel: TelegramChannel, outgoing: Outgoing) -> Outcome:
    (outcome,) = await channel.deliver([outgoing])
    return outcome


def last(bot: TelegramBot, person: TelegramPerson) -> tuple[str, list[str]]:
    shown = [one for one in person.shown(bot) if not one.mine and not one.deleted][-1]
    return shown.text, shown.labels


async def test_markup_is_shown_and_edited_in_place(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    keys = ((Key("Да", "abc.0"), Key("Нет", "abc.1")),)
    sent = await send(channel, replace(letter(ivan), inline=keys))
    assert last(bot, ivan) == ("Привет <ты>", ["Да", "Нет"])
    count = len(ivan.shown(bot))
    assert isinstance(await send(channel, edit(ivan, sent, "Готово")), Sent)
    assert last(bot, ivan) == ("Готово", []) and len(ivan.shown(bot)) == count


async def test_an_edit_that_changes_nothing_has_done_what_it_should(
    channel: TelegramChannel, ivan: TelegramPerson
) -> None:
    sent = await send(channel, letter(ivan))
    assert isinstance(await send(channel, edit(ivan, sent, HELLO)), Sent)


async def test_an_edit_of_what_is_gone_is_to_go_anew(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    sent = await send(channel, letter(ivan))
    gone = replace(edit(ivan, sent, ""), kind="delete")
    assert isinstance(await send(channel, gone), Sent)
    assert isinstance(await send(channel, edit(ivan, sent, "Готово")), Rejected)
    assert isinstance(await send(channel, gone), Sent)


async def test_the_menu_stays_below_and_is_taken_away(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    await send(channel, replace(letter(ivan), menu=((Key("Меню", "menu"),),)))
    assert [[key.label for key in row] for row in ivan.menu(bot)] == [["Меню"]]
    await send(channel, replace(letter(ivan, number=2), menu=()))
    assert ivan.menu(bot) == ()


async def test_who_has_not_begun_or_has_blocked_us_cannot_be_reached(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    await ivan.block(bot)
    blocked = await send(channel, letter(ivan))
    strange = await send(channel, letter(telegram.person("Пётр Иванов")))
    assert isinstance(blocked, Unreachable) and blocked.reason == "telegram blocked"
    assert isinstance(strange, Unreachable) and strange.reason == "telegram never-started"


@pytest.mark.parametrize(
    ("code", "means"),
    [
        (400, Rejected),
        (401, Halted),
        (403, Unreachable),
        (404, Halted),
        (413, Rejected),
        (429, Trouble),
        (500, Trouble),
        (502, Trouble),
    ],
)
async def test_each_refusal_means_something(
    channel: TelegramChannel,
    telegram: TelegramStandIn,
    ivan: TelegramPerson,
    code: int,
    means: type[Exception],
) -> None:
    telegram.troubles.order(Order("error", "sendMessage", code=code))
    assert isinstance(await send(channel, letter(ivan)), means)


@pytest.mark.parametrize(
    "fault",
    ["reset_before", "reset_after", "half_closed", "truncated", "empty", "array", "bad_gateway"],
)
async def test_what_breaks_on_the_way_is_tried_again(
    channel: TelegramChannel, telegram: TelegramStandIn, ivan: TelegramPerson, fault: str
) -> None:
    telegram.troubles.order(Order(fault, "sendMessage"))  # type: ignore[arg-type]  # of the list
    assert isinstance(await send(channel, letter(ivan)), Trouble)
    assert isinstance(await send(channel, letter(ivan)), Sent)


async def test_after_too_many_nothing_goes_until_telegram_said(
    channel: TelegramChannel, telegram: TelegramStandIn, clock: Clock, ivan: TelegramPerson
) -> None:
    telegram.troubles.order(Order("error", "sendMessage", code=429))
    refused = await send(channel, letter(ivan))
    assert isinstance(refused, Trouble) and refused.after == 1.0
    since = clock.seconds
    assert isinstance(await send(channel, letter(ivan)), Sent)
    assert clock.seconds - since >= 1.0


async def test_a_mailing_and_a_talkative_group_stay_within_the_limits(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, clock: Clock
) -> None:
    people = [telegram.person(f"Ученик {n}") for n in range(100)]
    for one in people:
        await one.start(bot)
    group = telegram.chat("10А", people[0])
    group.invite(bot, people[0])
    rows = [letter(one, number=n) for n, one in enumerate(people, 1)]
    rows += [Outgoing(200 + n, "send", str(group.chat_id), "Привет") for n in range(25)]
    outcomes = [
        outcome
        for begin in range(0, len(rows), 5)
        for outcome in await channel.deliver(rows[begin : begin + 5], urgent=False)
    ]
    assert all(isinstance(one, Sent) for one in outcomes)


async def test_a_wrong_token_halts(
    telegram: TelegramStandIn, bot: TelegramBot, clock: Clock
) -> None:
    for token in ("7000000009:another", "no token at all"):
        wrong = make(telegram, clock, token)
        with pytest.raises(Halted):
            await wrong.open()
        await wrong.close()


async def test_telegram_that_is_away_at_the_start_is_asked_later(
    telegram: TelegramStandIn, bot: TelegramBot, clock: Clock, ivan: TelegramPerson
) -> None:
    telegram.troubles.outage = True
    made = make(telegram, clock, bot.token)
    await made.open()
    assert isinstance(await send(made, letter(ivan)), Trouble)
    telegram.troubles.outage = False
    assert isinstance(await send(made, letter(ivan)), Sent)
    await made.close()


async def test_one_file_carries_the_words_and_goes_up_once(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    picture = Upload("photo", "stages.png", b"a picture")
    keys = ((Key("Да", "abc.0"),),)
    sent = await send(channel, replace(letter(ivan), uploads=(picture,), inline=keys))
    assert isinstance(sent, Sent) and sent.references[0]
    shown = ivan.shown(bot)[-1]
    assert (shown.text, shown.labels) == ("Привет <ты>", ["Да"])
    assert [one.content for one in shown.attachments] == [b"a picture"]
    again = Upload("photo", "stages.png", reference=sent.references[0])
    second = await send(channel, replace(letter(ivan, number=2), uploads=(again,)))
    assert isinstance(second, Sent) and second.references == (None,)
    assert len(telegram.world.files) == 1


async def test_a_picture_is_changed_with_its_words(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    sent = await send(channel, replace(letter(ivan), uploads=(Upload("photo", "1.png", b"one"),)))
    other = replace(edit(ivan, sent, "Стало так"), uploads=(Upload("photo", "2.png", b"two"),))
    changed = await send(channel, other)
    assert isinstance(changed, Sent) and changed.references[0]
    shown = ivan.shown(bot)[-1]
    assert (shown.text, shown.attachments[0].content) == ("Стало так", b"two")
    assert isinstance(await send(channel, edit(ivan, sent, "Без картинки")), Rejected)


async def test_several_files_go_before_long_words_and_do_not_go_twice(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    files = (Upload("document", "план.txt", b"plan"), Upload("photo", "1.png", b"one"))
    wanted = replace(letter(ivan, "а" * (CAPTION + 1)), uploads=files)
    telegram.troubles.order(Order("reset_before", "sendMessage"))
    assert isinstance(await send(channel, wanted), Trouble)
    sent = await send(channel, wanted)
    assert isinstance(sent, Sent) and all(sent.references)
    shown = [one for one in ivan.shown(bot) if not one.mine]
    assert [len(one.attachments) for one in shown] == [1, 1, 0]
    assert shown[0].attachments[0].name == "план.txt"


async def test_a_group_that_became_a_supergroup_is_written_to_under_its_new_id(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    group = telegram.chat("10А", ivan)
    old = group.invite(bot, ivan)
    group.upgrade()
    assert isinstance(await send(channel, Outgoing(1, "send", str(old), "Привет")), Sent)
    assert group.shown(ivan)[-1].text == "Привет"


async def test_a_press_is_answered_with_a_note_and_an_old_one_is_let_go(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    await send(channel, replace(letter(ivan), inline=((Key("Да", "abc.0"),),)))
    await ivan.press(bot, "Да")
    press = channel.read(bot.waiting[-1][1])
    assert (press.happening, press.press) == ("press", "abc.0")
    await channel.acknowledge(press, "Уже сделано")
    assert ivan.snacks(bot) == ["Уже сделано"] and ivan.spinning(bot) == 0
    await channel.acknowledge(replace(press, callback="gone"), None)


async def test_what_people_attach_is_fetched_by_its_id(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    await ivan.send_photo(bot, b"a photo")
    (photo,) = channel.read(bot.waiting[-1][1]).attachments
    assert photo.url is not None
    assert await channel.fetch(photo.url, 100) == b"a photo"
    with pytest.raises(Rejected):
        await channel.fetch(photo.url, 3)
    with pytest.raises(Rejected):
        await channel.fetch("https://example.org/", 100)


async def test_a_batch_and_its_offset_are_taken_together_and_again_after_a_refusal(
    channel: TelegramChannel, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    inbox = Inbox()
    inbox.refuses.append(ConnectionError())
    await ivan.write(bot, "Проекты")
    with pytest.raises(ConnectionError):
        await channel.long_poll.step(inbox.receive)
    await channel.long_poll.step(inbox.receive)
    assert inbox.texts == ["", "Проекты"]
    assert inbox.positions == [str(bot.last_update + 1)]
    await channel.long_poll.step(inbox.receive)
    assert bot.pending == 0


async def test_a_webhook_that_was_left_over_does_not_keep_polls_away(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot, ivan: TelegramPerson
) -> None:
    telegram.troubles.outage = True
    await telegram.set_webhook(bot, f"{telegram.url}/nowhere", "")
    telegram.troubles.outage = False
    inbox = Inbox()
    await channel.long_poll.step(inbox.receive)
    assert len(inbox.taken) == 1


async def test_the_webhook_is_set_and_set_again_when_it_is_gone(
    channel: TelegramChannel, telegram: TelegramStandIn, bot: TelegramBot
) -> None:
    await channel.webhook.renew(anew=True)
    assert bot.webhook is not None and bot.webhook.secret == "a-secret"
    telegram.unsubscribe(bot)
    await channel.webhook.renew(anew=False)
    assert bot.webhook is not None
    sets = [one for one in telegram.calls if one.operation == "setWebhook"]
    await channel.webhook.renew(anew=False)
    assert len(sets) == len([one for one in telegram.calls if one.operation == "setWebhook"])


async def test_the_token_stands_in_no_error_and_no_log(
    channel: TelegramChannel,
    telegram: TelegramStandIn,
    bot: TelegramBot,
    ivan: TelegramPerson,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for fault in ("reset_before", "bad_gateway", "empty"):
        telegram.troubles.order(Order(fault))
        outcome = await send(channel, letter(ivan))
        assert isinstance(outcome, Trouble) and bot.token not in repr(outcome)
    assert bot.token not in capsys.readouterr().out


def test_our_longest_reference_fits_a_button() -> None:
    longest = "k:" + "x" * 24 + ".p999999"
    assert len(longest.encode()) <= 64
    assert Incoming("telegram", "k", "press").press is None

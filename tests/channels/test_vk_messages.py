"""Messages in VK as phones show them: edits, buttons, files, answers to presses."""

import pytest

from bots.channel import (
    Key,
    Outgoing,
    Rejected,
    Sent,
    Trouble,
    Upload,
)
from bots.vk import VkChannel
from lab.troubles import Trouble as Fault
from lab.vk.community import Community
from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.channels.conftest import Clock, letter, methods, people

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


async def test_a_message_is_edited_in_place(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    (sent,) = await channel.deliver(
        [Outgoing(1, "send", str(anna.id), "Ждёт", ((Key("Да", "a.0"),),))]
    )
    assert isinstance(sent, Sent)
    edit = Outgoing(2, "edit", str(anna.id), "Принято", target=sent.external_id)
    (edited,) = await channel.deliver([edit])
    assert edited == Sent(sent.external_id)
    (shown,) = anna.shown(community)
    assert (shown.text, shown.labels) == ("Принято", [])


async def test_chats_are_edited_by_their_own_numbers(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    chat = vk.chat("Проект", anna)
    peer = str(chat.invite(community, anna))
    (other,) = people(vk, community, 1)
    sent, _ = await channel.deliver([Outgoing(1, "send", peer, "Ждёт"), letter(2, other)])
    assert isinstance(sent, Sent)
    assert sent.external_id is not None
    edit = Outgoing(3, "edit", peer, "Принято", target=sent.external_id)
    edited, _ = await channel.deliver([edit, letter(4, other)])
    assert edited == sent
    assert community.conversations[int(peer)].messages[-1].text == "Принято"


async def test_an_old_message_is_not_edited(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson, clock: Clock
) -> None:
    (sent,) = await channel.deliver([letter(1, anna)])
    assert isinstance(sent, Sent)
    clock.seconds += 3 * 86_400
    (outcome,) = await channel.deliver(
        [Outgoing(2, "edit", str(anna.id), "!", target=sent.external_id)]
    )
    assert isinstance(outcome, Rejected)


async def test_buttons_and_the_menu_are_shown(
    community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    inline = ((Key("Принять", "a.0", "good"), Key("Вернуть", "a.1", "bad")),)
    await channel.deliver([Outgoing(1, "send", str(anna.id), "Этап", inline)])
    menu = ((Key("Мои проекты", "projects"),),)
    await channel.deliver([Outgoing(2, "send", str(anna.id), "Меню", menu=menu)])
    assert anna.shown(community)[0].labels == ["Принять", "Вернуть"]
    assert [one.label for row in anna.menu(community) for one in row] == ["Мои проекты"]
    await channel.deliver([Outgoing(3, "send", str(anna.id), "Пока", menu=())])
    assert not anna.menu(community)


async def test_a_bad_keyboard_does_not_leave(
    vk: VkStandIn, channel: VkChannel, anna: VkPerson
) -> None:
    inline = ((Key("д" * 41, "a.0"),),)
    (outcome,) = await channel.deliver([Outgoing(1, "send", str(anna.id), "Этап", inline)])
    assert isinstance(outcome, Rejected)
    assert methods(vk) == []


async def test_a_photo_and_a_document_go_up_and_are_sent(
    community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    uploads = (
        Upload("photo", "stages.png", PNG),
        Upload("document", "План «Мост».pdf", b"%PDF"),
    )
    (sent,) = await channel.deliver([Outgoing(1, "send", str(anna.id), "Вот", uploads=uploads)])
    (shown,) = anna.shown(community)
    assert [(one.kind, one.content) for one in shown.attachments] == [
        ("photo", PNG),
        ("doc", b"%PDF"),
    ]
    assert shown.attachments[1].name == "План «Мост».pdf"
    assert isinstance(sent, Sent)
    assert sent.references == tuple(one.reference for one in shown.attachments)


async def test_a_known_file_is_not_brought_up_again(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    upload = Upload("photo", "stages.png", PNG)
    (sent,) = await channel.deliver([Outgoing(1, "send", str(anna.id), "", uploads=(upload,))])
    assert isinstance(sent, Sent)
    known = Upload("photo", "stages.png", None, sent.references[0])
    (again,) = await channel.deliver([Outgoing(2, "send", str(anna.id), "", uploads=(known,))])
    assert isinstance(again, Sent)
    assert again.references == (None,)
    assert methods(vk)[-1:] == ["messages.send"]
    assert methods(vk).count("photos.saveMessagesPhoto") == 1


@pytest.mark.parametrize("fault", ["bad_gateway", "reset_before", "truncated"])
async def test_an_upload_that_breaks_is_trouble(
    vk: VkStandIn, community: Community, channel: VkChannel, anna: VkPerson, fault: str
) -> None:
    vk.troubles.order(Fault(fault, "upload"))  # type: ignore[arg-type]  # its own words
    (other,) = people(vk, community, 1)
    upload = Upload("document", "a.txt", b"a")
    with_file = Outgoing(1, "send", str(anna.id), "Вот", uploads=(upload,))
    outcomes = await channel.deliver([with_file, letter(2, other)])
    assert [type(one) for one in outcomes] == [Trouble, Sent]
    assert anna.shown(community) == []


async def test_a_press_is_acknowledged_with_a_note(
    community: Community, channel: VkChannel, anna: VkPerson
) -> None:
    inline = ((Key("Принять", "a.0"),),)
    await channel.deliver([Outgoing(1, "send", str(anna.id), "Этап", inline)])
    await anna.press(community, "Принять")
    incoming = channel.read(community.long_poll.events[-1])
    await channel.acknowledge(incoming, "Этап &lt;2&gt; принят " + "ы" * 100)
    (snack,) = anna.snacks(community)
    assert snack.startswith("Этап <2> принят")
    assert len(snack) == 90
    assert not anna.spinning(community)


async def test_a_press_that_is_too_old_is_let_go(
    community: Community, channel: VkChannel, anna: VkPerson, clock: Clock
) -> None:
    await channel.deliver([Outgoing(1, "send", str(anna.id), "Этап", ((Key("Да", "a.0"),),))])
    await anna.press(community, "Да")
    clock.seconds += 3_600
    await channel.acknowledge(channel.read(community.long_poll.events[-1]), None)
    assert not anna.snacks(community)

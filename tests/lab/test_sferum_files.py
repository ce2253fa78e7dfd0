"""Files of the MAX stand-in: uploads, tokens, what is not ready yet, what people send."""

from dataclasses import replace
from datetime import timedelta

import aiohttp

from lab.sferum.people import SferumPerson
from tests.lab.conftest import Clock
from tests.lab.sferum_client import Client, button, keyboard


async def test_a_picture_and_a_document_arrive(client: Client, anna: SferumPerson) -> None:
    photo = await client.upload("image", "plan.png", b"png")
    document = await client.upload("file", "план.pdf", b"pdf")
    for kind, token in (("image", photo), ("file", document)):
        await client.send(anna, "Вот", attachments=[{"type": kind, "payload": {"token": token}}])
    (one,), (two,) = (shown.attachments for shown in anna.shown(client.bot))
    assert (one.kind, one.content) == ("image", b"png")
    assert (two.kind, two.name, two.content) == ("file", "план.pdf", b"pdf")


async def test_an_address_takes_one_file(client: Client) -> None:
    made = await client.get("POST", "/uploads", type="image")
    statuses = []
    for name in ("a.png", "b.png"):
        form = aiohttp.FormData()
        form.add_field("data", b"png", filename=name)
        async with client.http.post(made["url"], data=form) as answer:
            statuses.append(answer.status)
    assert statuses == [200, 404]
    assert (await client.refusal("POST", "/uploads", type="photo"))[0] == 400


async def test_a_file_is_not_ready_at_once(
    client: Client, anna: SferumPerson, clock: Clock
) -> None:
    world = client.max.world
    world.settings = replace(world.settings, processing=timedelta(seconds=2))
    token = await client.upload("video", "film.mp4", b"mp4")
    film = [{"type": "video", "payload": {"token": token}}]
    body = {"attachments": film}
    refused = await client.refusal("POST", "/messages", body, user_id=anna.id)
    assert refused == (400, "attachment.not.ready")
    clock.move(seconds=2)
    await client.send(anna, "", attachments=film)


async def test_a_document_stands_alone(client: Client, anna: SferumPerson) -> None:
    world = client.max.world
    token = await client.upload("file", "a.pdf", b"pdf")
    file = {"type": "file", "payload": {"token": token}}
    refused = await client.refusal("POST", "/messages", {"attachments": [file] * 2}, user_id=1)
    assert refused[0] == 400
    with_keys: dict[str, object] = {"attachments": [file, *keyboard([button("Да")])]}
    await client.send(anna, "Вот", **with_keys)
    world.settings = replace(world.settings, file_with_keyboard=False)
    assert (await client.refusal("POST", "/messages", with_keys, user_id=anna.id))[0] == 400


async def test_what_people_send_can_be_downloaded(client: Client, anna: SferumPerson) -> None:
    await anna.send_photo(client.bot, b"jpeg", "Смотри")
    await anna.send_document(client.bot, "work.docx", b"docx")
    photo, document = (one["message"]["body"]["attachments"][0] for one in await client.updates(2))
    assert (photo["type"], document["filename"], document["size"]) == ("image", "work.docx", 4)
    async with client.http.get(document["payload"]["url"]) as answer:
        assert await answer.read() == b"docx"

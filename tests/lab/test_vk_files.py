"""Files: uploads in two steps, and what people send."""

import aiohttp

from lab.vk.people import VkPerson
from lab.vk.server import VkStandIn
from tests.lab.conftest import Bot, Json


async def upload(bot: Bot, url: str, field: str, name: str, content: bytes) -> Json:
    form = aiohttp.FormData()
    form.add_field(field, content, filename=name)
    async with bot.http.post(url, data=form) as answer:
        body: Json = await answer.json()
    return body


async def fetch(bot: Bot, url: str) -> bytes:
    async with bot.http.get(url) as answer:
        assert answer.status == 200
        return await answer.read()


async def test_an_uploaded_photo_is_on_the_phone(bot: Bot, ivan: VkPerson) -> None:
    server = await bot.get("photos.getMessagesUploadServer", peer_id=ivan.id)
    sent = await upload(bot, server["upload_url"], "photo", "chart.png", b"PNG")
    photo = (await bot.get("photos.saveMessagesPhoto", **sent))[0]
    name = f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"
    await bot.send(ivan, "График", 1, attachment=name)
    file = ivan.shown(bot.community)[-1].attachments[0]
    assert (file.kind, file.name, file.content) == ("photo", "chart.png", b"PNG")
    assert await fetch(bot, photo["sizes"][0]["url"]) == b"PNG"


async def test_an_uploaded_document_keeps_its_title(bot: Bot, ivan: VkPerson) -> None:
    asked = {"peer_id": ivan.id, "type": "doc"}
    server = await bot.get("docs.getMessagesUploadServer", **asked)
    sent = await upload(bot, server["upload_url"], "file", "a.xlsx", b"XLSX")
    saved = await bot.get("docs.save", title="Отчёт.xlsx", **sent)
    doc = saved["doc"]
    name = f"doc{doc['owner_id']}_{doc['id']}_{doc['access_key']}"
    await bot.send(ivan, "", 1, attachment=name)
    assert ivan.shown(bot.community)[-1].attachments[0].name == "Отчёт.xlsx"


async def test_faulty_uploads_are_refused(bot: Bot, vk: VkStandIn, ivan: VkPerson) -> None:
    assert await bot.refusal("docs.getMessagesUploadServer", type="doc") == 100
    asked = {"peer_id": ivan.id, "type": "photo"}
    assert await bot.refusal("docs.getMessagesUploadServer", **asked) == 100
    server = await bot.get("photos.getMessagesUploadServer", peer_id=ivan.id)
    assert "error" in await upload(bot, server["upload_url"], "file", "a.png", b"PNG")
    sent = await upload(bot, server["upload_url"], "photo", "a.png", b"PNG")
    assert await bot.refusal("photos.saveMessagesPhoto", **{**sent, "hash": "other"}) == 100
    stranger = Bot(vk, vk.community("Другое"), bot.http)
    assert await stranger.refusal("photos.saveMessagesPhoto", **sent) == 100
    photo = (await bot.get("photos.saveMessagesPhoto", **sent))[0]
    name = f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}"
    await ivan.allow(stranger.community)
    asked = {"peer_id": ivan.id, "attachment": name, "random_id": 1}
    assert await stranger.refusal("messages.send", **asked) == 100


async def test_what_people_send_can_be_fetched_and_passed_on(
    bot: Bot, vk: VkStandIn, ivan: VkPerson
) -> None:
    await ivan.send_photo(bot.community, b"PNG", "вот")
    await ivan.send_document(bot.community, "план.pdf", b"PDF")
    await ivan.send_voice(bot.community, b"OGG")
    found = [one["object"]["message"]["attachments"][0] for one in (await bot.events())[2:]]
    assert [one["type"] for one in found] == ["photo", "doc", "audio_message"]
    assert await fetch(bot, found[0]["photo"]["sizes"][-1]["url"]) == b"PNG"
    assert await fetch(bot, found[1]["doc"]["url"]) == b"PDF"
    assert await fetch(bot, found[2]["audio_message"]["link_ogg"]) == b"OGG"
    doc = found[1]["doc"]
    await bot.send(ivan, "", 1, attachment=f"doc{doc['owner_id']}_{doc['id']}_{doc['access_key']}")
    async with bot.http.get(f"{vk.url}/file/photo1_2_3") as answer:
        assert answer.status == 404


async def test_uploads_are_recorded_by_name(bot: Bot, ivan: VkPerson) -> None:
    asked = {"peer_id": ivan.id, "type": "doc"}
    url = (await bot.get("docs.getMessagesUploadServer", **asked))["upload_url"]
    form = aiohttp.FormData(quote_fields=False)
    form.add_field("file", b"PDF", filename="план.pdf")
    async with bot.http.post(url, data=form) as answer:
        body = await answer.json(content_type=None)
    call = bot.vk.calls[-1]
    assert (call.method, call.community, call.ok) == ("upload", "Коворкинг", True)
    assert (call.params, call.answer) == ({"kind": "doc", "file": "план.pdf"}, body)

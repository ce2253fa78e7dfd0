"""Files: the methods that give upload addresses and keep what was uploaded."""

from collections.abc import Mapping

from aiohttp.web import FileField

from lab.vk import params, shapes
from lab.vk.community import Community
from lab.vk.errors import ApiError
from lab.vk.params import Params
from lab.vk.talks import CHAT, Json, Kind, Uploaded
from lab.vk.world import World

KINDS: dict[str, Kind] = {"photo": "photo", "doc": "doc", "audio_message": "audio_message"}


def photo_server(world: World, community: Community, asked: Params) -> object:
    return {
        "upload_url": f"{world.url}/upload/photo/{community.group_id}",
        "album_id": -64,
        "user_id": 0,
        "group_id": community.group_id,
    }


def document_server(world: World, community: Community, asked: Params) -> object:
    """docs.getMessagesUploadServer: communities must name the peer."""
    peer = params.number(asked, "peer_id")
    if peer < CHAT and peer not in world.people:
        raise ApiError(100, "peer_id is invalid")
    kind = asked.get("type", "doc")
    if kind not in KINDS or kind == "photo":
        raise ApiError(100, "type is invalid")
    return {"upload_url": f"{world.url}/upload/{kind}/{community.group_id}"}


def receive(world: World, kind: str, group_id: int, form: Mapping[str, object]) -> Json:
    """What an upload address answers to a form with a file in it."""
    field = "photo" if kind == "photo" else "file"
    sent = form.get(field)
    if kind not in KINDS or not isinstance(sent, FileField):
        return {"error": "no file", "error_descr": f"{field} is undefined"}
    token = world.hexes(40)
    content = sent.file.read()
    world.uploaded[token] = Uploaded(KINDS[kind], group_id, sent.filename, content)
    return {"server": 1, "photo": token, "hash": token[:18]} if kind == "photo" else {"file": token}


def save_photo(world: World, community: Community, asked: Params) -> object:
    params.number(asked, "server")
    sent = _uploaded(world, community, params.needed(asked, "photo"))
    if params.needed(asked, "hash") != asked["photo"][:18]:
        raise ApiError(100, "hash is invalid")
    kept = world.keep("photo", -community.group_id, sent.name, sent.content)
    return [shapes.about_file(world, kept)]


def save_document(world: World, community: Community, asked: Params) -> object:
    """docs.save: a title is the name that people see."""
    sent = _uploaded(world, community, params.needed(asked, "file"))
    name = asked.get("title") or sent.name
    kept = world.keep(sent.kind, -community.group_id, name, sent.content)
    return {"type": kept.kind, kept.kind: shapes.about_file(world, kept)}


def _uploaded(world: World, community: Community, token: str) -> Uploaded:
    sent = world.uploaded.get(token)
    if sent is None or sent.group_id != community.group_id:
        raise ApiError(100, "the uploaded file is unknown")
    return sent

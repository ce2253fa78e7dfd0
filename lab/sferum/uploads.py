"""Files: addresses for uploads, and what they answer (facts/sferum-max.md, 2.6)."""

from collections.abc import Mapping

from aiohttp.web import FileField

from lab.sferum import errors
from lab.sferum.bot import SferumBot
from lab.sferum.params import Asked
from lab.sferum.shapes import MEDIA
from lab.sferum.talks import Json
from lab.sferum.world import Upload, World

EARLY_TOKEN = ("video", "audio")
FIELDS = ("data", "file")
LARGEST = {"image": 50 * 2**20, "video": 250 * 2**20, "audio": 256 * 2**20, "file": 4 * 2**30}


class Rejected(Exception):
    """The storage did not take a file; the status that it answers."""

    def __init__(self, status: int) -> None:
        super().__init__(str(status))
        self.status = status


def address(world: World, bot: SferumBot, asked: Asked) -> Json:
    """POST /uploads: an address for one file; the token of films and sounds comes with it."""
    kind = asked.needed("type")
    if kind not in MEDIA:
        raise errors.malformed("unknown type")
    key, token = world.hexes(32), world.hexes(48)
    world.uploads[key] = Upload(kind, bot.user_id, token)
    made: Json = {"url": f"{world.url}/upload/{key}"}
    if kind in EARLY_TOKEN:
        made["token"] = token
    return made


def receive(world: World, key: str, form: Mapping[str, object]) -> Json | str:
    """Take a file; gives the answer, text for films and sounds. Raises `Rejected`."""
    upload = world.uploads.get(key)
    sent = next((one for one in map(form.get, FIELDS) if isinstance(one, FileField)), None)
    if upload is None:
        raise Rejected(404)
    if sent is None:
        raise Rejected(400)
    content = sent.file.read()
    if not content or len(content) > LARGEST[upload.kind]:
        raise Rejected(413 if content else 400)
    del world.uploads[key]
    kept = world.keep(upload.kind, sent.filename, content, upload.token)
    world.ready[kept.token] = world.now() + world.settings.processing
    if upload.kind == "image":
        return {"photos": {world.hexes(16): {"token": kept.token}}}
    if upload.kind == "file":
        return {"fileId": kept.number, "token": kept.token}
    return "<retval>1</retval>"

"""The page over HTTP, on loopback only: itself, its stream of events, and what one does."""

import mimetypes
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from pathlib import Path

import jinja2
from aiohttp import web
from aiohttp.typedefs import Handler

from lab.host import Lab
from lab.page.messenger import Messenger, NotPossible, Trouble, Upload
from lab.page.stream import Column, Reading, Stream
from lab.school import Person
from storage.residents import Role

HERE = Path(__file__).parent
LARGEST = 32 * 2**20
LOOPBACK = {"127.0.0.1", "localhost"}
#: Nothing comes from elsewhere, and nothing goes there.
POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'"
MORNING, EVENING, THURSDAY = time(8, 0), time(18, 0), 3
#: Who stands where in the list: the first group that has one of the person's roles.
GROUPS: Mapping[str, frozenset[Role]] = {
    "pupils": frozenset({Role.STUDENT}),
    "council": frozenset({Role.COORDINATOR, Role.CHAIR, Role.COUNCIL, Role.SECRETARY}),
    "psychologist": frozenset({Role.PSYCHOLOGIST}),
    "teachers": frozenset({Role.TEACHER, Role.SUPERVISOR, Role.CLASS_TEACHER}),
    "parents": frozenset({Role.PARENT}),
    "outside": frozenset(),
}
IN_ORDER = ("pupils", "teachers", "parents", "psychologist", "council", "outside")


class Page:
    """The lab's page; `app` is what serves it."""

    def __init__(self, lab: Lab) -> None:
        self._lab = lab
        self._reading = Reading()
        for messenger in lab.messengers:
            for talk in messenger.talks():
                self._reading.read(talk)
        loader = jinja2.FileSystemLoader(HERE / "templates")
        self._templates = jinja2.Environment(loader=loader, autoescape=True)

    def app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST, middlewares=[_guard])
        app.router.add_get("/", self._page)
        app.router.add_get("/events", self._events)
        app.router.add_post("/talks/{talk}/messages", self._write)
        app.router.add_post("/talks/{talk}/presses", self._press)
        app.router.add_post("/clock", self._clock)
        app.router.add_post("/trouble", self._trouble)
        app.router.add_get("/files/{messenger}/{reference}/{name}", self._file)
        app.router.add_static("/static", HERE / "static")
        return app

    async def _page(self, request: web.Request) -> web.Response:
        text = self._templates.get_template("page.html").render(
            groups=_groups(self._lab.people),
            talks=_private(self._lab.messengers),
            chats=[talk for one in self._lab.messengers for talk in one.talks() if talk.group],
            people={one.resident: one for one in self._lab.people},
            troubles=list(Trouble),
        )
        return web.Response(text=text, content_type="text/html")

    async def _events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        await response.prepare(request)
        columns = _columns(request.query.get("open", ""))
        stream = Stream(self._lab, self._reading, columns, calls="calls" in request.query)
        try:
            async for event in stream.events():
                await response.write(event.encode())
        except ConnectionResetError:
            pass  # the page was closed
        return response

    async def _write(self, request: web.Request) -> web.Response:
        form = await request.post()
        text, who = str(form.get("text", "")), _number(str(form.get("who", "")))
        files = [_upload(one) for one in form.getall("file", []) if isinstance(one, web.FileField)]
        files = [one for one in files if one.content]
        if not text.strip() and not files:
            raise web.HTTPBadRequest
        talk = request.match_info["talk"]
        await self._messenger(talk).write(talk, who, text, files)
        return web.Response(status=204)

    async def _press(self, request: web.Request) -> web.Response:
        form = await request.post()
        who, number, row, place = (
            _number(str(form.get(name, ""))) for name in ("who", "number", "row", "place")
        )
        talk = request.match_info["talk"]
        await self._messenger(talk).press(talk, who, number, row, place)
        return web.Response(status=204)

    async def _clock(self, request: web.Request) -> web.Response:
        asked = str((await request.post()).get("to", ""))
        self._lab.move_to(_moment(asked, self._lab.now))
        return web.Response(status=204)

    async def _trouble(self, request: web.Request) -> web.Response:
        asked = str((await request.post()).get("kind", ""))
        if asked not in list(Trouble):
            raise web.HTTPBadRequest
        self._lab.behave(Trouble(asked))
        return web.Response(status=204)

    async def _file(self, request: web.Request) -> web.Response:
        name, reference = request.match_info["name"], request.match_info["reference"]
        content = self._messenger(request.match_info["messenger"]).file(reference)
        if content is None:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        how = "inline" if kind.startswith("image/") and "svg" not in kind else "attachment"
        return web.Response(body=content, content_type=kind, headers={"Content-Disposition": how})

    def _messenger(self, talk: str) -> Messenger:
        name = talk.partition("-")[0]
        for messenger in self._lab.messengers:
            if messenger.name == name:
                return messenger
        raise web.HTTPNotFound


@web.middleware
async def _guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answer this machine's own page only: other sites may know the port, too."""
    origin = request.headers.get("Origin")
    if request.url.host not in LOOPBACK or (origin and origin != str(request.url.origin())):
        raise web.HTTPForbidden
    try:
        response = await handler(request)
    except NotPossible as error:
        raise web.HTTPConflict from error
    if not response.prepared:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Cache-Control"] = "no-store"
    return response


def _groups(people: Sequence[Person]) -> list[tuple[str, list[Person]]]:
    """The people in groups, those without anybody left out."""
    found: dict[str, list[Person]] = {name: [] for name in IN_ORDER}
    for person in people:
        roles = set(person.roles)
        group = next((name for name, ones in GROUPS.items() if ones & roles), "outside")
        found[group].append(person)
    return [(name, ones) for name, ones in found.items() if ones]


def _private(messengers: Sequence[Messenger]) -> dict[int, list[tuple[str, str]]]:
    """The conversations of each person: key and the messenger's title."""
    found: dict[int, list[tuple[str, str]]] = {}
    for messenger in messengers:
        for talk in messenger.talks():
            if not talk.group:
                found.setdefault(talk.people[0], []).append((talk.key, messenger.title))
    return found


def _columns(asked: str) -> list[Column]:
    """Columns from "talk@who,talk@who"."""
    pairs = (one.partition("@") for one in asked.split(",") if "@" in one)
    return [Column(talk, _number(who)) for talk, _, who in pairs]


def _number(text: str) -> int:
    if not text.isdecimal():
        raise web.HTTPBadRequest
    return int(text)


def _upload(field: web.FileField) -> Upload:
    picture = field.content_type.startswith("image/")
    return Upload(field.filename, field.file.read(), picture)


def _moment(asked: str, now: datetime) -> datetime:
    """Where a button of the clock leads."""
    if asked == "hour":
        return now + timedelta(hours=1)
    if asked == "morning":
        return datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)
    if asked == "thursday":
        days = (THURSDAY - now.weekday()) % 7
        found = datetime.combine(now.date() + timedelta(days=days), EVENING, now.tzinfo)
        return found if found > now else found + timedelta(days=7)
    raise web.HTTPBadRequest

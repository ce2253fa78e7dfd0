"""The floor: the least that keeps the promises, with nothing of a bot in it.

aiohttp and sqlite3 alone: a key against repeats, the state and the answer in one commit with
``synchronous=FULL``, then `ok`, then the answer is sent and marked with the next commit.
"""

import asyncio
import json
import sqlite3
import sys
from collections import deque

import aiohttp
from aiohttp import web

from benchmarks import dialog

SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE IF NOT EXISTS taken (key TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS state (peer INTEGER PRIMARY KEY, step INTEGER);
CREATE TABLE IF NOT EXISTS diary (id INTEGER PRIMARY KEY, peer INTEGER, text TEXT);
CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT, peer INTEGER, text TEXT, sent INTEGER DEFAULT 0
);
"""


class Floor:
    def __init__(self, database: str, api: str) -> None:
        self._store = sqlite3.connect(database, isolation_level=None)
        self._store.executescript(SCHEMA)
        self._api = api
        self._sent: deque[int] = deque()
        self._tasks: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def hook(self, request: web.Request) -> web.Response:
        update = json.loads(await request.read())
        message = update["object"]["message"]
        queued = self._take(update["event_id"], message["peer_id"], message["text"])
        if queued is not None:
            task = asyncio.create_task(self._send(*queued))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return web.Response(text="ok")

    def _take(self, key: str, peer: int, said: str) -> tuple[int, int, str] | None:
        run = self._store.execute
        run("BEGIN IMMEDIATE")
        while self._sent:
            run("UPDATE outbox SET sent = 1 WHERE id = ?", (self._sent.popleft(),))
        if not run("INSERT OR IGNORE INTO taken VALUES (?)", (key,)).rowcount:
            run("COMMIT")
            return None
        known = run("SELECT step FROM state WHERE peer = ?", (peer,)).fetchone()
        step = known[0] if known and said != dialog.DIALOG[0].said else 0
        run("INSERT OR REPLACE INTO state VALUES (?, ?)", (peer, (step + 1) % len(dialog.DIALOG)))
        if step == len(dialog.DIALOG) - 1:
            run("INSERT INTO diary (peer, text) VALUES (?, ?)", (peer, said))
        text = dialog.DIALOG[step].answer
        row = run("INSERT INTO outbox (peer, text) VALUES (?, ?)", (peer, text)).lastrowid
        run("COMMIT")
        assert row is not None
        return row, peer, text

    async def _send(self, row: int, peer: int, text: str) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession()
        params = {"peer_id": peer, "message": text, "random_id": row}
        async with self._session.post(f"{self._api}/method/messages.send", data=params) as answer:
            await answer.read()
        self._sent.append(row)


def main() -> None:
    """``python -m benchmarks.floor <database> <api> <port>``"""
    database, api, port = sys.argv[1:]
    floor = Floor(database, api)
    app = web.Application()
    app.router.add_post("/vk", floor.hook)
    web.run_app(app, host="127.0.0.1", port=int(port), access_log=None, print=None)


if __name__ == "__main__":
    main()

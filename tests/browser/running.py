"""What a browser and a page of the lab need, for the tests and for the pictures."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from lab.host import Lab
from lab.page.server import Page

NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str | None:
    """Where the machine's browser is, if it has one."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@asynccontextmanager
async def served(lab: Lab) -> AsyncIterator[str]:
    """Serve a lab's page on a free port; gives its address."""
    runner = web.AppRunner(
        Page(lab).app(), access_log=None, handler_cancellation=True, shutdown_timeout=0.1
    )
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/"
    await runner.cleanup()

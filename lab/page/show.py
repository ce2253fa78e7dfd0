"""`coworking demo`: the lab and its page, until it is stopped."""

import asyncio
import gc
import signal
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path

from aiohttp import web

from lab import host
from lab.page.server import Page

HOST, USUAL_PORT = "127.0.0.1", 8373
ENDS_WITHIN = 1.0


async def show(
    port: int | None, *, say: Callable[[str], None], browser: bool, telegram: bool
) -> None:
    """Serve the page on a loopback port, ``say`` its address and open it in a ``browser``;
    ``telegram`` adds that messenger.

    Without ``port`` it is 8373, or any free one if that is taken; raises `OSError` when the given
    one is. Everything lives in a scratch folder that goes with it.
    """
    stop = asyncio.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(sign, stop.set)
    # Nothing is garbage while the school is settled; to look for it takes a tenth of the start.
    gc.disable()
    with tempfile.TemporaryDirectory(prefix="coworking-lab-") as folder:
        async with host.opened(Path(folder), telegram=telegram) as lab:
            gc.freeze()
            gc.enable()
            runner = web.AppRunner(
                Page(lab).app(),
                access_log=None,
                handler_cancellation=True,
                shutdown_timeout=ENDS_WITHIN,
            )
            await runner.setup()
            try:
                address = await _listen(runner, port)
                say(address)
                if browser:
                    await asyncio.to_thread(webbrowser.open, address)
                await stop.wait()
            finally:
                await runner.cleanup()


async def _listen(runner: web.AppRunner, port: int | None) -> str:
    try:
        await web.TCPSite(runner, HOST, USUAL_PORT if port is None else port).start()
    except OSError:
        if port is not None:
            raise
        await web.TCPSite(runner, HOST, 0).start()
    return f"http://{HOST}:{runner.addresses[0][1]}/"

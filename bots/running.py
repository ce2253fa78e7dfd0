"""`coworking run`: all bots that have a token, until they are told to stop (O1).

It stands apart from the other commands, which it need not bring into memory.
"""

import asyncio
import signal

from bots import accounts, complaints, logs, settings
from bots.app import Suite
from bots.channel import Halted
from bots.clock import Clock
from bots.settings import Settings


def run() -> None:
    """Run until SIGTERM or Ctrl+C; ends the process with 1 where that cannot be."""
    read = settings.read()
    logs.set_up(read.log_level, as_json=read.log_json)
    if not accounts.openings(read):
        complaints.end("no bot has a token: set SFERUM_TOKEN or VK_TOKEN (see .env.example)")
    try:
        asyncio.run(_serve(read))
    except Halted as error:
        why = f"a messenger refuses the account ({error.reason})"
        complaints.end(f"{why}: check the token and its rights")
    except OSError as error:
        complaints.end(f"cannot listen on {read.http_host}:{read.http_port} ({error.strerror})")


async def _serve(read: Settings) -> None:
    suite = Suite(read, Clock(read.clock_start))
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, stop.set)
    starting = asyncio.create_task(suite.start())
    stopping = asyncio.create_task(stop.wait())
    # To be stopped it need not have started: it may stand by, or wait for VK.
    await asyncio.wait({starting, stopping}, return_when=asyncio.FIRST_COMPLETED)
    if starting.done():
        starting.result()
        await stopping
    starting.cancel()
    await asyncio.gather(starting, return_exceptions=True)
    await suite.stop()

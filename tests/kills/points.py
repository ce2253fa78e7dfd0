"""The points at which a process dies by itself: before or after a named thing is done.

The product knows nothing of them: `launcher` wraps the function that a point names.
"""

from dataclasses import dataclass
from typing import Literal

Moment = Literal["before", "after"]


@dataclass(frozen=True)
class Point:
    """The ``nth`` time that ``function`` ("module:Class.name") is called, the process dies.

    ``counted`` is the range from which a seed takes that number.
    """

    name: str
    moment: Moment
    function: str
    counted: tuple[int, int] = (2, 12)

    def __str__(self) -> str:
        return self.name.replace(" ", "-")


#: While people talk, with updates by long poll.
TALKING = (
    Point("before an update is claimed", "before", "storage.updates:claim"),
    Point("after an update is claimed", "after", "storage.updates:claim"),
    Point("before its answer is queued", "before", "bots.intake:_say"),
    Point("after its answer is queued", "after", "bots.intake:_say"),
    Point("after a diary entry is written", "after", "storage.diary:write", (1, 6)),
    Point("before the place in the queue is moved", "before", "storage.updates:move"),
    Point("before a commit", "before", "sqlalchemy.engine.default:DefaultDialect.do_commit"),
    Point("after a commit", "after", "sqlalchemy.engine.default:DefaultDialect.do_commit"),
    Point("before the senders are woken", "before", "storage.store:_tell"),
    Point("before the batch is acknowledged", "before", "bots.vk_longpoll:LongPoll._poll", (2, 5)),
    Point("after the batch is acknowledged", "after", "bots.vk_longpoll:LongPoll._poll", (2, 5)),
    Point("before a pressed button is answered", "before", "bots.vk:VkChannel.acknowledge", (1, 6)),
    Point("after a pressed button is answered", "after", "bots.vk:VkChannel.acknowledge", (1, 6)),
    Point("before a batch is chosen", "before", "bots.deliver:Deliverer._pick", (2, 5)),
    Point("before a batch is sent", "before", "bots.deliver:Deliverer._deliver", (2, 5)),
    Point(
        "after a batch is sent, before it is marked",
        "before",
        "bots.deliver:Deliverer._mark",
        (2, 5),
    ),
    Point("between the marks of a batch", "after", "storage.delivery:record"),
    Point("after a batch is marked", "after", "bots.deliver:Deliverer._mark", (2, 5)),
)
#: While people talk, with updates posted by VK or by MAX.
POSTED = (
    Point("before an update's body is read", "before", "bots.webhook:_body"),
    Point("before an update is taken in", "before", "bots.app:Suite.take_one"),
    Point("after an update is taken in, before it is told", "after", "bots.app:Suite.take_one"),
)
#: While people talk at MAX, which shows twice what comes twice.
AT_MAX = (
    Point("before what leaves is noted", "before", "storage.delivery:leave"),
    Point("after what leaves is noted", "before", "bots.deliver:Deliverer._send"),
    Point("before a message goes to MAX", "before", "bots.sferum_api:Line.to_chat"),
    Point("after MAX has it, before it is marked", "after", "bots.sferum_api:Line.to_chat"),
    Point("before what went is looked up", "before", "bots.sferum_sending:Sending._look_up"),
    Point(
        "before MAX's press is answered", "before", "bots.sferum:SferumChannel.acknowledge", (1, 6)
    ),
)
#: While people talk, with updates by MAX's long poll.
POLLED_AT_MAX = (
    Point("before MAX's marker is moved", "before", "storage.updates:move", (2, 6)),
    Point(
        "before MAX's batch is acknowledged", "before", "bots.sferum_longpoll:LongPoll.step", (2, 5)
    ),
    Point(
        "after MAX's batch is acknowledged", "after", "bots.sferum_longpoll:LongPoll.step", (2, 5)
    ),
)
#: While people talk in Telegram, which shows twice what comes twice and cannot be asked.
IN_TELEGRAM = (
    Point("before a message goes to Telegram", "before", "bots.telegram_sending:Sending._put"),
    Point(
        "after Telegram has it, before it is marked", "after", "bots.telegram_sending:Sending._put"
    ),
)
#: While people talk, with updates by Telegram's long poll.
POLLED_IN_TELEGRAM = (
    Point(
        "before Telegram's batch is acknowledged",
        "before",
        "bots.telegram_longpoll:LongPoll.step",
        (2, 5),
    ),
    Point(
        "after Telegram's batch is acknowledged",
        "after",
        "bots.telegram_longpoll:LongPoll.step",
        (2, 5),
    ),
)
#: The points of people's talk by the way on which they are met.
TALKS = (
    *(("vk", one) for one in TALKING),
    *(("vk-callback", one) for one in POSTED),
    *(("sferum-webhook", one) for one in (*POSTED, *AT_MAX)),
    *(("sferum", one) for one in POLLED_AT_MAX),
    *(("telegram-webhook", one) for one in (POSTED[-1], *IN_TELEGRAM)),
    *(("telegram", one) for one in POLLED_IN_TELEGRAM),
)
#: While a program with nothing yet makes its database.
MIGRATING = (
    Point("at the start of the migration", "before", "alembic.command:upgrade", (1, 1)),
    Point(
        "in the middle of the migration",
        "after",
        "sqlalchemy.engine.default:DefaultDialect.do_execute",
        (15, 60),
    ),
    Point("at the end of the migration", "after", "alembic.command:upgrade", (1, 1)),
)
#: While a job falls due.
FIRING = (
    Point("before a job is done", "before", "scheduler.tick:_do", (1, 1)),
    Point("after a job is done, before the commit", "after", "scheduler.tick:_do", (1, 1)),
)
#: While what a person attached is copied.
COPYING = (
    Point("before a file is fetched", "before", "bots.vk:VkChannel.fetch", (1, 3)),
    Point("before a file is written", "before", "bots.sealed_files:write", (1, 3)),
    Point(
        "after a file is written, before it is marked", "after", "bots.sealed_files:write", (1, 3)
    ),
)
#: While it stops as it was asked to.
STOPPING = (
    Point("at the start of a stop", "before", "bots.app:Suite.stop", (1, 1)),
    Point("between listening and sending", "before", "bots.deliver:Deliverer.stop", (1, 1)),
    Point("before the store is closed", "before", "storage.store:Store.close", (1, 1)),
)
#: While `coworking backup` copies the database.
BACKING_UP = (
    Point("before the copy is begun", "before", "bots.backup:closing", (1, 1)),
    Point("before the copy is checked", "before", "bots.backup:closing", (2, 2)),
    Point("before the copy has its name", "before", "pathlib:Path.replace", (1, 1)),
)
#: From outside: VK has done so many calls of one `execute` when the process that asked dies.
ITEMS = (1, 2, 3)

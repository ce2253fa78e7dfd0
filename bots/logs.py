"""Logs that cannot hold a name, a text or a token (D4): an event and a few known keys."""

import logging
import sys

import structlog
from structlog.types import EventDict, WrappedLogger

#: Whatever else somebody logs is left out.
KEPT = frozenset(
    {
        "event",
        "level",
        "timestamp",
        "channel",
        "kind",
        "outcome",
        "error",
        "errors",
        "code",
        "count",
        "seconds",
        "name",
        "group",
    }
)
LIBRARIES = ("aiohttp", "apscheduler", "sqlalchemy", "vkbottle", "asyncio")
VALUE_LENGTH = 80


def set_up(level: str, *, as_json: bool) -> None:
    """Set logging up once, at the start of a command; logs go to standard error."""
    last: structlog.types.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            keep_known,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s", force=True)
    for library in LIBRARIES:
        logging.getLogger(library).setLevel(logging.WARNING)


def keep_known(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Leave out every key that is not known, and cut what is longer than a word of ours."""
    return {
        key: value[:VALUE_LENGTH] if isinstance(value, str) else value
        for key, value in event.items()
        if key in KEPT
    }

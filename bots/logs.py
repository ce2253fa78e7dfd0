"""Logs that cannot hold a name, a text or a token (D4): an event and a few known keys."""

import logging
import re
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO, cast

import structlog
from structlog.types import EventDict, Processor, WrappedLogger

#: Whatever else somebody logs is left out.
KEPT = frozenset(
    {
        "event",
        "level",
        "channel",
        "outcome",
        "error",
        "errors",
        "failed",
        "where",
        "count",
        "name",
        "provider",
        "group",
    }
)
LIBRARIES = ("aiohttp", "apscheduler", "asyncio", "sqlalchemy", "vkbottle")
#: Our words are short and English; what people write, addresses and keys are not.
_OURS = re.compile(r"[\w .,:'()/-]{0,80}", re.ASCII)
_KEY = re.compile(r"(?=[\w-]*\d)[\w-]{24,}|vk1\.")
HIDDEN = "(hidden)"
ROOT = Path(__file__).parents[1]


def set_up(level: str, *, as_json: bool) -> None:
    """Set logging up once, at the start of a command; logs go to standard error."""
    render: Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    stamp = structlog.processors.TimeStamper(fmt="iso", utc=True)
    processors: list[Processor] = [structlog.processors.add_log_level, keep_known, stamp, render]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Lossy(sys.stderr))),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Wordless(structlog.get_logger(), processors))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    for name in LIBRARIES:
        library = logging.getLogger(name)
        library.handlers.clear()
        library.setLevel(logging.WARNING)
    sys.excepthook = _crashed


class _Lossy:
    """A stream that a full disk does not make raise: a line is lost, the program goes on."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def keep_known(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """Leave out every key that is not known, and hide what does not look like a word of ours."""
    return {key: _scrub(value) for key, value in event.items() if key in KEPT}


def _scrub(value: object) -> object:
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, list | tuple):
        return [_scrub(one) for one in value]
    text = str(value) if isinstance(value, str) else ""
    return text if _OURS.fullmatch(text) and not _KEY.search(text) and text else HIDDEN


class _Wordless(logging.Formatter):
    """What a library complains of, without its words: they quote addresses and values."""

    def __init__(self, logger: WrappedLogger, processors: list[Processor]) -> None:
        super().__init__()
        self._logger = logger
        self._processors = processors

    def format(self, record: logging.LogRecord) -> str:
        event: EventDict = {"event": "library", "name": record.name}
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
            event["where"] = where(record.exc_info[2])
        said: object = event
        for processor in self._processors:
            said = processor(self._logger, record.levelname.lower(), event)
            if isinstance(said, dict):
                event = said
        return str(said)


def where(trace: TracebackType | None) -> str:
    """The last line of ours that an error passed, as ``bots/app.py:12``; else the very last."""
    places = []
    while trace is not None:
        path = Path(trace.tb_frame.f_code.co_filename)
        ours = path.is_relative_to(ROOT) and ".venv" not in path.parts
        name = path.relative_to(ROOT).as_posix() if ours else path.name
        places.append((ours, f"{name}:{trace.tb_lineno}"))
        trace = trace.tb_next
    own = [place for ours, place in places if ours]
    return (own or [place for _, place in places] or ["unknown"])[-1]


def _crashed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say that a command broke, and where: an error's own words may quote a row of the store."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    structlog.get_logger().critical("crashed", error=kind.__name__, where=where(trace))

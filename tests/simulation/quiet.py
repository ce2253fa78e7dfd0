"""What the suite logs is no news here: trouble is ordered."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import structlog


@contextmanager
def without_logs() -> Iterator[None]:
    """Let nothing be logged meanwhile."""
    kept = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    try:
        yield
    finally:
        structlog.configure(**kept)

"""The jobs of periods that need more than a step, by their stored names."""

from scheduler.daily import Daily
from scheduler.digests import Digests
from scheduler.tick import Outside
from storage.store import Store


def jobs_of(store: Store) -> dict[str, Outside]:
    """What the ticker runs beside its steps."""
    daily = Daily(store)
    return {
        "digest.send": Digests(store).job,
        "overdue.find": daily.overdue,
        "code.find": daily.codes,
        "retention.run": daily.retention,
    }

"""Numbers for Prometheus (O3): no person can be told from them (D4)."""

from prometheus_client import CollectorRegistry, Counter, generate_latest

from bots.channel import Refusal


class Metrics:
    """Counters of one suite, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._updates = Counter(
            "coworking_updates",
            "Updates taken, by channel and outcome",
            ["channel", "outcome"],
            registry=self._registry,
        )
        self._sends = Counter(
            "coworking_sends",
            "Messages sent, by channel and result",
            ["channel", "result"],
            registry=self._registry,
        )

        self._refused = Counter(
            "coworking_refused_requests",
            "Requests to our addresses that were refused or ignored, by channel and reason",
            ["channel", "reason"],
            registry=self._registry,
        )

    def taken(self, channel: str, outcome: str) -> None:
        self._updates.labels(channel, outcome).inc()

    def sent(self, channel: str, result: str) -> None:
        self._sends.labels(channel, result).inc()

    def refused(self, channel: str, reason: Refusal) -> None:
        self._refused.labels(channel, reason).inc()

    def render(self) -> bytes:
        """All numbers in Prometheus' text format."""
        return generate_latest(self._registry)

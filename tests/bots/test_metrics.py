"""Numbers for Prometheus (O3): counted by channel, and no person can be told from them."""

from prometheus_client.parser import text_string_to_metric_families

from bots.metrics import Metrics


def samples(metrics: Metrics) -> dict[tuple[str, ...], float]:
    """What a monitoring server reads: name and labels' values → number."""
    return {
        (sample.name, *(sample.labels[name] for name in sorted(sample.labels))): sample.value
        for family in text_string_to_metric_families(metrics.render().decode())
        for sample in family.samples
    }


def test_updates_are_counted_by_channel_and_outcome() -> None:
    metrics = Metrics()
    for outcome in ("done", "done", "repeat", "parked"):
        metrics.taken("vk", outcome)
    found = samples(metrics)
    assert found["coworking_updates_total", "vk", "done"] == 2
    assert found["coworking_updates_total", "vk", "repeat"] == 1
    assert found["coworking_updates_total", "vk", "parked"] == 1


def test_sends_are_counted_by_result() -> None:
    metrics = Metrics()
    metrics.sent("vk", "sent")
    metrics.sent("vk-project", "failed")
    found = samples(metrics)
    assert found["coworking_sends_total", "vk", "sent"] == 1
    assert found["coworking_sends_total", "vk-project", "failed"] == 1


def test_requests_that_were_refused_are_counted_by_reason() -> None:
    metrics = Metrics()
    metrics.refused("vk", "secret")
    metrics.refused("vk", "secret")
    assert samples(metrics)["coworking_refused_requests_total", "vk", "secret"] == 2


def test_two_suites_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.taken("vk", "done")
    assert ("coworking_updates_total", "vk", "done") not in samples(other)

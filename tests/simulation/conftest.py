"""What all seeds and all leaps of the clock begin with."""

from collections.abc import Iterator

import pytest

from tests.simulation import beginning
from tests.simulation.beginning import Beginning
from tests.simulation.quiet import without_logs


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory, texts: None) -> Iterator[Beginning]:
    with without_logs():
        yield beginning.make(tmp_path_factory.mktemp("simulation"))


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    with without_logs():
        yield

"""Whatever happens in whatever order: nothing is lost, nothing comes twice, nothing is left odd."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lab.vk import limits
from storage import updates
from tests.simulation.__main__ import again
from tests.simulation.beginning import Beginning
from tests.simulation.play import EVENTS, play

ROOT = Path(__file__).parents[2]
#: Seeds of the default run, in chunks that are spread over the cores; SIMULATION_SEEDS says more.
SEEDS = int(os.environ.get("SIMULATION_SEEDS", "1000"))
CHUNK = 50


@pytest.mark.parametrize("first", range(0, SEEDS, CHUNK))
def test_no_seed_loses_doubles_or_breaks_anything(base: Beginning, first: int) -> None:
    played = [play(seed, base) for seed in range(first, min(first + CHUNK, SEEDS))]
    wrong = [f"{one.wrong}\n  {again(one.seed, EVENTS)}" for one in played if one.wrong]
    assert not wrong, "\n".join(wrong)
    assert sum(one.messages for one in played) > 10 * len(played), "they hardly talked"
    assert sum(one.crashes for one in played) > len(played), "it was hardly killed"


@pytest.mark.parametrize("seed", [4, 7])
def test_a_seed_is_always_the_same(base: Beginning, seed: int) -> None:
    first, second = play(seed, base), play(seed, base)
    assert first.trace == second.trace
    assert first.lines


def test_a_seed_is_the_same_in_another_process(base: Beginning) -> None:
    here = play(11, base).trace
    command = [sys.executable, "-m", "tests.simulation", "--seed", "11"]
    for salt in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": salt}
        told = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        assert here in told.stdout


def test_it_notices_an_update_that_is_taken_twice(
    base: Beginning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(updates, "claim", lambda tx, key: True)
    assert _any_wrong(base)


def test_it_notices_a_message_that_comes_twice(
    base: Beginning, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "sent_before", lambda world, community, talk, random_id: None)
    assert _any_wrong(base)


def _any_wrong(base: Beginning) -> bool:
    return any(play(seed, base).wrong for seed in range(20))

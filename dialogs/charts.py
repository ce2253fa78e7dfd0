"""What the picture of a project's stages shows, as plain data (P3)."""

from datetime import date

from pydantic import BaseModel, ConfigDict


class StageBar(BaseModel):
    """A stage: ``state`` is waiting, in_progress, submitted, returned, accepted or overdue;
    the labels are what is written."""

    model_config = ConfigDict(frozen=True)

    number: int
    title: str
    due: date
    due_label: str
    state: str
    state_label: str


class StageChart(BaseModel):
    """The stages on a time line, with the mark of today."""

    model_config = ConfigDict(frozen=True)

    title: str
    started: date
    today: date
    today_label: str
    bars: tuple[StageBar, ...]


def dump(chart: StageChart) -> str:
    """The chart as text for the outbox."""
    return chart.model_dump_json()


def read(data: str) -> StageChart:
    """The chart as it was kept."""
    return StageChart.model_validate_json(data)

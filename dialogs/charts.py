"""What pictures show, as plain data: a project's stages (P3), opinions of an event (E4)."""

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


class Bar(BaseModel):
    """An answer and how many gave it."""

    model_config = ConfigDict(frozen=True)

    label: str
    count: int


class BarGroup(BaseModel):
    """A question with its answers."""

    model_config = ConfigDict(frozen=True)

    title: str
    bars: tuple[Bar, ...]


class FeedbackChart(BaseModel):
    """What people thought of an event."""

    model_config = ConfigDict(frozen=True)

    title: str
    groups: tuple[BarGroup, ...]

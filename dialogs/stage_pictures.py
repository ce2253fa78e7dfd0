"""The picture of a project's stages: what is on it, in words (P3); drawn after the step."""

from dialogs import charts, words
from storage.cards import Chart, ChartStage
from storage.outbox import PictureRow
from storage.stages import StageState


def of(chart: Chart) -> PictureRow:
    """What `bots.drawing` will draw."""
    bars = tuple(
        charts.StageBar(
            number=one.number,
            title=one.title,
            due=one.due,
            due_label=words.label("chart-due", due=one.due),
            state=_state(one),
            state_label=words.label("chart-state", state=_state(one)),
        )
        for one in chart.stages
    )
    drawn = charts.StageChart(
        title=chart.title,
        started=chart.started,
        today=chart.today,
        today_label=words.label("chart-today", today=chart.today),
        bars=bars,
    )
    return PictureRow(kind="stages", data=charts.dump(drawn))


def _state(one: ChartStage) -> str:
    if one.overdue and one.state is not StageState.ACCEPTED:
        return "overdue"
    return one.state.value

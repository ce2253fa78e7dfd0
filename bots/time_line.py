"""Where days lie across the picture of a project's stages (P3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from dialogs.charts import StageChart

# What has room beside one another as «01.12».
MOST_TICKS = 7
# The shortest part of the line that is seen, in pixels.
SHORTEST = 16


@dataclass(frozen=True)
class TimeLine:
    """Pixels for days: ``left`` is the first of them, ``right`` the last."""

    left: float
    right: float
    first: date
    last: date

    @classmethod
    def of(cls, chart: StageChart, left: float, right: float) -> Self:
        """From the project's beginning to the last due date, with today in between if it can."""
        dues = [bar.due for bar in chart.bars]
        first = min([chart.started, chart.today, *dues])
        end = max([first + timedelta(days=1), *dues])
        # Long after the end the mark stays at the edge, or the stages would shrink to nothing.
        return cls(left, right, first, max(end, min(chart.today, end + (end - first) / 4)))

    def x(self, day: date) -> float:
        part = (min(day, self.last) - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * part

    def spans(self, chart: StageChart) -> list[tuple[float, float]]:
        """Each stage from the one before it to its own due date."""
        dues = [bar.due for bar in chart.bars]
        begins = [min([chart.started, *dues]), *dues]
        return [
            (min(self.x(begin), self.x(due) - SHORTEST), self.x(due))
            for begin, due in zip(begins, dues, strict=False)
        ]

    @property
    def ticks(self) -> list[date]:
        """Days, Mondays or first days of months: as many as have room."""
        days = [
            self.first + timedelta(days=ahead) for ahead in range((self.last - self.first).days + 1)
        ]
        mondays = [day for day in days if day.weekday() == 0]
        months = [day for day in days if day.day == 1]
        choices = [days, mondays, mondays[::2], months]
        choices += [[day for day in months if day.month % each == 1] for each in (2, 3, 6)]
        return next((choice for choice in choices if len(choice) <= MOST_TICKS), [])

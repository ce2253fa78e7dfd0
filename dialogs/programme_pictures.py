"""The picture of a conference's programme: what is on it, in words (E5); drawn after the step."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict

from dialogs import words
from storage.conference_programme import Line, Part, Programme
from storage.outbox import PictureRow


class Block(BaseModel):
    """A talk or a pause in a column, from minute to minute of the event."""

    model_config = ConfigDict(frozen=True)

    starts: int
    ends: int
    time: str
    title: str
    who: str = ""
    pause: bool = False
    over: bool = False


class Column(BaseModel):
    """A section."""

    model_config = ConfigDict(frozen=True)

    title: str
    place: str
    chair: str
    blocks: tuple[Block, ...]


class ProgrammeChart(BaseModel):
    """The sections beside one another; ``opening`` and ``closing`` are lines, "" for none."""

    model_config = ConfigDict(frozen=True)

    title: str
    when: str
    opening: str
    closing: str
    columns: tuple[Column, ...]


def of(seen: Programme) -> PictureRow:
    """What `bots.programme_picture` will draw."""
    opening = words.label(
        "conference-opening", starts=seen.event.starts_at, minutes=seen.opening or 1
    )
    chart = ProgrammeChart(
        title=seen.event.title,
        when=words.label("conference-chart-when", starts=seen.event.starts_at),
        opening=opening if seen.opening else "",
        closing=words.label("conference-closing", minutes=seen.closing) if seen.closing else "",
        columns=tuple(_column(seen, part) for part in seen.parts if part.lines),
    )
    return PictureRow(kind="programme", data=chart.model_dump_json())


def read(data: str) -> ProgrammeChart:
    """The chart as it was kept."""
    return ProgrammeChart.model_validate_json(data)


def _column(seen: Programme, part: Part) -> Column:
    blocks = [_talk(seen, one) for one in part.lines if one.starts is not None]
    for rest in part.breaks:
        starts, ends = _minute(seen, rest.starts), _minute(seen, rest.ends)
        label = words.label("conference-chart-pause")
        time = words.label("conference-chart-time", starts=rest.starts, ends=rest.ends)
        blocks.append(Block(starts=starts, ends=ends, time=time, title=label, pause=True))
    # A picture is passed on: a link does not stand in it (E2).
    place = words.label("conference-chart-online") if part.online else part.place
    return Column(
        title=part.title,
        place=place,
        chair=part.chair.short,
        blocks=tuple(sorted(blocks, key=lambda one: one.starts)),
    )


def _talk(seen: Programme, one: Line) -> Block:
    assert one.starts is not None and one.ends is not None
    return Block(
        starts=_minute(seen, one.starts),
        ends=_minute(seen, one.ends),
        time=words.label("conference-chart-time", starts=one.starts, ends=one.ends),
        title=one.title,
        who=words.listing(who.short for who in one.speakers),
        over=one.ended is not None,
    )


def _minute(seen: Programme, at: datetime) -> int:
    return int((at - seen.event.starts_at).total_seconds() // 60)

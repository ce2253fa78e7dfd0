"""The grammar of «в пятницу в 15»: what the words name, not yet which day it is (C7)."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from dialogs import durations
from dialogs.durations import Length


@dataclass(frozen=True)
class Clock:
    """Figures of a clock, 24:00 among them; ``exact`` ones need no part of the day."""

    hour: int
    minute: int = 0
    written: bool = False  # with minutes: 3:30
    exact: bool = False  # 03:30, полдень


@dataclass
class Named:
    """What a phrase named; a thing named twice in two ways makes it ``unsure``."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    month_end: bool | None = None  # the last day of this month
    ahead: int | None = None  # days from today: завтра is 1
    weekday: int | None = None  # Monday is 0
    week: int | None = None  # 0 is this one, 1 the next
    length: Length | None = None  # from now on
    clock: Clock | None = None
    part: str | None = None  # "утр", "дн", "веч", "ноч"
    pair: tuple[int, int] | None = None  # 10.12: a date or a time
    number: int | None = None  # 15: a day or an hour
    unsure: bool = False

    def set(self, **values: "_Thing") -> None:
        for name, value in values.items():
            self.unsure |= getattr(self, name) not in (None, value)
            setattr(self, name, value)

    @property
    def has_date(self) -> bool:
        dates = (self.day, self.month_end, self.ahead, self.weekday, self.week, self.length)
        return any(date is not None for date in dates)


_Thing = int | str | tuple[int, int] | Clock | Length

_MONTHS = (
    r"янв(?:ар[ьяею])?",
    r"фев(?:р(?:ал[ьяею])?)?",
    r"мар(?:т[аеу]?)?",
    r"апр(?:ел[ьяею])?",
    r"ма[йяею]",
    r"июн[ьяею]?",
    r"июл[ьяею]?",
    r"авг(?:уст[аеу]?)?",
    r"сент?(?:ябр[ьяею])?",
    r"окт(?:ябр[ьяею])?",
    r"нояб?(?:р[ьяею])?",
    r"дек(?:абр[ьяею])?",
)
_WEEKDAYS = (
    r"пон|пн|понедельник(?:а|у|ом)?",
    r"вт|вторник(?:а|у|ом)?",
    r"ср|сред[ауые]",
    r"чт|чет|четв|четверг(?:а|у|ом)?",
    r"пт|пят|пятниц[ауые]",
    r"сб|суб|суббот[ауые]",
    r"вс|воскр|воскресень[еяюи]",
)
_AHEAD = {
    "позавчера": -2,
    "вчера": -1,
    "сегодня": 0,
    "седня": 0,
    "завтра": 1,
    "завтрашнего дня": 1,
    "завтрашнему дню": 1,
    "завт": 1,
    "зав": 1,
    "послезавтра": 2,
    "послезав": 2,
}
_WEEKS = {"прошл": -1, "эт": 0, "текущ": 0, "след": 1, "следующ": 1, "будущ": 1}


def _choice(name: str, alternatives: tuple[str, ...]) -> str:
    return "|".join(f"(?P<{name}_{i}>{words})" for i, words in enumerate(alternatives))


_NEAR = r"(?:(?:во?|ко?|до|со?|на|от|около|по) )"
_N = r"[0-9]{1,2}"
_HOUR = rf"(?P<hour>{_N})"
_HOURS = r"(?: ?(?:ч|час|часа|часов|часам))"
_MINUTE = r"(?P<minute>[0-5][0-9])"
_MINUTES = r"(?: ?(?:м|мин|минут[ыу]?))"
_PART = r"(?: (?P<part>утр|дн|веч|ноч)(?:а|я|ера|и))"
_ORDINAL = r"-?(?:го|ого|его|е|ое|му|ому)"
_OF_YEAR = r"(?: ?(?:года?|г))"
_WHICH = rf"(?P<which>ближайш|{'|'.join(_WEEKS)})[а-я]*\.?"

_RULES = tuple(
    re.compile(rf"(?:{rule})\.?(?: |$)")
    for rule in (
        # 2026-12-12, 12.12.2026, 12 декабря 2026 года, 15 числа, 15-го
        rf"{_NEAR}?(?P<year>[0-9]{{4}})(?P<_>[-./])(?P<month>{_N})(?P=_)(?P<day>{_N})",
        rf"{_NEAR}?(?P<day>{_N})(?P<_>[-./])(?P<month>{_N})(?P=_)(?P<year>[0-9]{{4}}|[0-9]{{2}})"
        rf"{_OF_YEAR}?",
        rf"{_NEAR}?(?P<day>{_N})(?:{_ORDINAL})? ?(?:{_choice('month', _MONTHS)})\.?"
        rf"(?: (?P<year>[0-9]{{4}}{_OF_YEAR}?|[0-9]{{2}}{_OF_YEAR}))?",
        rf"{_NEAR}?(?P<day>{_N})(?:{_ORDINAL}|(?:{_ORDINAL})? числ[ао])",
        # 15:30, в 15.30, 10.12
        rf"{_NEAR}?{_HOUR}:{_MINUTE}(?::[0-5][0-9])?{_PART}?",
        rf"во? {_HOUR}[-.]{_MINUTE}{_PART}?",
        rf"{_NEAR}?{_HOUR}[-.]{_MINUTE}{_PART}",
        rf"{_NEAR}?(?P<pair>{_N}[-./]{_N})",
        # в 3 дня, 8 вечера, в 15 ч 30 мин, в 10 00, в 15, к 9 часам, в час
        rf"{_NEAR}{_HOUR}{_HOURS}?{_PART}",
        rf"{_HOUR}{_HOURS}?(?! дн){_PART}",
        rf"во? {_HOUR}{_HOURS}? {_MINUTE}(?:{_MINUTES}{_PART}?|$)",
        rf"во? {_HOUR}{_HOURS}?",
        rf"{_NEAR}{_HOUR}{_HOURS}",
        rf"{_NEAR}(?P<one>час)[ау]?{_PART}?",
        # в половине 3-го, без четверти 3, полдень, вечером
        rf"(?:в )?половин[аеу] (?P<half>{_N})(?:{_ORDINAL})?{_PART}?",
        rf"без (?P<less>{_N}|четверти) (?:минут )?(?P<of>{_N}){_PART}?",
        rf"{_NEAR}?(?P<noon>полд(?:ень|ню|ня)|полудн[яю])",
        rf"{_NEAR}?(?P<midnight>полночь|полуноч[иь])",
        rf"(?:рано |поздно )?{_NEAR}?(?P<part>утр|веч|ноч)(?:ом|ером|ью|у|еру|а|ера|и|о)",
        r"(?P<part>дн)ем",
        # завтра, на следующей неделе, в следующую среду, до конца недели
        rf"{_NEAR}?(?P<ahead>{'|'.join(_AHEAD)})",
        rf"{_NEAR}?{_WHICH} недел[еюия]",
        rf"{_NEAR}?(?:{_WHICH} )?(?:{_choice('weekday', _WEEKDAYS)})",
        rf"{_NEAR}?кон(?:ец|ц[аеу]) (?P<end>дня|недели|месяца)",
        rf"{_NEAR}?(?P<number>{_N})",
        r"пожалуйста|ровно|где-то|примерно|не позднее|не позже|давайте|давай|можно|лучше",
        r"(?:по )?(?:мск|москве)|московского времени|по московскому времени",
    )
)
_THROUGH = re.compile(r"(?:через|спустя) ")


def named_in(words: str) -> Named | None:
    """What ``durations.folded`` words name, or None if some of them say nothing of time."""
    named = Named()
    place = 0
    while place < len(words):
        through = _THROUGH.match(words, place)
        matches = (rule.match(words, place) for rule in _RULES)
        match = None if through else next(filter(None, matches), None)
        said = match.groupdict() if match else {}
        length, end = None, place
        if not match or said.get("number"):
            length, end = durations.length_at(words, through.end() if through else place)
        if length is not None:
            _take_length(length, named, bare=through is None)
            place = end + (words[end : end + 1] == " ")
        elif match:
            _take(said, named)
            place = match.end()
        else:
            return None
    return named


def _take(said: dict[str, str | None], named: Named) -> None:
    for name, words in said.items():
        if words and name == "pair" and named.pair is not None:
            named.set(clock=Clock(*_pair(words), written=True))
        elif words and name in _READ:
            named.set(**_READ[name](words))
        elif words and name.startswith("month_"):
            named.set(month=int(name.removeprefix("month_")) + 1)
        elif words and name.startswith("weekday_"):
            named.set(weekday=int(name.removeprefix("weekday_")))
    if hour := said.get("hour"):
        minute = said.get("minute")
        exact = len(hour) == 2 and hour.startswith("0")
        named.set(clock=Clock(int(hour), int(minute or 0), written=minute is not None, exact=exact))
    if (less := said.get("less")) and (of := said.get("of")):
        minutes = 15 if less == "четверти" else int(less)
        named.set(clock=_before(int(of), minutes))


def _take_length(length: Length, named: Named, *, bare: bool) -> None:
    """«Завтра 15 часов» is a time, «15 часов» alone may be a time or a length."""
    hour, rest = divmod(length.seconds, 3_600)
    if bare and hour and (length.days, length.months) == (0, 0):
        named.unsure |= not named.has_date
        named.set(clock=Clock(hour, rest // 60, written=rest > 0))
    else:
        named.set(length=length)


def _before(hour: int, minutes: int) -> Clock:
    """So many minutes before an hour; before one o'clock is twelve."""
    return Clock((hour + 11) % 12 or 12, 60 - minutes)


def _year(words: str) -> int:
    year = int("".join(filter(str.isdigit, words)))
    return year if year > 99 else 2000 + year


def _pair(words: str) -> tuple[int, int]:
    one, two = re.split("[-./]", words)
    return int(one), int(two)


def _end_of(words: str) -> dict[str, "_Thing"]:
    if words == "недели":
        return {"weekday": 6, "week": 0}
    if words == "месяца":
        return {"month_end": True}
    return {"ahead": 0, "clock": Clock(23, 59, exact=True)}


_READ: dict[str, Callable[[str], dict[str, "_Thing"]]] = {
    "day": lambda words: {"day": int(words)},
    "month": lambda words: {"month": int(words)},
    "year": lambda words: {"year": _year(words)},
    "number": lambda words: {"number": int(words)},
    "pair": lambda words: {"pair": _pair(words)},
    "part": lambda words: {"part": words},
    "ahead": lambda words: {"ahead": _AHEAD[words]},
    "which": lambda words: {"week": _WEEKS[words]} if words in _WEEKS else {},
    "end": _end_of,
    "one": lambda _: {"clock": Clock(1)},
    "half": lambda words: {"clock": _before(int(words), 30)},
    "noon": lambda _: {"clock": Clock(12, exact=True)},
    "midnight": lambda _: {"clock": Clock(24, exact=True)},
}

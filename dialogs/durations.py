"""Lengths of time as people write them in Russian: «30м», «7д», «полтора часа» (C7)."""

import re
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Self

from dialogs import typed

LONGEST = 120  # characters; nobody writes a moment with more
# For those who need a length, not a date.
DAYS_IN_MONTH = 30
DAYS_IN_YEAR = 365
SECONDS_IN_DAY = 86_400


class Reason(StrEnum):
    """Why words about time say nothing to us; the form answers with it."""

    NOT_UNDERSTOOD = "not_understood"
    IMPOSSIBLE_DATE = "impossible_date"
    IN_THE_PAST = "in_the_past"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True)
class Unclear:
    reason: Reason


@dataclass(frozen=True)
class Length:
    """A length of time whose months are still the calendar's."""

    months: int = 0
    days: int = 0
    seconds: int = 0

    @classmethod
    def of(cls, unit: str, count: float) -> Self:
        """Of a count of units, which need not be whole."""
        if unit in _SECONDS:
            return cls(seconds=round(count * _SECONDS[unit]))
        if unit in _DAYS:
            days, part = divmod(count * _DAYS[unit], 1)
            return cls(days=int(days), seconds=round(part * SECONDS_IN_DAY))
        months, part = divmod(count * _MONTHS[unit], 1)
        return cls(months=int(months), days=round(part * DAYS_IN_MONTH))

    def __add__(self, other: Self) -> "Length":
        return Length(
            self.months + other.months, self.days + other.days, self.seconds + other.seconds
        )

    @property
    def delta(self) -> timedelta:
        years, months = divmod(self.months, 12)
        days = self.days + years * DAYS_IN_YEAR + months * DAYS_IN_MONTH
        return timedelta(days=days, seconds=self.seconds)


_SECONDS = {"second": 1, "minute": 60, "hour": 3_600}
_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}

_UNITS = {
    "second": r"секунд[ауы]?|сек|с|s",
    "minute": r"минут(?:[ауы]|к[аиу])?|минуток|мин|м|min|m",
    "hour": r"час(?:а|ов|ик|ика|ок)?|ч|h",
    "day": r"день|дня|дней|дн|д|d|сут(?:ки|ок)",
    "week": r"недел[яюиь]|недельк[ауи]|нед|н|w",
    "month": r"месяц(?:а|ев)?|мес",
    "year": r"год(?:а|ик)?|лет|г",
}
_ONE = r"секунд[ау]|минут(?:[ау]|к[ау])|часик|часок|час|день|сутки|недел[яю]|недельк[ау]|месяц|год"
_UNIT = "|".join(f"(?P<{name}>{words})" for name, words in _UNITS.items())
_PART = re.compile(
    rf"(?:(?P<count>[0-9]{{1,5}}(?:\.[0-9]{{1,2}})?) ?|(?=(?:{_ONE})(?: |$)))"
    rf"(?:{_UNIT})\.?(?=[ 0-9]|$)(?P<end> и (?=[0-9])| (?=[0-9])|)"
)
_HOURS_AND_MINUTES = re.compile(r"([0-9]{1,2}):([0-5][0-9])")
_BARE_MINUTES = re.compile(r"(час(?:а|ов)?|ч) ([0-5]?[0-9])$")
_LEADING = re.compile(r"(?:(?:на|за|в течение|около|примерно|еще) )+")

_ONES = {
    1: "один одна одну одного одной первого",
    2: "два две двух второго пара пару",
    3: "три трех третьего",
    4: "четыре четырех четвертого",
    5: "пять пяти пятого",
    6: "шесть шести шестого",
    7: "семь семи седьмого",
    8: "восемь восьми восьмого",
    9: "девять девяти девятого",
}
_TEENS = {
    10: "десять десяти десятого",
    11: "одиннадцать одиннадцати одиннадцатого",
    12: "двенадцать двенадцати двенадцатого",
    13: "тринадцать тринадцати тринадцатого",
    14: "четырнадцать четырнадцати четырнадцатого",
    15: "пятнадцать пятнадцати пятнадцатого",
    16: "шестнадцать шестнадцати шестнадцатого",
    17: "семнадцать семнадцати семнадцатого",
    18: "восемнадцать восемнадцати восемнадцатого",
    19: "девятнадцать девятнадцати девятнадцатого",
}
_TENS = {
    20: "двадцать двадцати двадцатого",
    30: "тридцать тридцати тридцатого",
    40: "сорок сорока",
    50: "пятьдесят пятидесяти",
}


def _by_word(numbers: dict[int, str]) -> dict[str, int]:
    return {word: number for number, words in numbers.items() for word in words.split()}


_NUMBERS = _by_word(_ONES | _TEENS | _TENS)
_NUMBER = re.compile(
    rf"\b(?:(?P<tens>{'|'.join(_by_word(_TENS))}) (?P<ones>{'|'.join(_by_word(_ONES))})"
    rf"|(?P<alone>{'|'.join(_NUMBERS)}))\b"
)
_BRACKETS = str.maketrans("()[]", "    ")
_HALF_TO = re.compile(r"\bпол(?=[а-я]+[ое]го\b)")  # полтретьего
_SPOKEN = (
    (re.compile(r"\bпол[- у]?часа?\b"), "30 минут"),
    (re.compile(r"\bчетверть часа\b"), "15 минут"),
    (re.compile(r"\bпол[- ]?года?\b"), "6 месяцев"),
    (re.compile(r"\bпол[- ]?минуты\b"), "30 секунд"),
    (re.compile(r"\bпол(?:тор[аы]|утора)\b"), "1.5"),
    (re.compile(r"\b([0-9]+) с половиной\b"), r"\1.5"),
)


def read_duration(text: str) -> timedelta | Unclear:
    """«30м», «7 дней», «1ч 30мин», «1:30», «неделя»; a bare number is ambiguous."""
    words = folded(text)
    if not words or re.match(r"\s*[-−–]\s*[0-9]", text):
        return Unclear(Reason.NOT_UNDERSTOOD)
    words = _LEADING.sub("", words, count=1)
    if words.isdecimal():
        return Unclear(Reason.AMBIGUOUS)
    if clock := _HOURS_AND_MINUTES.fullmatch(words):
        return timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    words = _BARE_MINUTES.sub(r"\1 \2 мин", words)
    length, end = length_at(words, 0)
    if length is None or end < len(words):
        return Unclear(Reason.NOT_UNDERSTOOD)
    return length.delta


def folded(text: str) -> str | None:
    """The text as the grammars of time read it, numbers in digits; None if it is too long."""
    short = " ".join(text.translate(_BRACKETS).split())
    if len(short) > LONGEST:
        return None
    short = re.sub(r"(?<=[0-9]),(?=[0-9]{1,2}[:.])", " ", short)
    short = re.sub(r"(?<=[0-9]),(?=[0-9])", ".", short)
    words = _HALF_TO.sub("половина ", typed.normal(short))
    words = _NUMBER.sub(_digits, words)
    for spoken, written in _SPOKEN:
        words = spoken.sub(written, words)
    return words


def length_at(words: str, start: int) -> tuple[Length | None, int]:
    """The length of time that stands at a place of folded words, and where it ends."""
    length = None
    end = start
    while part := _PART.match(words, end):
        unit = next(name for name in _UNITS if part[name])
        one = Length.of(unit, float(part["count"] or 1))
        length = one if length is None else length + one
        end = part.end()
        if not part["end"] and words[end : end + 1] == " ":
            break
    return length, end


def _digits(number: re.Match[str]) -> str:
    if number["alone"]:
        return str(_NUMBERS[number["alone"]])
    return str(_NUMBERS[number["tens"]] + _NUMBERS[number["ones"]])

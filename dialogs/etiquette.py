"""«Сетевой этикет» and the filter of chats (M7): floods, forbidden links, insults.

The filter reads what is said and keeps nothing of it but how often: who wrote when, for some
seconds, and a mark of the words, in this process. It decides nothing: see `storage.reports`.
"""

import re
from collections import OrderedDict, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, Field

from dialogs import typed
from storage import content_files, refusals
from storage.reports import Kind

CONTENT = Path(__file__).parent / "content" / "etiquette.yaml"
#: So many people in chats are watched for floods at a time; who wrote longest ago is let go.
WATCHED_MOST = 5_000
#: No site of the list has more names in its address.
LABELS_MOST = 4
#: A pasted essay is read so far.
READ_MOST = 4_000
_HOST = re.compile(r"(?:https?://|www\.)?((?:[a-z0-9-]{1,63}\.){1,8}[a-z]{2,18})\b", re.IGNORECASE)
_WORD = re.compile(r"[а-я]+")
_LATIN = str.maketrans("abcehkmoptxy0346", "авсенкмортхуозчб")
_REPEATED = re.compile(r"(.)\1{2,}")


class FloodRule(BaseModel):
    """So many messages in so many seconds, or so many alike."""

    messages: int = Field(ge=2)
    seconds: int = Field(ge=1)
    same: int = Field(ge=2)


class Lexicon(BaseModel):
    """Beginnings of words, and of words that only look like them."""

    stems: tuple[str, ...]
    but: tuple[str, ...] = Field(default=(), alias="except")


class Etiquette(BaseModel):
    """The content file."""

    rules: tuple[str, ...]
    flood: FloodRule
    links: tuple[str, ...]
    insults: Lexicon


def load(path: Path = CONTENT) -> Etiquette:
    """Read the rules; raises `ValueError` for a file that cannot be used."""
    return _read(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=8)
def _read(content: str) -> Etiquette:
    return Etiquette.model_validate(content_files.read(content))


@dataclass(frozen=True)
class _Said:
    at: datetime
    mark: int


class Watch:
    """The filter, with its memory of the last seconds."""

    def __init__(self, etiquette: Etiquette) -> None:
        self._flood = etiquette.flood
        self._span = timedelta(seconds=etiquette.flood.seconds)
        self._links = frozenset(one.lower() for one in etiquette.links)
        self._stems = tuple(typed.normal(one) for one in etiquette.insults.stems)
        self._but = tuple(typed.normal(one) for one in etiquette.insults.but)
        self._lately: OrderedDict[tuple[int, int], deque[_Said]] = OrderedDict()

    def look(self, talk: int, account: int, text: str, now: datetime) -> Kind | None:
        """What is wrong with a message, the gravest first; None for nothing."""
        read = text[:READ_MOST]
        floods = self._floods((talk, account), read, now)
        return self.read(read) or (Kind.FLOOD if floods else None)

    def read(self, text: str) -> Kind | None:
        """What is wrong with words alone, wherever they are said."""
        if self._insults(text[:READ_MOST]):
            return Kind.INSULT
        return Kind.LINK if self._links_away(text[:READ_MOST]) else None

    def _floods(self, place: tuple[int, int], text: str, now: datetime) -> bool:
        said = self._lately.get(place)
        if said is None:
            said = self._lately[place] = deque(maxlen=self._flood.messages)
        self._lately.move_to_end(place)
        if len(self._lately) > WATCHED_MOST:
            self._lately.popitem(last=False)
        while said and now - said[0].at > self._span:
            said.popleft()
        said.append(_Said(now, hash(text)))
        alike = sum(1 for one in said if one.mark == said[-1].mark)
        if len(said) < self._flood.messages and alike < self._flood.same:
            return False
        # What follows is a flood of its own only if it goes on as long again.
        said.clear()
        return True

    def _links_away(self, text: str) -> bool:
        if "." not in text:
            return False
        for found in _HOST.finditer(text):
            parts = found[1].lower().rsplit(".", LABELS_MOST)[-LABELS_MOST:]
            if any(".".join(parts[n:]) in self._links for n in range(len(parts))):
                return True
        return False

    def _insults(self, text: str) -> bool:
        folded = text.casefold().replace("ё", "е").translate(_LATIN)
        words = _WORD.findall(_REPEATED.sub(r"\1", folded))
        return any(
            word.startswith(self._stems) and not (self._but and word.startswith(self._but))
            for word in [*words, _spelt(words)]
        )


_ours: list[Watch] = []


def follow(watch: Watch) -> None:
    """Have `must_be_civil` keep to the school's own rules."""
    _ours[:] = [watch]


def must_be_civil(text: str) -> None:
    """For words that the bot carries from one person to others; raises `refusals.Broken`."""
    if not _ours:
        follow(Watch(load()))
    found = _ours[0].read(text)
    if found is not None:
        raise refusals.Broken(f"words-{found.value}")


def _spelt(words: list[str]) -> str:
    """What stands letter by letter: «д у р а к»."""
    run: list[str] = []
    longest = ""
    for word in [*words, ""]:
        if len(word) == 1:
            run.append(word)
            continue
        longest = max(longest, "".join(run), key=len)
        run = []
    return longest

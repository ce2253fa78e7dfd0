"""The lexicon's single words, and which of them a written word is (Q4).

A word is written in the lexicon as «жить», with any ending as «порезал*», and with «~» before it
if one slip of the pen is forgiven. Pure; the time for a word does not depend on the lexicon's
size but on its longest word.
"""

from collections.abc import Iterable, Iterator

from dialogs import crisis_text
from dialogs.crisis_text import NOTHING, Meanings

#: Shorter ones have too many innocent neighbours.
SLIPS_FROM = 5
HALVES_FROM = 6
CUT_FROM, CUT_TO, SHARE_FROM = 6, 80, 8
#: Of words of one letter only this may run together with others.
STANDS_ALONE = "я"


class Words:
    """All words of a lexicon, numbered in the order of meeting; ``ordinary`` are words that are
    never a slip for one of them."""

    def __init__(self, written: Iterable[str], ordinary: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self._ordinary = {crisis_text.fold(one) for one in ordinary}
        self._exact: dict[str, Meanings] = {}
        self._heard: dict[str, Meanings] = {}
        self._begun = _Beginnings()
        self._heard_begun = _Beginnings()
        self._slips = _Slips()
        for one in written:
            if one not in self.numbers:
                self.numbers[one] = len(self.numbers)
                self._add(one, self.numbers[one])
        self._runs: dict[str, tuple[str, ...]] = {}
        self._ends: dict[str, tuple[str, ...]] = {}
        for word in self._exact:
            if len(word) > 1 or word in STANDS_ALONE:
                self._runs[word[:1]] = (*self._runs.get(word[:1], ()), word)
                self._ends[word[-1:]] = (*self._ends.get(word[-1:], ()), word)
        self.reader = crisis_text.Reader(self.russian, self.latin, self.cut, self._halves())

    def _add(self, written: str, number: int) -> None:
        plain = written.lstrip("~").rstrip("*")
        word = crisis_text.fold(plain)
        sound = crisis_text.by_sound(word)
        meaning = frozenset((number,))
        if written.endswith("*"):
            self._begun.add(word, meaning)
            self._heard_begun.add(sound, meaning)
        else:
            _mean(self._exact, word, meaning)
            _mean(self._heard, sound, meaning)
        if written.startswith("~") and len(word) >= SLIPS_FROM:
            self._slips.add(word, number, ends_anyhow=written.endswith("*"))

    def _halves(self) -> frozenset[str]:
        """How a long word may begin before a space that breaks it; what is a word is none."""
        whole = frozenset(self._exact) | self._begun.all()
        long = (word for word in whole if len(word) >= HALVES_FROM)
        return frozenset(word[:at] for word in long for at in range(2, len(word) - 1)) - whole

    def russian(self, word: str) -> Meanings:
        """What a folded Russian word may be."""
        known = self._exact.get(word)
        if known is not None:
            return known | self._begun.of(word)
        begun = self._begun.of(word)
        if len(word) < SLIPS_FROM - 1 or word in self._ordinary:
            return begun
        return begun | self._slips.of(word)

    def latin(self, sound: str) -> Meanings:
        """What a word may be by its sound."""
        return self._heard.get(sound, NOTHING) | self._heard_begun.of(sound)

    def cut(self, letters: str) -> list[str] | None:
        """Known words that run together: «нехочужить»; None if something is left over."""
        if not CUT_FROM <= len(letters) <= CUT_TO or letters in self._exact:
            return None
        if not letters.startswith(self._runs.get(letters[0], ())):
            return None
        if not letters.endswith(self._ends.get(letters[-1], ())):
            return None
        #: For each place the word that ends there, and where it begins, on a way from the start.
        ways: dict[int, tuple[int, str]] = {0: (0, "")}
        for at in range(len(letters)):
            if at in ways:
                # Doubled letters were made one: the last may be the first of the next word too.
                for begin in (at, at - 1) if at and len(letters) >= SHARE_FROM else (at,):
                    for word in self._runs.get(letters[begin], ()):
                        if begin + len(word) > at and letters.startswith(word, begin):
                            ways.setdefault(begin + len(word), (at, word))
        if len(letters) not in ways:
            return None
        found, at = [], len(letters)
        while at:
            at, word = ways[at]
            found.append(word)
        return found[::-1]


def _mean(meanings: dict[str, Meanings], word: str, meaning: Meanings) -> None:
    """Add a meaning to a word; of the thousands that have one, it is kept once."""
    known = meanings.get(word)
    meanings[word] = meaning if known is None else known | meaning


class _Beginnings:
    """Words with any ending, by how they begin."""

    def __init__(self) -> None:
        self._by_two: dict[str, tuple[str, ...]] = {}
        self._meanings: dict[str, Meanings] = {}

    def add(self, stem: str, meaning: Meanings) -> None:
        if stem not in self._meanings:
            self._by_two[stem[:2]] = (*self._by_two.get(stem[:2], ()), stem)
        _mean(self._meanings, stem, meaning)

    def all(self) -> frozenset[str]:
        return frozenset(self._meanings)

    def of(self, word: str) -> Meanings:
        stems = self._by_two.get(word[:2])
        if stems is None or not word.startswith(stems):
            return NOTHING
        return NOTHING.union(*(self._meanings[one] for one in stems if word.startswith(one)))


class _Slips:
    """Words that may be written with one slip; the first letter is as it should be.

    A slip leaves the first three letters, or the last, or three in the middle: by these a word is
    looked up, so that few are compared letter by letter.
    """

    def __init__(self) -> None:
        self._by_part: dict[str, tuple[tuple[str, bool, int], ...]] = {}

    def add(self, word: str, number: int, *, ends_anyhow: bool) -> None:
        middle = [word[3:6]] if len(word) > SLIPS_FROM else []
        ends = [] if ends_anyhow else [word[-3:]]
        for part in {word[:3], *middle, *ends}:
            self._by_part[part] = (*self._by_part.get(part, ()), (word, ends_anyhow, number))

    def of(self, word: str) -> Meanings:
        found = NOTHING
        for part in (word[:3], word[-3:], word[2:5], word[3:6], word[4:7]):
            if part in self._by_part:
                for meant, ends_anyhow, number in self._by_part[part]:
                    if meant[0] == word[0] and _is_slip(word, meant, ends_anyhow):
                        found |= {number}
        return found


def _is_slip(word: str, meant: str, ends_anyhow: bool) -> bool:
    return _begins_with_a_slip(word, meant) if ends_anyhow else one_slip(word, meant)


def _begins_with_a_slip(word: str, stem: str) -> bool:
    return any(one_slip(word[: len(stem) + more], stem) for more in (0, 1, -1))


def one_slip(word: str, meant: str) -> bool:
    """Whether a letter was added, dropped, changed, or swapped with the next."""
    if abs(len(word) - len(meant)) > 1:
        return False
    at = next(_differences(word, meant), min(len(word), len(meant)))
    if len(word) == len(meant):
        swapped = word[at : at + 2] == meant[at : at + 2][::-1]
        return word[at + 1 :] == meant[at + 1 :] or (swapped and word[at + 2 :] == meant[at + 2 :])
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    return longer[at + 1 :] == shorter[at:]


def _differences(word: str, meant: str) -> Iterator[int]:
    return (at for at, (one, other) in enumerate(zip(word, meant, strict=False)) if one != other)

"""The lexicon's phrases as one automaton that reads a text once (Q4).

    не хочу|хочется [больше] жить     words in a row; | parts alternatives, [ ] may be missing
    фильм* ...6 самоубийств*          up to six other words between (``...`` alone: up to three)

There are no regular expressions and nothing is tried twice. A state of the automaton is the set of
places in phrases that a text has come to; what a word makes of a state is worked out when it is
first met and kept. So the time grows with the text's length and with nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dialogs.crisis_text import Meanings

GAP = 3
GAP_MOST = 8
#: Kept transitions; more than that are only made by somebody who tries to.
STEPS_KEPT = 50_000


class BadPhrase(ValueError):
    """A phrase of the lexicon is not written as it must be."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a phrase: its words, whether it may be missing, what may stand before it."""

    words: tuple[str, ...]
    optional: bool = False
    gap: int = 0


def parse(phrase: str) -> tuple[Slot, ...]:
    """Read a phrase; raises `BadPhrase`."""
    slots: list[Slot] = []
    gap = 0
    for part in phrase.lower().split():
        if part.startswith("..."):
            gap = _gap(part, phrase)
            continue
        optional = part.startswith("[") and part.endswith("]")
        words = tuple((part[1:-1] if optional else part).split("|"))
        if not all(word.strip("~*").isalnum() for word in words):
            raise BadPhrase(f"«{phrase}»: «{part}» is no word")
        slots.append(Slot(words, optional, gap))
        gap = 0
    if not slots or gap or slots[0].gap or slots[0].optional or slots[-1].optional:
        raise BadPhrase(f"«{phrase}»: it must begin and end with a word")
    return tuple(slots)


def _gap(part: str, phrase: str) -> int:
    told = part.removeprefix("...")
    if not told:
        return GAP
    if not told.isdecimal() or not 1 <= int(told) <= GAP_MOST:
        raise BadPhrase(f"«{phrase}»: «...1» to «...{GAP_MOST}»")
    return int(told)


@dataclass(frozen=True)
class Match:
    """A phrase that was found: its number, and the words it spans, the last included."""

    phrase: int
    first: int
    last: int


#: A phrase, how many of its slots were read, and how many other words may come before the next.
_Place = tuple[int, int, int]
_State = frozenset[_Place]
_NOWHERE: _State = frozenset()


class Automaton:
    """All phrases; ``numbers`` says which number a word of the lexicon has."""

    def __init__(self, phrases: Sequence[Sequence[Slot]], numbers: dict[str, int]) -> None:
        # Phrases share most of their places: each is kept once.
        places: dict[Slot, tuple[Meanings, Slot]] = {}
        self._phrases = [
            tuple(
                places.setdefault(slot, (frozenset(numbers[one] for one in slot.words), slot))
                for slot in phrase
            )
            for phrase in phrases
        ]
        self._begun_by: dict[int, list[int]] = {}
        for number, phrase in enumerate(self._phrases):
            for word in phrase[0][0]:
                self._begun_by.setdefault(word, []).append(number)
        #: What is known of a place and a word; steps run on several threads, which may make the
        #: same twice and harm nothing by it.
        self._steps: dict[tuple[_State, Meanings], tuple[_State, tuple[int, ...]]] = {}

    def ends(self, text: Sequence[Meanings]) -> Iterable[tuple[int, int]]:
        """Where phrases end: the place of the last word, and the phrase's number."""
        state, steps = _NOWHERE, self._steps
        for at, word in enumerate(text):
            if not word and not state:
                continue
            made = steps.get((state, word))
            if made is None:
                made = self._step(state, word)
            state = made[0]
            for phrase in made[1]:
                yield at, phrase

    def match(self, text: Sequence[Meanings], phrase: int, last: int) -> Match:
        """The words that a phrase spans which ends at ``last``, the fewest."""
        ends = {last}
        slots = self._phrases[phrase]
        for number in range(len(slots) - 1, 0, -1):
            words, slot = slots[number]
            before = {
                place - 1 - skipped
                for place in ends
                if text[place] & words
                for skipped in range(slot.gap + 1)
                if place - 1 - skipped >= 0
            }
            ends = before | ends if slot.optional else before
        return Match(
            phrase, max((one for one in ends if text[one] & slots[0][0]), default=last), last
        )

    def _step(self, state: _State, word: Meanings) -> tuple[_State, tuple[int, ...]]:
        places: set[_Place] = set()
        ended: set[int] = set()
        for phrase, read, skips in state:
            if self._phrases[phrase][read][0] & word:
                self._advance(phrase, read + 1, places, ended)
            if skips:
                places.add((phrase, read, skips - 1))
        for one in word:
            for phrase in self._begun_by.get(one, ()):
                self._advance(phrase, 1, places, ended)
        if len(self._steps) >= STEPS_KEPT:
            self._steps.clear()
        made = frozenset(places), tuple(sorted(ended))
        self._steps[state, word] = made
        return made

    def _advance(self, phrase: int, read: int, places: set[_Place], ended: set[int]) -> None:
        slots = self._phrases[phrase]
        while read < len(slots):
            slot = slots[read][1]
            places.add((phrase, read, slot.gap))
            if not slot.optional:
                return
            read += 1
        ended.add(phrase)

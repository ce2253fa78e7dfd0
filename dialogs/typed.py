"""What people type, compared with the labels and commands that we know (C1, C2, C3)."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

# A pasted essay is no command: only its beginning is compared.
COMPARED = 64
SAME_WORD = 0.6
NEAR = 0.42
BEGUN_WORD = 0.8

_LEADING = " /!?«»„“”\"'`.,;:…-*•("
_TRAILING = " «»„“”\"'`.,;:…!?-*•)"
#: What is written with nothing else is seen as it is.
_SIMPLE = re.compile("[\x00-\x7fа-яё]*")
_DASHES = re.compile("[‐‑‒–—−]")
_BETWEEN = re.compile(r"[\s_,]+")
# Emoji are "So" with skin tones "Sk"; what joins and varies them, stress marks and control
# characters have no width of their own.
_PICTURES = {"So", "Sk"}
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Cn", "Me", "Mn"}

_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюе"
_OTHER_LAYOUT = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)


def normal(text: str) -> str:
    """The form in which typed words, labels and commands are compared.

    «/Вынести_на_совет», «вынести на совет!» and «📌 Вынести на Совет» are the same.
    """
    folded = text.casefold()
    if not _SIMPLE.fullmatch(folded):
        composed = unicodedata.normalize("NFC", folded)
        seen = "".join(map(_seen, composed))
        folded = _DASHES.sub("-", unicodedata.normalize("NFC", seen))
    folded = _BETWEEN.sub(" ", folded.replace("ё", "е"))
    return folded.lstrip(_LEADING).rstrip(_TRAILING)


def nearest(typed: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """The labels that were perhaps meant, the likeliest first; often none.

    Forgives slips, missing words, words too many and the Latin keyboard.
    """
    beginning = typed[:COMPARED]
    readings = [normal(beginning)]
    if beginning.isascii():
        readings.append(normal(beginning.casefold().translate(_OTHER_LAYOUT)))
    scored = [
        (max(_likeness(reading, normal(candidate)) for reading in readings), candidate)
        for candidate in dict.fromkeys(candidates)
    ]
    scored = [pair for pair in scored if pair[0] >= NEAR]
    scored.sort(key=lambda pair: -pair[0])
    return [candidate for _, candidate in scored[:limit]]


def _seen(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in _PICTURES:
        return " "
    return "" if category in _UNSEEN and not letter.isspace() else letter


def _likeness(typed: str, label: str) -> float:
    """From 0 (nothing in common) to 1 (the same)."""
    if not typed or not label:
        return 0.0
    if typed == label:
        return 1.0
    typed_words, label_words = typed.split(), label.split()
    whole = _similar(typed.replace(" ", ""), label.replace(" ", ""))
    named = _covered(label_words, typed_words)
    meant = _covered(typed_words, label_words)
    # That all of the label was said weighs more than that nothing else was.
    return max(whole, 0.7 * named + 0.3 * meant) if named else whole


def _covered(words: Sequence[str], by: Sequence[str]) -> float:
    """What part of the words, by letters, has a likeness among the others."""
    letters = sum(map(len, words))
    return sum(len(word) * max(_similar(word, other) for other in by) for word in words) / letters


def _similar(one: str, other: str) -> float:
    if one == other:
        return 1.0
    shorter, longer = sorted((one, other), key=len)
    begun = BEGUN_WORD if len(shorter) >= 3 and longer.startswith(shorter) else 0.0
    allowed = int(len(longer) * (1 - SAME_WORD))
    if len(longer) - len(shorter) > allowed or len(set(longer) - set(shorter)) > allowed:
        return begun
    slips = _slips(shorter, longer)
    return max(begun, 1 - slips / len(longer)) if slips <= allowed else begun


def _slips(one: str, other: str) -> int:
    """Letters added, dropped, changed or swapped with the next (Damerau-Levenshtein)."""
    before: list[int] = []
    above: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, above, row = above, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(row[j - 1] + 1, above[j] + 1, above[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
    return row[-1]

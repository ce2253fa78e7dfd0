"""A child's text as words, however it is disguised: the first half of the crisis check (Q4).

Pure and linear. Letters that look like others, marks and signs between letters, doubled letters
and the wrong keyboard are undone here; what the words mean is asked of `dialogs.crisis_words`.
Nothing is kept: not even a cache of words outlives a call.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator

#: Which words of the lexicon a written word may be; empty for all others.
Meanings = frozenset[int]
Reads = Callable[[str], Meanings]

NOTHING: Meanings = frozenset()

#: What needs no unfolding: plain Russian and Latin writing.
_SIMPLE = re.compile("[\x00-\x7fа-яё«»—–…№]*")
#: Marks over letters, and what has no width: joiners, directions, variants, soft hyphens, tags.
_UNSEEN = re.compile(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u20d0-\u20ff\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0000-\U000e01ef]+"
)
_STRANGE = str.maketrans(
    "αβγεζηικμνορςστυχіїєґўѕјһԁӏқңөүұғҳә",
    "авгезникмиорсстухииегусиндикноуугха",
)
_TWICE = re.compile(r"([^\W\d_])\1+")
_PART = re.compile(r"[^\W_]+|[@$€]+")
_RUSSIAN = re.compile("[а-я]+")
_HAS_RUSSIAN = re.compile("[а-я]")
#: Latin letters and signs as they are drawn in a Russian word.
_DRAWN = str.maketrans(
    "abcdefghijklmnopqrstuvwxyz0134689@$€",
    "авсдефгнижклмпордгстившхузоизчбвяасе",
)
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюе"
#: The other keyboard's letters, folded at once.
_OTHER_LAYOUT = {
    ord(key): {"ё": "е", "й": "и", "ъ": "", "ь": ""}.get(letter, letter)
    for key, letter in zip(_LATIN_KEYS, _RUSSIAN_KEYS, strict=True)
}
#: Sounds in Latin letters, by one letter; those of several are heard before.
_BY_SOUND = str.maketrans(
    {
        **dict(zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True)),
        **{"ж": "zh", "х": "h", "ц": "c", "ч": "ch", "ш": "sh", "щ": "sh", "ы": "i", "э": "e"},
        **{"ю": "iu", "я": "ia", "ь": "", "ъ": "", "ё": "e"},
        **{"j": "i", "y": "i", "w": "sh", "q": "k", "x": "h", "4": "ch", "6": "sh", "'": ""},
    }
)
_LONG_SOUNDS = {"shch": "sh", "sch": "sh", "kh": "h", "ts": "c", "tz": "c", "ck": "k", "yo": "e"}
_LONG_SOUND = re.compile("|".join(_LONG_SOUNDS))
_LETTERS_IN_A_ROW = 3
#: So many words, so long each, run together where a known word begins the same.
_RUN_TOGETHER = 3
#: A word with signs between its letters is no longer than this.
_DISGUISED = 60


def fold(text: str) -> str:
    """Small letters without marks; «ё», «й», «ь» and «ъ» as people leave them out."""
    folded = text.casefold()
    if not _SIMPLE.fullmatch(folded):
        folded = _UNSEEN.sub("", unicodedata.normalize("NFKD", folded)).casefold()
        folded = folded.translate(_STRANGE)
    for letter, plain in (("ё", "е"), ("й", "и"), ("ъ", ""), ("ь", "")):
        folded = folded.replace(letter, plain)
    return _TWICE.sub(r"\1", folded)


def by_sound(word: str) -> str:
    """A word as it sounds, in Latin letters: what transliterations have in common."""
    if _LONG_SOUND.search(word):
        word = _LONG_SOUND.sub(lambda found: _LONG_SOUNDS[found[0]], word)
    return word.translate(_BY_SOUND).replace("ii", "i")


class Reader:
    """Reads texts with a lexicon's words.

    ``russian`` and ``latin`` tell what a folded word, or one as it sounds, may mean; ``cut`` parts
    letters that run together into known words, None if it cannot; ``halves`` are the beginnings of
    known words, for words that were broken in two.
    """

    def __init__(
        self,
        russian: Reads,
        latin: Reads,
        cut: Callable[[str], list[str] | None],
        halves: frozenset[str],
    ) -> None:
        self._russian = russian
        self._latin = latin
        self._cut = cut
        self._halves = halves

    def read(self, text: str) -> list[Meanings]:
        """What each word of a text may mean, in order."""
        seen: dict[str, tuple[Meanings, ...]] = {}
        found: list[Meanings] = []
        for chunk in self._chunks(fold(text).split()):
            meant = seen.get(chunk)
            if meant is None:
                meant = seen[chunk] = tuple(self._chunk(chunk))
            found += meant
        return found

    def _chunks(self, chunks: list[str]) -> Iterator[str]:
        """Put together what was spelled letter by letter, or broken in two."""
        wholes: dict[str, bool] = {}
        letters: list[str] = []
        half = ""
        for chunk in chunks:
            if len(chunk) == 1 and chunk.isalnum():
                letters.append(chunk)
                continue
            if letters:
                yield from _joined(letters)
                letters = []
            if half:
                whole = half + chunk
                is_whole = wholes.get(whole)
                if is_whole is None:
                    is_whole = bool(self._russian(whole)) and not self._russian(chunk)
                    wholes[whole] = is_whole
                yield whole if is_whole else half
                half = ""
                if is_whole:
                    continue
            if chunk in self._halves:
                half = chunk
            else:
                yield chunk
        if half:
            yield half
        yield from _joined(letters)

    def _chunk(self, chunk: str) -> Iterable[Meanings]:
        """What is written without a space: a word, or several with signs between them."""
        if _RUSSIAN.fullmatch(chunk):
            return self._word(chunk)
        if chunk.isascii() or not _HAS_RUSSIAN.search(chunk):
            return self._foreign(chunk)
        parts = _PART.findall(_TWICE.sub(r"\1", chunk.translate(_DRAWN)))
        if len(parts) == 1:
            return self._word(parts[0])
        whole = "".join(parts) if len(chunk) <= _DISGUISED else ""
        if known := self._russian(whole):
            return (known,)
        if whole and all(len(part) == 1 for part in parts):
            return self._word(whole)
        words = {part: tuple(self._word(part)) for part in set(parts)}
        return [one for part in parts for one in words[part]]

    def _word(self, word: str) -> Iterable[Meanings]:
        known, words = self._russian(word), self._cut(word)
        if words is None or (known and len(word) < _RUN_TOGETHER * max(len(words), _RUN_TOGETHER)):
            return (known,)
        return [self._russian(one) for one in words]

    def _foreign(self, chunk: str) -> list[Meanings]:
        """Latin letters: Russian by sound, by looks, or with the other keyboard."""
        parts = _PART.findall(chunk)
        sounds = [
            self._latin(by_sound(part)) | self._russian(part.translate(_DRAWN)) for part in parts
        ]
        together = by_sound("".join(parts)) if 1 < len(parts) <= _DISGUISED else ""
        if known := self._latin(together):
            sounds = [known]
        typed = self._typed(chunk)
        if not any(typed) and chunk[-1] in ",.":
            typed = self._typed(chunk[:-1])
        if len(typed) == len(sounds):
            return [one | other for one, other in zip(sounds, typed, strict=True)]
        return sounds if any(sounds) or not any(typed) else typed

    def _typed(self, chunk: str) -> list[Meanings]:
        slipped = chunk.translate(_OTHER_LAYOUT)
        return [self._russian(word) for word in _RUSSIAN.findall(slipped)]


def _joined(letters: list[str]) -> Iterator[str]:
    if len(letters) >= _LETTERS_IN_A_ROW:
        yield _TWICE.sub(r"\1", "".join(letters))
    else:
        yield from letters

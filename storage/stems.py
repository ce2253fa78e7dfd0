"""Words of a text by their stems, so that any form of a word finds any other (P11, R4).

Snowball takes the endings off; what makes an adjective of a noun is taken off here, so that
«проектные» finds «проект» and «экология» finds «экологический». The stems are ours and no
database's: SQLite and PostgreSQL then find the same.
"""

import re
import threading
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import snowballstemmer

#: A pasted page is no question: so many different stems of a text are kept at most.
MOST = 400
LONGEST_WORD = 40
ROOT = 3

_WORD = re.compile(r"[a-zа-я0-9]+")
#: What stands in every other sentence and says nothing of what it is about.
_SAID = (
    "а без будет бы был была были было быть в вам вас ваш ведь взять во вот все вы где да"
    " делать для до его ее если есть еще же за зачем здравствуйте и из или им их к как какая"
    " какие какой когда кто ли либо мне мной могу может можно мой моя мы на надо нам нас наш"
    " не нет ни но ну нужен нужна нужно нужны о об он она они от очень по под пожалуйста"
    " подскажите получить почему при про с себя сказать скажите сколько со собой спасибо так"
    " там то тогда того тоже только у узнать уже хотим хочу чего чем что чтобы эта эти это"
    " этот я"
)
_EMPTY = frozenset(_SAID.split())
#: What is taken off once, the first that fits: of adjectives, and what Snowball takes off in some
#: forms of a noun only («защите», «визит»).
_SUFFIXES = ("ическ", "ейск", "ейн", "еск", "ск", "ик", "ит")
_CONSONANT_N = re.compile(r"(?<=[бвгджзклмпрстфхцчшщь])н$")
#: «ребёнок» and «ребёнка», «список» and «списка», «конец» and «конца».
_FLEETING = ((re.compile(r"(?<=[нс])ок$"), "к"), (re.compile(r"(?<=[бвгджзклмнпрстф])ец$"), "ц"))
_local = threading.local()


def of(text: str) -> tuple[str, ...]:
    """The stems of a text, each once, in the order of their first words."""
    found: dict[str, None] = {}
    for word in _WORD.findall(folded(text)):
        if len(found) >= MOST:
            break
        if word not in _EMPTY and (len(word) > 1 or word.isdecimal()):
            found[_stem(word[:LONGEST_WORD])] = None
    return tuple(found)


def folded(text: str) -> str:
    """A text as it is compared: without case, «ё» as «е», without marks above letters."""
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    stem: str = _stemmer().stemWord(word)
    if len(stem) > ROOT + 1:
        for vowel, without in _FLEETING:
            stem = vowel.sub(without, stem)
    for suffix in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= ROOT:
            return stem.removesuffix(suffix).rstrip("ь")
    if len(stem) > ROOT + 1:
        stem = _CONSONANT_N.sub("", stem)
    # «музея» keeps a vowel that «музей» loses.
    return stem.rstrip("ь").removesuffix("е") or word


def _stemmer() -> "snowballstemmer.RussianStemmer":
    """One for each thread: it keeps the word that it works on."""
    if not hasattr(_local, "stemmer"):
        # Imported at the first question: it brings the stemmers of thirty languages.
        import snowballstemmer

        _local.stemmer = snowballstemmer.stemmer("russian")
    made: snowballstemmer.RussianStemmer = _local.stemmer
    return made

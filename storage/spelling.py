"""Letters that people do not tell apart: of two alphabets, ё and е, large and small."""

import re
import unicodedata

_RUSSIAN, _LATIN = "АВЕКМНОРСТУХ", "ABEKMHOPCTYX"
_TO_LATIN = str.maketrans(_RUSSIAN, _LATIN)
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_DASHES = re.compile("[-‐‑‒–—−]")


def latin(text: str) -> str:
    """Capitals, with Russian letters that look like Latin ones made Latin (codes)."""
    return text.upper().translate(_TO_LATIN)


def russian(text: str) -> str:
    """Capitals, with Latin letters that look like Russian ones made Russian (classes, names)."""
    return text.upper().translate(_TO_RUSSIAN)


def key(name: str) -> str:
    """What two spellings of one name have in common: «Анна-Мария Ёлкина» is «анна мария елкина»."""
    plain = russian(unicodedata.normalize("NFC", name)).replace("Ё", "Е")
    return " ".join(_DASHES.sub(" ", plain).split())

"""What a person wrote, from an update that could not be handled, for the crisis check (Q4)."""

from collections.abc import Iterator

#: Where the messengers put words: VK, MAX and Telegram; captions too.
_WORDS = frozenset({"text", "caption"})
_DEEP, _LONG = 8, 20_000


def words_of(raw: object) -> str:
    """All words of an update as it was read, "" where there are none; never raises."""
    return "\n".join(_found(raw, _DEEP))[:_LONG]


def _found(told: object, deep: int) -> Iterator[str]:
    if deep and isinstance(told, dict):
        for name, value in told.items():
            if name in _WORDS and isinstance(value, str):
                yield value
            else:
                yield from _found(value, deep - 1)
    elif deep and isinstance(told, list):
        for one in told:
            yield from _found(one, deep - 1)

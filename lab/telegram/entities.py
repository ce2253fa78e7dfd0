"""HTML of messages as Telegram reads it: text and entities, offsets in UTF-16 units."""

from html import unescape
from html.parser import HTMLParser

from lab.telegram import errors
from lab.telegram.talks import Json

KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-spoiler": "spoiler",
}
MOST = 100


def units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.found: list[Json] = []
        self.open: list[tuple[str, int, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in KINDS:
            raise _unsupported(f'Unsupported start tag "{tag}"', self.text)
        more = {"url": dict(attrs).get("href") or ""} if tag == "a" else {}
        self.open.append((tag, units(self.text), more))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise _unsupported(f'Unexpected end tag "{tag}"', self.text)
        _, begin, more = self.open.pop()
        if units(self.text) > begin:
            length = units(self.text) - begin
            self.found.append({"type": KINDS[tag], "offset": begin, "length": length} | more)

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.text += unescape(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.text += unescape(f"&#{name};")


def read(text: str, mode: str | None) -> tuple[str, tuple[Json, ...]]:
    """The words and their marks; raises `Refusal` for markup that cannot be read."""
    if not mode:
        return text, ()
    if mode.upper() != "HTML":
        raise errors.bad("unsupported parse_mode")
    reader = _Reader()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise _unsupported(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    return reader.text.strip(), tuple(reader.found[:MOST])


def _unsupported(what: str, before: str | None = None) -> errors.Refusal:
    where = "" if before is None else f" at byte offset {len(before.encode())}"
    return errors.bad(f"can't parse entities: {what}{where}")

"""Marked-up text: what people see, and the markup that bots get (facts/sferum-max.md, 2.5)."""

import re
from html.parser import HTMLParser

from lab.sferum.talks import Json

Marked = tuple[str, tuple[Json, ...]]
HTML = {
    "b": "strong",
    "strong": "strong",
    "i": "emphasized",
    "em": "emphasized",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "monospaced",
    "pre": "monospaced",
    "mark": "highlighted",
    "h1": "heading",
    "blockquote": "quote",
    "a": "link",
}
MARKDOWN = {
    "**": "strong",
    "__": "strong",
    "~~": "strikethrough",
    "++": "underline",
    "^^": "highlighted",
    "*": "emphasized",
    "_": "emphasized",
    "`": "monospaced",
}
PIECE = re.compile(
    r"(?P<mark>\*\*|__|~~|\+\+|\^\^|\*|_|`)(?=\S)(?P<inner>.+?)(?<=\S)(?P=mark)"
    r"|\[(?P<words>[^\]]+)\]\((?P<link>[^)\s]+)\)",
    re.DOTALL,
)


def read(text: str, form: str | None) -> Marked:
    """A text in "html", "markdown" or neither."""
    if form == "html":
        return _html(text)
    if form == "markdown":
        return _markdown(text)
    return text, ()


class _Tags(HTMLParser):
    """Takes known tags out; what it does not know stays as it stands."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.markup: list[Json] = []
        self._open: list[tuple[str, int, Json]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.text += "\n"
        elif tag not in HTML:
            self.text += self.get_starttag_text() or ""
        else:
            link = dict(attrs).get("href")
            self._open.append((tag, len(self.text), {"url": link} if tag == "a" else {}))

    def handle_endtag(self, tag: str) -> None:
        for number in reversed(range(len(self._open))):
            opened, begin, more = self._open[number]
            if opened == tag:
                del self._open[number]
                self._mark(tag, begin, more)
                return
        if tag not in HTML and tag != "br":
            self.text += f"</{tag}>"

    def handle_data(self, data: str) -> None:
        self.text += data

    def _mark(self, tag: str, begin: int, more: Json) -> None:
        if len(self.text) > begin and (tag != "a" or more["url"]):
            length = len(self.text) - begin
            self.markup.append({"type": HTML[tag], "from": begin, "length": length, **more})


def _html(text: str) -> Marked:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser.text, tuple(parser.markup)


def _markdown(text: str) -> Marked:
    made, markup, end = "", list[Json](), 0
    for piece in PIECE.finditer(text):
        made += text[end : piece.start()]
        end = piece.end()
        inner, nested = _markdown(piece["inner"] or piece["words"])
        more = {"url": piece["link"]} if piece["link"] else {}
        kind = MARKDOWN[piece["mark"]] if piece["mark"] else "link"
        markup.append({"type": kind, "from": len(made), "length": len(inner), **more})
        markup += [{**one, "from": one["from"] + len(made)} for one in nested]
        made += inner
    return made + text[end:], tuple(markup)

"""The files of texts, read and checked before anybody is sent a word of them (C8).

The school edits its texts without a programmer, so every mistake is named with its file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

Entry = ast.Message | ast.Term

_TAG = re.compile(r"<(/?)([bi])>|<")
#: Where a message or term begins; what belongs to it is indented.
_BEGINS = re.compile(r"^(-?[a-zA-Z][\w-]*) *=", re.MULTILINE)
_parser = FluentParser(with_spans=True)


class TextError(Exception):
    """Something is wrong with the texts."""


class BadTexts(TextError):
    """Files of texts are broken; ``problems`` holds one line for each place."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Text:
    """A message or term, and what it uses; the names of terms begin with a dash."""

    name: str
    entry: Entry
    file: str
    variables: frozenset[str]
    references: frozenset[str]
    functions: frozenset[str]
    broken_markup: tuple[str, ...]


def read(package: Path, own: Path | None, functions: frozenset[str]) -> dict[str, Text]:
    """All texts by name; those of the school's own folder win over the package's.

    Raises ``BadTexts`` if a file cannot be understood, says a thing twice, uses what there is not,
    or if a text of the school wants a value that the text in its place was not given.
    """
    problems: list[str] = []
    texts = _folder(package, problems)
    if own is not None:
        ours = _folder(own, problems)
        for name in ours.keys() & texts.keys():
            unknown = wanted(name, texts | ours) - wanted(name, texts)
            problems += [f"{ours[name].file}: {name}: there is no ${v}" for v in sorted(unknown)]
        texts |= ours
    for name, text in texts.items():
        problems += [f"{text.file}: {name}: {it}" for it in _mistakes(text, texts, functions)]
    if problems:
        raise BadTexts(problems)
    return texts


@cache
def unread(folder: Path) -> Mapping[str, str]:
    """The source of every text by its name, not understood yet: for the package's own, which the
    tests have proofread, and which nobody changes while the program runs."""
    return {
        name: source
        for path in sorted(folder.glob("*.ftl"))
        for name, source in _sources(path.read_text(encoding="utf-8"))
    }


def _sources(content: str) -> Iterator[tuple[str, str]]:
    begins = list(_BEGINS.finditer(content))
    ends = [*(one.start() for one in begins[1:]), len(content)]
    for one, end in zip(begins, ends, strict=True):
        yield one[1], content[one.start() : end]


@cache
def understood(source: str) -> Text:
    """One text of ours; kept, since it is the same whoever says it."""
    (entry,) = (one for one in _parser.parse(source).body if isinstance(one, Entry))
    return _text(entry, "")


def wanted(name: str, texts: Mapping[str, Text]) -> frozenset[str]:
    """The values that a message needs, with those of the messages it takes in."""
    values: set[str] = set()
    seen: set[str] = set()
    ahead = {name}
    while ahead:
        seen.add(current := ahead.pop())
        if current in texts and not current.startswith("-"):
            values |= texts[current].variables
            ahead |= texts[current].references - seen
    return frozenset(values)


def _folder(folder: Path, problems: list[str]) -> dict[str, Text]:
    texts: dict[str, Text] = {}
    paths = sorted(folder.glob("*.ftl"))
    if not paths:
        problems.append(f"{folder}: there are no .ftl files")
    for path in paths:
        found, broken = _file(path.name, path.read_text(encoding="utf-8"))
        problems += broken
        for text in found:
            if text.name in texts:
                problems.append(f"{path.name}: {text.name} is in {texts[text.name].file} too")
            texts[text.name] = text
    return texts


@lru_cache(maxsize=256)
def _file(name: str, content: str) -> tuple[tuple[Text, ...], tuple[str, ...]]:
    """The texts of a file, and what of it cannot be understood; kept, since understanding takes
    far longer than reading, and who opens the store again finds the same words."""
    items = _parser.parse(content).body
    junk = [f"{name}:{_complaint(content, one)}" for one in items if isinstance(one, ast.Junk)]
    return tuple(_text(one, name) for one in items if isinstance(one, Entry)), tuple(junk)


def _complaint(content: str, junk: ast.Junk) -> str:
    note = junk.annotations[0]
    line = content.count("\n", 0, note.span.start if note.span else 0) + 1
    return f"{line}: {note.message}"


def _mistakes(text: Text, texts: Mapping[str, Text], functions: frozenset[str]) -> Iterator[str]:
    for tag in text.broken_markup:
        yield f"{tag} is not a closed <b> or <i>"
    for name in sorted(text.references - texts.keys()):
        yield f"there is no {name}"
    for name in sorted(text.functions - functions):
        yield f"there is no function {name}"


class _Uses(Visitor):
    """Collects what a message or term uses."""

    def __init__(self) -> None:
        super().__init__()
        self.variables: set[str] = set()
        self.references: set[str] = set()
        self.functions: set[str] = set()
        self.broken: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:
        self.variables.add(node.id.name)

    def visit_FunctionReference(self, node: ast.FunctionReference) -> None:
        self.functions.add(node.id.name)
        self.generic_visit(node)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.references.add(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.references.add(f"-{node.id.name}")
        self.generic_visit(node)

    def visit_StringLiteral(self, node: ast.StringLiteral) -> None:
        self.broken += _unclosed(node.value)

    def visit_Pattern(self, node: ast.Pattern) -> None:
        words = [part.value for part in node.elements if isinstance(part, ast.TextElement)]
        self.broken += _unclosed("".join(words))
        self.generic_visit(node)


def _text(entry: Entry, file: str) -> Text:
    uses = _Uses()
    uses.visit(entry)
    name = entry.id.name
    return Text(
        name=f"-{name}" if isinstance(entry, ast.Term) else name,
        entry=entry,
        file=file,
        variables=frozenset(uses.variables),
        references=frozenset(uses.references),
        functions=frozenset(uses.functions),
        broken_markup=tuple(uses.broken),
    )


def _unclosed(words: str) -> list[str]:
    """The tags that are not <b> or <i>, or stay open or cross others."""
    opened: list[str] = []
    broken: list[str] = []
    for tag in _TAG.finditer(words):
        closing, name = tag.groups()
        if name is None or (closing and opened[-1:] != [name]):
            broken.append(words[tag.start() : tag.start() + 10])
        elif closing:
            opened.pop()
        else:
            opened.append(name)
    return broken + [f"<{name}>" for name in opened]

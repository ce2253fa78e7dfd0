"""The words of a contest's protocol, as a document to print and sign (E5)."""

from collections.abc import Iterable

from dialogs import documents, printed, words
from dialogs.printed import Block, Document
from storage.contest_results import JurySheet, Protocol, Result
from storage.outbox import PictureRow
from storage.residents import Who


def row(told: Protocol) -> PictureRow:
    """The protocol for the outbox."""
    event = told.results.contest.event
    title = words.label("contest-doc-title", title=event.title)
    school = told.school or words.label("home-school")
    head = (
        school,
        words.label("contest-doc-when", starts=event.starts_at),
        words.label("contest-doc-hosts", names=_names(event.hosts)),
        words.label("contest-doc-jury", names=_names(one.who for one in told.jury)),
        words.label("contest-doc-scale", most=told.results.contest.max_each),
    )
    blocks = [
        Block(kind="text", lines=head),
        _heading("contest-doc-results"),
        _places(told),
        _heading("contest-doc-criteria"),
        _criteria(told),
        _heading("contest-doc-sheets"),
        _sheets(told),
        *_notes(told),
        _heading("contest-doc-signed"),
        Block(
            kind="text",
            lines=tuple(words.label("contest-doc-sign", name=_full(one.who)) for one in told.jury),
        ),
    ]
    return printed.row(
        Document(file=documents.file_name(title, "docx"), title=title, blocks=tuple(blocks))
    )


def _heading(text: str) -> Block:
    return Block(kind="heading", lines=(words.label(text),))


def _names(people: Iterable[Who]) -> str:
    return ", ".join(map(_full, people)) or "—"


def _full(who: Who) -> str:
    return " ".join(part for part in (who.family, who.name, who.patronymic) if part)


def _number(value: float | None) -> str:
    return "—" if value is None else words.label("contest-doc-number", value=round(value, 2))


def _places(told: Protocol) -> Block:
    head = documents.header(words.label("contest-doc-places-header"))
    lines = told.results.lines
    rows = [
        (
            str(line.place) if line.place is not None else "—",
            line.title,
            ", ".join(one.short for one in team),
            work or "—",
            _number(line.mean),
            f"{line.sheets}/{told.results.jury}",
        )
        for line, team, work in zip(lines, told.teams, told.works, strict=True)
    ]
    return Block(kind="table", rows=(tuple(head), *rows))


def _criteria(told: Protocol) -> Block:
    head = (words.label("contest-doc-team"), *told.results.contest.criteria)
    rows = [
        (line.title, *(_number(one) for one in means))
        for line, means in zip(told.results.lines, told.means, strict=True)
    ]
    return Block(kind="table", rows=(head, *rows))


def _sheets(told: Protocol) -> Block:
    """A row for each of the jury, so that a long jury does not run off the page."""
    head = (words.label("contest-doc-juror"), *(one.title for one in told.results.lines))
    rows = [
        (_full(one.who), *(_total(one, number) for number in range(len(one.totals))))
        for one in told.jury
    ]
    return Block(kind="table", rows=(head, *rows))


def _total(sheet: JurySheet, number: int) -> str:
    if sheet.interests[number] is not None:
        return words.label("contest-doc-barred")
    total = sheet.totals[number]
    return "—" if total is None else str(total)


def _notes(told: Protocol) -> list[Block]:
    lines = [words.label("contest-doc-sheets-note")]
    lines += [_doubt(one, told.results.jury) for one in told.results.lines if _is_doubtful(one)]
    return [Block(kind="list", lines=tuple(lines))]


def _is_doubtful(one: Result) -> bool:
    return one.place is not None and one.doubtful


def _doubt(one: Result, jury: int) -> str:
    return words.label("contest-doc-doubt", title=one.title, sheets=one.sheets, jury=jury)

"""A sheet of codes to print and cut up: whose, the code, a QR code that brings it, until when (A4).

A page for the browser: it prints everywhere, and two columns of slips fit on A4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bots import tables
from dialogs import accounts, words
from storage.our_accounts import Door
from storage.people import PersonRow
from storage.people_by_hand import ByHand
from storage.people_import import Imported
from storage.residents import Role

KINDS = (".html",)
TEMPLATES = Path(__file__).with_name("templates")


@dataclass(frozen=True)
class Slip:
    """One person's code; ``about`` tells namesakes apart: role, class, child."""

    name: str
    about: str
    is_pupil: bool
    code: str
    until: datetime | None


def of_import(taken: Iterable[Imported]) -> list[Slip]:
    """A slip for each code of an import, in its order; whoever has none needs none."""
    slips: dict[str, Slip] = {}
    for one in taken:
        if one.code is not None and not one.is_wrong:
            slips.setdefault(one.code, _slip(one.row, one.code, one.until))
    return list(slips.values())


def of_hand(given: ByHand) -> list[Slip]:
    """The slip of one person."""
    if given.person is None or given.code is None:
        return []
    who = given.person
    row = PersonRow(0, who.family, who.name, who.patronymic, who.roles, who.grade)
    return [_slip(row, given.code, given.until)]


def _slip(row: PersonRow, code: str, until: datetime | None) -> Slip:
    about = [words.label(f"role-{role.replace('_', '-')}") for role in Role if role in row.roles]
    if row.child is not None:
        child = f"{row.child.family} {row.child.name} {row.child.grade}"
        about.append(words.label("sheet-child", child=child))
    elif row.grade:
        about.append(row.grade)
    name = " ".join(part for part in (row.family, row.name, row.patronymic) if part)
    return Slip(name, ", ".join(about), Role.STUDENT in row.roles, code, until)


def links(doors: Iterable[Door], code: str) -> list[str]:
    """A line for each messenger: its name and the link that carries the code."""
    return [f"{accounts.messenger_name(one.messenger)}: {one.with_code(code)}" for one in doors]


def write(path: Path, slips: Sequence[Slip], doors: Sequence[Door], school: str) -> None:
    """Write the sheet, its QR codes for the first of ``doors``; raises `tables.CannotWrite`."""
    import jinja2

    loader = jinja2.FileSystemLoader(TEMPLATES)
    template = jinja2.Environment(loader=loader, autoescape=True).get_template("code_sheet.html")
    page = template.render(
        title=words.label("sheet-title", school=school or words.label("home-school")),
        slips=[_shown(slip, doors) for slip in slips],
    )
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise tables.CannotWrite(f"{path} cannot be written: {error.strerror}") from error


def _shown(slip: Slip, doors: Sequence[Door]) -> dict[str, object]:
    """What the template puts in a slip; the drawing is markup of ours."""
    from bots import qr

    you, first = "ty" if slip.is_pupil else "vy", next(iter(doors), None)
    where = accounts.messenger_in(first.messenger) if first else "none"
    others = [accounts.messenger_name(one.messenger) for one in doors[1:]]
    return {
        "name": slip.name,
        "about": slip.about,
        "code": slip.code,
        "until": words.label("sheet-until", until=slip.until) if slip.until else "",
        "qr": qr.svg(first.with_code(slip.code)) if first else "",
        "how": words.label("sheet-how", where=where, you=you),
        "bots": [f"{accounts.messenger_name(one.messenger)}: {one.bare}" for one in doors],
        "others": words.label("sheet-others", others=words.listing(others)) if others else "",
        "secret": words.label("sheet-secret", you=you),
    }

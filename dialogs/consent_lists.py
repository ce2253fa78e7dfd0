"""Consents for the clerks: who has signed what, whose signature is wanting, papers (D1)."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from pydantic import BaseModel, StringConstraints

from dialogs import documents, paper, words
from dialogs.asking import Ask, Choice
from dialogs.registry import Turn, action, command
from dialogs.screen import Screen, link, screen
from storage import consent_lists, consents
from storage.consent_lists import PupilConsents
from storage.consents import ConsentView, Purpose, Signed, Way
from storage.drafts import Answers, Args
from storage.residents import Who
from storage.store import Tx

#: Another representative, whom the space does not know.
UNKNOWN = 0
PAST_MOST = 12


@command("consents", listed=consent_lists.is_clerk)
def classes(tx: Tx, turn: Turn) -> Screen:
    """«Согласия»: the classes, or a class teacher's own."""
    found = consent_lists.classes(tx, turn.who)
    if len(found) == 1:
        return of_class(tx, turn, found[0])
    items = [
        link(words.label("consents-class", grade=one), "consents.class", grade=one) for one in found
    ]
    return screen(words.say("consents-which"), items=items)


@action("consents.class")
def of_class(tx: Tx, turn: Turn, grade: str) -> Screen:
    """How many of a class have signed, by purpose."""
    seen = consent_lists.of_class(tx, turn.who, grade=grade)
    items = [
        link(
            words.label(
                "consents-purpose",
                purpose=one.value,
                complete=sum(not pupil.missing[one] for pupil in seen),
                count=len(seen),
            ),
            "consents.purpose",
            grade=grade,
            purpose=one.value,
        )
        for one in Purpose
    ]
    rows = [[link(words.label("consents-table"), "consents.table", grade=grade)]]
    return screen(words.say("consents-of-class", grade=grade), *rows, items=items)


@action("consents.purpose")
def by_purpose(tx: Tx, turn: Turn, grade: str, purpose: str) -> Screen:
    """The pupils of a class by one purpose, those of whom a signature is wanting first."""
    seen = consent_lists.of_class(tx, turn.who, grade=grade)
    wanted = Purpose(purpose)
    ordered = sorted(seen, key=lambda one: not one.missing[wanted])
    items = [
        link(
            words.label(
                "consents-pupil-line",
                name=f"{one.pupil.family} {one.pupil.name}",
                missing=_missing(one, wanted),
            ),
            "consents.pupil",
            pupil=one.pupil.id or 0,
        )
        for one in ordered
    ]
    back = link(words.label("consents-back"), "consents.class", grade=grade)
    count = sum(bool(one.missing[wanted]) for one in seen)
    said = words.say("consents-wanting", purpose=purpose, grade=grade, count=count)
    return screen(said, [back], items=items)


def _missing(one: PupilConsents, purpose: Purpose) -> str:
    """Whose signature is wanting, in a word for the texts."""
    wanting = one.missing[purpose]
    if len(wanting) == 2:
        return "both"
    return next((signed.value for signed in wanting), "none")


@action("consents.pupil")
def of_pupil(tx: Tx, turn: Turn, pupil: int) -> Screen:
    """A pupil's consents by purpose, and all that was ever said."""
    seen, past = consent_lists.of_pupil(tx, turn.who, pupil=pupil)
    lines = [words.say("consents-pupil", name=paper.full_name(seen.pupil)), ""]
    lines += [
        words.say("consents-pupil-purpose", purpose=one.value, missing=_missing(seen, one))
        for one in Purpose
    ]
    if past:
        lines += ["", words.say("consents-past")]
        lines += [line(one) for one in past[:PAST_MOST]]
    rows = [
        [link(words.label("consents-enter"), "consents.enter", pupil=pupil)],
        [link(words.label("consents-back"), "consents.class", grade=seen.pupil.grade)],
    ]
    return screen("\n".join(lines), *rows)


def line(one: ConsentView) -> str:
    """A consent in a line: for what, who signed, how, when, until when."""
    return words.say(
        "consents-line",
        purpose=one.purpose.value,
        name=one.signer.short if one.signer is not None else words.label("consents-other"),
        way=one.way.value,
        at=one.at,
        reference=one.reference,
        state="withdrawn" if one.withdrawn_at is not None else "given",
        narrow="yes" if one.thing else "no",
    )


def _purposes(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [Choice(one.value, words.label("consent-purpose", purpose=one.value)) for one in Purpose]


def _signers(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    found = consent_lists.signers(tx, who, pupil=int(args.get("pupil", 0)))
    known = [Choice(one.id or 0, paper.full_name(one)) for one in found]
    return [*known, Choice(UNKNOWN, words.label("consents-other"))]


def _ways(tx: Tx, who: Who, answers: Answers, args: Args) -> list[Choice]:
    return [
        Choice(one.value, words.label("consents-way", way=one.value))
        for one in (Way.PAPER, Way.GOSUSLUGI)
    ]


class Paper(BaseModel):
    purpose: Annotated[Purpose, Ask(choices=_purposes)]
    signer: Annotated[int, Ask(choices=_signers)]
    way: Annotated[Way, Ask(choices=_ways)]
    reference: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    until: Annotated[date | None, Ask(reads="date")] = None


@action("consents.enter", present="consents.pupil", form=Paper)
def enter(tx: Tx, turn: Turn, pupil: int, form: Paper) -> Screen:
    """Write down what was signed on paper or in Gosuslugi."""
    consents.enter(
        tx,
        turn.who,
        subject=pupil,
        purpose=form.purpose,
        signed_as=Signed.SELF if form.signer == pupil else Signed.REPRESENTATIVE,
        way=form.way,
        reference=form.reference,
        text=words.label("consents-paper-text", purpose=form.purpose.value),
        signer=form.signer or None,
        valid_until=form.until,
    )
    return of_pupil(tx, turn, pupil).after(words.say("consents-entered"))


@action("consents.table")
def table(tx: Tx, turn: Turn, grade: str) -> Screen:
    """The class's consents as XLSX."""
    seen = consent_lists.of_class(tx, turn.who, grade=grade)
    name = words.label("consents-file", grade=grade)
    made = documents.table(name, columns(), rows(seen))
    back = link(words.label("consents-back"), "consents.class", grade=grade)
    return Screen(words.say("consents-table-said", grade=grade), ((back,),), picture=made)


def columns() -> list[str]:
    """The header of the table of consents."""
    named = [words.label("consent-purpose", purpose=one.value) for one in Purpose]
    return [*documents.header(words.label("consents-columns")), *named]


def rows(seen: Iterable[PupilConsents]) -> list[list[str]]:
    """The table of consents, a row a pupil."""
    return [
        [
            one.pupil.grade,
            one.pupil.family,
            one.pupil.name,
            *(words.label("consents-cell", missing=_missing(one, each)) for each in Purpose),
        ]
        for one in seen
    ]

"""«Договор»: partner organisations and their people (M6)."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field, StringConstraints

from dialogs import form, words
from dialogs.asking import Ask
from dialogs.registry import Turn, action, command
from dialogs.screen import Button, Screen, button, link, screen
from dialogs.tell import tell
from storage import partners
from storage.partners import ContractView
from storage.residents import Who
from storage.store import Tx


def signs(who: Who) -> bool:
    return who.has(*partners.MAY_SIGN)


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class NewContract(BaseModel):
    """An organisation, the contract's number and term, its people, a line each."""

    organisation: Annotated[str, StringConstraints(min_length=2, max_length=150)]
    number: Annotated[str, StringConstraints(min_length=1, max_length=50)]
    until: Annotated[date, Ask(reads="date")]
    people: Annotated[
        list[Annotated[str, StringConstraints(min_length=5, max_length=150)]],
        Field(min_length=1, max_length=partners.PEOPLE_MOST),
        BeforeValidator(_as_list),
        Ask(reads="lines"),
    ]


@command("contract", listed=signs)
def contract(tx: Tx, turn: Turn) -> Screen:
    """«/договор»: a new contract, asked one thing at a time."""
    turn.who.must_have(*partners.MAY_SIGN)
    return form.begin(tx, turn, "contract.new")


@action("contract.new", form=NewContract)
def new(tx: Tx, turn: Turn, form: NewContract) -> Screen:
    made = partners.sign(
        tx,
        turn.who,
        organisation=form.organisation,
        number=form.number,
        until=form.until,
        people=form.people,
    )
    lines = [
        words.say("contract-made", organisation=made.contract.organisation, until=form.until),
        *(
            words.say("contract-code", name=f"{who.family} {who.name}", code=code)
            for who, code in made.codes
        ),
        words.say("contract-codes", days=tx.rules.code_days),
    ]
    return screen("\n".join(lines), [_all()])


@command("contracts", listed=signs)
def listed(tx: Tx, turn: Turn) -> Screen:
    """«Договоры», what ends first before."""
    found = partners.listed(tx, turn.who)
    items = [link(_line(one), "contract.show", contract=one.id) for one in found]
    add = link(words.label("contract-add"), "command.run", word="contract")
    head = words.say("contract-list" if found else "contract-list-none")
    return screen(head, [add], items=items)


def _line(one: ContractView) -> str:
    return words.label(
        "contract-line",
        organisation=one.organisation,
        until=one.until,
        over="yes" if one.is_over else "no",
    )


def _all() -> Button:
    return link(words.label("contract-all"), "command.run", word="contracts")


@action("contract.show")
def show(tx: Tx, turn: Turn, contract: int) -> Screen:
    seen = partners.see(tx, turn.who, contract=contract)
    lines = [
        words.say(
            "contract-card",
            organisation=seen.organisation,
            number=seen.number,
            until=seen.until,
            over="yes" if seen.is_over else "no",
        ),
        *(words.say("form-line", value=f"{one.family} {one.address}") for one in seen.people),
    ]
    row = [link(words.label("contract-prolong"), "contract.prolong", contract=contract)]
    if not seen.is_over:
        end_it = link(words.label("contract-end"), "contract.end", style="bad", contract=contract)
        row.append(end_it)
    return screen("\n".join(lines), row, [_all()])


class Term(BaseModel):
    until: Annotated[date, Ask(reads="date")]


@action("contract.prolong", present="contract.show", form=Term)
def prolong(tx: Tx, turn: Turn, contract: int, form: Term) -> Screen:
    partners.prolong(tx, turn.who, contract=contract, until=form.until)
    return show(tx, turn, contract)


@action("contract.end")
def ask_end(tx: Tx, turn: Turn, contract: int) -> Screen:
    seen = partners.see(tx, turn.who, contract=contract)
    sure = button(
        words.label("contract-end-yes"), "contract.end_now", style="bad", contract=contract
    )
    back = link(words.label("contract-all"), "command.run", word="contracts")
    said = words.say("contract-end-sure", organisation=seen.organisation, count=len(seen.people))
    return screen(said, [sure, back])


@action("contract.end_now", present="contract.show")
def end(tx: Tx, turn: Turn, contract: int) -> Screen:
    partners.end(tx, turn.who, contract=contract)
    return show(tx, turn, contract)


def ending(tx: Tx, one: ContractView) -> None:
    """Tell the coordinators that a contract ends, or has ended."""
    number = words.label("contract-no-number")
    if one.number:
        number = words.label("contract-with-number", number=one.number)
    said = words.say(
        "contract-ending",
        organisation=one.organisation or words.label("contract-no-organisation"),
        number=number,
        until=one.until,
        over="yes" if one.is_over else "no",
        count=len(one.people),
    )
    seen = link(words.label("contract-open"), "contract.show", contract=one.id)
    tell(tx, one.tell, screen(said, [seen]))

"""A5: the table of acts in ``docs/access.md`` is what the store does."""

import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from storage import (
    cards,
    diary,
    families,
    faq,
    handover,
    invitations,
    leaving,
    offers,
    projects,
    proposals,
    refusals,
    remarks,
    residents,
    review_queue,
    reviews,
    submissions,
    teams,
    terms,
    work,
)
from storage.residents import Kind, Resident, Who
from storage.store import Tx
from tests.storage.families import asks
from tests.storage.school import School, propose

ACCESS = Path(__file__).parents[2] / "docs" / "access.md"
COLUMNS = {
    "member": ("anna",),
    "supervisor": ("maria",),
    "asked": ("pavel",),
    "coordinator": ("olga",),
    "reader": ("nina", "ivan", "admin"),
}
WORDS = "words that are long enough"


@dataclass(frozen=True)
class Things:
    """What there is to act on: ``project`` is Maria's, ``offered`` waits for Pavel's answer."""

    ids: dict[str, int]
    project: int
    offered: int
    offer: int
    stage: int
    accepted: int
    item: int
    staff_item: int
    artefact: int
    remark: int
    review: int
    extension: int
    leave: int
    question: int
    entry: int


Trial = Callable[[Tx, Who, Things], object]
TRIALS: dict[str, Trial] = {
    "cards.card": lambda tx, who, it: cards.card(tx, who, project=it.project),
    "cards.stage": lambda tx, who, it: cards.stage(tx, who, stage=it.stage),
    "cards.chart": lambda tx, who, it: cards.chart(tx, who, project=it.project),
    "diary.entries": lambda tx, who, it: diary.entries(tx, who, project=it.project),
    "review_queue.past": lambda tx, who, it: review_queue.past(tx, who, stage=it.stage),
    "offers.make": lambda tx, who, it: offers.make(
        tx, who, project=it.project, supervisor=it.ids["pavel"]
    ),
    "offers.take_back": lambda tx, who, it: offers.take_back(tx, who, offer=it.offer),
    "offers.accept": lambda tx, who, it: offers.accept(tx, who, offer=it.offer),
    "offers.decline": lambda tx, who, it: offers.decline(tx, who, offer=it.offer, comment=WORDS),
    "proposals.edit": lambda tx, who, it: proposals.edit(
        tx, who, project=it.offered if who.is_pupil else it.project, title=WORDS
    ),
    "work.tick": lambda tx, who, it: work.tick(tx, who, item=it.item, done=True),
    "work.tick for staff": lambda tx, who, it: work.tick(tx, who, item=it.staff_item, done=True),
    "remarks.tick": lambda tx, who, it: remarks.tick(tx, who, remark=it.remark, done=True),
    "work.attach": lambda tx, who, it: work.attach(
        tx, who, stage=it.stage, kind="link", title=WORDS, url="https://example.ru/"
    ),
    "work.detach": lambda tx, who, it: work.detach(tx, who, artefact=it.artefact),
    "diary.write": lambda tx, who, it: diary.write(tx, who, project=it.project, text=WORDS),
    "submissions.submit": lambda tx, who, it: submissions.submit(tx, who, stage=it.stage),
    "reviews.open": lambda tx, who, it: reviews.open(tx, who, review=it.review),
    "reviews.accept": lambda tx, who, it: reviews.accept(tx, who, review=it.review),
    "reviews.send_back": lambda tx, who, it: reviews.send_back(
        tx, who, review=it.review, remarks=[WORDS]
    ),
    "reviews.reopen": lambda tx, who, it: reviews.reopen(tx, who, stage=it.accepted, reason=WORDS),
    "terms.ask": lambda tx, who, it: terms.ask(tx, who, stage=it.stage, days=3, reason=WORDS),
    "terms.decide": lambda tx, who, it: terms.decide(tx, who, request=it.extension, granted=True),
    "invitations.make_code": lambda tx, who, it: invitations.make_code(tx, who, project=it.project),
    "invitations.invite": lambda tx, who, it: invitations.invite(
        tx, who, project=it.project, pupil=it.ids["vera"]
    ),
    "teams.set_role": lambda tx, who, it: teams.set_role(
        tx, who, project=it.project, member=it.ids["boris"], role=WORDS
    ),
    "teams.write_contribution": lambda tx, who, it: teams.write_contribution(
        tx, who, project=it.project, text=WORDS
    ),
    "leaving.ask": lambda tx, who, it: leaving.ask(tx, who, project=it.project, reason=WORDS),
    "leaving.decide": lambda tx, who, it: leaving.decide(tx, who, request=it.leave, granted=True),
    "handover.hand_over": lambda tx, who, it: handover.hand_over(
        tx, who, project=it.project, to=it.ids["pavel"]
    ),
    "handover.archive": lambda tx, who, it: handover.archive(tx, who, project=it.project),
}


def table() -> dict[str, dict[str, str]]:
    """The cells of the table by act and column."""
    found: dict[str, dict[str, str]] = {}
    lines = ACCESS.read_text(encoding="utf-8").partition("| act (`storage/`) | member |")[2]
    for line in lines.partition("\n\n")[0].splitlines()[2:]:
        first, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        module = ""
        for name in re.findall(r"`([a-z_.]+)`", first):
            module = name.partition(".")[0] if "." in name else module
            act = f"{module}.{name.rpartition('.')[2]}"
            act += " for staff" if "for staff" in first else ""
            found[act] = dict(zip(COLUMNS, cells, strict=True))
    return found


async def things(school: School) -> Things:
    """Two projects; in Maria's the first stage is accepted and the second was returned once and
    sent in again; a request for time and one to leave wait."""
    ids = school.ids

    def link(tx: Tx) -> None:
        families.announce(tx, ids["ivan"], ids["anna"])
        families.confirm(tx, ids["ivan"], ids["anna"])

    await school.store.run(link)
    project = await school.led_project(kind="collective")
    code = (await school.does("anna", invitations.make_code, project=project)).code
    await school.does("boris", invitations.join, code=code)
    await school.pass_stage(project, 1)
    sent = await school.send_in(project, 2)
    await school.does("maria", reviews.send_back, review=sent.review, remarks=[WORDS])
    stage = await school.stage(project, 2)
    remark = stage.remarks[0].id
    artefact = await school.does(
        "anna", work.attach, stage=stage.id, kind="link", title=WORDS, url="https://example.ru/"
    )
    extension = await school.does("anna", terms.ask, stage=stage.id, days=3, reason=WORDS)
    leave = await school.does("boris", leaving.ask, project=project, reason=WORDS)
    await school.does("anna", remarks.tick, remark=remark, done=True)
    again = await school.send_in(project, 2)
    lines = await school.does("anna", cards.stage_lines, project=project)
    stages = [await school.does("anna", cards.stage, stage=one.id) for one in lines]
    staff = next(item.id for one in stages for item in one.items if item.by_staff)
    question = (await asks(school, text=WORDS)).view.id
    entry = (await school.does("olga", faq.add, question=WORDS, answer=WORDS)).id
    await school.does("olga", faq.hide, entry=entry, hidden=True)
    other = await school.does("anna", propose, to=ids["pavel"])
    assert other.offer is not None
    return Things(
        ids=ids,
        project=project,
        offered=other.project,
        offer=other.offer.id,
        stage=stage.id,
        accepted=lines[0].id,
        item=stage.items[0].id,
        staff_item=staff,
        artefact=artefact.artefact,
        remark=remark,
        review=again.review,
        extension=extension.id,
        leave=leave.id,
        question=question,
        entry=entry,
    )


class _Undone(Exception):
    pass


async def may(school: School, name: str, trial: Trial, it: Things) -> bool:
    """Whether the act is anybody's who stands so; what it did is undone."""

    def step(tx: Tx) -> None:
        project = projects.lock(tx, it.project)
        assert project is not None
        project.offered_to = it.ids["pavel"]
        # A rule may stand in the way of a right: that is another matter.
        with suppress(refusals.Spent, refusals.Changed, refusals.Broken):
            trial(tx, residents.who(tx, it.ids[name]), it)
        raise _Undone

    try:
        await school.store.run(step)
    except _Undone:
        return True
    except (refusals.Denied, refusals.Missing):
        return False
    return False


async def test_the_table_of_acts_is_what_the_store_does(school: School) -> None:
    it, cells = await things(school), table()
    assert set(cells) == set(TRIALS)
    wrong = []
    for act, trial in TRIALS.items():
        for column, names in COLUMNS.items():
            allowed = {name: await may(school, name, trial, it) for name in names}
            told = cells[act][column]
            some, every = any(allowed.values()), all(allowed.values())
            if not (every if told == "+" else some is (told != "-")):
                wrong.append(f"{act}: {column} is told {told!r}, but {allowed}")
    assert wrong == [], "\n".join(wrong)


async def test_no_act_is_anybodys_who_has_no_part_in_the_project(school: School) -> None:
    it = await things(school)
    allowed = [act for act, trial in TRIALS.items() if await may(school, "dasha", trial, it)]
    assert allowed == []


async def test_an_external_resident_leads_no_project(school: School) -> None:
    it = await things(school)

    def part_with(tx: Tx) -> None:
        for name in ("pavel", "maria"):
            tx.session.get_one(Resident, it.ids[name]).kind = Kind.EXTERNAL

    await school.store.run(part_with)
    for name in ("pavel", "maria"):
        own = [act for act, trial in TRIALS.items() if await may(school, name, trial, it)]
        assert own == [], name
    with pytest.raises(refusals.Missing):
        await school.does("vera", propose, to=it.ids["pavel"])

"""R1: a parent whom the school has shut out learns nothing of the child, wherever they look."""

import pytest
from sqlmodel import select

from dialogs import digests, registry
from storage import digest_turns, families, residents, talks
from storage.digest_turns import Slot
from storage.families import FamilyLink
from storage.store import Tx
from tests.faults.doors import Doors
from tests.faults.outsiders import BY_CODE
from tests.faults.test_privilege import clock, doors
from tests.storage.conftest import school

__all__ = ["clock", "doors", "school"]

SENTENCE = "Доступ к сведениям о ребёнке ограничен. Обратитесь в лицей."
#: The child, the class, the project, its people and what was written in it.
NEVER = (
    "Аня",
    "10А",
    "Раздельный сбор",
    "Боря",
    "Замысел",
    "Планирование",
    "words that are long",
)
ABOUT_CHILDREN = ("children.list", "child.show", "digest.now")


@pytest.fixture
async def shut_out(doors: Doors) -> Doors:
    """Ivan, of whom the school has seen a paper; he has a messenger."""

    def shut(tx: Tx) -> None:
        ids = doors.ids
        olga = residents.who(tx, ids["olga"])
        families.restrict(tx, olga, parent=ids["ivan"], child=ids["anna"], restricted=True)
        owner = talks.account(tx, "vk", "ivan")
        owner.resident_id = ids["ivan"]
        talks.open_talk(tx, "vk", "ivan", owner.id)

    await doors.store.run(shut)
    return doors


async def test_every_action_tells_a_restricted_parent_nothing_of_the_child(
    shut_out: Doors,
) -> None:
    wrong = []
    for action in sorted(set(registry.ACTIONS) - BY_CODE):
        press = await shut_out.button("ivan", action)
        since = await shut_out.last()
        outcome = await shut_out.does("ivan", press=press)
        said = "\n".join(await shut_out.said(since))
        told = [word for word in NEVER if word in said]
        if outcome != "answered" or told:
            wrong.append(f"{action}: {outcome}, told {told}")
        if action in ABOUT_CHILDREN and SENTENCE not in said:
            wrong.append(f"{action} does not say the sentence: {said}")
    assert wrong == [], "\n".join(wrong)


async def test_every_command_tells_a_restricted_parent_nothing_of_the_child(
    shut_out: Doors,
) -> None:
    wrong = []
    for command in registry.COMMANDS.values():
        since = await shut_out.last()
        outcome = await shut_out.does("ivan", text=command.label)
        said = "\n".join(await shut_out.said(since))
        told = [word for word in NEVER if word in said]
        if outcome != "answered" or told:
            wrong.append(f"{command.name}: {outcome}, told {told}")
        if command.name == "children" and SENTENCE not in said:
            wrong.append(f"{command.name} does not say the sentence: {said}")
    assert wrong == [], "\n".join(wrong)


async def test_the_digest_of_a_restricted_parent_is_the_one_sentence(shut_out: Doors) -> None:
    def texts(tx: Tx) -> list[str]:
        reader = digest_turns.reader(tx, shut_out.ids["ivan"])
        assert reader is not None
        (made,) = digests.compose(tx, [reader], whatever=True)
        assert made.blocks == {}
        return [letter.text for letter in made.letters]

    assert await shut_out.store.run(texts) == [SENTENCE]


async def test_a_sibling_who_is_not_restricted_is_told_of_beside_the_sentence(
    shut_out: Doors,
) -> None:
    def texts(tx: Tx) -> str:
        ids = shut_out.ids
        families.announce(tx, ids["ivan"], ids["dasha"])
        families.confirm(tx, ids["ivan"], ids["dasha"])
        reader = digest_turns.reader(tx, ids["ivan"])
        assert reader is not None
        made = digests.compose(tx, [reader], whatever=True)
        return "\n".join(letter.text for one in made for letter in one.letters)

    said = await shut_out.store.run(texts)
    assert SENTENCE in said
    assert [word for word in NEVER if word in said] == []


async def test_who_is_restricted_is_never_among_the_readers_of_a_child(shut_out: Doors) -> None:
    def children(tx: Tx) -> list[int]:
        thursday = Slot(tx.now.date().replace(day=10), 18)
        found = digest_turns.readers(tx, thursday, after=0, limit=1_000)
        links = tx.session.exec(select(FamilyLink).where(FamilyLink.restricted)).all()
        shut = {(link.parent_id, link.child_id) for link in links}
        assert shut
        return [child.id for one in found for child in one.children if (one.id, child.id) in shut]

    assert await shut_out.store.run(children) == []

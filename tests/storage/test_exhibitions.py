"""E5: who puts a work into an exhibition, lets it in, sees it, takes it out."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlmodel import select

from bots import vk_keyboard
from bots.clock import StoppedClock
from bots.copying import Copier
from bots.parcels import Packer
from storage import (
    consents,
    exhibition_consents,
    exhibition_desk,
    exhibition_entries,
    exhibition_pictures,
    exhibition_questions,
    exhibition_walks,
    files,
    outbox,
    refusals,
    residents,
    sanctions,
    talks,
    work,
)
from storage.events import EventHost
from storage.exhibits import ExhibitPicture, ExhibitState
from storage.ladder import Step
from storage.residents import Who
from storage.store import Tx
from tests.storage.exhibiting import (
    OPENS_IN,
    WORDS,
    agrees,
    begins,
    holds,
    photo,
    seen_by,
    sends,
    team,
)
from tests.storage.school import School
from tests.storage.test_two_at_once import at_once

OUTSIDERS = ("vera", "pavel", "nina", "olga", "pyotr")


async def test_a_work_is_seen_once_it_is_approved_and_every_author_and_parent_agreed(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    project = await team(school, "boris")
    exhibit = await sends(school, event, project)
    clock.advance(OPENS_IN)
    await school.does("maria", exhibition_desk.approve, exhibit=exhibit)
    assert await seen_by(school, "vera", event) == []
    await school.does(
        "boris",
        exhibition_consents.agree,
        exhibit=exhibit,
        subject=school.ids["boris"],
        words=WORDS,
    )
    await school.does(
        "ivan", exhibition_consents.agree, exhibit=exhibit, subject=school.ids["anna"], words=WORDS
    )
    entry = await school.does("anna", exhibition_entries.show, exhibit=exhibit)
    assert [(one.who.name, one.signed.value) for one in entry.lacking] == [
        ("Боря", "representative")
    ]
    assert await seen_by(school, "vera", event) == []
    await agrees(school, "boris")
    assert await seen_by(school, "vera", event) == [exhibit]

    def take_back(tx: Tx) -> None:
        ivan = residents.who(tx, school.ids["ivan"])
        mine = [one for one in consents.about(tx, school.ids["anna"]) if one.signer]
        own = next(one for one in mine if one.signer and one.signer.id == ivan.id)
        consents.withdraw(tx, ivan, consent=own.id)

    await school.store.run(take_back)
    assert await seen_by(school, "vera", event) == []
    with pytest.raises(refusals.Missing):
        await school.does("vera", exhibition_walks.look, exhibit=exhibit)


@pytest.mark.parametrize("name", OUTSIDERS)
async def test_who_has_no_part_in_a_work_changes_and_learns_nothing_of_it(
    school: School, name: str
) -> None:
    event = await holds(school)
    project = await team(school)
    exhibit = await sends(school, event, project)
    anna, own = school.ids["anna"], school.ids[name]
    acts: tuple[Callable[[Tx, Who], object], ...] = (
        lambda tx, by: exhibition_entries.show(tx, by, exhibit=exhibit),
        lambda tx, by: exhibition_entries.edit(tx, by, exhibit=exhibit, title="Чужое"),
        lambda tx, by: exhibition_entries.send(tx, by, exhibit=exhibit, words=WORDS),
        lambda tx, by: exhibition_entries.withdraw(tx, by, exhibit=exhibit),
        lambda tx, by: exhibition_pictures.album(tx, by, exhibit=exhibit),
        lambda tx, by: exhibition_consents.agree(
            tx, by, exhibit=exhibit, subject=anna, words=WORDS
        ),
        lambda tx, by: exhibition_consents.agree(tx, by, exhibit=exhibit, subject=own, words=WORDS),
        lambda tx, by: exhibition_desk.approve(tx, by, exhibit=exhibit),
        lambda tx, by: exhibition_desk.give_back(tx, by, exhibit=exhibit, remark="Нет"),
        lambda tx, by: exhibition_walks.look(tx, by, exhibit=exhibit),
        lambda tx, by: exhibition_walks.like(tx, by, exhibit=exhibit, liked=True),
        lambda tx, by: exhibition_questions.ask(tx, by, exhibit=exhibit, text="Зачем?"),
    )
    for act in acts:
        with pytest.raises((refusals.Missing, refusals.Denied)):
            await school.does(name, act)
    with pytest.raises((refusals.Missing, refusals.Denied)):
        await begins(school, event, project, name)
    for desk in (exhibition_desk.waiting, exhibition_desk.standing, exhibition_desk.results):
        with pytest.raises(refusals.Denied):
            await school.does(name, desk, event=event)


async def test_a_draft_is_the_teams_own_and_what_was_sent_is_not_changed(school: School) -> None:
    event = await holds(school)
    exhibit = await begins(school, event, await team(school))
    for name in ("maria", "viktor"):
        with pytest.raises(refusals.Missing):
            await school.does(name, exhibition_entries.show, exhibit=exhibit)
    with pytest.raises(refusals.Broken, match="exhibit-no-picture"):
        await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    sent = (await photo(school),)
    await school.does("anna", exhibition_pictures.put, exhibit=exhibit, sent=sent)
    await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    with pytest.raises(refusals.Broken, match="exhibit-sent"):
        await school.does("anna", exhibition_entries.edit, exhibit=exhibit, title="Иначе")
    await school.does("viktor", exhibition_desk.give_back, exhibit=exhibit, remark="Короче")
    back = await school.does("anna", exhibition_entries.edit, exhibit=exhibit, title="Иначе")
    assert (back.state, back.remark, back.title) == (ExhibitState.RETURNED, "Короче", "Иначе")
    await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    await school.does("viktor", exhibition_desk.approve, exhibit=exhibit)
    with pytest.raises(refusals.Spent):
        await school.does("maria", exhibition_desk.approve, exhibit=exhibit)
    with pytest.raises(refusals.Broken, match="exhibit-sent"):
        await school.does("anna", exhibition_pictures.album, exhibit=exhibit)


async def test_what_was_changed_after_it_was_sent_is_agreed_to_anew(school: School) -> None:
    event = await holds(school)
    exhibit = await sends(school, event, await team(school))

    async def lacking() -> int:
        return len((await school.does("anna", exhibition_entries.show, exhibit=exhibit)).lacking)

    async def allow() -> None:
        await school.does(
            "ivan",
            exhibition_consents.agree,
            exhibit=exhibit,
            subject=school.ids["anna"],
            words=WORDS,
        )

    await allow()
    assert await lacking() == 0
    await school.does("maria", exhibition_desk.give_back, exhibit=exhibit, remark="Короче")
    await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    assert await lacking() == 0
    await school.does("maria", exhibition_desk.give_back, exhibit=exhibit, remark="Светлее")
    sent = (await photo(school),)
    await school.does("anna", exhibition_pictures.put, exhibit=exhibit, sent=sent)
    with pytest.raises(refusals.Spent, match="exhibit-agreed"):
        await allow()
    await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    assert await lacking() == 1
    await allow()
    assert await lacking() == 0


async def test_an_author_who_holds_the_exhibition_decides_about_others_works_only(
    school: School,
) -> None:
    event = await holds(school)
    exhibit = await sends(school, event, await team(school))

    def make_host(tx: Tx) -> None:
        tx.session.add(EventHost(event_id=event, resident_id=school.ids["anna"]))

    await school.store.run(make_host)
    with pytest.raises(refusals.Denied, match="exhibit-own"):
        await school.does("anna", exhibition_desk.approve, exhibit=exhibit)
    entry = await school.does("anna", exhibition_entries.show, exhibit=exhibit)
    assert not entry.decides


async def test_two_of_a_team_begin_one_work_at_the_same_moment(school: School) -> None:
    event = await holds(school)
    project = await team(school, "boris")
    done, refused = await at_once(
        begins(school, event, project), begins(school, event, project, "boris")
    )
    assert len(done) == 1
    assert [one.reason for one in refused] == ["exhibit-begun"]


async def test_two_hosts_decide_at_the_same_moment_and_one_learns_it(school: School) -> None:
    event = await holds(school)
    exhibit = await sends(school, event, await team(school))
    done, refused = await at_once(
        school.does("maria", exhibition_desk.approve, exhibit=exhibit),
        school.does("viktor", exhibition_desk.give_back, exhibit=exhibit, remark="Нет"),
    )
    assert len(done) == 1
    assert [one.reason for one in refused] == ["exhibit-decided"]


async def test_pictures_are_few_are_pictures_and_are_ones_own_projects(school: School) -> None:
    event = await holds(school)
    project = await team(school)
    exhibit = await begins(school, event, project)
    document = await photo(school, "document")
    with pytest.raises(refusals.Broken, match="exhibit-not-picture"):
        await school.does("anna", exhibition_pictures.put, exhibit=exhibit, sent=(document,))
    stage = (await school.stage(project)).id
    taken = await school.does(
        "anna", work.attach, stage=stage, kind="photo", title="Вёдра", file=await photo(school)
    )
    for _ in range(2):
        album = await school.does(
            "anna", exhibition_pictures.take, exhibit=exhibit, artefact=taken.artefact
        )
        assert len(album.files) == 1
    with pytest.raises(refusals.Missing):
        await school.does(
            "anna", exhibition_pictures.take, exhibit=exhibit, artefact=taken.artefact + 100
        )
    four = tuple([await photo(school) for _ in range(4)])
    await school.does("anna", exhibition_pictures.put, exhibit=exhibit, sent=four)
    one_more = (await photo(school),)
    with pytest.raises(refusals.Broken, match="exhibit-pictures-many"):
        await school.does("anna", exhibition_pictures.put, exhibit=exhibit, sent=one_more)


@pytest.mark.parametrize("name", ["anna", "ivan", "maria", "viktor"])
async def test_who_may_takes_a_work_out_at_once_with_its_pictures(
    school: School, clock: StoppedClock, name: str
) -> None:
    event = await holds(school)
    project = await team(school)
    stage = (await school.stage(project)).id
    kept = await photo(school)
    artefact = await school.does(
        "anna", work.attach, stage=stage, kind="photo", title="Вёдра", file=kept
    )
    exhibit = await begins(school, event, project)
    await school.does("anna", exhibition_pictures.take, exhibit=exhibit, artefact=artefact.artefact)
    await school.does("anna", exhibition_entries.send, exhibit=exhibit, words=WORDS)
    await agrees(school, "anna")
    await school.does("maria", exhibition_desk.approve, exhibit=exhibit)
    clock.advance(OPENS_IN)
    (shown,) = (await school.does("vera", exhibition_walks.look, exhibit=exhibit)).pictures
    await school.does(name, exhibition_entries.withdraw, exhibit=exhibit)
    assert await seen_by(school, "vera", event) == []
    with pytest.raises(refusals.Missing):
        await school.does("vera", exhibition_walks.look, exhibit=exhibit)
    with pytest.raises(refusals.Missing):
        await school.does(name, exhibition_entries.withdraw, exhibit=exhibit)

    def left(tx: Tx) -> tuple[bool, bool, list[ExhibitPicture]]:
        mine, own = files.get(tx, shown), files.get(tx, kept)
        assert mine is not None
        assert own is not None
        rows = list(tx.session.exec(select(ExhibitPicture)))
        return mine.let_go_at is not None, own.let_go_at is None, rows

    assert await school.store.run(left) == (True, True, [])
    again = await begins(school, event, project)
    assert again != exhibit


async def test_a_suspended_author_still_takes_the_own_work_out(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await sends(school, event, await team(school))
    until = clock.now() + timedelta(days=3)
    await school.store.run(
        lambda tx: sanctions.impose(
            tx, to=school.ids["anna"], step=Step.SUSPENSION, reason="x", until=until
        )
    )
    await school.does("anna", exhibition_entries.withdraw, exhibit=exhibit)


async def test_the_copy_of_a_picture_is_deleted_with_the_last_file_that_has_it(
    school: School, tmp_path: Path
) -> None:
    first = await photo(school)
    copier, kept = Copier(school.store, {}, tmp_path, 1), tmp_path / "d"
    kept.write_bytes(b"a picture")

    def copied(tx: Tx) -> int:
        files.copied(tx, first, digest="d", path="d", size=1)
        return files.once_more(tx, first)

    second = await school.store.run(copied)
    await copier.drop({"file": first})
    assert await school.store.run(lambda tx: files.get(tx, first)) is not None
    for number, is_left in ((second, True), (first, False)):
        await school.store.run(partial(files.let_go, file_id=number))
        await copier.drop({"file": number})
        assert await school.store.run(partial(files.get, file_id=number)) is None
        assert kept.exists() == is_left


async def test_a_screen_that_was_made_before_is_sent_without_a_picture_that_was_let_go(
    school: School, tmp_path: Path
) -> None:
    number = await photo(school)
    packer = Packer("vk", vk_keyboard.LIMITS, tmp_path)

    def sent(tx: Tx) -> list[int]:
        talk = talks.open_talk(tx, "vk", "anna", None)
        queued = outbox.put(tx, talks.address(talk), outbox.Letter("x", files=(number,)))
        row = tx.session.get_one(outbox.Message, queued.id)
        found = [len(packer.pack(tx, row).outgoing.uploads)]
        files.let_go(tx, number)
        return [*found, len(packer.pack(tx, row).outgoing.uploads)]

    assert await school.store.run(sent) == [1, 0]

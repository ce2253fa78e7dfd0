"""E5: who puts a work into an exhibition, lets it in, sees and likes it, takes it out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from bots.clock import StoppedClock
from storage import (
    consents,
    exhibition_consents,
    exhibition_desk,
    exhibition_entries,
    exhibition_pictures,
    exhibition_questions,
    exhibition_walks,
    exhibitions,
    files,
    refusals,
    residents,
    sanctions,
    work,
)
from storage.events import Audience, Event, EventHost
from storage.exhibition_walks import Stand
from storage.exhibits import ExhibitPicture, ExhibitState, ExhibitVisit
from storage.files import StoredFile
from storage.jobs import Job
from storage.ladder import Step
from storage.residents import Who
from storage.store import Tx
from tests.storage.exhibiting import (
    LASTS,
    OPENS_IN,
    WORDS,
    agrees,
    begins,
    hangs,
    holds,
    photo,
    sends,
    team,
)
from tests.storage.school import School
from tests.storage.test_two_at_once import at_once

OUTSIDERS = ("vera", "pavel", "nina", "olga", "pyotr")


async def seen_by(school: School, name: str, event: int) -> list[int]:
    told = await school.does(name, exhibition_walks.look_round, event=event)
    return [one.exhibit for one in told.lines]


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
    school: School,
) -> None:
    first = await photo(school)

    def copied(tx: Tx) -> int:
        files.copied(tx, first, digest="d", path="d/d", size=1)
        return files.once_more(tx, first)

    second = await school.store.run(copied)

    def go(tx: Tx, number: int) -> str | None:
        files.let_go(tx, number)
        return files.drop(tx, number)

    assert await school.store.run(lambda tx: files.drop(tx, first)) is None
    assert await school.store.run(lambda tx: go(tx, second)) is None
    assert await school.store.run(lambda tx: go(tx, first)) == "d/d"
    assert await school.store.run(lambda tx: tx.session.get(StoredFile, first)) is None


async def looks(school: School, name: str, exhibit: int) -> Stand:
    return await school.does(name, exhibition_walks.look, exhibit=exhibit)


async def test_a_person_likes_a_work_once_however_often_it_is_pressed(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    names = ("vera", "vera", "vera", "gleb", "gleb", "dasha", "ivan", "pyotr")
    done, refused = await at_once(
        *(school.does(one, exhibition_walks.like, exhibit=exhibit, liked=True) for one in names)
    )
    assert (len(done), refused) == (len(names), [])
    assert (await looks(school, "maria", exhibit)).likes == len(set(names))
    await at_once(
        *(school.does("vera", exhibition_walks.like, exhibit=exhibit, liked=False) for _ in "ab")
    )
    assert (await looks(school, "maria", exhibit)).likes == len(set(names)) - 1


async def test_a_guest_who_registers_since_has_one_like(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)

    def step(tx: Tx, who: Who, liked: bool) -> Stand:
        return exhibition_walks.like(tx, who, exhibit=exhibit, liked=liked)

    vera = await school.store.run(lambda tx: residents.who(tx, school.ids["vera"]))
    guest, known = Who(None, 77), replace(vera, account_id=77)
    assert (await school.store.run(lambda tx: step(tx, guest, True))).names == ("Аня",)
    assert (await school.store.run(lambda tx: step(tx, known, True))).likes == 1
    assert not (await school.store.run(lambda tx: step(tx, known, False))).liked
    assert (await looks(school, "maria", exhibit)).likes == 0


async def test_how_many_like_a_work_is_told_to_who_likes_it_and_to_all_at_the_end(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    with pytest.raises(refusals.Denied, match="exhibit-own-like"):
        await school.does("anna", exhibition_walks.like, exhibit=exhibit, liked=True)
    await school.does("gleb", exhibition_walks.like, exhibit=exhibit, liked=True)
    told = {name: (await looks(school, name, exhibit)).likes for name in ("anna", "maria", "gleb")}
    assert told == {"anna": 1, "maria": 1, "gleb": 1}
    assert (await looks(school, "vera", exhibit)).likes is None
    await school.does("gleb", exhibition_walks.like, exhibit=exhibit, liked=False)
    assert (await looks(school, "gleb", exhibit)).likes is None
    clock.advance(LASTS)
    assert (await looks(school, "vera", exhibit)).likes == 0
    with pytest.raises(refusals.Broken, match="exhibition-over"):
        await school.does("vera", exhibition_walks.like, exhibit=exhibit, liked=True)


async def test_before_it_opens_only_its_keepers_go_round_and_afterwards_who_took_part(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))
    assert await seen_by(school, "vera", event) == []
    with pytest.raises(refusals.Broken, match="exhibition-before"):
        await looks(school, "vera", exhibit)
    assert (await looks(school, "maria", exhibit)).number == 1
    with pytest.raises(refusals.Broken, match="exhibition-before"):
        await school.does("maria", exhibition_walks.like, exhibit=exhibit, liked=True)
    visits = await school.store.run(lambda tx: list(tx.session.exec(select(ExhibitVisit))))
    assert visits == []
    clock.advance(OPENS_IN)
    guest = Who(None, 77)
    await looks(school, "vera", exhibit)
    await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    clock.advance(LASTS)
    for name in ("anna", "maria", "viktor", "vera"):
        assert await seen_by(school, name, event) == [exhibit]
    for name in ("gleb", "pyotr", "ivan"):
        assert await seen_by(school, name, event) == []
        with pytest.raises(refusals.Broken, match="exhibition-over"):
            await looks(school, name, exhibit)
    with pytest.raises(refusals.Broken, match="exhibition-over"):
        await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    assert [one.event for one in await school.does("vera", exhibitions.listed)] == [event]
    assert await school.does("gleb", exhibitions.listed) == []


async def test_who_is_not_of_the_audience_does_not_know_of_it(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school, Audience.INTERNAL)
    exhibit = await hangs(school, event, await team(school))
    clock.advance(OPENS_IN)
    with pytest.raises(refusals.Missing):
        await looks(school, "pyotr", exhibit)
    assert await school.does("pyotr", exhibitions.listed) == []
    guest = Who(None, 77)
    with pytest.raises(refusals.Missing):
        await school.store.run(lambda tx: exhibition_walks.look(tx, guest, exhibit=exhibit))
    assert await school.store.run(lambda tx: exhibitions.listed(tx, guest)) == []


async def test_the_choice_of_the_visitors_names_the_first_and_nobody_as_the_last(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    works = [
        await hangs(school, event, await school.led_project(by=name), name)
        for name in ("anna", "boris", "vera", "gleb", "dasha")
    ]
    clock.advance(OPENS_IN)
    voices = {0: "boris vera gleb", 1: "anna vera", 2: "anna", 3: "anna", 4: ""}
    for place, names in voices.items():
        for name in names.split():
            await school.does(name, exhibition_walks.like, exhibit=works[place], liked=True)
    assert await school.does("vera", exhibition_desk.chosen, event=event) == ()
    told = await school.does("maria", exhibition_desk.results, event=event)
    assert [(one.exhibit, one.likes) for one in told.top[:2]] == [(works[0], 3), (works[1], 2)]
    assert {one.exhibit for one in told.top[2:]} == {works[2], works[3]}
    assert [one.exhibit for one in told.others] == [works[4]]
    assert told.top[0].visitors == 3
    clock.advance(LASTS)
    assert len(await school.does("vera", exhibition_desk.chosen, event=event)) == 4


async def test_an_exhibition_that_was_moved_opens_and_closes_at_its_new_time(
    school: School, clock: StoppedClock
) -> None:
    event = await holds(school)
    exhibit = await hangs(school, event, await team(school))

    def move(tx: Tx) -> None:
        tx.session.get_one(Event, event).starts_at += timedelta(days=2)

    def waiting(tx: Tx) -> list[str]:
        rows = tx.session.exec(select(Job).where(col(Job.name).startswith("exhibition.")))
        return sorted(one.name for one in rows if one.due_at > tx.now)

    await school.store.run(move)
    clock.advance(OPENS_IN)
    opened = await school.store.run(lambda tx: exhibition_desk.opened(tx, event=event))
    assert opened == []
    assert "exhibition.open" in await school.store.run(waiting)
    clock.advance(timedelta(days=2))
    for wanted in ([exhibit], []):
        opened = await school.store.run(lambda tx: exhibition_desk.opened(tx, event=event))
        assert [one.exhibit for one in opened] == wanted
    closed = await school.store.run(lambda tx: exhibition_desk.closed(tx, event=event))
    assert closed is None
    clock.advance(LASTS)
    closed = await school.store.run(lambda tx: exhibition_desk.closed(tx, event=event))
    assert closed is not None
    assert [one.exhibit for one, _ in closed.works] == [exhibit]


works_of = st.lists(st.integers(1, 500), unique=True, max_size=12)


@given(
    works=works_of, person=st.text(max_size=6), seen=st.sets(st.integers(1, 500)), at=st.integers()
)
def test_a_walk_shows_everything_new_first_and_misses_nothing(
    works: list[int], person: str, seen: set[int], at: int
) -> None:
    order = exhibition_walks.order(person, works)
    assert sorted(order) == sorted(works)
    looked = seen & set(works)
    new = set(works) - looked
    current = order[at % len(order)] if order else None
    if current in new:
        looked.add(current)
        new.discard(current)
    met = []
    for _ in works:
        current = exhibition_walks.after(order, looked, current)
        assert current is not None
        met.append(current)
        looked.add(current)
    assert set(met[: len(new)]) == new
    assert looked == set(works)
    if not works:
        assert exhibition_walks.after(order, looked, current) is None
        assert exhibition_walks.before(order, current) is None


@given(works=st.sets(st.integers(1, 500), min_size=1, max_size=12), more=st.integers(501, 600))
def test_the_way_back_is_the_way_on_turned_and_a_new_work_moves_no_other(
    works: set[int], more: int
) -> None:
    order = exhibition_walks.order("r1", works)
    for one in order:
        further = exhibition_walks.after(order, works, one)
        assert exhibition_walks.before(order, further) == one
    grown = exhibition_walks.order("r1", works | {more})
    assert [one for one in grown if one != more] == order

"""R4, A5: whose a parent's question becomes, and whose it never does."""

import asyncio

import pytest

from storage import (
    families,
    handover,
    journal,
    profiles,
    question_lists,
    question_routes,
    question_thread,
    questions,
    refusals,
)
from storage.questions import Route
from storage.residents import Role
from storage.store import Tx
from tests.storage.families import answering, asks, families_of
from tests.storage.school import School


@pytest.fixture
async def school(school: School) -> School:
    await families_of(school)
    return school


async def gets(school: School, name: str, role: Role) -> None:
    await school.does("admin", profiles.grant, resident=school.ids[name], role=role)


async def loses(school: School, name: str, role: Role) -> None:
    await school.does("admin", profiles.revoke, resident=school.ids[name], role=role)


async def is_seen(school: School, name: str, question: int) -> bool:
    try:
        await school.does(name, questions.show, question=question)
    except refusals.Refusal:
        return False
    return True


async def test_each_way_leads_to_whom_it_says(school: School) -> None:
    project = await school.led_project()
    ways = await school.does("ivan", question_routes.ways, child=school.ids["anna"])
    assert [one.route for one in ways] == [
        Route.CLASS_TEACHER,
        Route.SUPERVISOR,
        Route.COORDINATOR,
        Route.ADMINISTRATION,
        Route.COMPLAINT,
    ]
    assert answering(school, await asks(school)) == {"nina"}
    to_lead = await asks(school, route=Route.SUPERVISOR, project=project)
    assert answering(school, to_lead) == {"maria"}
    assert answering(school, await asks(school, route=Route.COORDINATOR)) == {"olga", "rita"}
    assert answering(school, await asks(school, route=Route.ADMINISTRATION)) == {"admin", "oleg"}
    assert answering(school, await asks(school, route=Route.COMPLAINT)) == {"admin", "oleg"}


async def test_without_a_class_teacher_the_coordinators_answer(school: School) -> None:
    await loses(school, "nina", Role.CLASS_TEACHER)
    assert answering(school, await asks(school)) == {"olga", "rita"}


async def test_nobody_answers_their_own_question(school: School) -> None:
    await gets(school, "nina", Role.PARENT)

    def link(tx: Tx) -> None:
        families.announce(tx, school.ids["nina"], school.ids["anna"])
        families.confirm(tx, school.ids["nina"], school.ids["anna"])

    await school.store.run(link)
    assert answering(school, await asks(school, "nina")) == {"olga", "rita"}


async def test_a_project_of_another_child_is_no_way(school: School) -> None:
    project = await school.led_project(by="vera")
    for by, child in (("ivan", "anna"), ("ivan", "vera")):
        with pytest.raises(refusals.Refusal):
            await asks(school, by, child=child, route=Route.SUPERVISOR, project=project)


async def test_only_a_parent_who_is_not_restricted_asks(school: School) -> None:
    ids = school.ids
    await school.does(
        "olga", families.restrict, parent=ids["ivan"], child=ids["anna"], restricted=True
    )
    for name, child in (("ivan", "anna"), ("ivan", "boris"), ("darya", "anna")):
        with pytest.raises(refusals.Denied) as refused:
            await asks(school, name, child=child)
        assert refused.value.reason == "question-child"
    for name in ("anna", "nina", "olga"):
        with pytest.raises(refusals.Denied):
            await asks(school, name)


@pytest.mark.parametrize("about", ["nina", "maria", "olga", "admin"])
async def test_a_complaint_never_is_anything_of_the_one_whom_it_is_about(
    school: School, about: str
) -> None:
    said = await asks(school, route=Route.COMPLAINT, about=about)
    number = said.view.id
    assert answering(school, said) == {"admin", "oleg"} - {about}
    assert not await is_seen(school, about, number)
    acts = [
        school.does(about, question_routes.take, question=number),
        school.does(about, question_routes.colleagues, question=number),
        school.does(about, question_routes.hand_over, question=number, to=school.ids["pavel"]),
        school.does(about, question_thread.write, question=number, text="О чём это?"),
        school.does(about, question_thread.close, question=number),
    ]
    for act in acts:
        with pytest.raises(refusals.Refusal):
            await act
    handler = "oleg" if about == "admin" else "admin"
    with pytest.raises(refusals.Missing):
        await school.does(handler, question_routes.hand_over, question=number, to=school.ids[about])


async def test_a_complaint_about_the_only_administrator_is_the_coordinators(
    school: School,
) -> None:
    await loses(school, "oleg", Role.ADMIN)
    said = await asks(school, route=Route.COMPLAINT, about="admin")
    assert answering(school, said) == {"olga", "rita"}
    assert not await is_seen(school, "admin", said.view.id)
    assert await is_seen(school, "olga", said.view.id)


async def test_coordinators_look_over_questions_but_over_no_complaint(school: School) -> None:
    plain, complaint = await asks(school), await asks(school, route=Route.COMPLAINT, about="nina")
    for name, number, sees in (
        ("olga", plain.view.id, True),
        ("olga", complaint.view.id, False),
        ("admin", complaint.view.id, True),
        ("maria", plain.view.id, False),
        ("pavel", plain.view.id, False),
        ("anna", plain.view.id, False),
        ("darya", plain.view.id, False),
        ("lena", plain.view.id, False),
    ):
        assert await is_seen(school, name, number) is sees, name


async def test_where_nobody_may_take_a_complaint_it_is_said(school: School) -> None:
    for name in ("oleg", "olga", "rita"):
        role = Role.ADMIN if name == "oleg" else Role.COORDINATOR
        await loses(school, name, role)
    with pytest.raises(refusals.Broken) as refused:
        await asks(school, route=Route.COMPLAINT, about="admin")
    assert refused.value.reason == "question-nobody"


async def test_handing_over_leaves_one_who_answers(school: School) -> None:
    number = (await asks(school)).view.id
    done = await school.does(
        "nina", question_routes.hand_over, question=number, to=school.ids["pavel"]
    )
    assert [one.who.id for one in done.view.responsible] == [school.ids["pavel"]]
    assert not await is_seen(school, "nina", number)
    with pytest.raises(refusals.Spent) as refused:
        await school.does("nina", question_thread.write, question=number, text="Ответ")
    assert refused.value.values["name"] == "Павел Петрович"
    assert await is_seen(school, "pavel", number)


async def test_a_question_is_handed_to_staff_only(school: School) -> None:
    number = (await asks(school)).view.id
    for name in ("anna", "lena", "ivan", "nina"):
        with pytest.raises(refusals.Missing):
            await school.does(
                "nina", question_routes.hand_over, question=number, to=school.ids[name]
            )
    with pytest.raises(refusals.Denied):
        await school.does(
            "ivan", question_routes.hand_over, question=number, to=school.ids["pavel"]
        )


async def test_two_who_answer_at_once_are_one(school: School) -> None:
    number = (await asks(school, route=Route.COORDINATOR)).view.id
    results = await asyncio.gather(
        school.does("olga", question_thread.write, question=number, text="Да."),
        school.does("rita", question_thread.write, question=number, text="Нет."),
        return_exceptions=True,
    )
    refused = [one for one in results if isinstance(one, refusals.Spent)]
    assert len(refused) == 1 and refused[0].reason == "question-taken"
    seen = await school.does("ivan", questions.show, question=number)
    assert sum(one.by_staff for one in seen.messages) == 1


async def test_two_take_a_question_at_once_and_the_latter_has_it(school: School) -> None:
    number = (await asks(school)).view.id
    await asyncio.gather(
        school.does("olga", question_routes.take, question=number),
        school.does("rita", question_routes.take, question=number),
    )
    seen = await school.does("ivan", questions.show, question=number)
    assert len(seen.responsible) == 1


async def test_open_questions_of_who_left_go_on_to_the_coordinators(school: School) -> None:
    number = (await asks(school)).view.id
    await school.does("olga", profiles.leave, resident=school.ids["nina"])
    passed = await school.store.run(
        lambda tx: question_routes.left(tx, resident=school.ids["nina"])
    )
    assert [one.view.id for one in passed] == [number]
    seen = await school.does("ivan", questions.show, question=number)
    assert {one.who.id for one in seen.responsible} == school.named("olga", "rita")
    again = await school.store.run(lambda tx: question_routes.left(tx, resident=school.ids["nina"]))
    assert again == []


async def test_a_complaint_of_who_left_goes_to_an_administrator_never_to_whom_it_is_about(
    school: School,
) -> None:
    said = await asks(school, route=Route.COMPLAINT, about="olga")
    await school.does(
        "admin", question_routes.hand_over, question=said.view.id, to=school.ids["oleg"]
    )
    await school.does("admin", profiles.leave, resident=school.ids["oleg"])
    await school.store.run(lambda tx: question_routes.left(tx, resident=school.ids["oleg"]))
    seen = await school.does("ivan", questions.show, question=said.view.id)
    assert {one.who.id for one in seen.responsible} == school.named("admin")


async def test_questions_about_a_project_go_on_when_its_supervisor_gives_it_up(
    school: School,
) -> None:
    project = await school.led_project()
    number = (await asks(school, route=Route.SUPERVISOR, project=project)).view.id
    await school.does("olga", handover.supervisor_left, supervisor=school.ids["maria"])
    await school.store.run(lambda tx: question_routes.left(tx, resident=school.ids["maria"]))
    seen = await school.does("ivan", questions.show, question=number)
    assert {one.who.id for one in seen.responsible} == school.named("olga", "rita")


async def test_the_journal_has_no_words_of_anybody(school: School) -> None:
    said = await asks(school, text="Секретныеслова о ребёнке")
    await school.does("nina", question_thread.write, question=said.view.id, text="Секретныйответ")
    lines = await school.store.run(lambda tx: journal.lines(tx, "question", said.view.id))
    assert [one.act for one in lines] == ["question.ask", "question.answer"]
    assert "екретн" not in str([one.details for one in lines])


async def test_lists_show_each_their_own(school: School) -> None:
    first, second = await asks(school), await asks(school, "darya", child="boris")
    complaint = await asks(school, route=Route.COMPLAINT, about="nina")
    own = await school.does("ivan", question_lists.mine)
    assert [one.id for one in own.lines] == [complaint.view.id, first.view.id]
    waiting = await school.does("nina", question_lists.waiting)
    assert [one.id for one in waiting.lines] == [first.view.id, second.view.id]
    assert (await school.does("pavel", question_lists.waiting)).count == 0
    for name in ("ivan", "anna"):
        with pytest.raises(refusals.Denied):
            await school.does(name, question_lists.waiting)
    with pytest.raises(refusals.Denied):
        await school.does("nina", question_lists.overdue)

"""The school's life besides projects: duty, consents, questions, announcements, events, votes."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from lab.school import Person
from storage import (
    announcement_answers,
    announcements,
    consents,
    contest_cases,
    contest_joining,
    contest_jury,
    duty,
    event_cards,
    event_proposals,
    families,
    handoffs,
    motions,
    presence,
    question_lists,
    question_routes,
    question_thread,
    registrations,
    residents,
)
from storage.announcements import Wanted
from storage.consents import Purpose, Signed, Way
from storage.counting import Choice
from storage.event_cards import Filter
from storage.event_proposals import Draft
from storage.events import Audience
from storage.generator import Place
from storage.handoffs import Urgency
from storage.motion_rows import MotionKind
from storage.questions import Route
from storage.residents import Who
from storage.store import Tx

MOSCOW = ZoneInfo("Europe/Moscow")
WORKDAYS = (0, 1, 2, 3, 4)
PAPER_WORDS = "Согласие на психологическую помощь обучающемуся, подписано на бумаге"


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of the lab's autumn, by the school's clock."""
    return datetime(2026, month, day, hour, minute, tzinfo=MOSCOW)


class Life:
    """One step at one moment: people of the school, by first name, do what the rules let them."""

    def __init__(self, tx: Tx, people: Mapping[str, Person]) -> None:
        self._tx = tx
        self._people = people

    def _who(self, name: str) -> Who:
        return residents.who(self._tx, self._people[name].resident)

    def on_duty(self, name: str, since: int, until: int) -> None:
        """The coordinator puts somebody on duty on working days, from hour to hour."""
        person = self._people[name].resident
        duty.add(
            self._tx,
            self._who("Ольга"),
            person=person,
            since_minute=since * 60,
            until_minute=until * 60,
            weekdays=WORKDAYS,
        )

    def comes_to_work(self, name: str) -> None:
        """A psychologist is there: «На связи»."""
        presence.come(self._tx, self._who(name))

    def signs_on_paper(self, parent: str, child: str, number: str) -> None:
        """The coordinator writes down a parent's paper for the psychologist's help."""
        consents.enter(
            self._tx,
            self._who("Ольга"),
            subject=self._people[child].resident,
            purpose=Purpose.PSYCHOLOGIST,
            signed_as=Signed.REPRESENTATIVE,
            way=Way.PAPER,
            reference=number,
            text=PAPER_WORDS,
            signer=self._people[parent].resident,
        )

    def wants_to_talk(self, name: str, topic: str) -> None:
        """A pupil asks for the psychologist."""
        handoffs.ask(self._tx, self._who(name), topic=topic, urgency=Urgency.WEEK)

    def asks(self, name: str, child: str, route: Route, text: str) -> None:
        """A parent asks about a child; who has not come in with the code yet, asks nothing."""
        by = self._who(name)
        if self._people[child].resident in families.children_ids(self._tx, by.must_be_resident()):
            about = self._people[child].resident
            ways = question_routes.ways(self._tx, by, child=about)
            project = next(one.project for one in ways if one.route is route)
            question_thread.ask(self._tx, by, child=about, route=route, text=text, project=project)

    def answers(self, name: str, text: str) -> None:
        """A teacher answers all that parents have asked."""
        by = self._who(name)
        for line in question_lists.waiting(self._tx, by).lines:
            question_thread.write(self._tx, by, question=line.id, text=text)

    def announces(self, name: str, text: str, *choices: str) -> None:
        """A class teacher asks the parents of the class something."""
        by = self._who(name)
        kind = announcements.Kind.CHOICE
        wanted = Wanted("class", by.grade, text, kind=kind, choices=choices)
        made = announcements.compose(self._tx, by, wanted=wanted).announcement
        announcements.send(self._tx, by, announcement=made.id)

    def chooses(self, name: str, author: str, choice: int) -> None:
        """A parent answers the announcement, if it has come."""
        (sent,) = announcements.sent_by(self._tx, self._who(author))
        if sent.left:
            by = self._who(name)
            announcement_answers.answer(self._tx, by, announcement=sent.id, choice=choice)

    def proposes(self, name: str, draft: Draft) -> None:
        event_proposals.propose(self._tx, self._who(name), draft)

    def approves_events(self, name: str) -> None:
        """Somebody of the Council approves all that waits."""
        by = self._who(name)
        for one in event_proposals.waiting(self._tx, by):
            seen = event_proposals.review(self._tx, by, event=one.id).seen
            event_proposals.approve(self._tx, by, event=one.id, seen=seen)

    def takes_part(self, title: str, *names: str) -> None:
        """Pupils put their names down for an event."""
        for name in names:
            by = self._who(name)
            for one in event_cards.coming(self._tx, by, Filter.ALL):
                if one.title == title:
                    registrations.join(self._tx, by, event=one.id)

    def adds_case(self, name: str, title: str, text: str) -> None:
        """A host of the tournament adds a case that nobody else sees yet."""
        by = self._who(name)
        contest_cases.add(self._tx, by, event=self._event(by, TOURNAMENT), title=title, text=text)

    def asks_into_the_jury(self, name: str, juror: str) -> None:
        by = self._who(name)
        asked = self._who(juror).must_be_resident()
        contest_jury.name(self._tx, by, event=self._event(by, TOURNAMENT), juror=asked)

    def makes_team(self, title: str, name: str, *others: str) -> None:
        """A team of the tournament, joined by a code."""
        by = self._who(name)
        event = self._event(by, TOURNAMENT)
        made = contest_joining.make(self._tx, by, event=event, title=title)
        code = contest_joining.make_code(self._tx, by, team=made.id).code
        for one in others:
            contest_joining.join(self._tx, self._who(one), code=code)

    def looks_for_team(self, name: str) -> None:
        by = self._who(name)
        event = self._event(by, TOURNAMENT)
        contest_joining.look(self._tx, by, event=event, on=True)

    def _event(self, by: Who, title: str) -> int:
        return next(
            one.id for one in event_cards.coming(self._tx, by, Filter.ALL) if one.title == title
        )

    def moves(self, name: str, text: str) -> None:
        """A member of the Council puts a motion to the vote."""
        motions.put(self._tx, self._who(name), kind=MotionKind.GENERAL, text=text)

    def votes(self, name: str, choice: Choice) -> None:
        """A member votes on all that is open."""
        by = self._who(name)
        for one in motions.under_way(self._tx, by):
            motions.vote(self._tx, by, motion=one.id, choice=choice)


Scene = Callable[[Life], None]

CLINIC = "Разбор тем: как сузить вопрос"
OPEN_DAY = "День открытых проектов"
TOURNAMENT = "Школьный двор: турнир идей"


def _duty_is_arranged(life: Life) -> None:
    life.on_duty("Елена", 9, 17)
    life.on_duty("Ольга", 8, 18)


def _papers_come(life: Life) -> None:
    life.signs_on_paper("Иван", "Аня", "П-3/26")
    life.signs_on_paper("Татьяна", "Вера", "П-7/26")
    life.signs_on_paper("Татьяна", "Соня", "П-8/26")


def _meeting_of_parents(life: Life) -> None:
    life.announces(
        "Нина",
        "Родительское собрание 10А будет 15 октября в 18:30, кабинет 305. Придёте?",
        "Приду",
        "Не смогу",
    )


def _events_are_proposed(life: Life) -> None:
    life.proposes(
        "Мария",
        Draft(
            title=CLINIC,
            purpose="Приносите тему, уносите вопрос, на который можно ответить за год",
            starts_at=at(10, 12, 17),
            length=timedelta(minutes=45),
            place=Place.ONLINE,
            places=20,
        ),
    )
    life.proposes(
        "Мария",
        Draft(
            title=OPEN_DAY,
            purpose="Показать семьям и соседям, что уже получилось",
            starts_at=at(10, 16, 15),
            length=timedelta(minutes=90),
            place=Place.OFFLINE,
            room="Актовый зал",
            places=3,
            audience=Audience.OPEN,
        ),
    )


def _tournament_is_proposed(life: Life) -> None:
    life.proposes(
        "Павел",
        Draft(
            title=TOURNAMENT,
            purpose="Придумать командой, как сделать двор лицея удобным для всех",
            starts_at=at(10, 17, 11),
            length=timedelta(hours=3),
            place=Place.OFFLINE,
            room="Библиотека",
            places=30,
            format="case_tournament",
        ),
    )


def _teams_come_together(life: Life) -> None:
    life.adds_case("Павел", "Тень", "Где и из чего сделать тень, чтобы ею пользовались весь год?")
    life.adds_case("Павел", "Велосипеды", "Куда ставить сорок велосипедов, не занимая газон?")
    life.asks_into_the_jury("Павел", "Мария")
    life.takes_part(TOURNAMENT, "Боря", "Глеб", "Тимур", "Соня")
    life.makes_team("Пять дубов", "Боря", "Глеб")
    life.makes_team("Чертёжники", "Тимур")
    life.looks_for_team("Соня")


def _names_are_put_down(life: Life) -> None:
    life.takes_part(CLINIC, "Боря", "Глеб", "Тимур")
    life.takes_part(OPEN_DAY, "Вера", "Глеб", "Аня", "Боря")


def _workshop_is_proposed(life: Life) -> None:
    life.proposes(
        "Павел",
        Draft(
            title="Мастерская датчиков",
            purpose="Собрать первый датчик за один вечер",
            starts_at=at(10, 20, 15, 30),
            length=timedelta(minutes=60),
            place=Place.OFFLINE,
            room="Кабинет физики",
            places=12,
        ),
    )


#: Beside the scenes of projects; the first event has its room and begins within two hours.
SCENES: tuple[tuple[datetime, Scene], ...] = (
    (at(9, 29, 12), _duty_is_arranged),
    (at(9, 30, 14, 30), _papers_come),
    (at(10, 7, 12), _events_are_proposed),
    (at(10, 7, 12, 30), _tournament_is_proposed),
    (at(10, 7, 17), lambda life: life.approves_events("Виктор")),
    (at(10, 8, 12, 30), _meeting_of_parents),
    (
        at(10, 8, 18, 10),
        lambda life: life.asks(
            "Татьяна", "Соня", Route.SUPERVISOR, "Сколько страниц должно быть в работе Сони?"
        ),
    ),
    (at(10, 8, 18, 30), lambda life: life.chooses("Иван", "Нина", 0)),
    (at(10, 8, 19), _names_are_put_down),
    (at(10, 8, 19, 30), _teams_come_together),
    (
        at(10, 9, 14, 10),
        lambda life: life.answers("Мария", "Здравствуйте! Объём не важен, важен ясный вопрос."),
    ),
    (at(10, 12, 9, 40), lambda life: life.comes_to_work("Елена")),
    (
        at(10, 12, 10),
        lambda life: life.moves("Виктор", "Проводить открытые дни проектов раз в четверть."),
    ),
    (at(10, 12, 11, 20), lambda life: life.votes("Людмила", Choice.YES)),
    (
        at(10, 12, 12, 40),
        lambda life: life.asks(
            "Иван", "Аня", Route.CLASS_TEACHER, "Можно ли Ане уходить с классного часа раньше?"
        ),
    ),
    (at(10, 12, 14), _workshop_is_proposed),
    (at(10, 12, 15, 10), lambda life: life.comes_to_work("Елена")),
    (at(10, 12, 15, 20), lambda life: life.wants_to_talk("Соня", "study")),
)

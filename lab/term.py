"""What happened in the lab's school before one opens it: two weeks of an autumn term, by acts."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial

from bots.clock import Clock
from lab import life, school
from lab.life import Life
from lab.school import Person
from storage import (
    cards,
    invitations,
    jobs,
    offers,
    proposals,
    reviews,
    submissions,
    teams,
    work,
)
from storage.cards import StageView
from storage.store import Store, Tx

BEGINNING = life.at(9, 28, 9)
#: A Monday after lessons, half an hour before the day's reminders.
NOW = life.at(10, 12, 15, 30)

Meanwhile = Callable[[], Awaitable[object]]


class Day(Life):
    """One step of somebody's project at one moment."""

    def _project(self, name: str) -> int:
        (line,) = cards.visible_to(self._tx, self._who(name))
        return line.id

    def _stage(self, name: str) -> StageView:
        """The stage that a pupil's only project is in."""
        (line,) = cards.visible_to(self._tx, self._who(name))
        assert line.stage is not None
        return cards.stage(self._tx, self._who(name), stage=line.stage.id)

    def begins(
        self, name: str, title: str, *, type: str, subject: str, purpose: str, to: str, team: bool
    ) -> None:
        """A pupil has an idea and asks ``to`` to supervise it."""
        proposals.create(
            self._tx,
            self._who(name),
            kind="collective" if team else "individual",
            type=type,
            title=title,
            subject=subject,
            purpose=purpose,
            wanted_supervisor=self._people[to].resident,
        )

    def takes_on(self, name: str) -> None:
        """A supervisor agrees to all that wait."""
        by = self._who(name)
        for offer in offers.waiting(self._tx, by):
            offers.accept(self._tx, by, offer=offer.id)

    def joins(self, name: str, friend: str) -> None:
        """A pupil comes into a friend's team by its code."""
        made = invitations.make_code(self._tx, self._who(friend), project=self._project(friend))
        invitations.join(self._tx, self._who(name), code=made.code)

    def does(self, name: str, role: str) -> None:
        """A member says what they do in the team."""
        by = self._who(name)
        member = by.must_be_resident()
        teams.set_role(self._tx, by, project=self._project(name), member=member, role=role)

    def ticks(self, name: str, first: int, last: int) -> None:
        """A pupil ticks items of the stage, counted from 1."""
        for item in self._stage(name).items[first - 1 : last]:
            work.tick(self._tx, self._who(name), item=item.id, done=True)

    def attaches(self, name: str, title: str, address: str) -> None:
        stage = self._stage(name).id
        work.attach(self._tx, self._who(name), stage=stage, kind="link", title=title, url=address)

    def sends_in(self, name: str) -> None:
        """A pupil ticks what is required still, and sends the stage in."""
        by = self._who(name)
        for item in self._stage(name).items:
            if item.required and not item.done:
                work.tick(self._tx, by, item=item.id, done=True)
        stage = self._stage(name)
        submissions.submit(self._tx, by, stage=stage.id, seen=stage.revision)

    def accepts(self, name: str, pupil: str) -> None:
        reviews.accept(self._tx, self._who(name), review=self._review(pupil))

    def returns(self, name: str, pupil: str, *remarks: str) -> None:
        review = self._review(pupil)
        reviews.send_back(self._tx, self._who(name), review=review, remarks=remarks)

    def _review(self, pupil: str) -> int:
        review = self._stage(pupil).review
        assert review is not None
        return review


Scene = Callable[[Day], None]


def _first_ideas(day: Day) -> None:
    day.begins(
        "Аня",
        "Раздельный сбор в нашем лицее",
        type="research",
        subject="Экология",
        purpose="Узнать, что мешает сортировать мусор, и проверить, помогут ли подписи на баках",
        to="Мария",
        team=False,
    )
    day.begins(
        "Вера",
        "Настольная игра о дворах района",
        type="game",
        subject="История города",
        purpose="Сделать настольную игру, после которой по району захочется погулять",
        to="Мария",
        team=True,
    )


def _team_gathers(day: Day) -> None:
    day.takes_on("Мария")
    day.joins("Глеб", "Вера")
    day.does("Вера", "Правила и тексты карточек")
    day.does("Глеб", "Поле, фишки и рисунки")


def _more_ideas(day: Day) -> None:
    day.begins(
        "Боря",
        "Скворечник, который считает гостей",
        type="engineering",
        subject="Физика",
        purpose="Собрать счётчик прилётов на датчике и сравнить его с наблюдением глазами",
        to="Павел",
        team=False,
    )
    day.begins(
        "Соня",
        "Как мы запоминаем стихи",
        type="research",
        subject="Психология",
        purpose="Сравнить заучивание по строкам и целиком",
        to="Мария",
        team=False,
    )


def _ideas_taken(day: Day) -> None:
    day.takes_on("Павел")
    day.takes_on("Мария")


def _idea_without_answer(day: Day) -> None:
    day.begins(
        "Тимур",
        "Сортировщик крышек",
        type="engineering",
        subject="Информатика",
        purpose="Научить камеру отличать цвета и раскладывать крышки по коробкам",
        to="Павел",
        team=False,
    )
    day.ticks("Тимур", 1, 3)


def _weak_topic_returned(day: Day) -> None:
    day.returns(
        "Мария",
        "Соня",
        "Тема широкая: напиши, какие стихи и в каком классе",
        "Назови проблему: кому и зачем нужно это знать",
    )


def _plan_under_way(day: Day) -> None:
    day.ticks("Аня", 1, 3)
    day.attaches("Аня", "Календарь работ", "https://example.org/calendar")


#: Topics are due on Thursday 15 October, the team's work on Wednesday 14 October.
SCENES: tuple[tuple[datetime, Scene], ...] = (
    (life.at(9, 28, 15, 40), _first_ideas),
    (life.at(9, 28, 16, 20), _team_gathers),
    (life.at(9, 29, 15, 10), _more_ideas),
    (life.at(9, 29, 17, 5), _ideas_taken),
    (life.at(9, 30, 16, 30), lambda day: day.sends_in("Вера")),
    (life.at(10, 1, 15, 50), lambda day: day.accepts("Мария", "Вера")),
    (life.at(10, 2, 12, 15), lambda day: day.accepts("Ольга", "Вера")),
    (life.at(10, 1, 18, 0), lambda day: day.sends_in("Аня")),
    (life.at(10, 2, 14, 40), lambda day: day.accepts("Мария", "Аня")),
    (life.at(10, 5, 11, 30), lambda day: day.accepts("Ольга", "Аня")),
    (life.at(10, 5, 17, 20), lambda day: day.ticks("Вера", 1, 3)),
    (life.at(10, 6, 15, 25), lambda day: day.ticks("Глеб", 4, 6)),
    (life.at(10, 7, 16, 45), lambda day: day.sends_in("Соня")),
    (life.at(10, 8, 15, 20), _idea_without_answer),
    (life.at(10, 8, 15, 55), _weak_topic_returned),
    (life.at(10, 9, 15, 35), _plan_under_way),
    (life.at(10, 9, 16, 30), lambda day: day.sends_in("Боря")),
)


async def live_through(
    store: Store,
    clock: Clock,
    people: Mapping[str, Person],
    meanwhile: Meanwhile | None = None,
) -> dict[str, Person]:
    """Let the term pass from `BEGINNING` to `NOW`; gives the people, newcomers with fresh codes.

    The clock goes ahead from scene to scene. ``meanwhile`` is what the suite does when the clock
    comes to something due (`Suite.settle`); without it reminders wait until somebody does it.
    """
    for moment, scene in sorted((*SCENES, *life.SCENES), key=lambda one: one[0]):
        await _until(store, clock, moment, meanwhile)
        await store.run(partial(_play, scene, people))
    await _until(store, clock, NOW, meanwhile)
    return await store.run(lambda tx: school.print_codes(tx, dict(people)))


def _play(scene: Scene, people: Mapping[str, Person], tx: Tx) -> None:
    scene(Day(tx, people))


async def _until(store: Store, clock: Clock, moment: datetime, meanwhile: Meanwhile | None) -> None:
    while meanwhile is not None:
        due = await store.run(jobs.next_due)
        if due is None or due > moment:
            break
        _go(clock, due)
        await meanwhile()
    _go(clock, moment)


def _go(clock: Clock, moment: datetime) -> None:
    ahead = moment - clock.now()
    if ahead.total_seconds() > 0:
        clock.advance(ahead)

"""Everybody's accounts and buttons, and what came of what they did (T14)."""

from datetime import date, timedelta
from itertools import count

from sqlmodel import col, select

from bots.channel import Incoming
from bots.receive import Receiver
from storage import (
    announcement_mailing,
    announcements,
    cases,
    consents,
    consultation_questions,
    consultation_queue,
    consultation_slots,
    consultations,
    drafts,
    exhibition_entries,
    exhibition_pictures,
    exhibits,
    files,
    form_answers,
    handoff_work,
    handoffs,
    journal,
    moderation,
    motions,
    outbox,
    partners,
    profiles,
    relay,
    reports,
    residents,
    slot_bookings,
    talks,
)
from storage.announcements import Announcement, Wanted
from storage.consents import Purpose
from storage.consultation_slots import Window
from storage.event_lists import Registration, Seat
from storage.events import Event, EventHost, EventState
from storage.exhibition_questions import ExhibitQuestion
from storage.handoffs import Urgency
from storage.ladder import Step
from storage.motion_rows import MotionKind
from storage.outbox import ButtonRow, Letter, Message
from storage.residents import Resident, Role
from storage.store import Tx

#: Importing the bots registers everything.
from tests.faults import event_kinds
from tests.faults.outsiders import BOT, CHANNEL, CHAT, EVERYBODY, OTHER_CHAT, OUTSIDERS, TALK
from tests.storage.contents import contents
from tests.storage.school import School
from tests.storage.test_acts_table import WORDS, Things


class Doors:
    """Everybody's accounts, and what came of what they did."""

    def __init__(self, school: School, it: Things) -> None:
        self.store = school.store
        self.it = it
        self.ids = dict(school.ids)
        self._receiver = Receiver(self.store, lambda channel: BOT)
        self.handoff = 0
        self._numbers = count(1)
        self.announcement = self.consent = 0
        self.event = self.line = 0
        self.exhibition = self.exhibit = self.picture = self.about_exhibit = 0
        self.conference = self.section = self.talk = 0
        self.contest = self.team = 0
        self.consultation = self.asked = self.slot = self.booking = 0

    async def open(self) -> None:
        await self.store.run(self._let_in)
        await self.store.run(self._keep_order)
        await self.store.run(self._consult)
        await self.store.run(self._exhibit)

    def _exhibit(self, tx: Tx) -> None:
        """Anna's work waits for Maria in an exhibition, with a question that waits, too."""
        self.exhibition = event_kinds.an_exhibition(tx, self.ids["maria"])
        anna = residents.who(tx, self.ids["anna"])
        made = exhibition_entries.begin(
            tx,
            anna,
            event=self.exhibition,
            project=self.it.project,
            title="words that are long",
            annotation=WORDS,
        )
        self.exhibit = made.id
        photo = files.Attachment("photo", "photo1_1")
        file = files.keep(tx, photo, channel=CHANNEL, account_id=None)
        exhibition_pictures.put(tx, anna, exhibit=made.id, sent=(file,))
        (picture,) = exhibits.pictures(tx, made.id)
        self.picture = picture.id or 0
        exhibition_entries.send(tx, anna, exhibit=made.id, words=WORDS)
        asked = ExhibitQuestion(
            exhibit_id=made.id,
            asker_id=self.ids["boris"],
            text=WORDS,
            state="held",
            asked_at=tx.now,
        )
        tx.session.add(asked)
        tx.session.flush()
        self.about_exhibit = asked.id or 0

    def _consult(self, tx: Tx) -> None:
        """Maria's consultation in another chat, with Anna in the queue; a time that Anna booked."""
        maria, anna = (residents.who(tx, self.ids[name]) for name in ("maria", "anna"))
        chat = talks.open_talk(tx, CHANNEL, OTHER_CHAT, None).id or 0
        made = consultations.open(tx, maria, talk=chat, topic="words that are long").id
        consultation_queue.join(tx, anna, consultation=made, talk=chat)
        self.asked = consultation_questions.ask(tx, anna, consultation=made, text=WORDS).question
        self.consultation = made
        at = tx.now + timedelta(days=1)
        window = Window(at, at + timedelta(minutes=30), timedelta(minutes=30), place="x", places=30)
        self.slot = consultation_slots.offer(tx, maria, window=window)[0].id
        self.booking = slot_bookings.book(tx, anna, slot=self.slot).id

    def _keep_order(self, tx: Tx) -> None:
        """A sanction, a report, a case with a vote, a contract: all of Anna's or the school's."""
        keeper = residents.who(tx, self.ids["council"])
        anna = self.ids["anna"]
        chat = talks.open_talk(tx, CHANNEL, CHAT, None).id or 0
        moderation.give(tx, keeper, to=anna, step=Step.REMARK, reason="words that are long")
        reports.send(tx, keeper, about=anna, talk=chat, message="1", text="words that are long")
        made = cases.bring(tx, keeper, to=anna, summary="words that are long", said="words")
        until = tx.now + timedelta(days=3)
        kind, text = MotionKind.SUSPEND, "words that are long"
        motions.put(tx, keeper, kind=kind, text=text, case=made.id, until=until)
        people = ["Котова Зоя"]
        day = date(2026, 12, 1)
        partners.sign(tx, keeper, organisation="Белов", number="1", until=day, people=people)

    def _let_in(self, tx: Tx) -> None:
        for name, (kind, grade, roles) in OUTSIDERS.items():
            self.ids[name] = profiles.add(
                tx,
                family="Чужой",
                name="Кто",
                grade=grade,
                roles=frozenset(roles),
                kind=kind,
            )
        gone = profiles.add(tx, family="Ушедшая", name="Кто", roles=frozenset({Role.STUDENT}))
        self.ids["who left"] = gone
        self._let_talk(tx)
        for name in (*EVERYBODY, "anna"):
            owner = talks.account(tx, CHANNEL, name)
            owner.resident_id = self.ids.get(name)
            talks.open_talk(tx, CHANNEL, name, owner.id)
        talks.open_talk(tx, CHANNEL, CHAT, None)
        tx.session.get_one(Resident, gone).left_at = tx.now
        self._tell_the_class(tx)
        self.event, self.line = _an_event_that_waits(tx, self.ids)
        self.conference, self.section, self.talk = event_kinds.a_talk_that_waits(tx, self.ids)
        self.contest, self.team = event_kinds.a_contest(tx, self.ids)
        drafts.begin(tx, f"r{self.ids['anna']}", "project.new", {}).answers = {"title": "Котова"}

    def _tell_the_class(self, tx: Tx) -> None:
        """An announcement that has left, and a consent that was given."""
        nina, ivan = (residents.who(tx, self.ids[name]) for name in ("nina", "ivan"))
        wanted = Wanted("class", "10А", WORDS, kind=announcements.Kind.READ)
        sent = announcements.compose(tx, nina, wanted=wanted).announcement.id
        announcements.send(tx, nina, announcement=sent)
        tx.session.get_one(Announcement, sent).leaves_at = tx.now
        announcement_mailing.leave(tx, announcement=sent)
        self.announcement = sent
        self.consent = consents.give(
            tx, ivan, subject=self.ids["anna"], purpose=Purpose.EVENTS, text=WORDS
        )

    def _let_talk(self, tx: Tx) -> None:
        """Anna talks with a psychologist."""
        taker = profiles.add(tx, family="Чужой", name="Кто", roles=frozenset({Role.PSYCHOLOGIST}))
        anna = residents.who(tx, self.ids["anna"])
        row = handoffs.ask(tx, anna, topic="family", urgency=Urgency.NOW)
        self.handoff = handoffs.key(row)
        relay.say(tx, anna, handoff=self.handoff, text="only between two")
        handoff_work.take(tx, residents.who(tx, taker), handoff=self.handoff)

    async def does(
        self,
        name: str,
        *,
        chat: bool = False,
        text: str = "",
        press: str | None = None,
        command: str | None = None,
    ) -> str:
        """Somebody's act; gives how it ended."""
        number = next(self._numbers)
        incoming = Incoming(
            CHANNEL,
            f"key-{number}",
            "press" if press else "message",
            peer=CHAT if chat else name,
            user=name,
            in_chat=chat,
            text=text,
            press=press,
            command=command,
            mentioned=chat,
            raw="{}",
        )
        return (await self._receiver.take(incoming)).outcome

    async def button(self, name: str, action: str, *, chat: bool = False) -> str:
        """A button in somebody's own conversation that says the ids of the project's things."""

        def put(tx: Tx) -> str:
            owner = talks.account(tx, CHANNEL, name)
            talk = talks.open_talk(tx, CHANNEL, CHAT if chat else name, owner.id)
            args = self.args(action, talks.account(tx, CHANNEL, "anna").id or 0)
            row = ButtonRow(label="x", action=action, args=args, again=True, style="plain", row=0)
            mine = None if chat else owner.id
            queued = outbox.put(tx, talks.address(talk), Letter("x", (row,)), for_account=mine)
            return tx.session.get_one(Message, queued.id).key

        return f"{await self.store.run(put)}.0"

    def _event(self, action: str) -> int:
        """The event that an action is about, by its flow."""
        if action.startswith("exhibit"):
            return self.exhibition
        if action.startswith("conference."):
            return self.conference
        return self.contest if action.startswith("contest.") else self.event

    def args(self, action: str, anna: int) -> dict[str, int | str]:
        """The ids of everything in the project, under every name that an action may take;
        ``anna`` is her account's."""
        it = self.it
        return {
            "project": it.project,
            "stage": it.stage,
            "item": it.item,
            "remark": it.remark,
            "artefact": it.artefact,
            "review": it.review,
            "offer": it.offer,
            "request": it.leave if action.startswith("leave.") else it.extension,
            "invitation": 1,
            "account": anna,
            "draft": 1,
            "field": "title",
            "value": "x",
            "number": 2,
            "word": "menu",
            "files": "1",
            "done": 1,
            "seen": 0,
            "messenger": "sferum",
            "last": 1,
            "chat": 1,
            "child": it.ids["anna"],
            "every": "day",
            "weekday": 1,
            "hour": 9,
            "on": 1,
            "kind": "overdue",
            "question": self.question(action),
            "exhibit": self.exhibit,
            "picture": self.picture,
            "consultation": self.consultation,
            "sure": 1,
            "instead": 0,
            "slot": self.slot,
            "booking": self.booking,
            "teacher": it.ids["maria"],
            "anyway": 1,
            "entry": 0 if action.startswith("leisure.") else it.entry,
            "helped": 1,
            "announcement": self.announcement,
            "scope": "class",
            "target": "10А",
            "choice": 0,
            "subject": it.ids["anna"],
            "safety": 1,
            "which": "mine" if action.startswith("event") else "all",
            "after": 0,
            "purpose": "events",
            "grade": "10А",
            "pupil": it.ids["anna"],
            "consent": self.consent,
            **dict.fromkeys(("case", "contract", "motion", "report", "sanction"), 1),
            "resident": self.ids["council"],
            "handoff": self.handoff,
            "to": self.ids["psychologist"],
            "at": 1_800_000_000,
            "mark": "better",
            "mood": "m1",
            "technique": "exhale",
            "run": 1,
            "beat": 1,
            "key": "gto",
            "works": 0,
            "event": self._event(action),
            "section": self.section,
            "talk": self.talk,
            "team": self.team,
            "points": 1,
            "line": "child_line" if action.startswith("helpline.") else self.line,
            "format": "brainstorm",
            "minutes": 40,
            "place": "online",
            "agreed": 1,
        }

    def question(self, action: str) -> int:
        if action.startswith("exhibit"):
            return self.about_exhibit
        return self.asked if action.startswith("consultation.") else self.it.question

    async def said(self, since: int, peer: str | None = None) -> list[str]:
        """All texts, labels and pictures that were queued after a message."""

        def read(tx: Tx) -> list[str]:
            rows = tx.session.exec(select(Message).where(col(Message.id) > since))
            return [
                " | ".join([row.text, *(one["label"] for one in row.buttons), str(row.picture)])
                for row in rows
                if peer in (None, row.peer)
            ]

        return await self.store.run(read)

    async def last(self) -> int:
        return await self.store.run(
            lambda tx: (
                tx.session.exec(select(Message.id).order_by(col(Message.id).desc())).first() or 0
            )
        )

    async def denials(self) -> int:
        return len(await self.store.run(lambda tx: journal.of_act(tx, "denied")))

    def world(self) -> dict[str, list[tuple[object, ...]]]:
        """Everything but the talk about it."""
        return {name: rows for name, rows in contents(self.store).items() if name not in TALK}


def _an_event_that_waits(tx: Tx, ids: dict[str, int]) -> tuple[int, int]:
    """Maria proposed an event, with a form; in another of hers Anna's place waits for a word."""
    starts = tx.now + timedelta(days=3)
    made: list[int] = []
    for state in (EventState.WAITING, EventState.APPROVED):
        row = Event(
            uid=state,
            title="words that are long enough" if state is EventState.WAITING else "Вечер",
            purpose="words that are long enough",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            place="online",
            consent=True,
            state=state,
            proposed_by=ids["maria"],
            made_at=tx.now,
            changed_at=tx.now,
        )
        tx.session.add(row)
        tx.session.flush()
        assert row.id is not None
        tx.session.add(EventHost(event_id=row.id, resident_id=ids["maria"]))
        made.append(row.id)
    line = Registration(
        event_id=made[1],
        person=f"r{ids['anna']}",
        resident_id=ids["anna"],
        state=Seat.CONSENT,
        turn=1,
        until=starts,
        at=tx.now,
    )
    tx.session.add(line)
    tx.session.flush()
    assert line.id is not None
    maria = residents.who(tx, ids["maria"])
    form_answers.use(tx, maria, event=made[0], url=f"https://forms.yandex.ru/u/{'1' * 24}/")
    return made[0], line.id
